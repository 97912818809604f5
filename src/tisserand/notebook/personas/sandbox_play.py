"""Practising in a sandbox forum from its view: hints are taken until they show the way, then the way is gone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tisserand.notebook.personas.browser import Browser, Expect

Goal = dict[str, Any]
"""Something that is still to be done in a task: its kind, its names, and where to go for it."""

Write = Callable[[Browser, Goal], None]
"""Writes what a goal asks for, in somebody's own manner."""

_PATIENCE = 12
_HELLO = "Bonjour, je commence tout juste, merci de l’accueil. / Hello, I am just starting, thank you for the welcome."
_BACK = "Merci, je vais essayer cela jeudi. / Thank you, I will try that on Thursday."
_REASON = "Parce que je travaille le soir. / Because I work in the evening."


def do_every_task(browser: Browser, write: Write) -> None:
    """Do the tasks in their order, each by the way that its last hint shows."""
    for task in browser.view["tasks"]["tasks"]:
        goals = _way(browser, task["id"])["goals"]
        for goal in goals:
            if not _task(browser, task["id"])["is_done"]:
                _DEEDS[goal["kind"]](browser, goal, write)
        browser.note(f"task {task['id']}", _task(browser, task["id"])["is_done"])


def publish(browser: Browser, place: str, words: Mapping[str, str], **rest: Any) -> None:
    """Publish what was written in a place, then see that it is there."""
    fields = {"title": "", "text": "", "category": "", "quotes": [], "contested": [], **words, **rest, "place": place}
    if place == "new":
        fields["category"] = browser.view["page"]["category"]
    browser.send("publish", fields)
    browser.note("published", say(browser)["text"] == fields["text"].strip())


def review(browser: Browser, place: str, words: Mapping[str, str]) -> list[dict[str, Any]]:
    """Have something reviewed and return what was found."""
    view = browser.send("review", {"place": place, **words}, Expect.NOTHING)
    found: list[dict[str, Any]] = view["review"]["findings"]
    return found


def wait_for_everything(browser: Browser) -> None:
    """Come back later until nothing more is to come."""
    for _ in range(_PATIENCE * 2):
        if not browser.view["bar"]["can_wait"]:
            return
        browser.send("wait")


def say(browser: Browser) -> dict[str, Any]:
    """Return the last post of one's own on the page of a thread."""
    own: dict[str, Any] = next(post for post in reversed(browser.view["page"]["posts"]) if post["is_own"])
    return own


def _task(browser: Browser, task_id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(task for task in browser.view["tasks"]["tasks"] if task["id"] == task_id)
    return found


def _way(browser: Browser, task_id: str) -> dict[str, Any]:
    """Take hints until there are no more; a task that is done already has no way left to go."""
    for _ in range(_PATIENCE):
        task = _task(browser, task_id)
        if not task["ask"]:
            return task["way"] or {"goals": []}
        browser.send("hint", {"task": task_id})
    return {"goals": []}


def _go(browser: Browser, goal: Goal) -> None:
    intention, fields = goal["go"]["type"], {key: value for key, value in goal["go"].items() if key != "type"}
    browser.send(intention, fields, Expect.ACCEPTED if intention == "open" else Expect.NOTHING)


def _mark(browser: Browser, goal: Goal, _write: Write) -> None:
    _go(browser, goal)
    browser.send("mark", {"post": goal["post"], "helped": True})


def _mark_in_own(browser: Browser, goal: Goal, _write: Write) -> None:
    for _ in range(_PATIENCE):
        _go(browser, goal)
        answers = [post for post in browser.view["page"]["posts"] if post["can_mark"]]
        if answers:
            browser.send("mark", {"post": answers[0]["id"], "helped": True})
            return
        browser.send("wait", expect=Expect.ACCEPTED)


def _watch(browser: Browser, goal: Goal, _write: Write) -> None:
    _go(browser, goal)
    browser.send("watch", {"category": goal["category"], "level": "watching"})


def _profile(browser: Browser, goal: Goal, _write: Write) -> None:
    _go(browser, goal)
    browser.send("profile", {"does": _HELLO[:140], "helps": _BACK})


def _post(browser: Browser, goal: Goal, write: Write) -> None:
    write(browser, goal)


def _reply(browser: Browser, goal: Goal, _write: Write) -> None:
    _go(browser, goal)
    publish(browser, goal["go"]["thread"], {"text": _BACK if goal["kind"] == "returned" else _HELLO})


def _quote(browser: Browser, goal: Goal, _write: Write) -> None:
    _go(browser, goal)
    thread = goal["go"]["thread"]
    browser.send("compose", {"place": thread, "quote": goal["post"]}, Expect.NOTHING)
    parts: Sequence[Any] = browser.view["page"]["quotable"]["parts"]
    browser.note("the paragraph is offered", goal["part"] in {one["part"] for one in parts})
    publish(browser, thread, {"text": _HELLO}, quotes=[[goal["post"], goal["part"]]])
    browser.note("the quotation shows", len(say(browser)["quotes"]) == 1)


def _flag(browser: Browser, goal: Goal, _write: Write) -> None:
    _go(browser, goal)
    browser.send("flag", {"post": goal["post"], "reason": goal["reasons"][0], "note": ""})


def _vote(browser: Browser, goal: Goal, _write: Write) -> None:
    _go(browser, goal)
    option = browser.view["page"]["poll"]["options"][0]["id"]
    browser.send("vote", {"thread": goal["thread"], "option": option, "reason": _REASON})


_DEEDS: Mapping[str, Callable[[Browser, Goal, Write], None]] = {
    "helped": _mark,
    "own_helped": _mark_in_own,
    "watching": _watch,
    "profile": _profile,
    "posted": _post,
    "missed": _post,
    "replied": _reply,
    "returned": _reply,
    "quoted": _quote,
    "unquoted": _reply,
    "flagged": _flag,
    "voted": _vote,
}
