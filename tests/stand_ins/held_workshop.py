"""A workshop that was held: what its room and its people kept, to look at afterwards.

Twelve people, one of whom came late and one left. They were asked a question twice, wrote on a wall, practised a
scenario and a balance, rated themselves before and after. Names and texts are hostile on purpose.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from tisserand.content.loading import load_balance, load_deck, load_module, load_quiz, load_scenario
from tisserand.domain.balance.dosage import Orientations, Preferences
from tisserand.domain.balance.game import Decision, decide, start
from tisserand.domain.events import (
    AnswerSubmitted,
    ChoiceMade,
    CompetencyRated,
    Event,
    GameBegun,
    QuarterDecided,
    Record,
)
from tisserand.domain.grading import grade
from tisserand.domain.rooms import events as ev
from tisserand.domain.rooms.events import RoomEvent, RoomRecord
from tisserand.domain.rooms.room import Room, room_of
from tisserand.domain.scenario import available, choose
from tisserand.domain.scenario import start as begin

SHARED = "le-bon-plan"
TROLL, BALANCE = "gerer-un-troll", "equilibrer-la-gouvernance"
QUIZ, SCENARIO, ASSESSMENT, PROFILE = (
    "signes-de-derapage",
    "lundi-matin",
    "animateur-a4-a6",
    "jeune-groupe-de-pratiques",
)
BEGUN = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOSTILE = '=HYPERLINK("http://example.org";"x")<script>alert(1)</script>'
TEXTS = ("Écouter d’abord ; répondre à froid.", "=1+1", '"""\\', "@toi, <b>oui</b> | non", "Appeler l’un·e et l’autre")
PEOPLE = tuple(f"id-{number:02d}" for number in range(12))


def workshop(people: int = 12, games: int = 5) -> tuple[Room, list[Record]]:
    """Return the room, and what its people did in lessons.

    Args:
        people: how many came, at most twelve.
        games: how many played a quarter of the balance.
    """
    who, chance = PEOPLE[:people], Random(3)  # noqa: S311 - the same workshop each time
    records = list(_records(who, games, chance))
    return room_of("r", list(_happened(who, chance))), records


def _happened(who: tuple[str, ...], chance: Random) -> Iterator[RoomRecord]:
    question = load_quiz(QUIZ).questions[0]
    item = f"{TROLL}/quiz/{QUIZ}/{question.id}"
    late = who[-1]

    def answers(*people: str) -> list[tuple[str, RoomEvent]]:
        return [(person, ev.AnswerGiven("q", chance.choice(question.options).id)) for person in people]

    def wall(*people: str) -> list[tuple[str, RoomEvent]]:
        return [(person, ev.AnswerGiven("w", TEXTS[at % len(TEXTS)])) for at, person in enumerate(people)]

    happened: list[tuple[str, RoomEvent]] = [
        ("t", ev.RoomOpened(f"Atelier {HOSTILE}", "fr")),
        *[(person, ev.PersonJoined(HOSTILE if person == who[0] else f"Nom {person}")) for person in who],
        ("t", ev.CollectionBegun("q", item)),
        *answers(*who[:-1]),
        ("t", ev.CollectionFrozen("q")),
        ("t", ev.CollectionRevealed("q")),
        ("t", ev.CollectionReopened("q")),
        *answers(late),
        ("t", ev.CollectionFrozen("q")),
        ("t", ev.CollectionBegun("w", "wall", f"Et vous ? {HOSTILE}")),
        *wall(*who[:5]),
        *_decided(who),
        (who[1], ev.PersonLeft()),
        ("t", ev.RoomMoved("closed")),
    ]
    number = 0
    for person, event in happened:
        number += 1
        yield RoomRecord(f"room-{number}", "r", person, BEGUN + timedelta(minutes=number), event, number)
        if isinstance(event, ev.AnswerGiven) and event.collection == "w" and event.answer != TEXTS[2]:
            number += 1
            arranged = ev.TextArranged("w", f"room-{number - 1}", "shown", "Idées" if event.answer == "=1+1" else "")
            yield RoomRecord(f"room-{number}", "r", "t", BEGUN + timedelta(minutes=number), arranged, number)


def _decided(who: tuple[str, ...]) -> list[tuple[str, RoomEvent]]:
    """The first scene of a scenario, decided by the whole room; and by two groups, one of which says why."""
    scenario = load_scenario(SHARED)
    first, second = (choice.id for choice in scenario.scenes[0].choices[:2])
    item, scene = f"{TROLL}/scenario/{SHARED}", scenario.start
    return [
        ("t", ev.RunBegun("together", item, "room", 1)),
        *[(person, ev.VoteCast("together", 0, 0, {scene: first})) for person in who],
        ("t", ev.VoteEnded("together", 0, 0, {scene: first})),
        ("t", ev.RunEnded("together")),
        ("t", ev.GroupsMade((who[:2], who[2:]))),
        ("t", ev.RunBegun("apart", item, "groups", 1)),
        (who[0], ev.VoteCast("apart", 1, 0, {scene: second})),
        (who[0], ev.ReasonWritten("apart", 1, 0, f"Parce que {HOSTILE}")),
        ("t", ev.VoteEnded("apart", 1, 0, {scene: second})),
        ("t", ev.RunEnded("apart")),
    ]


def _records(who: tuple[str, ...], games: int, chance: Random) -> Iterator[Record]:
    second = [question for question in load_quiz(QUIZ).questions if question.kind == "single"][1]
    for person in who:
        answer = chance.choice(second.options).id
        yield _record(person, f"quiz/{QUIZ}", _answered(second, answer))
        yield _record(person, f"quiz/{QUIZ}", _answered(second, second.options[0].id))
        for moment, most in (("before", 2), ("after", 4)):
            rated = CompetencyRated("A4", moment, chance.randint(0, most), trace_sentence="private words")
            yield _record(person, f"self_assessment/{ASSESSMENT}/{moment}", rated)
        run, scenario = begin(load_scenario(SCENARIO)), load_scenario(SCENARIO)
        while choices := available(scenario, run):
            choice = choices[0] if chance.random() < 0.7 else chance.choice(choices)
            yield _record(person, f"scenario/{SCENARIO}", ChoiceMade(len(run.steps), run.at, choice.id))
            run = choose(scenario, run, choice.id)
    profile = load_balance(PROFILE)
    preferences, orientations = Preferences.of(profile.preferences), Orientations.of(profile.orientations)
    for seed, person in enumerate(who[:games]):
        game = start(profile, load_deck(), seed)
        card = game.card.choices[0].id if game.card else None
        decide(game, Decision(preferences, orientations, (), card))
        yield _record(person, f"balance/{PROFILE}", GameBegun(seed), BALANCE)
        decided = QuarterDecided(1, dict(preferences), dict(orientations), [], card)
        yield _record(person, f"balance/{PROFILE}", decided, BALANCE)


def _answered(question: object, answer: str) -> AnswerSubmitted:
    graded = grade(question, answer)  # type: ignore[arg-type]
    return AnswerSubmitted(question.id, answer, None, graded.points, graded.max_points)  # type: ignore[attr-defined]


_made = iter(range(1_000_000))


def _record(person: str, activity: str, event: Event, slug: str = TROLL) -> Record:
    module, number = load_module(slug), next(_made)
    at = BEGUN + timedelta(seconds=number % 3600)
    return Record(f"made-{number}", person, at, module.id, module.version, activity, "fr", event, "r")
