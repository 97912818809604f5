"""Choosing one's roles."""

from dataclasses import replace

import pytest

from tisserand.content.models.base import Role
from tisserand.errors import RefusedError
from tisserand.i18n import Lang
from tisserand.services.chosen_roles import PATH, choose_roles, current_roles


@pytest.fixture
def mine(session):
    return replace(session, module=PATH)


def test_roles_are_kept_and_the_earlier_choice_stays_in_the_history(mine):
    assert current_roles(mine) == ()
    assert choose_roles(mine, ["member", "animator", "member"], "u1") == (Role.ANIMATOR, Role.MEMBER)
    assert choose_roles(mine, [], "u2") == ()
    assert [record.event.roles for record in mine.records()] == [["animator", "member"], []]


def test_a_choice_sent_twice_is_kept_once(mine):
    choose_roles(mine, ["member"], "u1")
    assert choose_roles(mine, ["patron"], "u1") == (Role.MEMBER,)


def test_a_role_that_does_not_exist_is_refused_and_nothing_changes(mine):
    choose_roles(mine, ["member"], "u1")
    with pytest.raises(RefusedError) as refused:
        choose_roles(mine, ["member", "king"], "u2")
    assert "king" in refused.value.sentence(Lang.FR)
    assert current_roles(mine) == (Role.MEMBER,)


def test_a_forged_role_is_no_role(mine):
    with pytest.raises(TypeError):
        choose_roles(mine, [3], "u1")
    assert mine.records() == []
