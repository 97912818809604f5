"""What a hostile browser might send to any widget: all of it must be refused, quietly, and change nothing."""

from collections.abc import Mapping
from typing import Any

from tisserand.notebook.personas.browser import Browser, Expect

HUGE = "x" * 200_000
FORGED = "forged by a hostile browser"
_FORGED_VALUES: list[Any] = [
    {FORGED: FORGED},
    {"questions": [], "scene": None, "ending": {"title": FORGED}},
    FORGED,
    None,
]


def send_nonsense(browser: Browser) -> None:
    """Send messages that no front end of ours sends: other types, no identity, other shapes."""
    for name in ("unknown", "", None, 7, ["answer"], {"type": "answer"}, HUGE, "__class__", "refresh"):
        browser.send_raw("strange type", _custom({"type": name, "uuid": browser.fresh_uuid()}), Expect.REFUSED)
    for uuid in (None, "", 12345678, "short", ["a" * 36], HUGE):
        browser.send_raw("strange uuid", _custom({"type": "answer", "uuid": uuid}), Expect.REFUSED)
    for content in ("answer", ["answer"], 7, None, [], True):
        browser.send_raw("strange content", _custom(content), Expect.NOTHING)


def forge_traits(browser: Browser) -> None:
    """Write what only Python may write, then see that the next view is Python's own."""
    for trait in ("view", "labels"):
        for value in _FORGED_VALUES:
            message = {"method": "update", "state": {trait: value}, "buffer_paths": []}
            browser.send_raw(f"forged {trait}", message, Expect.NOTHING)
    view = browser.send("unknown", expect=Expect.REFUSED)
    browser.note("forged view kept", FORGED not in str(view))


def send_forged(browser: Browser, intention: str, honest: Mapping[str, Any], forged: Mapping[str, list[Any]]) -> None:
    """Send an intention with one field wrong at a time, then with one missing at a time.

    Args:
        browser: of the widget.
        intention: its type.
        honest: fields that would be accepted.
        forged: values that must be refused, for each field; a field not named here may be left out.
    """
    for field, values in forged.items():
        for value in values:
            browser.send(intention, {**honest, field: value}, Expect.REFUSED)
        incomplete = {name: value for name, value in honest.items() if name != field}
        browser.send(intention, incomplete, Expect.REFUSED)


def _custom(content: Any) -> dict[str, Any]:
    return {"method": "custom", "content": content}
