"""A wall of short texts: what people wrote, as the trainers moderated and grouped it.

Nothing is on the wall before a trainer lets it there. The room sees texts that are ``shown`` or ``highlighted``; the
trainers also see those that wait and those that they hid. Nobody's name goes with a text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

TextState = Literal["waiting", "shown", "highlighted", "hidden"]
STATES: tuple[TextState, ...] = ("waiting", "shown", "highlighted", "hidden")
"""A text that nobody moderated waits, and so does one in a state that this version does not know."""

FOR_THE_ROOM = frozenset({"shown", "highlighted"})


class Written(Protocol):
    """A text that somebody wrote, as :class:`tisserand.domain.rooms.room.GivenAnswer` is."""

    @property
    def uuid(self) -> str:
        """Of its record."""

    @property
    def person(self) -> str:
        """Who wrote it."""

    @property
    def answer(self) -> object:
        """The text."""


class Arranged(Protocol):
    """How a text was moderated, as :class:`tisserand.domain.rooms.events.TextArranged` is."""

    @property
    def state(self) -> str:
        """One of ``STATES``."""

    @property
    def group(self) -> str:
        """The title of similar texts, or none."""


@dataclass(frozen=True)
class WallText:
    """One text, by the uuid of its record."""

    uuid: str
    text: str
    state: TextState


@dataclass(frozen=True)
class WallGroup:
    """Texts that a trainer put together under a title; an empty one for the others."""

    title: str
    texts: tuple[WallText, ...]


@dataclass(frozen=True)
class WallTally:
    """A wall.

    Attributes:
        prompt: what was asked.
        people, texts: how many people wrote, and how many texts, whatever became of them.
        waiting: how many texts wait for a trainer.
        groups: those with a title in its order, then the others; in a group, highlighted texts first, else as written.
    """

    prompt: str
    people: int
    texts: int
    waiting: int
    groups: tuple[WallGroup, ...]


def tally_wall(
    prompt: str, written: Iterable[Written], arranged: Mapping[str, Arranged], *, to_trainer: bool = False
) -> WallTally:
    """Return a wall.

    Args:
        prompt: what was asked.
        written: the texts in the order in which they came; one that comes twice counts once.
        arranged: how texts were moderated last, by the uuid of their record.
        to_trainer: whether texts that wait or are hidden are among them.
    """
    texts: dict[str, WallText] = {}
    titles: dict[str, str] = {}
    people: set[str] = set()
    for each in written:
        if not isinstance(each.answer, str) or not each.answer.strip():
            continue
        people.add(each.person)
        known = arranged.get(each.uuid)
        texts[each.uuid] = WallText(each.uuid, each.answer.strip(), _state(known))
        titles[each.uuid] = known.group.strip() if known else ""
    seen = [text for text in texts.values() if to_trainer or text.state in FOR_THE_ROOM]
    groups: dict[str, list[WallText]] = {}
    for text in sorted(seen, key=lambda text: text.state != "highlighted"):
        groups.setdefault(titles[text.uuid], []).append(text)
    return WallTally(
        prompt=prompt,
        people=len(people),
        texts=len(texts),
        waiting=sum(text.state == "waiting" for text in texts.values()),
        groups=tuple(
            WallGroup(title, tuple(groups[title])) for title in sorted(groups, key=lambda one: (not one, one))
        ),
    )


def _state(arranged: Arranged | None) -> TextState:
    return next((state for state in STATES if arranged is not None and state == arranged.state), "waiting")
