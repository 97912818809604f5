"""Tests for tisserand.domain.chosen_roles: the last choice counts, and what is no role is passed over."""

import pytest
from domain_builders import records
from quiz_builders import answer

from tisserand.content.models.base import Role
from tisserand.domain.chosen_roles import chosen_roles
from tisserand.domain.events import RolesChosen


def test_nothing_was_chosen_at_first():
    assert chosen_roles([]) == ()
    assert chosen_roles(records(answer("one", "yes"))) == ()


def test_the_last_choice_counts_in_the_order_of_roles():
    assert chosen_roles(records(RolesChosen(["patron"]), RolesChosen(["member", "animator"]))) == (
        Role.ANIMATOR,
        Role.MEMBER,
    )


def test_choosing_none_is_a_choice():
    assert chosen_roles(records(RolesChosen(["member"]), RolesChosen([]))) == ()


@pytest.mark.parametrize("roles", [["king", "member", 3, None, ["member"]], ["member", "member"]])
def test_what_is_no_role_is_passed_over(roles):
    assert chosen_roles(records(RolesChosen(roles))) == (Role.MEMBER,)


@pytest.mark.parametrize("roles", ["member", None, 3, {"member": 1}])
def test_a_forged_choice_is_none(roles):
    assert chosen_roles(records(RolesChosen(roles))) == ()
