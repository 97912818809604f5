"""What is to be answered again today, for JupyterLab's home notebook: the quiz's front end, over several modules."""

from collections.abc import Callable, Mapping
from typing import Any

from tisserand.content.loading import load_sources
from tisserand.content.markdown import render
from tisserand.domain.follow_up import DueDay, QuestionKey, ReviewItem
from tisserand.domain.quiz import QuestionState
from tisserand.i18n import sentences, translate
from tisserand.services.day_words import day_in_words
from tisserand.services.follow_up import Review, current_follow_up, reviews_of_today, submit_review
from tisserand.services.whole_session import WholeSession
from tisserand.widgets.activity import HouseWidget, Intention
from tisserand.widgets.quiz_view import QuizView

_BETWEEN = "--"
"""Between the id of a quiz and that of a question: neither can hold it."""

_DAYS_SHOWN = 5


class ReviewWidget(HouseWidget):
    """Today's questions, those answered first. An answer counts at once and is not taken back on the same day."""

    name = "quiz"

    def __init__(self, whole: WholeSession) -> None:
        self.whole = whole
        self._sources = load_sources()
        super().__init__(whole.lang)
        words = sentences(whole.lang, "review")
        # Where a quiz says at its end how sure one was, this says which days come.
        self.labels = {**self.labels, "widget_name": words["title"], "calibration": words["coming"]}

    def build_view(self) -> dict[str, Any]:
        """Return the questions of today, each open or with its verdict, and the days to come once all are answered."""
        found, answered = current_follow_up(self.whole), reviews_of_today(self.whole)
        all_of_them: list[ReviewItem | Review] = [*answered, *found.today]
        questions = [self._question(number, len(all_of_them), one) for number, one in enumerate(all_of_them, 1)]
        left = self._say("left", n=len(found.today)) if found.today else self._say("over")
        return {
            "anchor": "review",
            "title": self._say("title"),
            "intro_html": render(self._say("lead")),
            "overview": {"text": left, "chips": [self._chip(number, one) for number, one in enumerate(questions, 1)]},
            "questions": questions,
            "summary": None if found.today else self._summary(len(answered), found.days),
            "restart": None,
            "warning": None,
        }

    def intentions(self) -> Mapping[str, Callable[[Intention, str], None]]:
        """Take an answer."""
        return {"answer": self._answer}

    def _answer(self, intention: Intention, uuid: str) -> None:
        if not isinstance(intention["question"], str):
            raise TypeError("question")
        quiz, _, question = intention["question"].partition(_BETWEEN)
        key, answer = QuestionKey(quiz, question), intention["answer"]
        submit_review(self.whole, key, lambda _: answer, uuid, intention.get("certainty"))
        given = next((one for one in reviews_of_today(self.whole) if one.key == key), None)
        if given:
            self.announce(translate(self.lang, f"quiz.verdict_{given.attempt.grade.verdict}"))

    def _question(self, number: int, total: int, one: ReviewItem | Review) -> dict[str, Any]:
        attempts = (one.attempt,) if isinstance(one, Review) else ()
        views = QuizView(one.quiz, self.lang, self.whole.learner, self._sources)
        view = views.question(number, QuestionState(one.question, attempts), is_open=False)
        return {
            **view,
            "id": _BETWEEN.join(one.key),
            "heading": f"{self._say('place', number=number, total=total)} · {one.module.title.in_lang(self.lang)}",
            "result": view["result"] and {**view["result"], "is_final": True},
        }

    def _chip(self, number: int, question: Mapping[str, Any]) -> dict[str, Any]:
        verdict = question["result"]["verdict"] if question["result"] else None
        said = {"verdict": translate(self.lang, f"quiz.said_{verdict}")} if verdict else {}
        name = translate(self.lang, "quiz.chip_answered" if verdict else "quiz.chip_open", n=number, **said)
        return {"id": question["id"], "number": str(number), "verdict": verdict, "name": name}

    def _summary(self, count: int, days: tuple[DueDay, ...]) -> dict[str, Any]:
        coming = [
            self._say("coming_day", day=day_in_words(one.day, self.lang), n=one.count) for one in days[:_DAYS_SHOWN]
        ]
        lines = [self._say("over_count", n=count)]
        return {"title": self._say("over"), "lines": lines, "calibration": coming, "reread": []}

    def _say(self, key: str, **values: Any) -> str:
        return translate(self.lang, f"review.{key}", **values)
