"""The quiz: answers go to the service, verdicts come back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from tisserand.content.loading import load_sources
from tisserand.content.models.quiz import Quiz
from tisserand.i18n import Lang
from tisserand.services.quizzes import current_quiz, quiz_activity, submit_answer
from tisserand.services.restarts import restart_exercise
from tisserand.services.session import Session
from tisserand.widgets.activity import Activity, Intention
from tisserand.widgets.quiz_view import QuizView


class QuizWidget(Activity):
    """A quiz: every question on one page, answered in any order.

    ``retry`` opens an answered question again without recording anything: the earlier answer counts until another one
    is submitted, and a reload shows it.
    """

    name = "quiz"

    def __init__(self, session: Session, quiz: Quiz, lang: Lang) -> None:
        self.quiz = quiz
        self._reopened: set[str] = set()
        self._views = QuizView(quiz, lang, session.learner, load_sources())
        super().__init__(session, lang)

    def build_view(self) -> dict[str, Any]:
        """Return the questions, each open or with its verdict, and the summary once all are answered."""
        view = self._views.build(current_quiz(self.session, self.quiz), self._reopened)
        return {**view, "warning": self.session.warning}

    def hand_over(self, session: Session) -> None:
        """Show the options in this person's order too."""
        self._views = replace(self._views, learner=session.learner)
        super().hand_over(session)

    def intentions(self) -> Mapping[str, Callable[[Intention, str], None]]:
        """Take an answer, a second try, a new start."""
        return {"answer": self._answer, "retry": self._retry, "restart": self._restart}

    def _answer(self, intention: Intention, uuid: str) -> None:
        question, answer, certainty = intention["question"], intention["answer"], intention.get("certainty")
        state = submit_answer(self.session, self.quiz, question, answer, certainty, uuid)
        self._reopened.discard(question)
        if (answered := state.of(question)) and answered.current:
            verdict = self._views.say(f"verdict_{answered.current.grade.verdict}")
            progress = self._views.progress_text(state)
            self.announce(self._views.say("announce_answer", verdict=verdict, progress=progress))

    def _retry(self, intention: Intention, _uuid: str) -> None:
        state = current_quiz(self.session, self.quiz).of(intention["question"])
        if state is None:
            raise ValueError("no such question")
        if state.current:
            self._reopened.add(state.question.id)

    def _restart(self, _intention: Intention, uuid: str) -> None:
        restart_exercise(self.session, quiz_activity(self.quiz), uuid)
        self._reopened.clear()
        self.announce(self._views.say("announce_restart", total=len(self.quiz.questions)))
