"""What a room thinks of one of its items: the tallies of a question, of a self-assessment, of a scenario or a balance.

Answers to a question are those of a collection; all else is what people did in the lesson while they were in the room,
until the collection was frozen.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
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
    """Return the tallies of an item: one, or one for each competency of a self-assessment.

    Args:
        item: a question of a quiz, a self-assessment, a scenario or a balance.
        gathered: what counts now.
        records: what people did in lessons while they were in the room, in order.
        reveals: all the pictures that the room was shown, in order.
    """
    earlier = [Gathered(reveal.answers, reveal.frozen_at) for reveal in reveals if _same_question(reveal.item, item)]
    if item.kind == "quiz":
        return _question(item, gathered, earlier)
    pictures = [records_by_person(item, records, each.until) for each in (*earlier, gathered)]
    if item.kind == "self_assessment":
        return _levels(item, pictures)
    return _paths(item, pictures) if item.kind == "scenario" else _games(item, pictures)


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


def _question(item: Item, gathered: Gathered, earlier: Sequence[Gathered]) -> tuple[Tally, ...]:
    question = question_of(load_quiz(item.id), item.part[0]) if item.part else None
    if question is None:
        return ()
    return (tally_question(question, gathered.answers, [each.answers for each in earlier]),)


def _levels(item: Item, pictures: Sequence[Mapping[str, list[Record]]]) -> tuple[LevelsTally, ...]:
    assessment, framework = load_self_assessment(item.id), load_framework()
    moments = [
        tuple(levels_of_records(assessment, picture, moment) for moment in ("before", "after")) for picture in pictures
    ]
    known = {competency.code for competency in framework.competencies}
    codes = [code for code in assessment.competencies if code in known and code in (item.part[1:] or (code,))]
    return tuple(
        tally_levels(
            framework,
            code,
            moments[-1][0][code],
            moments[-1][1][code],
            [(before[code], after[code]) for before, after in moments[:-1]],
        )
        for code in codes
    )


def _paths(item: Item, pictures: Sequence[Mapping[str, list[Record]]]) -> tuple[Tally, ...]:
    scenario = load_scenario(item.id)
    runs = [
        runs_of_records(scenario, (record for theirs in picture.values() for record in theirs)) for picture in pictures
    ]
    return (tally_paths(scenario, runs[-1], runs[:-1]),)


def _games(item: Item, pictures: Sequence[Mapping[str, list[Record]]]) -> tuple[Tally, ...]:
    profile, deck = load_balance(item.id), load_deck()
    table = Table.of(profile, deck)

    def games(picture: Mapping[str, list[Record]]) -> dict[str, Summary]:
        histories = {person: balance_history(profile, deck, theirs) for person, theirs in picture.items()}
        return {
            person: summary(table, history.seed, history.decisions)
            for person, history in histories.items()
            if history.seed is not None
        }

    played = [games(picture) for picture in pictures]
    return (tally_games(profile, played[-1], revealed=played[:-1]),)
