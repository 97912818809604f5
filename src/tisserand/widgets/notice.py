"""One message of the house, where an activity can't be shown."""

from collections.abc import Sequence

import traitlets
from anywidget import AnyWidget

from tisserand.i18n import Lang, sentences
from tisserand.widgets.front_end import front_end


class NoticeWidget(AnyWidget):  # type: ignore[misc]  # anywidget has no types
    """A message, without any intention.

    The author's variant shows the nearest names and the technical detail. A participant gets the sentence alone: the
    detail does not even travel to the browser, and belongs in the log.

    Args:
        text: the message, already in the reader's language.
        lang: that language.
        author: whether the reader writes the lesson.
        detail: a trace or a path, for an author only.
        suggestions: names that the author may have meant.
    """

    name = "notice"

    view = traitlets.Dict().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)

    def __init__(
        self, text: str, lang: Lang, *, author: bool, detail: str = "", suggestions: Sequence[str] = ()
    ) -> None:
        self._esm, self._css = front_end(self.name)
        shown = {"detail": detail, "suggestions": list(suggestions)} if author else {"detail": "", "suggestions": []}
        super().__init__(
            view={"text": text, "author": author, **shown},
            labels={"lang": lang.value, **sentences(lang, "kit"), **sentences(lang, self.name)},
        )
