"""Answering the questions of a quiz from its view."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tisserand.notebook.personas.browser import Browser, Expect

Question = dict[str, Any]
Lines = Sequence[dict[str, Any]]

_RIGHT_TAGS = {"chosen_right", "missed", "expected"}


def question_of(view: dict[str, Any], question_id: str) -> Question:
    """Return a question as a view shows it."""
    return next(question for question in view["questions"] if question["id"] == question_id)


def answer_question(browser: Browser, question: Question, answer: Any, certainty: str | None) -> Question:
    """Answer an open question and return it as it shows afterwards, with its result."""
    view = browser.send("answer", {"question": question["id"], "answer": answer, "certainty": certainty})
    return question_of(view, question["id"])


def reopen(browser: Browser, question: Question) -> Question:
    """Ask to answer a question again; this shows the controls anew and records nothing."""
    return question_of(browser.send("retry", {"question": question["id"]}, Expect.NOTHING), question["id"])


def lean_answer(question: Question, pick: Callable[[Sequence[Any]], Any], number: str, words: str) -> Any:
    """Return an answer of the right shape without any thought.

    Args:
        question: open, from the view.
        pick: takes one thing of several.
        number: what is typed for a number.
        words: what is typed for a short text.
    """
    ids = [option["id"] for option in question["options"]]
    kind = question["kind"]
    if kind == "multiple":
        return [pick(ids)]
    if kind == "true_false":
        return pick([True, False])
    if kind == "ordering":
        return ids
    if kind == "matching":
        return {left["id"]: pick(ids) for left in question["lefts"]}
    if kind == "numeric":
        return number
    return words if kind == "short_text" else pick(ids)


def read_feedback(question: Question, result: dict[str, Any]) -> Any:
    """Return the answer that the feedback of the last one points to, or ``None`` if it names none."""
    lines = result["lines"] + result["others"]
    read = _READERS.get(question["kind"])
    return read(question, lines) if read else None


def _right_options(question: Question, lines: Lines) -> list[str]:
    right = [line["html"] for line in lines if line["tag"] in _RIGHT_TAGS]
    return [option["id"] for option in question["options"] if option["html"] in right]


def _right_option(question: Question, lines: Lines) -> str | None:
    return next(iter(_right_options(question, lines)), None)


def _right_order(question: Question, lines: Lines) -> list[str]:
    """The feedback numbers the options in the right order."""
    options = question["options"]
    return [option["id"] for line in lines for option in options if line["html"].endswith(option["html"])]


def _right_matches(question: Question, lines: Lines) -> dict[str, str]:
    return {left["id"]: _named_right(question, left, lines) for left in question["lefts"]}


def _right_number(_question: Question, lines: Lines) -> str | None:
    found = re.search(r"-?\d+(?:[.,]\d+)?", lines[0]["expected"])
    return found.group() if found else None


def _right_words(_question: Question, lines: Lines) -> str:
    """The feedback lists the accepted wordings after a colon."""
    wordings: str = lines[0]["expected"].rpartition(":")[2]
    return wordings.split(",", maxsplit=1)[0].strip()


def _named_right(question: Question, left: dict[str, Any], lines: Lines) -> str:
    """Return the proposal that the feedback names for a line of a matching question, else the first one."""
    said = " ".join(
        f"{line['expected'] or ''} {line['given'] or ''}" if line["mark"] == "right" else line["expected"] or ""
        for line in lines
        if line["html"] == left["html"]
    )
    named = [option for option in question["options"] if option["text"] in said]
    options = named or question["options"]
    chosen: str = max(options, key=lambda option: len(option["text"]))["id"] if named else options[0]["id"]
    return chosen


_READERS: Mapping[str, Callable[[Question, Lines], Any]] = {
    "single": _right_option,
    "multiple": _right_options,
    "true_false": lambda question, lines: _right_option(question, lines) == "true",
    "ordering": _right_order,
    "matching": _right_matches,
    "numeric": _right_number,
    "short_text": _right_words,
}
