"""What the buttons of a shared run say, and what is refused."""

import pytest
from played_run import PlayedRun

from tisserand.content.loading import load_scenario
from tisserand.domain.rooms.events import GroupsMade, PersonJoined, VoteEnded, VoteOpened
from tisserand.domain.rooms.shared_scenario import SharedScenario
from tisserand.errors import ReasonedError
from tisserand.i18n import Lang
from tisserand.server.rooms.run_actions import drawn_event, trainer_event, vote_event

TROLL = "le-troll-avait-raison"


@pytest.fixture
def played():
    """A run of the whole room over a scenario of the content, with four people in it."""
    return begin(by="room")


def begin(**rest):
    made = PlayedRun(SharedScenario.begin(load_scenario(TROLL)), item=f"gerer-un-troll/scenario/{TROLL}", **rest)
    for number in range(4):
        made.add(PersonJoined(f"Person {number}"), f"person-{number}")
    return made


def sent(played, action="vote", step=None, **said):
    """The fields of a form, and all their values."""
    fields = {"action": action, "run": "run", "group": str(played.group), "step": str(step or played.run.step)}
    values = {f"ballot-{question}": list(options) for question, options in said.items()}
    return fields, lambda name: values.get(name, [])


def scene(played):
    question = played.run.play.ballot.questions[0]
    return question.id, question.names


def refusal(act, *given):
    with pytest.raises(ReasonedError) as error:
        act(*given)
    assert error.value.sentence(Lang.FR)
    return error.value.reason


def test_a_vote_says_where_it_belongs(played):
    """What it holds was checked against the ballot."""
    question, names = scene(played)
    event = vote_event(played.room, *sent(played, **{question: [names[1]]}))
    assert (event.run, event.group, event.step, event.ballot) == ("run", 0, 0, {question: names[1]})
    assert refusal(vote_event, played.room, *sent(played)) == "says_nothing"
    assert refusal(vote_event, played.room, *sent(played, **{question: names[:2]})) == "too_many"
    assert refusal(vote_event, played.room, *sent(played, **{question: ["gone"]})) == "not_offered"
    assert refusal(vote_event, played.room, *sent(played, step=3, **{question: [names[1]]})) == "vote_over"
    played.end()
    assert refusal(vote_event, played.room, *sent(played, **{question: [names[1]]})) == "vote_over"


def test_a_trainer_ends_settles_and_opens_votes(played):
    """A button of a page that is out of date does nothing."""
    question, names = scene(played)
    played.vote(names[0], names[1])
    ended = trainer_event(played.room, *sent(played, "end-vote"))
    assert isinstance(ended, VoteEnded)
    assert ended.broken_by == "chance"
    played.add(trainer_event(played.room, *sent(played, "end-vote-wait")))
    assert refusal(trainer_event, played.room, *sent(played, "settle-vote")) == "tie_places"
    played.add(trainer_event(played.room, *sent(played, "settle-vote", **{question: [names[1]]})))
    assert played.run.play.run.choices == (names[1],)
    assert refusal(trainer_event, played.room, *sent(played, "open-vote", step=7)) == "vote_over"
    played.add(trainer_event(played.room, *sent(played, "open-vote")))
    assert isinstance(played.records[-1].event, VoteOpened)
    assert refusal(trainer_event, played.room, *sent(played, "open-vote")) == "vote_open"
    assert trainer_event(played.room, *sent(played, "freeze")) is None


def test_groups_are_drawn_or_arranged(played):
    """Of the people who are here; nobody is put alone."""
    drawn = trainer_event(played.room, {"action": "make-groups", "size": "2"}, lambda _: [])
    assert isinstance(drawn, GroupsMade)
    assert sorted(map(len, drawn.groups)) == [2, 2]
    fields = {"action": "arrange-groups", "group-person-0": "2", "group-person-3": "2", "group-person-1": ""}
    assert trainer_event(played.room, fields, lambda _: []) == GroupsMade(
        (("person-0", "person-3", "person-1", "person-2"),)
    )
    alone = {"action": "arrange-groups"} | {f"group-person-{n}": "1" if n else "2" for n in range(4)}
    assert refusal(trainer_event, played.room, alone, lambda _: []) == "alone"
    assert refusal(trainer_event, played.room, {"action": "make-groups", "size": "1"}, lambda _: []) == "size"


def test_a_split_group_may_leave_it_to_chance_once_all_have_voted():
    """Not before, and never for the whole room."""
    pair = begin(by="groups", group=1)
    _, names = scene(pair)
    fields, _ = sent(pair, "draw")
    pair.vote(names[0])
    assert refusal(drawn_event, pair.room, fields) == "not_all_voted"
    pair.vote(names[0], names[1])
    assert drawn_event(pair.room, fields).broken_by == "chance"
    room = begin(by="room")
    room.vote(*names[:4])
    assert refusal(drawn_event, room.room, sent(room, "draw")[0]) == "not_all_voted"
