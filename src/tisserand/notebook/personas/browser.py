"""The browser of a persona: it sees a widget's view and sends what the front end would send, and no more."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from tisserand.widgets.activity import Activity


class Expect(StrEnum):
    """What must become of an intention."""

    RECORDED = "recorded"  # accepted, and one event more in the log
    NOTHING = "nothing"  # accepted or not, the log stays as it is: a download, something sent twice
    ERASED = "erased"  # accepted, and the log has fewer events than before
    ACCEPTED = "accepted"  # not refused, and at most one event more: opening what may be read already
    REFUSED = "refused"  # the view says why, the log stays as it is


@dataclass(frozen=True)
class Sent:
    """One message that a persona sent.

    Attributes:
        type: kind of intention, or what was tried.
        expected: what must become of it.
        refused: whether the view carried a problem afterwards.
        recorded: how many events the log gained; below 0 when something was erased.
        kept_in: the activity of each of them: a dosage may put a step into the plan.
    """

    type: str
    expected: Expect
    refused: bool
    recorded: int
    kept_in: tuple[str, ...] = ()

    @property
    def is_as_expected(self) -> bool:
        """Whether it was."""
        return {
            Expect.RECORDED: not self.refused and self.recorded == 1,
            Expect.NOTHING: self.recorded == 0,
            Expect.ERASED: not self.refused and self.recorded < 0,
            Expect.ACCEPTED: not self.refused and self.recorded <= 1,
            Expect.REFUSED: self.refused and self.recorded == 0,
        }[self.expected]


class Browser:
    """What a persona has before its eyes and under its hands, for one widget.

    Attributes:
        sent: everything that was sent, in order.
    """

    def __init__(self, widget: Activity, name: str, log: Callable[[], Sequence[str]]) -> None:
        self._widget = widget
        self._name = name
        self._log = log
        self.sent: list[Sent] = []

    @property
    def view(self) -> dict[str, Any]:
        """What is on the screen now, as it came through the wire."""
        view: dict[str, Any] = json.loads(json.dumps(self._widget.view))
        return view

    def fresh_uuid(self) -> str:
        """Return a uuid that hangs on the persona, the activity and the rank of the message only."""
        return str(uuid5(NAMESPACE_URL, f"tisserand:{self._name}/{len(self.sent)}"))

    def send(
        self,
        intention: str,
        fields: Mapping[str, Any] | None = None,
        expect: Expect = Expect.RECORDED,
        uuid: str | None = None,
    ) -> dict[str, Any]:
        """Send an intention with its fields and return the view that answers it."""
        content = {"type": intention, "uuid": uuid or self.fresh_uuid(), **(fields or {})}
        return self.send_raw(intention, {"method": "custom", "content": content}, expect)

    def send_raw(self, name: str, data: Mapping[str, Any], expect: Expect) -> dict[str, Any]:
        """Send any message of the widget protocol, noted under ``name``, and return the view that follows."""
        before = len(self._log())
        message = {"content": {"data": json.loads(json.dumps(data))}, "buffers": [], "metadata": {}}
        self._widget.comm.handle_msg(message)
        view = self.view
        refused = bool(view.get("problem"))
        log = self._log()
        self.sent.append(Sent(name, expect, refused, len(log) - before, tuple(log[before:])))
        return view

    def note(self, name: str, holds: bool) -> None:  # noqa: FBT001 - what was looked at, and whether it holds
        """Note something that was looked at on the screen, as if it had been sent."""
        self.sent.append(Sent(name, Expect.NOTHING, refused=False, recorded=0 if holds else 1))
