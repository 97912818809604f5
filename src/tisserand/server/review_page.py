"""``/<lang>/review``: what is to be answered again today, one question at a time."""

from datetime import UTC, datetime
from uuid import uuid4

from tisserand.content.loading import load_sources
from tisserand.content.models.quiz import Question, Quiz
from tisserand.domain.follow_up import QuestionKey, ReviewItem
from tisserand.domain.quiz import Attempt, QuestionState
from tisserand.errors import AnswerError, RefusedError, RoomError, StaleViewError
from tisserand.i18n import Lang, translate
from tisserand.server.people import person_of
from tisserand.server.rooms.question_answers import read_answer
from tisserand.server.whole_handler import WholeHandler
from tisserand.services.day_words import day_in_words
from tisserand.services.follow_up import Review, answered_review, current_follow_up, submit_review
from tisserand.services.follow_up_calendar import follow_up_as_ics
from tisserand.widgets.quiz_view import QuizView


class ReviewHandler(WholeHandler):
    """One of today's questions, or what the last answer was worth."""

    async def get(self, lang_code: str) -> None:
        """Show the next question; ``?answered=`` and the uuid of an answer show that answer with its feedback."""
        lang, uuid = Lang(lang_code), self.get_query_argument("answered", "")
        answered = await self.ask(lang, lambda whole: answered_review(whole, uuid)) if uuid else None
        await self._show(lang, answered=answered)

    async def post(self, lang_code: str) -> None:
        """Keep an answer, then show its feedback under an address that can be reloaded."""
        lang, key = Lang(lang_code), self._key()
        uuid, certainty = self.get_body_argument("uuid", ""), self.get_body_argument("certainty", "") or None

        def answer_of(question: Question) -> object:
            answer = read_answer(question, self.get_body_arguments)
            if answer == []:  # a browser can't say that one of several boxes is required
                raise RoomError("nothing_chosen")
            return answer

        try:
            await self.keep(lang, lambda whole: submit_review(whole, key, answer_of, uuid, certainty))
        except (AnswerError, RefusedError, RoomError, StaleViewError) as error:
            await self._show(lang, problem=error.sentence(lang))
        except ValueError:  # a forged form: nothing was kept
            await self._show(lang)
        else:
            self.redirect(f"{self.base_url}{lang}/review?answered={uuid}", status=303)

    def _key(self) -> QuestionKey:
        return QuestionKey(self.get_body_argument("quiz", ""), self.get_body_argument("question", ""))

    def _typed(self, item: ReviewItem | Review | None) -> object:
        """Return what gives back the values that were typed, if they were about the question that is shown."""
        is_about_it = item is not None and self._key() == (item.quiz.id, item.question.id)
        return self.get_body_arguments if is_about_it else lambda _name: []

    async def _show(self, lang: Lang, *, problem: str = "", answered: Review | None = None) -> None:
        found, today, person = await self.ask(lang, current_follow_up), datetime.now(UTC).date(), person_of(self)
        item = answered or next(iter(found.today), None)
        attempt, learner = answered.attempt if answered else None, person.username if person else ""
        done, left = found.answered_today, len(found.today)
        self.render_page(
            "review.html",
            lang,
            path="review",
            problem=problem,
            item=item,
            question=item and _view(item.quiz, item.question, lang, learner, attempt),
            is_answered=answered is not None,
            place=translate(lang, "review.place", number=done + 1, total=done + left),
            left=left,
            answered_today=done,
            coming=[one for one in found.days if one.day > today],
            typed=self._typed(item),
            day_in_words=day_in_words,
            uuid=uuid4().hex,
            xsrf=self.xsrf_form_html(),
        )


class ReviewCalendarHandler(WholeHandler):
    """``/<lang>/review/calendar.ics``: the days to come, in one file."""

    async def get(self, lang_code: str) -> None:
        """Send it."""
        lang = Lang(lang_code)
        text = await self.ask(lang, follow_up_as_ics)
        self.send_file(text, "text/calendar", translate(lang, "review.filename"))


def _view(quiz: Quiz, question: Question, lang: Lang, learner: str, attempt: Attempt | None) -> dict[str, object]:
    state = QuestionState(question, (attempt,) if attempt else ())
    return QuizView(quiz, lang, learner, load_sources()).question(1, state, is_open=attempt is None)
