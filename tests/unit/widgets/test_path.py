"""Tests for tisserand.widgets.path: what shows of a path in both languages, and forged choices."""

import re
from dataclasses import replace
from html import unescape
from xml.etree import ElementTree as ET

import pytest

from tisserand.content.catalogue import published_modules
from tisserand.content.loading import load_quiz, load_scenario, load_self_assessment
from tisserand.content.models.base import Role
from tisserand.domain.events import AnswerSubmitted, ChoiceMade, CompetencyRated
from tisserand.domain.right_answer import right_answer
from tisserand.i18n import Lang, translate
from tisserand.services.chosen_roles import PATH
from tisserand.services.learning_path import learning_path
from tisserand.store.memory_log import MemoryEventLog
from tisserand.widgets.path import PathWidget
from tisserand.widgets.path_view import path_view

MODULES = published_modules()
TROLL = next(module for module in MODULES if module.slug == "gerer-un-troll")
PATHS = {module.slug: f"fr/{module.slug}.ipynb" for module in MODULES}
TRACE = "J’ai recadré un fil <b>en public</b>"


@pytest.fixture(params=list(Lang))
def page(request, session, browser):
    mine = replace(session, module=PATH)
    return browser(PathWidget(mine, MODULES, request.param, PATHS))


def do(page, activity, event, uuid):
    """Record something in the module on trolls, as its lesson would in another tab."""
    replace(page.widget.session, module=TROLL).record(activity, uuid, event)


def rate(page, moment, level, uuid, **trace):
    form = next(one for one in TROLL.activities if one.kind == "self_assessment")
    do(page, f"self_assessment/{form.id}/{moment}", CompetencyRated("A4", moment, level, **trace), uuid)


def answer_all(page, certainty):
    """Answer every question about A4 wrong where that is easy to know."""
    quiz = load_quiz("signes-de-derapage")
    singles = [one for one in quiz.questions if one.competency == "A4" and one.kind == "single"]
    for question in singles:
        wrong = next(option.id for option in question.options if option.id != right_answer(question))
        do(page, f"quiz/{quiz.id}", AnswerSubmitted(question.id, wrong, certainty, 0, 1), f"answer-{question.id}")
    return singles


def row(page, code="A4"):
    return next(one for shelf in page.view["shelves"] for one in shelf["rows"] if one["code"] == code)


def picture(page):
    """Return the picture as a tree: it is well formed."""
    return ET.fromstring(page.view["picture_html"])  # noqa: S314 - made here


def test_a_newcomer_is_offered_roles_and_nothing_is_claimed(page):
    assert [role["value"] for role in page.view["roles"]] == [role.value for role in Role]
    assert not any(role["chosen"] for role in page.view["roles"])
    assert page.view["nothing"]
    assert (page.view["recommended"], page.view["shelves"], page.view["picture_html"]) == ([], [], "")


def test_choosing_roles_is_recorded_announced_and_changes_what_is_recommended(page):
    recorded = []
    page.widget.on_recorded = lambda: recorded.append(1)
    uuid = page.send("choose_roles", roles=["animator", "patron"])
    assert [event.roles for event in page.events()] == [["animator", "patron"]]
    assert page.received[-1] == {"type": "done", "uuid": uuid, "ok": True}
    assert page.announced() == [page.widget.labels["roles_kept"]]
    assert recorded == [1]
    assert TROLL.title.in_lang(page.widget.lang) in [one["title"] for one in page.view["recommended"]]
    assert all(one["reasons"] for one in page.view["recommended"])
    page.send("choose_roles", roles=[])
    assert page.view["recommended"] == []


@pytest.mark.parametrize("forged", [{}, {"roles": "animator"}, {"roles": [3]}, {"roles": ["king"]}, {"roles": None}])
def test_a_forged_choice_is_refused_and_nothing_is_recorded(page, forged):
    page.send("choose_roles", **forged)
    assert page.view["problem"]
    assert page.events() == []


def test_looking_again_shows_what_a_lesson_in_another_tab_recorded(page):
    recorded = []
    page.widget.on_recorded = lambda: recorded.append(1)
    rate(page, "before", 1, "rate-1")
    assert page.view["under_way"] == []
    page.send("look")
    (one,) = page.view["under_way"]
    assert one["title"] == TROLL.title.in_lang(page.widget.lang)
    assert one["next"]
    assert recorded == []


def test_rating_practice_and_traces_stand_side_by_side_with_their_days(page):
    rate(page, "before", 1, "rate-1", confidence="low")
    rate(page, "after", 3, "rate-2", trace_sentence=TRACE, trace_date="2026-01-01", trace_link="javascript:alert(1)")
    scenario = load_scenario("lundi-matin")
    first = next(one for one in scenario.scenes if one.id == scenario.start)
    do(page, "scenario/lundi-matin", ChoiceMade(0, first.id, first.choices[0].id), "choice-1")
    page.send("look")
    found = row(page)
    fr = page.widget.lang is Lang.FR
    assert found["ratings"][0]["texts"] == (
        ["Avant\u00a0: 1 (Découvrir), le 4 mars 2026 (une intuition)", "Après\u00a0: 3 (Maîtriser), le 4 mars 2026"]
        if fr
        else ["Before: 1 (Discover), 4 March 2026 (a hunch)", "After: 3 (Master), 4 March 2026"]
    )
    (practice,) = found["practices"]
    assert scenario.title.in_lang(page.widget.lang) in practice["title"]
    assert practice["text"] == ("commencé (4 mars 2026)" if fr else "begun (4 March 2026)")
    day = "1er janvier 2026" if fr else "1 January 2026"
    assert found["traces"] == [{"text": TRACE, "link": "", "day": day}]


def test_the_picture_says_in_words_what_it_shows_and_tells_things_apart_by_shape(page):
    page.send("choose_roles", roles=["animator"])
    rate(page, "before", 1, "rate-1")
    rate(page, "after", 3, "rate-2", trace_sentence=TRACE)
    page.send("look")
    svg = picture(page)
    title, description = svg[0].text, svg[1].text
    assert svg.attrib["role"] == "img"
    assert svg.attrib["aria-labelledby"].split() == [svg[0].attrib["id"], svg[1].attrib["id"]]
    assert title == page.widget.labels["picture_title"]
    rows = [one for shelf in page.view["shelves"] for one in shelf["rows"]]
    assert all(one["name"] in description for one in rows)
    assert len(rows) == 8
    kinds = [node.attrib.get("class") for node in svg]
    # In the legend and in the one row that has them: a ring, a diamond, a triangle.
    assert [kinds.count(f"ts-mark-{name}") for name in ("before", "after", "trace")] == [2, 2, 2]


def test_a_level_ahead_of_the_answers_is_told_with_the_figures(page):
    rate(page, "before", 3, "rate-1", trace_sentence=TRACE)
    asked = answer_all(page, "high")
    assert len(asked) >= 3
    page.send("look")
    (one,) = page.view["insights"]
    assert len(one["texts"]) == 2, "the level, and what they were sure of"
    assert all(str(len(asked)) in text for text in one["texts"])
    assert f"0 {'sur' if page.widget.lang is Lang.FR else 'of'} {len(asked)}" in one["texts"][0]
    assert "{" not in "".join(one["texts"])


def test_every_sentence_about_self_rating_has_its_source(page):
    assert "Zell" in page.view["sources"][0]["citation_html"]
    assert page.view["sources"][0]["limits_html"]


def test_paths_lead_to_the_lessons(page):
    assert page.view["paths"] == PATHS


def test_what_a_person_wrote_never_becomes_markup(page):
    rate(page, "after", 3, "rate-1", trace_sentence="<script>", trace_link="https://example.org/<script>")
    page.send("look")
    assert "<script" not in page.view["picture_html"]
    assert row(page)["traces"][0]["link"] == ""
    texts = re.findall(r">([^<]+)<", page.view["picture_html"])
    assert all(unescape(text).strip() for text in texts)


def test_one_competency_rated_in_two_modules_names_both(session, browser):
    """C4 belongs to two self-assessments; both pairs show, each under its module."""
    mine = replace(session, module=PATH)
    page = browser(PathWidget(mine, MODULES, Lang.FR, PATHS))
    titles = []
    for module in MODULES:
        form = next(one for one in module.activities if one.kind == "self_assessment")
        if "C4" in load_self_assessment(form.id).competencies:
            here = replace(page.widget.session, module=module)
            here.record(form.key, f"rate-{module.id}", CompetencyRated("C4", "before", 1))
            titles.append(module.title.fr)
    assert len(titles) == 2
    page.send("look")
    assert sorted(pair["module"] for pair in row(page, "C4")["ratings"]) == sorted(titles)


def test_the_warning_that_nothing_is_kept_shows(session, browser):
    mine = replace(session, module=PATH, warning="rien n’est gardé")
    assert browser(PathWidget(mine, MODULES, Lang.FR, PATHS)).view["warning"] == "rien n’est gardé"


@pytest.mark.parametrize("lang", list(Lang))
def test_a_low_level_that_no_module_answers_any_more_is_not_called_no_gap(session, lang):
    """Somebody who finished everything and rates low is told so, and where the rest happens."""
    form = next(one for one in TROLL.activities if one.kind == "self_assessment")
    replace(session, module=TROLL).record(form.key, "u1", CompetencyRated("A4", "before", 1))
    path = learning_path(session.log, "ada", MODULES)
    newcomers = learning_path(MemoryEventLog(), None, MODULES)
    finished = replace(path, recommendations=(), progress=newcomers.progress)
    name = next(one.competency.name.in_lang(lang) for one in path.profile if one.code == "A4")
    assert name in path_view(finished, lang)["nothing"]
    assert path_view(path, lang)["nothing"] == translate(lang, "path.nothing_but_under_way")
    high = replace(finished, profile=tuple(replace(one, ratings=()) for one in path.profile))
    assert path_view(high, lang)["nothing"] == translate(lang, "path.nothing_missing")
    assert path_view(newcomers, lang)["nothing"] == translate(lang, "path.nothing_yet")
