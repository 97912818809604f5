"""A question on a room's page: its options in the room's order, and the answer that a form brings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tisserand.content.markdown import render, render_inline
from tisserand.content.models.base import LocalizedText
from tisserand.content.models.quiz import (
    MatchingQuestion,
    NumericQuestion,
    Question,
    ShortTextQuestion,
    TrueFalseQuestion,
)
from tisserand.errors import RoomError
from tisserand.i18n import Lang, translate
from tisserand.services.limits import checked_text
from tisserand.widgets.option_order import options_in_order, rights_in_order
from tisserand.widgets.plain_text import plain_text

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class ShownOption:
    """An option of a question.

    Attributes:
        id: as the content has it.
        letter: by which a room speaks of it.
        html: its text.
        text: the same without marks, for labels.
    """

    id: str
    letter: str
    html: str
    text: str


@dataclass(frozen=True)
class ShownQuestion:
    """A question as a room sees it: the same for all, so that one can speak of "answer B".

    Attributes:
        kind: of the question.
        lefts: what a matching brings together with the options.
    """

    kind: str
    context_html: str
    prompt_html: str
    options: tuple[ShownOption, ...]
    lefts: tuple[ShownOption, ...]
    unit: str


def shown_question(question: Question, lang: Lang, seed: str) -> ShownQuestion:
    """Return a question as the room of ``seed`` sees it."""
    lefts = question.pairs if isinstance(question, MatchingQuestion) else ()
    has_unit = isinstance(question, NumericQuestion) and question.unit is not None
    return ShownQuestion(
        kind=question.kind,
        context_html=render(question.context.in_lang(lang)) if question.context else "",
        prompt_html=render_inline(question.prompt.in_lang(lang)),
        options=_options(question, lang, f"{seed}/{question.id}"),
        lefts=tuple(_lettered([(one.id, one.left) for one in lefts], lang)),
        unit=question.unit.in_lang(lang) if has_unit else "",  # type: ignore[union-attr]  # has_unit looked
    )


def _options(question: Question, lang: Lang, seed: str) -> tuple[ShownOption, ...]:
    if isinstance(question, MatchingQuestion):
        return tuple(_lettered([(one.id, one.right) for one in rights_in_order(question, seed)], lang))
    if isinstance(question, TrueFalseQuestion):
        return tuple(
            ShownOption(word, "", (said := translate(lang, f"quiz.{word}")), said) for word in ("true", "false")
        )
    if isinstance(question, NumericQuestion | ShortTextQuestion):
        return ()
    return tuple(_lettered([(one.id, one.text) for one in options_in_order(question, seed)], lang))


def _lettered(options: Sequence[tuple[str, LocalizedText]], lang: Lang) -> list[ShownOption]:
    return [
        ShownOption(one, letter, render_inline(text.in_lang(lang)), plain_text(text.in_lang(lang)))
        for letter, (one, text) in zip(_LETTERS, options, strict=False)
    ]


def read_answer(question: Question, values: Callable[[str], Sequence[str]]) -> Any:
    """Return the answer that a form brings, of the shape that grading takes.

    Args:
        question: what was asked.
        values: returns the values of a field: ``answer``; ``place-<option>`` of an ordering, from 1; ``match-<left>``.

    Raises:
        RoomError: nothing was chosen, or two things have the same place.
        RefusedError: a text is too long.
    """
    given = [value for value in values("answer") if value.strip()]
    if question.kind == "multiple":
        if not given:
            raise RoomError("nothing_chosen")
        return given
    if question.kind == "ordering":
        places = {option.id: next(iter(values(f"place-{option.id}")), "") for option in question.options}
        if set(places.values()) != {str(at) for at in range(1, len(places) + 1)}:
            raise RoomError("places_differ")
        return sorted(places, key=lambda option: int(places[option]))
    if question.kind == "matching":
        chosen = {pair.id: next(iter(values(f"match-{pair.id}")), "") for pair in question.pairs}
        if not all(chosen.values()):
            raise RoomError("nothing_chosen")
        return chosen
    if not given:
        raise RoomError("nothing_chosen")
    if question.kind == "true_false":
        return {"true": True, "false": False}.get(given[0], given[0])
    return checked_text(given[0]) if isinstance(question, NumericQuestion | ShortTextQuestion) else given[0]


def form_values(question: Question, answer: Any) -> dict[str, list[str]]:
    """Return the values of the fields of a form that would bring an answer: the inverse of :func:`read_answer`.

    Args:
        question: what was asked.
        answer: as it was read from a form, or given in a lesson.
    """
    if question.kind == "ordering":
        return {f"place-{option}": [str(place)] for place, option in enumerate(answer, 1)}
    if question.kind == "matching":
        return {f"match-{left}": [right] for left, right in answer.items()}
    if question.kind == "multiple":
        return {"answer": list(answer)}
    if question.kind == "true_false":
        return {"answer": ["true" if answer else "false"]}
    return {"answer": [str(answer)]}
