"""The modules as cards, by role and searched, for the home notebook."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from tisserand.content.models.base import Role
from tisserand.content.models.module import TrainingModule
from tisserand.domain.module_search import LONGEST_SEARCH, Found, Shelf
from tisserand.i18n import Lang, sentences, translate
from tisserand.services.module_choice import (
    ModuleChoice,
    choose_modules,
    count_in_words,
    hidden_matches,
    parse_role,
)
from tisserand.services.progress import Standing
from tisserand.widgets.activity import HouseWidget, Intention


class CatalogWidget(HouseWidget):
    """What each module teaches, to whom, how long it takes, and how far the person has come.

    Args:
        modules: in the order to show.
        standings: by the module's id, from ``progress_of_all``.
        lang: language of the cards, and of the lessons that they open.
        paths: where the lesson of each slug lies, seen from the home notebook.
    """

    name = "catalog"
    unrecorded: ClassVar[frozenset[str]] = frozenset({"search"})

    def __init__(
        self,
        modules: Sequence[TrainingModule],
        standings: Mapping[str, Standing],
        lang: Lang,
        paths: Mapping[str, str],
    ) -> None:
        self._modules, self._standings, self._paths = modules, standings, paths
        self._choice = choose_modules(modules, "", None, lang)
        super().__init__(lang)
        self.labels = {**sentences(lang, "module_search"), **self.labels}

    def build_view(self) -> dict[str, Any]:
        """Return the roles that can be asked for, and the cards of what was found, shelf by shelf."""
        choice = self._choice
        return {
            "longest": LONGEST_SEARCH,
            "roles": [{"value": role.value, "name": self._role(role)} for role in choice.roles],
            "shelves": [self._shelf(shelf) for shelf in choice.shelves],
            "count": count_in_words(choice, self.lang),
            "nothing": None if choice.count else self._nothing(choice),
        }

    def intentions(self) -> Mapping[str, Callable[[Intention, str], None]]:
        """Take a search; nothing is recorded of it."""
        return {"search": self._search}

    def _search(self, intention: Intention, _uuid: str) -> None:
        text, role = intention["text"], intention["role"]
        if not isinstance(text, str):
            raise TypeError("a search is a text")
        before = count_in_words(self._choice, self.lang)
        self._choice = choose_modules(self._modules, text, parse_role(role), self.lang)
        count = count_in_words(self._choice, self.lang)
        if count != before:
            self.announce(count)

    def _shelf(self, shelf: Shelf) -> dict[str, Any]:
        name = self._role(shelf.role) if shelf.role else None
        return {"name": name, "cards": [self._card(found, is_shelved=name is not None) for found in shelf.found]}

    def _card(self, found: Found, *, is_shelved: bool) -> dict[str, Any]:
        module = found.module
        standing = self._standings.get(module.id)
        minutes = translate(self.lang, "catalog.minutes", minutes=module.duration_min)
        return {
            "kicker": minutes if is_shelved else f"{self._role(module.role)} · {minutes}",
            "title": module.title.in_lang(self.lang),
            "summary": module.summary.in_lang(self.lang),
            "found": [
                {
                    "place": translate(self.lang, f"module_search.found_in.{match.place.name.lower()}"),
                    "text": match.text,
                    "lang": match.lang.value,
                }
                for match in hidden_matches(found, self.lang)
            ],
            "objectives": [objective.text.in_lang(self.lang) for objective in module.objectives],
            "path": self._paths[module.slug],
            "progress": {"percent": standing.percent, "words": standing.words} if standing and standing.begun else None,
        }

    def _role(self, role: Role) -> str:
        return translate(self.lang, f"roles.{role}")

    def _nothing(self, choice: ModuleChoice) -> str:
        return translate(self.lang, f"module_search.{'nothing_found' if choice.text else 'nothing_for_role'}")
