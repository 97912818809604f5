"""The one button that leads through a programme."""

from hypothesis import given
from hypothesis import strategies as st
from played_run import record

from tisserand.domain.rooms import events as ev
from tisserand.domain.rooms.next_step import NextStep, next_step
from tisserand.domain.rooms.room import room_of

LESSON, FIRST, SECOND, SCENE = "troll", "troll/quiz/signes/un", "troll/quiz/signes/deux", "troll/scenario/lundi"
PROGRAMME = ev.ProgrammeSet((LESSON, FIRST, SCENE, SECOND))


def after(*events):
    return next_step(room_of("room", [record(event, number) for number, event in enumerate(events)]))


def done(step, name):
    """What the button does, as events."""
    if step.action == "send":
        return ev.SentTo(step.item)
    if step.action == "collect":
        return ev.CollectionBegun(name, step.item)
    return {"freeze": ev.CollectionFrozen, "reveal": ev.CollectionRevealed}[step.action](step.collection)


def test_pressing_it_again_and_again_leads_through_the_whole_programme():
    events, pressed = [PROGRAMME], []
    while step := after(*events):
        pressed.append((step.action, step.item))
        events.append(done(step, f"c{len(events)}"))
    rest = [("freeze", ""), ("reveal", "")]
    assert pressed == [
        ("send", LESSON),
        *[("collect", FIRST), *rest],
        *[("send", SCENE), ("collect", SCENE), *rest],
        *[("collect", SECOND), *rest],
    ]


@given(st.lists(st.sampled_from([LESSON, FIRST, SECOND, SCENE, "troll/quiz/signes", "b/balance/doser"]), unique=True))
def test_it_always_comes_to_an_end_and_passes_over_nothing(items):
    events, seen = [ev.ProgrammeSet(tuple(items))], []
    for _ in range(4 * len(items) + 1):
        step = after(*events)
        if step is None:
            break
        seen += [step.item] if step.item and step.item not in seen else []
        events.append(done(step, f"c{len(events)}"))
    assert after(*events) is None
    assert seen == items


def test_without_a_programme_there_is_none():
    assert after() is None


def test_a_wall_in_between_does_not_lose_the_place():
    events = [PROGRAMME, ev.CollectionBegun("c", FIRST), ev.CollectionFrozen("c"), ev.CollectionRevealed("c")]
    wall = [ev.CollectionBegun("w", "wall", "Un mot ?"), ev.CollectionFrozen("w"), ev.CollectionRevealed("w")]
    assert after(*events, *wall) == NextStep("send", item=SCENE)


def test_what_was_shown_and_is_hidden_again_does_not_hold_up():
    events = [PROGRAMME, ev.CollectionBegun("c", FIRST), ev.CollectionFrozen("c"), ev.CollectionRevealed("c")]
    assert after(*events, ev.CollectionRevealed("c", shown=False)) == NextStep("send", item=SCENE)


def test_a_closed_room_and_a_shared_run_have_none():
    assert after(PROGRAMME, ev.RoomMoved("closed")) is None
    assert after(PROGRAMME, ev.RunBegun("r", SCENE, "room", 1)) is None
