"""Placing one's own community, and carrying the gap into the plan."""

import re

import pytest
from balance_table import EVEN, SPREAD, TECHNICAL

from tisserand.domain.balance.dosage import Orientations, Preferences
from tisserand.domain.events import DosagePlaced
from tisserand.errors import DecisionError, RefusedError
from tisserand.i18n import Lang
from tisserand.services.dosages import add_gap_to_plan, current_dosage, gap_as_plan_step, place_dosage
from tisserand.services.plans import current_plan, remove_plan_step, write_plan_step

TODAY = {"preferences": TECHNICAL, "orientations": SPREAD}
WANTED = {"preferences": EVEN, "orientations": SPREAD}


def test_what_is_placed_is_kept_and_read_back(session):
    assert current_dosage(session) is None
    placed = place_dosage(session, TODAY, WANTED, "u1")
    assert placed == current_dosage(session)
    assert placed.wanted.preferences == Preferences(EVEN)
    assert [record.event for record in session.records("own_dosage")] == [DosagePlaced(TODAY, WANTED)]


def test_placing_again_replaces_and_sending_again_does_not(session):
    place_dosage(session, TODAY, WANTED, "u1")
    place_dosage(session, WANTED, WANTED, "u2")
    assert place_dosage(session, TODAY, WANTED, "u1").today.preferences == Preferences(EVEN)
    assert len(session.records()) == 2


def test_parts_that_do_not_sum_to_a_hundred_are_refused_with_a_sentence(session):
    with pytest.raises(DecisionError, match="99"):
        place_dosage(session, {**TODAY, "preferences": {**EVEN, "technical": 33}}, WANTED, "u1")
    assert session.records() == []


@pytest.mark.parametrize("forged", [None, [], {}, "x", {"preferences": EVEN}, {**TODAY, "orientations": EVEN}])
def test_a_forged_dosage_is_refused(session, forged):
    with pytest.raises((KeyError, TypeError, ValueError)):
        place_dosage(session, TODAY, forged, "u1")
    assert session.records() == []


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("name", [*Preferences.names, *Orientations.names])
def test_each_part_that_is_to_grow_has_a_step_of_its_own_with_its_figures(session, name, lang):
    kind, names = next(
        (k, d.names) for k, d in (("preferences", Preferences), ("orientations", Orientations)) if name in d.names
    )
    other = next(each for each in names if each != name)
    parts = [{**dict.fromkeys(names, 0), name: part, other: 100 - part} for part in (10, 70)]
    placed = place_dosage(session, {**TODAY, kind: parts[0]}, {**TODAY, kind: parts[1]}, "u1")
    step = gap_as_plan_step(placed, lang)
    assert re.findall(r"\d+", step) == ["10", "70"]
    assert "{" not in step


def test_without_a_gap_the_step_is_to_look_again_later(session):
    placed = place_dosage(session, TODAY, TODAY, "u1")
    assert not re.search(r"\d", gap_as_plan_step(placed, Lang.FR))


def test_the_step_goes_to_the_plan_once_and_stays_as_the_person_wrote_it(session):
    place_dosage(session, TODAY, WANTED, "u1")
    (step,) = add_gap_to_plan(session, "u2")
    assert step.text == gap_as_plan_step(current_dosage(session), Lang.FR)
    write_plan_step(session, step.id, "Autrement", "2026-04-01", "u3")
    assert [each.text for each in add_gap_to_plan(session, "u4")] == ["Autrement"]


def test_a_step_that_was_removed_comes_back_when_asked_for(session):
    place_dosage(session, TODAY, WANTED, "u1")
    (step,) = add_gap_to_plan(session, "u2")
    remove_plan_step(session, step.id, "u3")
    assert add_gap_to_plan(session, "u4") == (step,)


def test_another_gap_is_another_step(session):
    place_dosage(session, TODAY, WANTED, "u1")
    add_gap_to_plan(session, "u2")
    place_dosage(session, WANTED, TODAY, "u3")
    assert len(add_gap_to_plan(session, "u4")) == 2


def test_a_gap_that_is_not_placed_yet_is_refused(session):
    with pytest.raises(RefusedError, match="place"):
        add_gap_to_plan(session, "u1")
    assert current_plan(session) == ()
