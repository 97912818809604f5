"""What the quiz shows, made from its file and what somebody answered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from tisserand.content.markdown import render, render_inline
from tisserand.content.models.base import LocalizedText
from tisserand.content.models.framework import Source
from tisserand.content.models.quiz import (
    MatchingQuestion,
    NumericQuestion,
    Question,
    Quiz,
    ShortTextQuestion,
    TrueFalseQuestion,
)
from tisserand.domain.grading import credit_rule, grade
from tisserand.domain.quiz import Attempt, QuestionState, QuizState
from tisserand.i18n import Lang, translate
from tisserand.services.number_words import number_text
from tisserand.widgets.option_order import options_in_order, rights_in_order
from tisserand.widgets.plain_text import plain_text
from tisserand.widgets.quiz_lines import quiz_lines
from tisserand.widgets.source_view import source_views

_HINTED = {"multiple", "ordering", "matching", "numeric", "short_text", "scale"}


@dataclass(frozen=True)
class QuizView:
    """Builds the view of one quiz for one person.

    Attributes:
        quiz: what is played.
        lang: language of the reader.
        learner: opaque id: the order of the options hangs on it.
        sources: by id.
    """

    quiz: Quiz
    lang: Lang
    learner: str
    sources: Mapping[str, Source]

    def build(self, state: QuizState, reopened: Collection[str]) -> dict[str, Any]:
        """Return the view; ``reopened`` are the questions that the person wants to answer again."""
        numbered = list(enumerate(state.questions, start=1))
        return {
            "anchor": f"activity-quiz-{self.quiz.id}",
            "title": self.quiz.title.in_lang(self.lang),
            "intro_html": self._html(self.quiz.intro),
            "overview": {
                "text": self.progress_text(state),
                "chips": [self._chip(number, one) for number, one in numbered],
            },
            "questions": [self.question(number, one, is_open=one.question.id in reopened) for number, one in numbered],
            "summary": self._summary(state) if state.is_done and not reopened else None,
            "restart": {"question": self.say("restart_question", total=len(numbered))} if state.answered else None,
        }

    def say(self, key: str, **values: Any) -> str:
        """Return a sentence of the quiz."""
        return translate(self.lang, f"quiz.{key}", **values)

    def progress_text(self, state: QuizState) -> str:
        """Return how many questions have their answer."""
        total = len(state.questions)
        if state.answered in {0, total}:
            return self.say("overview_all" if state.answered else "overview_none", total=total)
        return self.say("overview_text", n=state.answered, total=total)

    def _html(self, text: LocalizedText | None) -> str | None:
        return render(text.in_lang(self.lang)) if text else None

    def _chip(self, number: int, state: QuestionState) -> dict[str, Any]:
        verdict = state.current.grade.verdict if state.current else None
        values = {"verdict": self.say(f"said_{verdict}")} if verdict else {}
        name = self.say("chip_answered" if verdict else "chip_open", n=number, **values)
        return {"id": state.question.id, "number": str(number), "verdict": verdict, "name": name}

    def question(self, number: int, state: QuestionState, *, is_open: bool) -> dict[str, Any]:
        """Return one question, open or with what its current answer is worth."""
        question, attempts = state.question, len(state.attempts) + state.earlier_attempts
        result = None if state.current is None or is_open else self._result(question, state.current, attempts)
        has_hint = question.kind in _HINTED and result is None
        return {
            "id": question.id,
            "kind": question.kind,
            "heading": self.say("heading", n=number, total=len(self.quiz.questions)),
            "hint": self.say(f"hint_{question.kind}") if has_hint else "",
            "context_html": self._html(question.context),
            "prompt_html": render_inline(question.prompt.in_lang(self.lang)),
            "options": [] if result else self._options(question),
            "lefts": self._lefts(question),
            "unit": self._unit(question),
            "certainty": question.certainty,
            "earlier": self.say("earlier", n=attempts) if attempts and result is None else None,
            "result": result,
        }

    def _unit(self, question: Question) -> str | None:
        return question.unit.in_lang(self.lang) if isinstance(question, NumericQuestion) and question.unit else None

    def _options(self, question: Question) -> list[dict[str, str]]:
        seed = f"{self.learner}/{self.quiz.id}/{question.id}"
        if isinstance(question, MatchingQuestion):
            return [self._item(one.id, one.right) for one in rights_in_order(question, seed)]
        if isinstance(question, TrueFalseQuestion):
            return [{"id": word, "html": self.say(word), "text": self.say(word)} for word in ("true", "false")]
        if isinstance(question, NumericQuestion | ShortTextQuestion):
            return []
        return [self._item(one.id, one.text) for one in options_in_order(question, seed)]

    def _lefts(self, question: Question) -> list[dict[str, str]]:
        pairs = question.pairs if isinstance(question, MatchingQuestion) else ()
        return [self._item(one.id, one.left) for one in pairs]

    def _item(self, item_id: str, text: LocalizedText) -> dict[str, str]:
        words = text.in_lang(self.lang)
        return {"id": item_id, "html": render_inline(words), "text": plain_text(words)}

    def _result(self, question: Question, answered: Attempt, attempts: int) -> dict[str, Any]:
        return {
            **result_of(question, answered.answer, self.lang, self.sources),
            "certainty_text": self.say(f"certainty_said_{answered.certainty}") if answered.certainty else None,
            "attempts_text": self.say("attempts", n=attempts) if attempts > 1 else None,
        }

    def _summary(self, state: QuizState) -> dict[str, Any]:
        verdicts = [(number, one) for number, one in enumerate(state.questions, start=1) if one.current]
        noted = sum(one.current.grade.verdict == "noted" for _, one in verdicts if one.current)
        reread = [
            {
                "id": one.question.id,
                "text": self.say("reread_one", n=number, verdict=self.say(f"said_{one.current.grade.verdict}")),
            }
            for number, one in verdicts
            if one.current and one.current.grade.verdict in {"partly", "wrong"}
        ]
        return {
            "title": self.say("summary_title"),
            "lines": [
                points_text(state.points, state.max_points, self.lang),
                *([self.say("summary_noted", n=noted)] if noted else []),
                *([] if reread else [self.say("summary_all_right")]),
            ],
            "calibration": self._calibration(state),
            "reread": reread,
        }

    def _calibration(self, state: QuizState) -> list[str]:
        rows = {row.certainty: row for row in state.calibration}
        counts = {
            "sure_wrong": len(rows["high"].wrong),
            "sure_right": len(rows["high"].right),
            "unsure_right": len(rows["low"].right),
            "unsure_wrong": len(rows["low"].wrong),
        }
        return [self.say(key, n=count) for key, count in counts.items() if count]


def result_of(question: Question, answer: Any, lang: Lang, sources: Mapping[str, Source]) -> dict[str, Any]:
    """Return what is said of an answer: whether it is right, why, and what to remember.

    Args:
        question: what was asked.
        answer: of the shape that its kind takes.
        lang: language of the reader.
        sources: by id.

    Raises:
        AnswerError: the answer has a shape that the question can't take.
    """
    found = grade(question, answer)
    lines, others = quiz_lines(question, answer, found, lang)
    return {
        "verdict": found.verdict,
        "verdict_text": translate(lang, f"quiz.verdict_{found.verdict}"),
        "points_text": points_text(found.points, found.max_points, lang) if found.max_points else None,
        "credit_rule": translate(lang, credit_rule(question)) if found.verdict == "partly" else None,
        "lines": lines,
        "others": others,
        "explanation_html": render(question.explanation.in_lang(lang)) if question.explanation else None,
        "sources": source_views(question.sources, lang, sources),
    }


def points_text(earned: float, total: float, lang: Lang) -> str:
    """Return the points earned, out of all."""
    return translate(lang, "quiz.points", earned=number_text(earned, lang), total=number_text(total, lang))
