"""Tests for tisserand.domain.recommendations: from gaps to modules, each with its reasons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from path_builders import CONTENTS, FIRST, FRAMEWORK, answered, chosen, done, module, rated

from tisserand.content.models.base import Role
from tisserand.domain.competency_profile import ModuleContent, competency_profile
from tisserand.domain.recommendations import Gap, gap_of, recommend, untaught

MODULES = [content.module for content in CONTENTS]
MISSED = [answered(question, "no") for question in "abc"]


def profile(*pairs, roles=()):
    return competency_profile(FRAMEWORK, CONTENTS, done(*pairs), roles)


def advised(*pairs, roles=(), statuses=(), modules=MODULES):
    return recommend(profile(*pairs, roles=roles), modules, dict(statuses))


def reasons(recommendation):
    return [(reason.standing.code, reason.gap) for reason in recommendation.reasons]


@pytest.mark.parametrize(
    ("pairs", "gap"),
    [
        ([], None),
        ([rated("A4", "before", 1)], Gap.LOW_UNPRACTISED),
        ([rated("A4", "before", 1), chosen("go")], Gap.LOW),
        ([rated("A4", "after", 3, "Told it"), *MISSED], Gap.MISSED),
        (MISSED, Gap.MISSED),
        (MISSED[:2], None),
        ([rated("A4", "before", 2)], Gap.WORD_ALONE),
        ([rated("A4", "before", 2, "Told it")], None),
        ([rated("A4", "before", 2), chosen("go")], None),
    ],
)
def test_what_is_missing_in_a_competency(pairs, gap):
    assert gap_of(profile(*pairs)[0]) is gap


def test_without_roles_and_records_nothing_is_recommended():
    assert advised() == ()


def test_a_low_level_without_practice_recommends_its_module_and_says_so():
    (one,) = advised(rated("A4", "before", 1), rated("A5", "before", 3, "Told it"))
    assert (one.module.id, reasons(one)) == ("one", [("A4", Gap.LOW_UNPRACTISED)])


def test_a_chosen_role_recommends_what_was_never_seen_of_it():
    (one,) = advised(roles=[Role.ANIMATOR])
    assert reasons(one) == [("A4", Gap.UNSEEN), ("A5", Gap.UNSEEN)]


def test_modules_for_the_chosen_roles_come_first_then_the_more_pressing_reasons():
    free = [one.model_copy(update={"prerequisites": ()}) for one in MODULES]
    low = [rated("A4", "before", 1), rated("A5", "before", 1)]
    assert [one.module.id for one in advised(*low, roles=[Role.COORDINATOR], modules=free)] == ["two", "one"]
    assert [one.module.id for one in advised(*low, roles=list(Role), modules=free)] == ["one", "two"]


def test_a_module_that_builds_on_another_comes_after_it_and_names_it():
    one, two = advised(roles=list(Role), modules=MODULES[::-1])
    assert (one.module.id, one.first) == ("one", ())
    assert [needed.id for needed in two.first] == ["one"]
    (two,) = advised(roles=[Role.COORDINATOR], statuses={"one": "done"})
    assert two.first == ()


def test_what_is_under_way_is_not_recommended():
    assert advised(rated("A4", "before", 1), statuses={"one": "begun"}) == ()


def test_a_finished_module_comes_back_only_for_what_was_missed_at_the_end():
    finished = {"one": "done"}
    assert advised(rated("A4", "after", 1), chosen("go"), statuses=finished) == ()
    (one,) = advised(rated("A5", "after", 1), *MISSED, statuses=finished)
    assert (one.is_finished, reasons(one)) == (True, [("A4", Gap.MISSED)])


def test_what_no_module_aims_at_is_told_for_the_chosen_roles_only():
    assert [one.code for one in untaught(profile(roles=list(Role)), MODULES)] == ["A6", "C9"]
    assert untaught(profile(), MODULES) == ()
    assert [one.code for one in untaught(competency_profile(FRAMEWORK, [], [], [Role.ANIMATOR]), [])] == [
        "A4",
        "A5",
        "A6",
    ]


def test_a_module_that_practises_a_competency_deals_with_it_even_without_an_objective():
    aimless = FIRST.module.model_copy(update={"objectives": FIRST.module.objectives[:1]})
    found = competency_profile(FRAMEWORK, [ModuleContent(aimless, FIRST.exercises)], done(rated("A5", "before", 1)), ())
    (one,) = recommend(found, [aimless], {})
    assert reasons(one) == [("A5", Gap.LOW_UNPRACTISED)]
    of_role = competency_profile(FRAMEWORK, [ModuleContent(aimless, FIRST.exercises)], [], [Role.ANIMATOR])
    assert [one.code for one in untaught(of_role, [aimless])] == ["A6"]


PAIRS = st.lists(
    st.sampled_from(
        [
            rated("A4", "before", 0),
            rated("A4", "after", 3),
            rated("A5", "before", 1),
            chosen("go"),
            *MISSED,
            *[answered(question, "yes") for question in "abcd"],
        ]
    ),
    max_size=12,
)
STATUSES = st.dictionaries(st.sampled_from(["one", "two"]), st.sampled_from(["not_begun", "begun", "done"]))


@given(PAIRS, st.sets(st.sampled_from(Role)), STATUSES)
def test_every_recommendation_has_its_reasons_and_none_is_under_way(pairs, roles, statuses):
    found = advised(*pairs, roles=roles, statuses=statuses)
    assert found == advised(*pairs, roles=roles, statuses=statuses)
    for one in found:
        assert one.reasons
        assert statuses.get(one.module.id) != "begun"
        assert not one.is_finished or {reason.gap for reason in one.reasons} == {Gap.MISSED}
        assert all(reason.standing.code in {"A4", "A5", "C1"} for reason in one.reasons)


def test_the_order_does_not_depend_on_how_the_profile_is_ordered():
    others = [module(name, {"kind": "own_dosage"}, aims=("A4",)) for name in ("three", "four")]
    turned = recommend(reversed(profile(rated("A4", "before", 1))), [*others, *MODULES], {})
    assert [one.module.id for one in turned] == ["three", "four", "one"]
