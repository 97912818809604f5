"""Ballots and how they are counted: the most chosen wins, and a tie is broken where everybody sees it.

Chance is a digest of where the vote stands (``seed``): nothing is drawn in secret, and counting again gives the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from types import MappingProxyType
from typing import Any

from tisserand.content.models.base import LocalizedText
from tisserand.errors import VoteError

CHANCE, TRAINER = "chance", "trainer"
"""Who breaks a tie, as ``VoteEnded.broken_by``."""

Label = LocalizedText | str
"""What something is called: an authored text (Markdown), or the key of a sentence."""

Decision = Mapping[str, str | tuple[str, ...]]
"""By question, the option decided, or the options where several may be."""


@dataclass(frozen=True)
class Option:
    """Something to vote for."""

    id: str
    label: Label


@dataclass(frozen=True)
class Question:
    """One thing to decide.

    Attributes:
        most: how many options a person may choose, and how many are decided at most.
        unsaid: what is decided when nobody answers, if anything: otherwise all options are level.
        hint: key of a sentence that says what an option does, if that needs saying.
    """

    id: str
    label: Label
    options: tuple[Option, ...]
    most: int = 1
    unsaid: str | None = None
    hint: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of the options."""
        return tuple(option.id for option in self.options)


@dataclass(frozen=True)
class Ballot:
    """What is put to the vote at one step."""

    questions: tuple[Question, ...]

    def question(self, question_id: str) -> Question | None:
        """Return one of the questions, or nothing."""
        return next((one for one in self.questions if one.id == question_id), None)


@dataclass(frozen=True)
class VoteOutcome:
    """What a vote came to.

    Attributes:
        counts: by question, the votes of each option.
        voters: by question, how many people answered it.
        decision: what is decided; a question that waits for a trainer is not in it.
        tied: by question, the options that were level, where that mattered.
        broken_by: ``chance`` or ``trainer``; empty where nothing was tied, or while a trainer's choice is awaited.
        is_whole: whether all the votes are still there that were counted when it ended: what is left of them after
            somebody erased theirs, beside what was shown before, would tell what they voted.
    """

    counts: Mapping[str, Mapping[str, int]]
    voters: Mapping[str, int]
    decision: Decision
    tied: Mapping[str, tuple[str, ...]]
    broken_by: str = ""
    is_whole: bool = True

    @property
    def is_settled(self) -> bool:
        """Whether everything is decided."""
        return set(self.decision) == set(self.counts)


def count(
    ballot: Ballot,
    votes: Mapping[str, Mapping[str, Any]],
    seed: str,
    chosen: Mapping[str, Any] | None = None,
    *,
    waits: bool = False,
) -> VoteOutcome:
    """Return what the votes decide.

    What a vote holds that is not offered, or more than may be chosen, counts for nothing on that question.

    Args:
        ballot: what was put to the vote.
        votes: by person, their last vote.
        seed: where the vote stands; ties are drawn from it.
        chosen: what a trainer chose among the options that were level, for all such questions.
        waits: leave ties open, for a trainer to choose later.

    Raises:
        VoteError: ``chosen`` leaves a tie open, or names an option that was not level.
    """
    tallies = {question.id: _tally(question, votes.values()) for question in ballot.questions}
    decision: dict[str, str | tuple[str, ...]] = {}
    tied: dict[str, tuple[str, ...]] = {}
    for question in ballot.questions:
        sure, level = _level(question, tallies[question.id][0])
        if level:
            tied[question.id] = level
            if chosen is None and waits:
                continue
            places = _places(question, sure)
            among = (
                lots(level, f"{seed}/{question.id}")[:places] if chosen is None else _choice(question, chosen, level)
            )
            if len(among) != places:
                raise VoteError("tie_places", n=places)
            sure = (*sure, *among)
        decision[question.id] = sure[0] if question.most == 1 else tuple(one for one in question.names if one in sure)
    is_open = waits and chosen is None
    broken_by = "" if not tied or is_open else CHANCE if chosen is None else TRAINER
    return VoteOutcome(
        MappingProxyType({name: tally for name, (tally, _) in tallies.items()}),
        MappingProxyType({name: voters for name, (_, voters) in tallies.items()}),
        MappingProxyType(decision),
        MappingProxyType(tied),
        broken_by,
    )


def places_left(question: Question, outcome: VoteOutcome) -> int:
    """Return how many of the tied options are to be chosen."""
    sure, _ = _level(question, outcome.counts[question.id])
    return _places(question, sure)


def lots(names: Iterable[str], seed: str) -> tuple[str, ...]:
    """Return names in an order drawn from ``seed``: always the same, in whatever order they come."""
    return tuple(sorted(names, key=lambda name: (blake2b(f"{seed}\n{name}".encode()).digest(), name)))


def chosen_of(question: Question, vote: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what a vote says of a question, in the ballot's order; nothing when it does not fit."""
    said = vote.get(question.id)
    said = (said,) if isinstance(said, str) else said
    if not isinstance(said, Sequence) or not all(isinstance(one, str) for one in said):
        return ()
    offered = tuple(name for name in question.names if name in said)
    return offered if len(offered) <= question.most else ()


def checked_vote(ballot: Ballot, vote: Mapping[str, Any]) -> dict[str, str | tuple[str, ...]]:
    """Return a vote as it is kept: what it says of each question, those left out passed over.

    Raises:
        VoteError: it says nothing, chooses too many options, or names one that is not offered.
    """
    kept: dict[str, str | tuple[str, ...]] = {}
    for question in ballot.questions:
        said = vote.get(question.id)
        said = (said,) if isinstance(said, str) else tuple(said or ())
        if any(one not in question.names for one in said):
            raise VoteError("not_offered")
        if len(set(said)) > question.most:
            raise VoteError("too_many", n=question.most)
        if said:
            kept[question.id] = said[0] if question.most == 1 else tuple(dict.fromkeys(said))
    if not kept:
        raise VoteError("says_nothing")
    return kept


def _tally(question: Question, votes: Iterable[Mapping[str, Any]]) -> tuple[Mapping[str, int], int]:
    tally, voters = dict.fromkeys(question.names, 0), 0
    for vote in votes:
        said = chosen_of(question, vote)
        voters += bool(said)
        for name in said:
            tally[name] += 1
    return MappingProxyType(tally), voters


def _level(question: Question, tally: Mapping[str, int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is decided for sure, and the options that are level for the places left, if they are too many."""
    voted = [name for name in question.names if tally[name]]
    if not voted:
        return ((question.unsaid,), ()) if question.unsaid else ((), question.names)
    if len(voted) <= question.most:
        return tuple(voted), ()
    last = sorted((tally[name] for name in voted), reverse=True)[question.most - 1]
    sure = tuple(name for name in voted if tally[name] > last)
    level = tuple(name for name in voted if tally[name] == last)
    return ((*sure, *level), ()) if len(sure) + len(level) == question.most else (sure, level)


def _places(question: Question, sure: Sequence[str]) -> int:
    return question.most - len(sure)


def _choice(question: Question, chosen: Mapping[str, Any], level: Sequence[str]) -> tuple[str, ...]:
    said = chosen.get(question.id, ())
    said = (said,) if isinstance(said, str) else tuple(said)
    if any(one not in level for one in said):
        raise VoteError("not_tied")
    return tuple(dict.fromkeys(said))
