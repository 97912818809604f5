"""Tests for tisserand.widgets.inquiry: no figure before its bet, then words, picture and table; traps drawn."""

import json

import pytest

from tisserand.content.loading import load_inquiry
from tisserand.i18n import Lang
from tisserand.widgets.inquiry import InquiryWidget

INQUIRY = load_inquiry("reseau-des-mediatheques")


@pytest.fixture
def page(session, browser):
    return browser(InquiryWidget(session, INQUIRY, Lang.FR))


def step(page, step_id):
    return next(one for one in page.view["steps"] if one["id"] == step_id)


def do(page, number, expected=0.3):
    one = INQUIRY.steps[number]
    page.send("predict", step=one.id, expected=expected)
    assert page.view["problem"] is None
    return step(page, one.id)


def to_the_end(page):
    for number, one in enumerate(INQUIRY.steps):
        do(page, number)
        page.send("answer", step=one.id, option=one.trap.options[-1].id)


def test_before_the_bet_nothing_of_the_figure_reaches_the_browser(page):
    view = json.dumps(page.view)
    assert [one["id"] for one in page.view["steps"]] == [INQUIRY.steps[0].id]
    assert page.view["steps"][0]["shown"] is None
    assert "46" not in view
    assert "sound" not in view


def test_after_the_bet_it_is_compared_in_words(page):
    shown = do(page, 0)["shown"]
    text = shown["comparison"]["text"].replace("\u202f", " ").replace("\xa0", " ")
    assert text == "Vous attendiez 30 % ; la communauté montre 46 %."
    assert page.announced()[-1] == shown["comparison"]["text"]
    assert len(shown["picture"]["bars"]) == 10
    assert [row["name"] for row in shown["figures"]["rows"]][1].startswith("Part des messages")


@pytest.mark.parametrize("lang", list(Lang))
def test_every_picture_has_a_title_a_description_and_a_table_of_its_shape(session, browser, lang):
    page = browser(InquiryWidget(session, INQUIRY, lang))
    to_the_end(page)
    json.dumps(page.view)
    for one in page.view["steps"]:
        for picture in (one["shown"]["picture"], one["trap"]["draws"] and one["trap"]["draws"]["picture"]):
            if picture:
                assert picture["title"]
                assert picture["description"]
                assert {len(row["cells"]) + 1 for row in picture["table"]["rows"]} == {len(picture["table"]["head"])}
    assert page.view["end"]
    assert page.view["ahead"] == []


def test_no_class_of_fewer_than_five_people_is_in_any_picture(page):
    to_the_end(page)
    ties = step(page, "qui-repond-a-qui")["shown"]
    assert all(int(row["cells"][0].split()[0]) >= 5 for row in ties["picture"]["table"]["rows"])
    isolated = ties["figures"]["rows"][0]
    assert "moins de cinq" in isolated["cells"][0]


def test_the_bridge_is_pointed_out_where_nobody_exists(page):
    to_the_end(page)
    shown = step(page, "par-qui-cela-passe")["shown"]
    assert sum(dot["is_bridge"] for dot in shown["picture"]["dots"]) == 1
    assert {tie["across"] for tie in shown["picture"]["ties"]} == {True, False}


def test_the_bridge_of_a_real_community_is_not(session, browser):
    page = browser(InquiryWidget(session, INQUIRY.model_copy(update={"is_made": False}), Lang.EN))
    to_the_end(page)
    shown = step(page, "par-qui-cela-passe")["shown"]
    assert not any(dot["is_bridge"] for dot in shown["picture"]["dots"])
    assert "fewer than five" in shown["figures"]["rows"][-1]["cells"][0]


def test_draws_add_up_and_are_not_recorded(page, session):
    for number in range(2):
        do(page, number)
        page.send("answer", step=INQUIRY.steps[number].id, option=INQUIRY.steps[number].trap.options[0].id)
    do(page, 2)
    before = len(session.records())
    for n in range(1, 4):
        page.send("draw", step="qui-revient")
        bars = step(page, "qui-revient")["trap"]["draws"]["picture"]["bars"]
        assert sum(bar["value"] for bar in bars) == n
    assert len(session.records()) == before


def test_nothing_is_drawn_before_its_figure_shows(page):
    page.send("draw", step="qui-revient")
    assert page.view["problem"]


def test_a_conclusion_is_answered_and_may_be_changed(page):
    do(page, 0)
    first = INQUIRY.steps[0]
    for option in first.trap.options:
        page.send("answer", step=first.id, option=option.id)
        trap = step(page, first.id)["trap"]
        assert trap["chosen"] == option.id
        assert trap["tone"] == ("good" if option.sound else "mixed")
        assert trap["explanation_html"]


def test_what_was_done_is_found_again_and_can_be_started_over(page, session, browser):
    to_the_end(page)
    again = browser(InquiryWidget(session, INQUIRY, Lang.EN))
    assert again.view["end"]
    again.send("restart")
    assert len(again.view["steps"]) == 1
    assert again.view["steps"][0]["ask"]
