"""Tests for tisserand.widgets.sandbox: the pages of the forum, its tasks, and what a browser may send."""

import json
import sys
from pathlib import Path

import pytest

from tisserand.content.loading import load_sandbox
from tisserand.i18n import Lang
from tisserand.widgets.sandbox import SandboxWidget

sys.path.insert(0, str(Path(__file__).parents[1]))  # test folders are not packages
from sandbox_table import SMALL

ASK = {
    "place": "new",
    "title": "Ouvrir lundi matin",
    "text": "Qui ouvre ?",
    "category": "vie",
    "quotes": [],
    "contested": [],
}
REPLY = {"place": "prets", "title": "", "text": "Moi <b>aussi</b>.", "category": "", "quotes": [], "contested": []}


@pytest.fixture
def page(session, browser):
    return browser(SandboxWidget(session, SMALL, Lang.FR))


def row(page, thread):
    return next(one for one in page.view["page"]["threads"] if one["id"] == thread)


def post(page, post_id):
    return next(one for one in page.view["page"]["posts"] if one["id"] == post_id)


def test_one_arrives_at_home_with_a_draft_waiting_and_nothing_recorded(page):
    json.dumps(page.view)
    assert page.view["page"]["kind"] == "home"
    assert [one["unread"] for one in page.view["page"]["categories"]] == ["2 non lus", None]
    assert (page.view["bar"]["drafts"], page.view["bar"]["unread"]) == (1, 0)
    assert page.view["tasks"]["text"] == "0 sur 3"
    assert page.events() == []


def test_moving_about_searching_and_reviewing_record_nothing(page):
    for to in ("category", "profile", "rules", "drafts", "notifications", "person"):
        page.send("go", to=to, id={"category": "vie", "person": "awa"}.get(to, ""))
        assert page.view["page"]["kind"] == to
        assert page.view["problem"] is None
    page.send("search", query="pret")
    assert [one["id"] for one in page.view["page"]["threads"]] == ["prets"]
    page.send("search", query="introuvable")
    assert "mots" in page.view["page"]["text"]
    page.send("compose", place="new", quote="")
    assert (page.view["page"]["title"], page.view["page"]["category"]) == ("Au secours", "vie")
    page.send("review", place="new", title="Au secours", text="rien ne va")
    assert [one["is_met"] for one in page.view["review"]["findings"]] == [False, False, True]
    assert page.events() == []


def test_a_thread_shows_what_is_new_until_it_is_left(page):
    page.send("open", thread="prets")
    assert [one["is_new"] for one in page.view["page"]["posts"]] == [True, True]
    page.send("go", to="home", id="")
    assert row(page, "prets")["unread"] is None
    page.send("open", thread="prets")
    assert not any(one["is_new"] for one in page.view["page"]["posts"])


def test_what_is_typed_is_sent_as_text_never_as_html(page):
    page.send("publish", **REPLY)
    own = post(page, "mine-1")
    assert own["text"] == REPLY["text"]
    assert "html" not in own
    assert "<b>" not in json.dumps([one.get("html") for one in page.view["page"]["posts"]])


def test_keeping_a_draft_leaves_the_form_as_it_was_opened(page):
    page.send("compose", place="prets", quote="")
    before = page.view["page"]
    page.send("draft", place="prets", title="", text="Je commence", category="")
    assert page.view["page"] == before
    assert page.view["kept"] == {"title": "", "text": "Je commence", "category": ""}
    page.send("go", to="home", id="")
    page.send("compose", place="prets", quote="")
    assert page.view["page"]["text"] == "Je commence"


def test_quoting_offers_the_paragraphs_and_shows_the_one_that_was_chosen(page):
    page.send("compose", place="prets", quote="prets-2")
    assert [one["part"] for one in page.view["page"]["quotable"]["parts"]] == [1, 2, 3]
    page.send("publish", **{**REPLY, "quotes": [["prets-2", 2]]})
    assert post(page, "mine-1")["quotes"] == [{"by": "Bob", "html": "<p>Deux.</p>"}]
    page.send("compose", place="edit-mine-1", quote="")
    assert page.view["page"]["quotable"]["chosen"] == [2]


def test_an_answer_comes_with_a_notification_and_is_told_aloud(page):
    page.send("publish", **ASK)
    assert any("Tâche faite" in said for said in page.announced())
    assert page.view["bar"]["can_wait"]
    page.send("wait")
    assert page.view["bar"]["unread"] == 1
    assert "1 nouvelle notification" in page.announced()[-1]
    page.send("go", to="notifications", id="")
    assert page.view["page"]["items"][0]["is_unread"]
    page.send("open", thread="mine-1")
    assert page.view["bar"]["unread"] == 0


def test_a_contested_criterion_is_shown_as_such(page):
    page.send("publish", **{**ASK, "title": "Aide", "contested": ["titre"]})
    findings = {one["id"]: one for one in post(page, "mine-1")["findings"]}
    assert (findings["titre"]["is_met"], findings["titre"]["is_contested"]) == (False, True)
    assert page.view["tasks"]["tasks"][1]["is_done"]


def test_threads_close_to_a_title_are_offered_before_publishing(page):
    page.send("compose", place="new", quote="")
    page.send("review", place="new", title="Prêts à domicile", text="Qui ?")
    assert page.view["review"]["near"] == [{"id": "prets", "title": "Prêts à domicile"}]


def test_a_hidden_post_can_neither_be_quoted_nor_marked(page):
    page.send("flag", post="prets-2", reason="personne", note="")
    page.send("wait")
    page.send("open", thread="prets")
    hidden = post(page, "prets-2")
    assert (hidden["is_hidden"], hidden["can_mark"]) == (True, False)
    page.send("compose", place="prets", quote="prets-2")
    assert page.view["problem"]


def test_votes_are_shown_once_one_has_voted(page):
    page.send("open", thread="creneau")
    assert [one["votes"] for one in page.view["page"]["poll"]["options"]] == [None, None]
    page.send("vote", thread="creneau", option="mardi", reason="je travaille le lundi")
    assert [one["votes"] for one in page.view["page"]["poll"]["options"]] == ["3 voix", "2 voix"]
    page.send("wait")
    assert page.view["page"]["poll"]["is_closed"]


def test_hints_come_one_by_one_then_the_way_with_its_example(page):
    for number in (1, 2):
        page.send("hint", task="demander")
        assert len(page.view["tasks"]["tasks"][1]["hints"]) == number
        assert page.view["tasks"]["tasks"][1]["way"] is None
    page.send("hint", task="demander")
    way = page.view["tasks"]["tasks"][1]["way"]
    assert way["example"] == {"title": "Ouvrir lundi matin", "text": "Qui ouvre ?"}
    assert way["goals"][0]["go"] == {"type": "compose", "place": "new", "quote": ""}


def test_the_way_is_not_in_the_view_before_it_is_asked_for(page):
    assert "prets-2" not in json.dumps(page.view["tasks"])


def test_a_reload_comes_home_with_everything_kept(page, session, browser):
    page.send("publish", **ASK)
    again = browser(SandboxWidget(session, SMALL, Lang.EN))
    assert again.view["page"]["kind"] == "home"
    assert row(again, "mine-1")["title"] == ASK["title"]
    assert again.view["tasks"]["text"] == "1 of 3"


def test_starting_over_keeps_the_tasks_done(page):
    page.send("publish", **ASK)
    page.send("restart")
    assert page.view["page"]["kind"] == "home"
    assert all(one["id"] != "mine-1" for one in page.view["page"]["threads"])
    assert page.view["tasks"]["text"] == "1 sur 3"


@pytest.mark.parametrize(
    ("intention", "fields"),
    [
        ("go", {"to": "thread", "id": "prets"}),
        ("go", {"to": "category", "id": "rien"}),
        ("go", {"to": "person", "id": "rien"}),
        ("go", {"to": ["home"], "id": ""}),
        ("search", {"query": "x" * 151}),
        ("search", {}),
        ("open", {"thread": "rien"}),
        ("compose", {"place": "rien", "quote": ""}),
        ("compose", {"place": "prets", "quote": "rien"}),
        ("review", {"place": "new", "title": "", "text": ""}),
        ("publish", {**ASK, "place": ""}),
        ("publish", {**ASK, "place": "edit-mine-1"}),
        ("publish", {**ASK, "quotes": [[["prets-2"], 1]]}),
        ("vote", {"thread": "prets", "option": "lundi", "reason": ""}),
        ("hint", {"task": None}),
    ],
)
def test_a_forged_intention_is_refused_and_records_nothing(page, intention, fields):
    before = page.view["page"]
    page.send(intention, **fields)
    assert page.view["problem"]
    assert page.view["page"] == before
    assert page.events() == []


@pytest.mark.parametrize("lang", list(Lang))
def test_the_real_forum_shows_in_both_languages(session, browser, lang):
    real = browser(SandboxWidget(session, load_sandbox("la-passerelle"), lang))
    assert len(real.view["tasks"]["tasks"]) == 9
    real.send("open", thread="creneau")
    assert real.view["page"]["poll"]["question"]
    real.send("go", to="person", id="naima")
    assert real.view["page"]["about_html"]
