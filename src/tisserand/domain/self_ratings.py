"""How somebody rated themself over all modules, with the traces they gave: each rating with its date."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tisserand.content.models.base import Code
from tisserand.domain.assessment import CONFIDENCES, MAX_LEVEL
from tisserand.domain.distinct import distinct
from tisserand.domain.events import CompetencyRated, ExerciseRestarted, Record

_KIND = "self_assessment"
_MOMENTS = ("before", "after")


@dataclass(frozen=True)
class Trace:
    """What somebody gave to show what they did; a part that was not given is empty."""

    link: str = ""
    date: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class SelfRating:
    """A rating of one competency: ``level`` is 0 (not yet) to 4, ``confidence`` one of ``CONFIDENCES`` or none."""

    moment: str
    level: int
    at: datetime
    confidence: str | None = None
    trace: Trace | None = None


@dataclass(frozen=True)
class RatingPair:
    """The ratings of one competency in one self-assessment of a module, before and after its practice."""

    module_id: str
    form: str
    before: SelfRating | None = None
    after: SelfRating | None = None

    @property
    def ratings(self) -> tuple[SelfRating, ...]:
        """Those that were made, before then after."""
        return tuple(rating for rating in (self.before, self.after) if rating is not None)

    @property
    def current(self) -> SelfRating:
        """The one after the practice, else the one before it."""
        return self.ratings[-1]


def self_ratings(records: Iterable[Record], codes: Collection[Code]) -> dict[Code, tuple[RatingPair, ...]]:
    """Return the ratings of each competency that has any; the pair rated last comes last.

    In a moment of a self-assessment the last rating counts. What concerns no known competency, or another scale, is
    passed over.

    Args:
        records: one learner's, of any modules; in each activity in the order in which they were kept.
        codes: the competencies known.
    """
    found: dict[tuple[Code, str, str], dict[str, SelfRating]] = defaultdict(dict)
    for record in distinct(records):
        kind, form, moment = (*record.activity.split("/"), "", "", "")[:3]
        event = record.event
        if kind != _KIND or moment not in _MOMENTS:
            continue
        if isinstance(event, ExerciseRestarted):
            for key, ratings in found.items():
                if key[1:] == (record.module_id, form):
                    ratings.pop(moment, None)
        elif isinstance(event, CompetencyRated) and event.moment == moment and _is_known(event, codes):
            found[event.competency, record.module_id, form][moment] = _rating(event, record.at)
    pairs: dict[Code, list[RatingPair]] = defaultdict(list)
    for (code, module_id, form), ratings in found.items():
        if ratings:
            pairs[code].append(RatingPair(module_id, form, ratings.get("before"), ratings.get("after")))
    return {code: tuple(sorted(of_one, key=_when)) for code, of_one in pairs.items()}


def traces_of(pairs: Iterable[RatingPair]) -> tuple[Trace, ...]:
    """Return the traces of some ratings, each once: the same one is often given before and after."""
    given = (rating.trace for pair in pairs for rating in pair.ratings)
    return tuple(dict.fromkeys(trace for trace in given if trace is not None))


def _when(pair: RatingPair) -> tuple[datetime, str, str]:
    return max(rating.at for rating in pair.ratings), pair.module_id, pair.form


def _is_known(event: CompetencyRated, codes: Collection[Code]) -> bool:
    return event.competency in codes and type(event.level) is int and 0 <= event.level <= MAX_LEVEL


def _rating(event: CompetencyRated, at: datetime) -> SelfRating:
    trace = Trace(*(_text(part) for part in (event.trace_link, event.trace_date, event.trace_sentence)))
    confidence = event.confidence if event.confidence in CONFIDENCES else None
    is_trace = bool(trace.link or trace.sentence)  # a date alone is no trace
    return SelfRating(event.moment, event.level, at, confidence, trace if is_trace else None)


def _text(part: Any) -> str:
    return part.strip() if isinstance(part, str) else ""
