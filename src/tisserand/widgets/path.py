"""A person's path over all the modules, for the home notebook."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from tisserand.content.models.module import TrainingModule
from tisserand.i18n import Lang, translate
from tisserand.services.chosen_roles import choose_roles
from tisserand.services.learning_path import learning_path
from tisserand.services.session import Session
from tisserand.widgets.activity import Activity, Intention
from tisserand.widgets.path_view import path_view


class PathWidget(Activity):
    """The roles of the person, what is under way, what could come next, their profile.

    Args:
        session: who; its module is ``services.chosen_roles.PATH``.
        modules: those that may be opened, in the order of the catalogue.
        lang: language of the reader, and of the lessons that are opened.
        paths: where the lesson of each slug lies, seen from the home notebook.
    """

    name = "path"
    unrecorded: ClassVar[frozenset[str]] = frozenset({"look"})

    def __init__(
        self, session: Session, modules: Sequence[TrainingModule], lang: Lang, paths: Mapping[str, str]
    ) -> None:
        self._modules, self._paths = modules, dict(paths)
        super().__init__(session, lang)

    def build_view(self) -> dict[str, Any]:
        """Return the whole path, folded anew from the log: a lesson in another tab may have gone on."""
        path = learning_path(self.session.log, self.session.learner, self._modules)
        return {**path_view(path, self.lang), "paths": self._paths, "warning": self.session.warning}

    def intentions(self) -> Mapping[str, Callable[[Intention, str], None]]:
        """Take a choice of roles, and the wish to see the present state."""
        return {"choose_roles": self._choose, "look": self._look}

    def _choose(self, intention: Intention, uuid: str) -> None:
        roles = intention["roles"]
        if not isinstance(roles, list):
            raise TypeError("roles come as a list")
        choose_roles(self.session, roles, uuid)
        self.announce(translate(self.lang, "path.roles_kept"))

    def _look(self, _intention: Intention, _uuid: str) -> None:
        """Do nothing: every intention is answered with the present state."""
        self.announce(translate(self.lang, "path.looked"))
