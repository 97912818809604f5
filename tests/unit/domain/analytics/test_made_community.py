"""The committed community is what the script makes, and has the properties that it claims."""

import pytest
from traces_builders import made

from tisserand.checks.made_community import PATH, render_csv
from tisserand.domain.analytics import bridges, newcomers, participation, reply_delay, rhythm
from tisserand.domain.analytics.made_community import PROPERTIES, made_rows

ZONE = "Europe/Paris"


@pytest.fixture(scope="module")
def community():
    return made()


def test_the_file_is_current():
    assert PATH.read_text(encoding="utf-8") == render_csv(), "python -m tisserand.checks.made_community"


def test_nothing_in_it_is_a_name_or_a_text():
    for identifier, author, at, thread, answered in made_rows():
        assert identifier.startswith("m")
        assert len(author) == 3
        assert author[0] == "p"
        assert len(at) == 20
        assert thread[0] == "t"
        assert answered == "" or answered[0] == "m"


def test_newcomers_return_as_often_as_was_set(community):
    found = newcomers.by_newcomer(community)
    answered = found[found["answered"]]
    others = found[~found["answered"].astype(bool)]
    assert len(found) == PROPERTIES["newcomers"]
    assert len(answered) == PROPERTIES["answered"]
    assert answered["returned"].sum() == PROPERTIES["returned_answered"]
    assert others["returned"].sum() == PROPERTIES["returned_unanswered"]


def test_the_intervals_of_the_two_welcomes_overlap(community):
    """It is what the lesson says: these newcomers are not enough to settle it."""
    figures = newcomers.figures(community)
    assert figures["returned_answered"].value > figures["returned_unanswered"].value
    assert figures["returned_answered"].low < figures["returned_unanswered"].high


def test_two_dense_groups_hang_on_one_person(community):
    shape = bridges.shape(community)
    assert set(shape.people["group"]) - {0} == {1, 2}
    assert shape.people["is_bridge"].sum() == PROPERTIES["bridges"]
    bridge = shape.people.loc[shape.people["is_bridge"], "author"].item()
    across = shape.pairs[shape.pairs["is_across"]]
    assert ((across["one"] == bridge) | (across["other"] == bridge)).all()
    first, second = bridges.groups(community)["people"]
    assert first >= PROPERTIES["first_group"]
    assert second >= PROPERTIES["second_group"]


def test_the_weekly_question_makes_tuesday_the_busiest_day(community):
    days = rhythm.by_weekday(community, ZONE)["posts"]
    assert days.idxmax() == PROPERTIES["meeting_day"]
    assert len(rhythm.by_week(community, ZONE)) == PROPERTIES["weeks"] - 1


def test_what_the_lesson_says_of_it_holds(community):
    """The mean delay is more than twice the median; about one thread in ten stays alone; up 10% in two months."""
    delay = reply_delay.figures(community)
    assert delay["mean"].value > 2 * delay["median"].value
    assert delay["unanswered"].value == pytest.approx(0.1, abs=0.03)
    assert round(100 * rhythm.figures(community, ZONE)["change"].value) == 10
    assert min(rhythm.last_weeks(community, ZONE)[0][-2:]) < 20, "the holidays fall in the first half"
    assert participation.figures(community)["top_tenth"].value > 0.4
