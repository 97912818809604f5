from datetime import timedelta

import pytest
from domain_builders import choice, ending, real_scenarios, scenario, scene
from hypothesis import given
from hypothesis import strategies as st
from played_run import EPOCH, PlayedRun
from scenario_strategies import scenarios

from tisserand.domain.rooms.events import ReasonWritten, RunEnded, VoteCast
from tisserand.domain.rooms.room import room_of
from tisserand.domain.rooms.shared_runs import end_vote, open_vote, shared_run
from tisserand.domain.rooms.shared_scenario import SharedScenario
from tisserand.domain.scenario import available, replay
from tisserand.errors import VoteError

STORY = scenario(
    [scene("first", choice("stay", "second"), choice("go", "end")), scene("second", choice("go", "end"))],
    [ending("end")],
)


def table(**rest):
    return PlayedRun(SharedScenario.begin(STORY), **rest)


def test_a_room_decides_scene_after_scene():
    """What was decided stands on the screens until the trainer opens the next vote."""
    run = table().vote("stay", "stay", "go").end()
    assert (run.run.play.run.at, run.run.step, run.run.is_open) == ("second", 1, False)
    assert run.run.steps[0].outcome.counts["first"] == {"stay": 2, "go": 1}
    assert run.vote("go").run.votes == {}
    run.go_on().vote("go").end()
    assert run.run.is_over
    assert run.run.play.is_over
    assert run.run.play.ballot is None
    for act in (open_vote, end_vote):
        with pytest.raises(VoteError) as error:
            act(run.run)
        assert error.value.reason == "run_over"


def test_groups_go_on_by_themselves():
    """The next vote is open at once; what another group does is nothing to them."""
    run = table(by="groups", group=2).vote("stay").end()
    assert run.run.is_open
    assert run.room.runs["run"].opened_at == {1: EPOCH + timedelta(seconds=1), 2: run.records[-1].at}
    run.add(VoteCast("run", 1, 1, {"second": "go"}), "stranger").add(VoteCast("other", 2, 1, {"second": "go"}))
    assert run.run.votes == {}
    run.add(ReasonWritten("run", 2, 0, "because")).add(ReasonWritten("run", 1, 0, "no"))
    run.add(ReasonWritten("run", 2, 0, "rather because"))
    assert run.run.steps[0].reason == "rather because"


def test_the_last_vote_before_the_end_counts():
    """A vote on a step that is over, or not reached, counts nowhere."""
    run = table().vote("stay", "go")
    run.add(VoteCast("run", 0, 0, {"first": "go"}), "person-0").add(VoteCast("run", 0, 1, {"second": "go"}), "early")
    run.end().add(VoteCast("run", 0, 0, {"first": "stay"}), "late")
    assert run.run.steps[0].outcome.counts["first"] == {"stay": 0, "go": 2}


def test_a_vote_ends_once():
    """The clock and the trainer may end it at the same moment."""
    run = table().vote("stay")
    ended = end_vote(run.run)
    run.add(ended).add(ended)
    assert run.run.step == 1
    with pytest.raises(VoteError) as error:
        end_vote(run.run)
    assert error.value.reason == "vote_not_open"
    with pytest.raises(VoteError) as error:
        open_vote(run.go_on().run)
    assert error.value.reason == "vote_open"


def test_a_tie_may_wait_for_the_trainer():
    """The vote is over, no vote counts any more, and the decision comes with a second event."""
    run = table().vote("stay", "go").end(waits=True)
    assert run.run.waiting.tied == {"first": ("stay", "go")}
    assert not run.run.is_open
    run.vote("go", "go", "go")
    assert len(run.run.votes) == 2
    run.end(chosen={"first": "stay"})
    assert run.run.play.run.choices == ("stay",)
    assert run.run.steps[0].outcome.broken_by == "trainer"
    drawn = table().vote("stay", "go").end(waits=True).end()
    assert drawn.run.steps[0].outcome.broken_by == "chance"


def test_the_time_of_a_vote_begins_when_it_opens():
    """No time is set for a run that the trainer leads by hand."""
    run = table(vote_s=60)
    assert run.run.closes_at == EPOCH + timedelta(seconds=61)
    run.vote("stay").end()
    assert run.run.closes_at is None
    run.go_on()
    assert run.run.closes_at == run.records[-1].at + timedelta(seconds=60)
    assert table().run.closes_at is None


def test_a_trainer_may_end_a_run_before_its_end():
    """Nothing counts any more."""
    run = table().add(RunEnded("run")).vote("stay")
    assert (run.run.is_over, run.run.play.is_over, run.run.votes, run.run.closes_at) == (True, False, {}, None)


def test_a_decision_that_no_longer_fits_is_taken_again():
    """The story was rewritten in between: the run stops before it, and the room votes anew."""
    run = table().vote("stay").end().go_on().vote("go").end()
    changed = scenario([scene("first", choice("wait", "end"), choice("stay", "first"))], [ending("end")])
    again = shared_run(SharedScenario.begin(changed), run.room.runs["run"])
    assert (again.is_stopped, again.play.run.choices, again.step, again.votes) == (True, ("stay",), 2, {})
    renamed = scenario([scene("first", choice("wait", "end"))], [ending("end")])
    run.play = SharedScenario.begin(renamed)
    assert (run.run.is_stopped, run.run.steps, run.run.is_over) == (True, (), False)
    run.go_on().vote("wait").end()
    assert (run.run.is_stopped, run.run.play.is_over) == (False, True)
    assert run.run.steps[0].outcome.counts == {"first": {"wait": 1}}


CAST = st.tuples(
    st.integers(0, 3), st.integers(0, 2), st.sampled_from(["stay", "go", "gone"]), st.sampled_from(["first", "second"])
)


@given(st.lists(CAST, max_size=12), st.integers(0, 12))
def test_only_the_last_fitting_vote_in_time_counts(casts, at):
    """Whatever else people send, before the vote ends and after."""
    run = table()
    for number, (who, step, said, where) in enumerate(casts):
        if number == at:
            run.end()
        run.add(VoteCast("run", 0, step, {where: said}), f"person-{who}")
    if len(casts) <= at:
        run.end()
    last = {who: (said, where) for who, step, said, where in casts[:at] if step == 0}
    for said in ("stay", "go"):
        found = list(last.values()).count((said, "first"))
        assert run.run.steps[0].outcome.counts["first"][said] == found
    assert run.run.steps == shared_run(run.play, room_of("room", run.records).runs["run"]).steps


@given(scenarios(), st.lists(st.lists(st.integers(0, 5), max_size=6), max_size=8))
def test_a_shared_run_is_the_run_of_its_decisions(story, rounds):
    """Whatever people vote: the same rules as for somebody alone, and the fold says the same as going step by step."""
    run = PlayedRun(SharedScenario.begin(story))
    for picks in rounds:
        if run.run.is_over:
            break
        names = run.run.play.ballot.questions[0].names
        assert names == tuple(one.id for one in available(story, run.run.play.run))
        run.vote(*(names[pick % len(names)] for pick in picks)).end().go_on()
    assert run.run.play.run == replay(story, run.run.play.run.choices)
    assert shared_run(run.play, room_of("room", run.records).runs["run"]).steps == run.run.steps


@pytest.mark.parametrize("story", real_scenarios(), ids=lambda story: story.id)
@pytest.mark.parametrize("habit", range(3))
def test_every_scenario_comes_to_an_ending_by_votes(story, habit):
    """Nine people vote: the first choice, the last one, or each another one."""
    run = PlayedRun(SharedScenario.begin(story))
    for step in range(80):
        names = run.run.play.ballot.questions[0].names
        picks = {0: [0] * 9, 1: [-1] * 9, 2: [(step + person) % len(names) for person in range(9)]}[habit]
        run.vote(*(names[pick] for pick in picks)).end().go_on()
        if run.run.is_over:
            break
    assert run.run.play.is_over
    assert sum(step.outcome.voters[step.ballot.questions[0].id] for step in run.run.steps) == 9 * run.run.step
