"""What the contrary persona forges in a sandbox forum: every field of every intention, all of it to be refused."""

from typing import Any

from tisserand.notebook.personas.browser import Browser, Expect
from tisserand.notebook.personas.hostile import HUGE, send_forged

_NAMES: list[Any] = ["nowhere", "", None, 7, True, ["a"], {"a": "b"}, HUGE]
_WORDS: list[Any] = [None, 7, ["a"], {"a": "b"}, HUGE]


def forge_everything(browser: Browser) -> None:
    """Send each intention with one field wrong, or missing, at a time."""
    home = browser.view["page"]
    category, thread = home["categories"][0]["id"], home["threads"][0]["id"]
    browser.send("open", {"thread": thread})
    post = browser.view["page"]["posts"][0]["id"]
    reason = browser.view["flag_reasons"][0]["id"]
    _forge_moves(browser, thread)
    _forge_posts(browser, category, post)
    honest: dict[str, Any] = {"post": post, "reason": reason, "note": ""}
    send_forged(browser, "flag", honest, {"post": [*_NAMES, "mine-1"], "reason": _NAMES, "note": _WORDS})
    honest = {"post": post, "helped": True}
    send_forged(browser, "mark", honest, {"post": [*_NAMES, "mine-1"], "helped": [None, 1, "yes", [], {}]})
    honest = {"category": category, "level": "watching"}
    send_forged(browser, "watch", honest, {"category": _NAMES, "level": _NAMES})
    send_forged(browser, "profile", {"does": "x", "helps": "y"}, {"does": _WORDS, "helps": _WORDS})
    honest = {"thread": thread, "option": "nowhere", "reason": ""}
    send_forged(browser, "vote", honest, {"thread": _NAMES, "option": _NAMES, "reason": _WORDS})
    send_forged(browser, "hint", {"task": "nowhere"}, {"task": _NAMES})
    uuid = browser.fresh_uuid()
    browser.send("mark", {"post": post, "helped": True}, uuid=uuid)
    browser.send("mark", {"post": post, "helped": True}, Expect.NOTHING, uuid)
    browser.send("mark", {"post": post, "helped": False})


def _forge_moves(browser: Browser, thread: str) -> None:
    places = [*(name for name in _NAMES if name), "thread", "search", "writing"]
    send_forged(browser, "go", {"to": "home", "id": ""}, {"to": ["", *places], "id": _WORDS[:4]})
    for to in ("category", "person"):
        browser.send("go", {"to": to, "id": "nowhere"}, Expect.REFUSED)
    send_forged(browser, "search", {"query": "x"}, {"query": _WORDS})
    send_forged(browser, "open", {"thread": thread}, {"thread": _NAMES})
    quotes: list[Any] = ["nowhere", None, 7, ["a"], {}]
    send_forged(
        browser, "compose", {"place": thread, "quote": ""}, {"place": [*_NAMES, "edit-mine-1"], "quote": quotes}
    )
    browser.send("compose", {"place": thread, "quote": ""}, Expect.NOTHING)
    honest = {"place": thread, "title": "", "text": "x"}
    send_forged(browser, "review", honest, {"place": [*_NAMES, "new"], "title": _WORDS, "text": _WORDS})


def _forge_posts(browser: Browser, category: str, post: str) -> None:
    honest: dict[str, Any] = {"place": "new", "title": "x", "text": "y", "category": category}
    places = [*_NAMES, "edit-mine-1", "mine-1"]
    wrong = {"place": places, "title": _WORDS, "text": _WORDS, "category": ["nowhere", None, 7, ["a"], HUGE]}
    send_forged(browser, "draft", honest, wrong)
    forged: dict[str, list[Any]] = {
        "place": places,
        "title": ["", "  ", *_WORDS],
        "text": ["", "  ", *_WORDS],
        "category": _NAMES,
        "quotes": [
            *_WORDS[:4],
            [7],
            [["a"]],
            [[post, 0]],
            [[post, 99]],
            [[post, "1"]],
            [[post, True]],
            [[post, 1]] * 50,
        ],
        "contested": [*_WORDS[:2], HUGE, {"a": "b"}, [7], [HUGE], ["x"] * 50],
    }
    send_forged(browser, "publish", {**honest, "quotes": [], "contested": []}, forged)
