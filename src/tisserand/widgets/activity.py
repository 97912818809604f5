"""The base of all the widgets: a view out, intentions in."""

import logging
from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import traitlets
from anywidget import AnyWidget

from tisserand.errors import ReasonedError, StoreError, TisserandError
from tisserand.i18n import Lang, sentences, translate
from tisserand.services.session import Session
from tisserand.widgets.front_end import front_end

log = logging.getLogger(__name__)

Intention = Mapping[str, Any]
"""What the browser sends: ``type``, ``uuid`` and the fields of that type. Anything may be forged."""

_UUID_LENGTHS = range(8, 65)


class HouseWidget(AnyWidget):  # type: ignore[misc]  # anywidget has no types
    """A widget of the house.

    Subclasses name their folder, build their view and say which intentions they take.

    Attributes:
        name: folder under ``widgets/``, and area of its sentences.
        area: area of its sentences, where that is another one.
        unrecorded: types of intentions that record nothing, so that nothing else has to be shown anew.
        view: what the browser shows. Written here, never read back: the browser could have forged it.
        labels: the sentences of the interface.
        on_recorded: called after something was recorded, so that the lesson can refresh what depends on it.
        counts: how many intentions were accepted and refused; read by the rehearsal.
    """

    name: ClassVar[str]
    area: ClassVar[str | None] = None
    unrecorded: ClassVar[frozenset[str]] = frozenset()

    view = traitlets.Dict().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)

    def __init__(self, lang: Lang) -> None:
        self._esm, self._css = front_end(self.name)
        self.lang = lang
        self.on_recorded: Callable[[], None] = lambda: None
        self.counts = {"accepted": 0, "refused": 0}
        super().__init__(
            labels={"lang": lang.value, **sentences(lang, "kit"), **sentences(lang, self.area or self.name)}
        )
        self.on_msg(self._receive)
        self.refresh()

    @abstractmethod
    def build_view(self) -> dict[str, Any]:
        """Return what to show now."""

    def intentions(self) -> Mapping[str, Callable[[Intention, str], None]]:
        """Return what this widget takes: a function of the intention and its uuid for each type.

        A function raises a :class:`TisserandError` to refuse; its message is shown to the learner.
        """
        return {}

    def refresh(self, problem: str | None = None) -> None:
        """Show the present state, with the sentence that says why the last intention was refused, if it was."""
        try:
            view = self.build_view()
        except StoreError as error:  # what is on the screen stays, with the reason
            view, problem = self.view, str(error)
        self.view = {**view, "problem": problem}

    def announce(self, text: str) -> None:
        """Have screen readers say ``text``."""
        self.send({"type": "announce", "text": text})

    def set_state(self, _sync_data: Any) -> None:
        """Pass over what the browser writes: no trait here is the browser's, so whatever comes is forged."""
        log.info("passed over traits written to %s", self.name)

    def _receive(self, _widget: Any, content: Any, _buffers: Any) -> None:
        if not isinstance(content, Mapping):
            return
        uuid = content.get("uuid")
        handler = self.intentions().get(str(content.get("type")))
        problem = None
        if handler is None or not isinstance(uuid, str) or len(uuid) not in _UUID_LENGTHS:
            problem = translate(self.lang, "kit.not_understood")
        else:
            try:
                handler(content, uuid)
            except ReasonedError as error:
                problem = error.sentence(self.lang)
            except TisserandError as error:
                problem = str(error)
            except (KeyError, TypeError, ValueError):  # a forged shape: nothing was recorded
                log.info("refused an intention of %s: %r", self.name, content.get("type"), exc_info=True)
                problem = translate(self.lang, "kit.not_understood")
        self.counts["refused" if problem else "accepted"] += 1
        self.refresh(problem)
        if isinstance(uuid, str):
            self.send({"type": "done", "uuid": uuid, "ok": problem is None})
        if problem is None and content.get("type") not in self.unrecorded:
            self.on_recorded()


class Activity(HouseWidget):
    """A widget of the house that shows, from the records of a session, what a person did in a module."""

    def __init__(self, session: Session, lang: Lang) -> None:
        self.session = session
        super().__init__(lang)

    def hand_over(self, session: Session) -> None:
        """Show this activity to the person of ``session``: who plays was not known when it was made."""
        self.session = session
        self.refresh()
