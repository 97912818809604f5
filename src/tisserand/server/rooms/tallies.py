"""What a room thinks of one of its items: the tallies of a question, of a self-assessment, of a scenario or a balance.

Answers to a question are those of a collection; all else is what people did in the lesson while they were in the room,
until the collection was frozen.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from tisserand.content.loading import (
    load_balance,
    load_deck,
    load_framework,
    load_quiz,
    load_scenario,
    load_self_assessment,
)
from tisserand.domain.balance.history import balance_history
from tisserand.domain.balance.replays import Summary, Table, summary
from tisserand.domain.events import Record
from tisserand.domain.rooms.game_tally import tally_games
from tisserand.domain.rooms.level_tally import LevelsTally, levels_of_records, tally_levels
from tisserand.domain.rooms.path_tally import runs_of_records, tally_paths
from tisserand.domain.rooms.question_tally import tally_question
from tisserand.domain.rooms.room import Collection, Reveal
from tisserand.domain.rooms.wall_tally import WallTally, tally_wall
from tisserand.server.rooms.items import Item, question_of
from tisserand.server.rooms.pictures import Tally

_GAMES_KEPT = 400
"""Games of balance kept: those of a large room. Each holds the figures of its weeks, a tenth of a megabyte."""


@dataclass(frozen=True)
class Gathered:
    """What a picture counts.

    Attributes:
        answers: to the collection, by person.
        until: when it was frozen; none while it is not.
    """

    answers: Mapping[str, Any]
    until: datetime | None = None


def item_tallies(
    item: Item, gathered: Gathered, records: Sequence[Record], reveals: Iterable[Reveal] = ()
) -> tuple[Tally, ...]:
    """Return the tallies of an item: one, or one for each competency of a self-assessment that somebody rated.

    Args:
        item: a question of a quiz, a self-assessment, a scenario or a balance.
        gathered: what counts now.
        records: what people did in lessons while they were in the room, in order.
        reveals: all the pictures that the room was shown, in order.
    """
    related = [reveal for reveal in reveals if _same_question(reveal.item, item)]
    has_erased = any(
        counted_people(item, reveal.answers, records, reveal.frozen_at) < reveal.people for reveal in related
    )
    if item.kind == "quiz":
        return _question(item, gathered, [reveal.answers for reveal in related], has_erased=has_erased)
    pictures = [
        records_by_person(item, records, until) for until in (*(one.frozen_at for one in related), gathered.until)
    ]
    if item.kind == "self_assessment":
        return _levels(item, pictures, has_erased=has_erased)
    make = _paths if item.kind == "scenario" else _games
    return (make(item, pictures, has_erased=has_erased),)


def counted_people(
    item: Item, answers: Mapping[str, Any], records: Iterable[Record], until: datetime | None = None
) -> int:
    """Return how many people a picture of an item counts."""
    return len(answers) if item.kind == "quiz" else len(records_by_person(item, records, until))


def wall_of(collection: Collection, *, to_trainer: bool = False) -> WallTally:
    """Return the wall of a collection, for the room or for its trainers."""
    return tally_wall(collection.prompt, collection.texts.values(), collection.arranged, to_trainer=to_trainer)


def _same_question(key: str, item: Item) -> bool:
    """Return whether two keys are about the same answers; both moments of a self-assessment are."""
    _, *rest = key.split("/")
    part = list(item.part) if item.kind == "quiz" else []
    return rest[: 2 + len(part)] == [item.kind, item.id, *part]


def records_by_person(item: Item, records: Iterable[Record], until: datetime | None = None) -> dict[str, list[Record]]:
    """Return what each person did in an activity, until it was frozen."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        is_of_it = record.module_id == item.module.id and f"{record.activity}/".startswith(f"{item.activity}/")
        if is_of_it and (until is None or record.at <= until):
            found[record.learner].append(record)
    return found


def _question(
    item: Item, gathered: Gathered, earlier: Sequence[Mapping[str, Any]], *, has_erased: bool
) -> tuple[Tally, ...]:
    question = question_of(load_quiz(item.id), item.part[0]) if item.part else None
    if question is None:
        return ()
    return (tally_question(question, gathered.answers, earlier, has_erased=has_erased),)


def _levels(item: Item, pictures: Sequence[Mapping[str, list[Record]]], *, has_erased: bool) -> tuple[LevelsTally, ...]:
    assessment, framework = load_self_assessment(item.id), load_framework()
    moments = [
        tuple(levels_of_records(assessment, picture, moment) for moment in ("before", "after")) for picture in pictures
    ]
    known = {competency.code for competency in framework.competencies}
    codes = [code for code in assessment.competencies if code in known and code in (item.part[1:] or (code,))]
    tallies = tuple(
        tally_levels(
            framework,
            code,
            moments[-1][0][code],
            moments[-1][1][code],
            [(before[code], after[code]) for before, after in moments[:-1]],
            has_erased=has_erased,
        )
        for code in codes
    )
    return tuple(tally for tally in tallies if tally.before.judged.n or tally.after.judged.n) or tallies


def _paths(item: Item, pictures: Sequence[Mapping[str, list[Record]]], *, has_erased: bool) -> Tally:
    scenario = load_scenario(item.id)
    runs = [
        runs_of_records(scenario, (record for theirs in picture.values() for record in theirs)) for picture in pictures
    ]
    return tally_paths(scenario, runs[-1], runs[:-1], has_erased=has_erased)


def _games(item: Item, pictures: Sequence[Mapping[str, list[Record]]], *, has_erased: bool) -> Tally:
    table = Table.of(load_balance(item.id), load_deck())
    played = [
        {person: game for person, theirs in picture.items() if (game := _game(table, _Told.by(theirs))) is not None}
        for picture in pictures
    ]
    return tally_games(table.profile, played[-1], revealed=played[:-1], has_erased=has_erased)


@dataclass(frozen=True)
class _Told:
    """Records of one person, the same where they hold the same."""

    uuids: tuple[str, ...]
    records: tuple[Record, ...] = field(compare=False)

    @classmethod
    def by(cls, records: Iterable[Record]) -> "_Told":
        found = tuple(records)
        return cls(tuple(record.uuid for record in found), found)


@lru_cache(maxsize=_GAMES_KEPT)
def _game(table: Table, told: _Told) -> Summary | None:
    """Return the game that somebody plays, made once for all the pictures: it takes tens of milliseconds."""
    history = balance_history(table.profile, table.deck, told.records)
    return None if history.seed is None else summary(table, history.seed, history.decisions)
