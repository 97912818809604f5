"""The path over the real modules: what is under way, what could come next, and nobody else's records."""

from dataclasses import replace

import pytest

from tisserand.content.catalogue import published_modules
from tisserand.content.models.base import Role
from tisserand.domain.events import AnswerSubmitted, CompetencyRated
from tisserand.domain.recommendations import Gap
from tisserand.errors import UnknownNameError
from tisserand.services import learning_path as service
from tisserand.services.chosen_roles import PATH, choose_roles
from tisserand.services.learning_path import learning_path
from tisserand.services.restarts import restart_module
from tisserand.store.memory_log import MemoryEventLog

MODULES = published_modules()
TROLL = next(module for module in MODULES if module.slug == "gerer-un-troll")


@pytest.fixture
def mine(session):
    return replace(session, module=PATH)


def path_of(session, learner="ada"):
    return learning_path(session.log, learner, MODULES)


def test_a_newcomer_has_a_path_without_anything_on_it():
    for learner in (None, "nobody"):
        found = learning_path(MemoryEventLog(), learner, MODULES)
        assert (found.roles, found.recommendations, found.shown, found.is_blank) == ((), (), (), True)
        assert len(found.modules("not_begun")) == len(MODULES)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_profile_and_a_module_to_begin_with(mine, role):
    choose_roles(mine, [role.value], "u1")
    found = path_of(mine)
    assert {one.competency.role for one in found.shown} == {role}
    assert found.is_blank
    first = found.recommendations[0]
    assert all(reason.gap is Gap.UNSEEN for reason in first.reasons)
    taught = {objective.competency for objective in first.module.objectives}
    assert taught & {one.code for one in found.shown}


def test_what_is_done_in_a_module_changes_the_path(mine):
    here = replace(mine, module=TROLL)
    form = next(one for one in TROLL.activities if one.kind == "self_assessment")
    here.record(form.key, "u1", CompetencyRated("A4", "before", 1))
    found = path_of(mine)
    assert found.modules("begun") == (TROLL,)
    assert not found.is_blank
    assert [one.code for one in found.shown] == ["A4"]
    assert TROLL not in [one.module for one in found.recommendations]
    assert found.progress[TROLL.id].next_activity == form


def test_starting_a_module_over_leaves_the_profile_as_it_was(mine):
    here = replace(mine, module=TROLL)
    quiz = next(one for one in TROLL.activities if one.kind == "quiz")
    question = next(
        one
        for content in path_of(mine).contents
        if content.module is TROLL
        for exercise in content.exercises
        if exercise.id == quiz.id
        for one in exercise.questions
        if one.kind == "single"
    )
    here.record(quiz.key, "u1", AnswerSubmitted(question.id, question.options[0].id, "high", 0, 1))
    before = path_of(mine)
    restart_module(mine.log, "ada", TROLL, mine.lang)
    assert len(mine.log.records("ada")) == 2
    assert path_of(mine).profile == before.profile


def test_nobody_elses_records_are_on_it(mine):
    choose_roles(replace(mine, learner="grace"), ["member"], "u1")
    assert path_of(mine).roles == ()


def test_roles_recorded_elsewhere_do_not_count(session):
    choose_roles(session, ["member"], "u1")
    assert path_of(session).roles == ()


def test_a_framework_that_cannot_be_read_leaves_the_profile_empty(mine, monkeypatch):
    choose_roles(mine, ["member"], "u1")

    def fail():
        raise UnknownNameError("competencies")

    monkeypatch.setattr(service, "load_framework", fail)
    found = path_of(mine)
    assert (found.roles, found.profile, found.recommendations) == ((Role.MEMBER,), (), ())
