import pytest
from balance_table import EVEN, SPREAD, TECHNICAL
from domain_builders import records

from tisserand.domain.balance.dosage import Orientations, Preferences
from tisserand.domain.balance.own_community import own_dosage
from tisserand.domain.events import DosagePlaced, ExerciseRestarted

TODAY = {"preferences": TECHNICAL, "orientations": SPREAD}
WANTED = {"preferences": EVEN, "orientations": SPREAD}


def test_nothing_placed_is_none():
    assert own_dosage(records(ExerciseRestarted())) is None


def test_the_last_one_placed_counts():
    placed = own_dosage(records(DosagePlaced(TODAY, TODAY), DosagePlaced(TODAY, WANTED)))
    assert (placed.today.preferences, placed.wanted.preferences) == (Preferences(TECHNICAL), Preferences(EVEN))
    assert placed.today.orientations == Orientations(SPREAD)


@pytest.mark.parametrize(
    "wrong",
    [None, [], {}, {"preferences": EVEN}, {**TODAY, "preferences": None}, {**TODAY, "orientations": EVEN}]
    + [{**TODAY, "preferences": {**EVEN, "technical": part}} for part in (35, "34", -1, None)],
)
def test_one_that_can_not_be_understood_is_passed_over(wrong):
    assert own_dosage(records(DosagePlaced(wrong, WANTED))) is None
    assert own_dosage(records(DosagePlaced(TODAY, WANTED), DosagePlaced(TODAY, wrong))) == own_dosage(
        records(DosagePlaced(TODAY, WANTED))
    )


def test_what_is_to_grow_most_is_told_whichever_kind_it_is_of():
    placed = own_dosage(records(DosagePlaced(TODAY, WANTED)))
    assert placed.largest_growth == "organisational"
    towards = {**dict.fromkeys(SPREAD, 10), "mutual_aid": 60}
    placed = own_dosage(records(DosagePlaced(TODAY, {**WANTED, "orientations": towards})))
    assert placed.largest_growth == "mutual_aid"
    assert own_dosage(records(DosagePlaced(TODAY, TODAY))).largest_growth is None
