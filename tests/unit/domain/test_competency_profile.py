"""Tests for tisserand.domain.competency_profile: three things side by side, whatever the order of the records."""

from hypothesis import given
from hypothesis import strategies as st
from path_builders import CONTENTS, FRAMEWORK, answered, chosen, done, rated, restarted

from tisserand.content.models.base import Role
from tisserand.domain.competency_profile import competency_profile
from tisserand.domain.insights import insights
from tisserand.domain.practice import Answers
from tisserand.domain.recommendations import gap_of


def profile(records=(), roles=()):
    return {one.code: one for one in competency_profile(FRAMEWORK, CONTENTS, records, roles)}


def test_without_records_every_competency_is_there_and_blank():
    found = profile()
    assert list(found) == ["A4", "A5", "A6", "C1", "C9"]
    assert all(one.is_blank and one.rating is None for one in found.values())
    assert [len(one.practices) for one in found.values()] == [2, 2, 0, 1, 0]


def test_those_of_the_chosen_roles_come_first():
    found = profile(roles=[Role.COORDINATOR])
    assert list(found) == ["C1", "C9", "A4", "A5", "A6"]
    assert [one.is_of_role for one in found.values()] == [True, True, False, False, False]


def test_rating_practice_and_traces_lie_side_by_side():
    one = profile(done(rated("A4", "before", 2, "Told it"), answered("a", "no"), answered("b", "yes")))["A4"]
    assert (one.rating.level, one.answers("last"), [trace.sentence for trace in one.traces]) == (
        2,
        Answers(1, 0, 1),
        ["Told it"],
    )
    assert [practice.activity.kind for practice in one.practised] == ["quiz"]


def test_a_rating_of_a_module_that_is_no_longer_there_stays():
    assert profile(done(rated("A6", "after", 3), module_id="retired"))["A6"].rating.level == 3


STEPS = st.sampled_from(
    [
        rated("A4", "before", 0),
        rated("A4", "before", 3, "Told it"),
        rated("A4", "after", 2),
        rated("A5", "after", 4, trace_link="https://example.org"),
        answered("a", "yes", "low"),
        answered("a", "no", "high"),
        answered("b", "yes"),
        answered("c", "nearly"),
        answered("d", "no"),
        chosen("go"),
        chosen("stay"),
        restarted("quiz/tied"),
        restarted("scenario/a-scenario"),
    ]
)
HISTORIES = st.lists(STEPS, max_size=20)


def of_activities(records):
    """Return the records by activity, each in its order."""
    found = {}
    for record in records:
        found.setdefault((record.module_id, record.activity), []).append(record)
    return found


@given(HISTORIES, HISTORIES, st.randoms(use_true_random=False))
def test_how_the_records_of_different_activities_are_interleaved_changes_nothing(one, other, random):
    records = done(*one) + done(*other, module_id="elsewhere")
    queues, shuffled = of_activities(records), []
    while queues:
        key = random.choice(sorted(queues))
        shuffled.append(queues[key].pop(0))
        if not queues[key]:
            del queues[key]
    assert profile(shuffled) == profile(records)


@given(HISTORIES)
def test_a_record_that_came_twice_counts_once(pairs):
    assert profile(done(*pairs) * 2) == profile(done(*pairs))


@given(HISTORIES)
def test_starting_over_takes_no_practice_and_no_answer_away(pairs):
    restarts = [restarted("quiz/tied"), restarted("scenario/a-scenario")]
    before, after = profile(done(*pairs)), profile(done(*pairs, *restarts))
    for code, one in before.items():
        assert [practice.count for practice in after[code].practices] == [practice.count for practice in one.practices]
        assert after[code].answers("last") == one.answers("last")
        assert insights(after[code]) == insights(one)


@given(HISTORIES, st.sets(st.sampled_from(Role)))
def test_roles_change_the_order_and_nothing_of_what_is_told(pairs, roles):
    with_roles, without = profile(done(*pairs), roles), profile(done(*pairs))
    assert set(with_roles) == set(without)
    for code, one in without.items():
        other = with_roles[code]
        assert (other.ratings, other.practices) == (one.ratings, one.practices)
        assert gap_of(other) == gap_of(one) or (other.is_of_role and gap_of(one) is None)


@given(HISTORIES)
def test_answers_are_counted_once_for_each_question(pairs):
    one = profile(done(*pairs))["A4"]
    assert one.answers("first").count == one.answers("last").count <= 3
    assert one.answers("sure").count + one.answers("unsure").count <= one.answers("first").count
