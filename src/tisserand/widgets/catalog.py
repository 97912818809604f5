"""The modules as cards, for the home notebook."""

from collections.abc import Iterable, Mapping

import traitlets
from anywidget import AnyWidget

from tisserand.content.models.module import TrainingModule
from tisserand.i18n import Lang, sentences, translate
from tisserand.services.progress import Standing
from tisserand.widgets.front_end import front_end


class CatalogWidget(AnyWidget):  # type: ignore[misc]  # anywidget has no types
    """What each module teaches, to whom, how long it takes, and how far the person has come.

    Args:
        modules: in the order to show.
        standings: by the module's id, from ``progress_of_all``.
        lang: language of the cards, and of the lessons that they open.
        paths: where the lesson of each slug lies, seen from the home notebook.
    """

    name = "catalog"

    view = traitlets.Dict().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        modules: Iterable[TrainingModule],
        standings: Mapping[str, Standing],
        lang: Lang,
        paths: Mapping[str, str],
    ) -> None:
        self._esm, self._css = front_end(self.name)
        cards = []
        for module in modules:
            standing = standings.get(module.id)
            role = translate(lang, f"roles.{module.role}")
            cards.append(
                {
                    "kicker": translate(lang, "catalog.kicker", role=role, minutes=module.duration_min),
                    "title": module.title.in_lang(lang),
                    "summary": module.summary.in_lang(lang),
                    "objectives": [objective.text.in_lang(lang) for objective in module.objectives],
                    "path": paths[module.slug],
                    "progress": {"percent": standing.percent, "words": standing.words}
                    if standing and standing.begun
                    else None,
                }
            )
        labels = {"lang": lang.value, **sentences(lang, "kit"), **sentences(lang, self.name)}
        super().__init__(view={"cards": cards}, labels=labels)
