"""Spaced follow-up: which questions of finished modules somebody answers again, and on which day.

A question is due on the day on which the chance of still knowing it falls to nine in ten. That is what FSRS estimates
(Free Spaced Repetition Scheduler, version 6, https://github.com/open-spaced-repetition/py-fsrs), with its own default
weights: they were fitted to other people's flash cards, so a day is a good guess and no more.

Everything is counted in whole days, in UTC, and nothing hangs on chance. The state is folded from the answers each time
it is needed. Of several answers to a question on one day, the first counts: the others were given after its feedback.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from fsrs import Card, Rating, Scheduler

from tisserand.content.models.module import TrainingModule
from tisserand.content.models.quiz import Question, Quiz, ScaleQuestion
from tisserand.domain.distinct import distinct
from tisserand.domain.events import AnswerSubmitted, Record, ReviewAnswered
from tisserand.domain.grading import Grade, grade
from tisserand.errors import AnswerError

FOLLOW_UP = "follow_up"
"""First word of the activity under which an answer of the follow-up is recorded; the quiz's id comes after a slash."""

LEAST_A_DAY = 3
"""On a day on which something is due, those that soon will be are added up to this number: it takes fewer days."""

MOST_A_DAY = 5
"""What is due beyond this waits for the next day: a follow-up that takes more than a few minutes is not kept up."""

LONGEST_DAYS = 365
"""A year at most between two answers."""

_SCHEDULER = Scheduler(
    desired_retention=0.9,
    learning_steps=(),  # no second try ten minutes later: days only
    relearning_steps=(),
    maximum_interval=LONGEST_DAYS,
    enable_fuzzing=False,
)


class QuestionKey(NamedTuple):
    """Which question it is, whatever module shows its quiz."""

    quiz: str
    question: str


@dataclass(frozen=True)
class ReviewItem:
    """A question that may come back, with where it was first met."""

    module: TrainingModule
    quiz: Quiz
    question: Question

    @property
    def key(self) -> QuestionKey:
        """Which question it is."""
        return QuestionKey(self.quiz.id, self.question.id)


@dataclass(frozen=True)
class DueDay:
    """A day on which questions are due, and how many."""

    day: date
    count: int


@dataclass(frozen=True)
class FollowUp:
    """What there is to answer again.

    Attributes:
        today: the questions left for today, those due the longest first.
        answered_today: how many were answered again today.
        days: today, if anything is left, and the days to come, as they stand now: an answer moves them.
    """

    today: tuple[ReviewItem, ...] = ()
    answered_today: int = 0
    days: tuple[DueDay, ...] = ()


def day_of(moment: datetime) -> date:
    """Return the day of a moment, in UTC."""
    return moment.astimezone(UTC).date()


def review_items(finished: Iterable[tuple[TrainingModule, Iterable[Quiz]]]) -> tuple[ReviewItem, ...]:
    """Return the questions of finished modules that may come back, each once.

    A position on a scale has no right answer, and nothing to remember.
    """
    found: dict[QuestionKey, ReviewItem] = {}
    for module, quizzes in finished:
        for quiz in quizzes:
            for question in quiz.questions:
                if not isinstance(question, ScaleQuestion):
                    item = ReviewItem(module, quiz, question)
                    found.setdefault(item.key, item)
    return tuple(found.values())


def rating_of(graded: Grade, certainty: str | None) -> Rating:
    """Return what FSRS calls an answer: a right one given as a guess was hard, one given surely was easy."""
    if graded.verdict == "wrong":
        return Rating.Again
    if graded.verdict == "partly" or certainty == "low":
        return Rating.Hard
    return Rating.Easy if certainty == "high" else Rating.Good


def due_day(answers: Mapping[date, Rating]) -> date:
    """Return the day on which a question is due after the answers to it, one a day; there is at least one."""
    card = Card(card_id=0, due=_noon(min(answers)))  # without these two, it would read the clock
    for day, rating in sorted(answers.items()):
        card, _ = _SCHEDULER.review_card(card, rating, _noon(day))
    return card.due.date()


def follow_up(items: Iterable[ReviewItem], records: Iterable[Record], today: date) -> FollowUp:
    """Return what one learner has to answer again.

    A question comes back once it has been answered before today. The choice for today is made from what was known when
    the day began, so that it does not move while it is being answered.

    Args:
        items: from :func:`review_items`.
        records: what the learner did, in any order.
        today: the day, in UTC.
    """
    by_key, records = {item.key: item for item in items}, list(distinct(records))
    answers = _answers(by_key.values(), records)
    waiting = _waiting(answers, today)
    answered = _reviewed(records, today)
    chosen = _choose(waiting, answered, today)
    later = [due_day(days) for key, days in answers.items() if key not in chosen]
    return FollowUp(tuple(by_key[key] for key in chosen), answered, _days(len(chosen), later, today))


def _waiting(answers: Mapping[QuestionKey, Mapping[date, Rating]], today: date) -> list[tuple[date, QuestionKey]]:
    """Return what was answered before today and not today, with the day on which it is due, the first ones first."""
    due = [(due_day(days), key) for key, days in answers.items() if max(days) < today]
    return sorted(due, key=lambda one: one[0])  # on the same day, in the order of the modules


def _choose(waiting: list[tuple[date, QuestionKey]], answered: int, today: date) -> list[QuestionKey]:
    """Return the questions of today: those due, as many as the day still takes, then some that soon will be."""
    due = [key for day, key in waiting if day <= today]
    chosen = due[: max(0, MOST_A_DAY - answered)]
    if chosen or answered:
        soon = [key for day, key in waiting if day > today]
        chosen += soon[: max(0, LEAST_A_DAY - answered - len(chosen))]
    return chosen


def _days(count_today: int, later: Iterable[date], today: date) -> tuple[DueDay, ...]:
    """Return how many questions wait on each day: what a day can't take goes to the next one."""
    counts = Counter({today: count_today} if count_today else {})
    for due in sorted(later):
        day = max(due, today + timedelta(days=1))
        while counts[day] >= MOST_A_DAY:
            day += timedelta(days=1)
        counts[day] += 1
    return tuple(DueDay(day, count) for day, count in sorted(counts.items()) if count)


def _answers(items: Iterable[ReviewItem], records: Iterable[Record]) -> dict[QuestionKey, dict[date, Rating]]:
    """Return the first answer of each day to each question that has one, in the order of the items.

    What the present version of a question can't take is passed over: its options were changed.
    """
    given: dict[QuestionKey, list[Record]] = defaultdict(list)
    for record in sorted(records, key=lambda record: record.at):
        kind, _, quiz = record.activity.partition("/")
        event = record.event
        if (kind, type(event)) in {("quiz", AnswerSubmitted), (FOLLOW_UP, ReviewAnswered)}:
            given[QuestionKey(quiz, event.question)].append(record)  # type: ignore[attr-defined] # one of the two
    found: dict[QuestionKey, dict[date, Rating]] = {}
    for item in items:
        days: dict[date, Rating] = {}
        for record in given[item.key]:
            rating = _rating(item.question, record)
            if rating is not None:
                days.setdefault(day_of(record.at), rating)
        if days:
            found[item.key] = days
    return found


def _rating(question: Question, record: Record) -> Rating | None:
    event = record.event
    if not isinstance(event, AnswerSubmitted | ReviewAnswered):
        return None
    try:
        return rating_of(grade(question, event.answer), event.certainty)
    except AnswerError:
        return None


def _reviewed(records: Iterable[Record], today: date) -> int:
    """Return how many questions were answered again today, those that have left their quiz since included."""
    return len(
        {
            (record.activity, record.event.question)
            for record in records
            if isinstance(record.event, ReviewAnswered) and day_of(record.at) >= today
        }
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
