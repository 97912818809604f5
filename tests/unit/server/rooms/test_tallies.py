"""From what a room kept to what it thinks: with the lessons as they are, and the pictures shown before."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tisserand.content.loading import load_quiz, load_scenario
from tisserand.domain.events import ChoiceMade, CompetencyRated, GameBegun, Record
from tisserand.domain.rooms import events as ev
from tisserand.domain.rooms.events import RoomRecord
from tisserand.domain.rooms.room import Reveal, room_of
from tisserand.server.rooms.items import read_item
from tisserand.server.rooms.tallies import Gathered, item_tallies, wall_of

BEGUN = datetime(2026, 3, 2, 9, tzinfo=UTC)
TROLL = "gerer-un-troll"
QUESTION = read_item(f"{TROLL}/quiz/signes-de-derapage/le-ton-et-le-fond")
SCENARIO = read_item(f"{TROLL}/scenario/lundi-matin")
LEVELS = read_item(f"{TROLL}/self_assessment/animateur-a4-a6")


def room(*events):
    """A room in which this happened: pairs of a person and an event, a minute apart."""
    return room_of(
        "r",
        [
            RoomRecord(f"uuid-{number}", "r", person, BEGUN + timedelta(minutes=number), event, number)
            for number, (person, event) in enumerate(events, 1)
        ],
    )


def done(person, minute, event, item, uuid=None):
    return Record(
        uuid or f"{person}-{minute}",
        person,
        BEGUN + timedelta(minutes=minute),
        item.module.id,
        item.module.version,
        item.activity if not isinstance(event, CompetencyRated) else f"{item.activity}/{event.moment}",
        "fr",
        event,
        "r",
    )


def opened():
    return [("t", ev.RoomOpened("Room", "fr")), ("t", ev.CollectionBegun("c", QUESTION.key))]


def answers(*people, option=0):

    question = next(one for one in load_quiz(QUESTION.id).questions if one.id == QUESTION.part[0])
    return [(person, ev.AnswerGiven("c", question.options[option].id)) for person in people]


SHOW = [("t", ev.CollectionFrozen("c")), ("t", ev.CollectionRevealed("c"))]
AGAIN = [("t", ev.CollectionReopened("c"))]


def tally(found):
    collection = found.collections["c"]
    gathered = Gathered({person: given.answer for person, given in collection.answers.items()}, collection.frozen_at)
    return item_tallies(QUESTION, gathered, [], found.reveals)[0]


def test_a_room_that_is_asked_again_does_not_tell_a_latecomers_answer():
    """Nor when the picture is taken off the screens and shown again."""
    found = room(*opened(), *answers(*"abcde"), *SHOW, *AGAIN, *answers("f"), *SHOW)
    assert [len(reveal.answers) for reveal in found.reveals] == [5, 6]
    assert (tally(found).n, tally(found).judged.reason) == (6, "difference")
    more = room(*opened(), *answers(*"abcde"), *SHOW, *AGAIN, *answers("f"), *SHOW, *AGAIN, *answers(*"ghij"), *SHOW)
    assert tally(more).judged.may_show
    hidden = ("t", ev.CollectionRevealed("c", shown=False))
    same = room(*opened(), *answers(*"abcde"), *SHOW, hidden, SHOW[1])
    assert len(same.reveals) == 1
    assert tally(same).judged.may_show


def test_the_same_question_in_another_collection_counts_too():
    """Whoever asks it twice."""
    second = [("t", ev.CollectionBegun("d", QUESTION.key))]
    found = room(*opened(), *answers(*"abcdef"), *SHOW, *second)
    asked = Gathered({person: found.collections["c"].answers[person].answer for person in "abcde"})
    assert item_tallies(QUESTION, asked, [], found.reveals)[0].judged.reason == "difference"


@settings(max_examples=30)
@given(st.permutations([*"abcdefg"]), st.integers(0, 6))
def test_events_that_come_twice_or_late_change_nothing(order, late):
    """The last answer before it was frozen counts, once."""
    sent = answers(*order)
    found = room(*opened(), *sent, *sent, *SHOW, *answers(order[late], option=1))
    first = room(*opened(), *answers(*"abcdefg"), *SHOW)
    assert tally(found).bars == tally(first).bars


def test_paths_are_those_of_the_lesson_until_it_was_frozen():
    """What people do afterwards is not in the picture."""
    scenario = load_scenario(SCENARIO.id)
    first = scenario.scenes[0].choices[0].id
    records = [done(f"p{n}", n, ChoiceMade(0, scenario.start, first), SCENARIO) for n in range(7)]
    until = BEGUN + timedelta(minutes=5)
    assert item_tallies(SCENARIO, Gathered({}, until), records)[0].judged.n == 6
    assert item_tallies(SCENARIO, Gathered({}), [*records, *records])[0].judged.n == 7


def test_paths_are_withheld_once_somebody_who_was_counted_has_erased_their_data():
    """What they did in the lesson is gone with them."""
    scenario = load_scenario(SCENARIO.id)
    first = scenario.scenes[0].choices[0].id
    records = [done(f"p{n}", n, ChoiceMade(0, scenario.start, first), SCENARIO) for n in range(7)]
    until = BEGUN + timedelta(minutes=30)
    shown = [Reveal("c", SCENARIO.key, until, {}, 7)]
    assert item_tallies(SCENARIO, Gathered({}, until), records, shown)[0].judged.may_show
    left = item_tallies(SCENARIO, Gathered({}, until), records[1:], shown)[0]
    assert (left.judged.n, left.judged.reason, left.places) == (6, "erased", ())


def test_a_self_assessment_has_a_tally_for_each_competency_that_was_rated():
    """Both moments in each; for all of them while none is."""
    records = [done(f"p{n}", n, CompetencyRated("A4", "before", n % 3), LEVELS, f"b{n}") for n in range(6)]
    records += [done(f"p{n}", 9 + n, CompetencyRated("A4", "after", 3), LEVELS, f"a{n}") for n in range(6)]
    tallies = item_tallies(LEVELS, Gathered({}), records)
    assert [one.competency.code for one in tallies] == ["A4"]
    assert [row.count for row in tallies[0].before.levels] == [2, 2, 2, 0, 0]
    assert tallies[0].moves == {"up": 6, "same": 0, "down": 0}
    assert [one.competency.code for one in item_tallies(LEVELS, Gathered({}), [])] == ["A4", "A5", "A6"]


def test_a_game_that_was_only_begun_is_not_counted():
    """Nobody decided anything."""
    item = read_item("equilibrer-la-gouvernance/balance/jeune-groupe-de-pratiques")
    records = [done(f"p{n}", n, GameBegun(n), item) for n in range(3)]
    assert item_tallies(item, Gathered({}), records)[0].judged.n == 0


def test_a_wall_is_that_of_its_collection():
    """Moderated or not."""
    found = room(
        ("t", ev.RoomOpened("Room", "fr")),
        ("t", ev.CollectionBegun("w", "wall", "Et vous ?")),
        ("a", ev.AnswerGiven("w", "Écouter")),
        ("a", ev.AnswerGiven("w", "Attendre")),
        ("t", ev.TextArranged("w", "uuid-3", "shown", "Idées")),
    )
    assert [group.title for group in wall_of(found.collections["w"]).groups] == ["Idées"]
    assert len(wall_of(found.collections["w"], to_trainer=True).groups) == 2
