"""What is said of somebody's answer once it may be: whether it is right, why, and what to remember."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from tisserand.content.loading import load_quiz, load_sources
from tisserand.content.markdown import render_inline
from tisserand.content.models.framework import Source
from tisserand.errors import AnswerError, RoomError
from tisserand.i18n import Lang
from tisserand.server.rooms.items import question_of, read_item
from tisserand.widgets.quiz_view import result_of


@lru_cache(1)
def _sources() -> Mapping[str, Source]:
    return load_sources()


def answer_view(key: str, answer: Any, lang: Lang) -> dict[str, Any] | None:
    """Return the question, what was answered, and what is said of it, as a quiz shows it in a lesson.

    Args:
        key: of the item that the room was asked.
        answer: of the shape that its kind takes.
        lang: of who reads.

    Returns:
        ``prompt_html`` and what ``result_of`` gives; ``None`` where the content has changed and no longer fits.
    """
    try:
        item = read_item(key)
        question = question_of(load_quiz(item.id), item.part[0]) if item.kind == "quiz" and item.part else None
        if question is None:
            return None
        prompt = render_inline(question.prompt.in_lang(lang))
        return {"prompt_html": prompt, **result_of(question, answer, lang, _sources())}
    except (RoomError, AnswerError):
        return None
