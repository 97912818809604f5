"""Tests for tisserand.widgets.own_traces: a file by pieces, its columns, its faults, its measures; nothing kept."""

import json
from base64 import b64encode

import pytest

from tisserand.content.loading import load_inquiry
from tisserand.domain.events import OwnTracesOpened
from tisserand.i18n import Lang
from tisserand.notebook.personas.inquiry_play import EXPORT
from tisserand.widgets.own_traces import OwnTracesWidget


@pytest.fixture
def page(session, browser):
    return browser(OwnTracesWidget(session, load_inquiry("reseau-des-mediatheques"), Lang.FR))


def upload(page, text, encoding="utf-8"):
    data = b64encode(text.encode(encoding)).decode()
    page.send("piece", upload="one", at=0, of=1, data=data)


def confirm(page, form="day_first"):
    columns = {role["id"]: role["chosen"] for role in page.view["columns"]["roles"]}
    page.send("confirm", columns=columns, form=form, zone="Europe/Paris")


def bet_on_all(page):
    while asked := [one for one in page.view["steps"] if one["ask"]]:
        page.send("predict", step=asked[0]["id"], asks=asked[0]["asks"], expected=0.2)
        assert page.view["problem"] is None


def test_from_the_file_to_every_measure(page):
    upload(page, EXPORT, "cp1252")
    assert page.view["phase"] == "columns"
    assert "Message" not in page.view["columns"]["header"]
    assert page.view["columns"]["form_unclear"]
    confirm(page, "auto")
    assert page.view["problem"]
    confirm(page)
    assert page.view["phase"] == "measures"
    bet_on_all(page)
    view = json.dumps(page.view, ensure_ascii=False)
    assert "Membre" not in view
    assert "Bonjour" not in view
    assert "attendiez 20" in view


def test_only_that_it_was_done_is_recorded(page):
    upload(page, EXPORT)
    confirm(page)
    bet_on_all(page)
    assert page.events() == [OwnTracesOpened("export")]


def test_faults_are_told_by_line_twenty_at_most(page):
    upload(page, EXPORT + "".join(f"Membre 1;le {n};Fil 2;{900 + n};;x\n" for n in range(25)))
    confirm(page)
    faults = page.view["faults"]
    assert len(faults["lines"]) == 20
    assert faults["lines"][0].startswith("Ligne 86")
    assert "5" in faults["rest"]
    page.send("go_on")
    assert page.view["phase"] == "measures"


def test_a_small_community_is_told_that_it_is_too_small(page):
    upload(page, "author,created_at,thread\n" + "".join(f"{a},2026-01-0{n},t{n}\n" for n in range(1, 9) for a in "ab"))
    confirm(page, "auto")
    assert all(one["ask"] is None and one["shown"] is None for one in page.view["steps"])


def test_the_sample_is_read_like_any_file_and_can_be_downloaded(page):
    page.send("sample")
    assert page.view["columns"]["sample"]
    confirm(page, "auto")
    assert page.view["steps"][0]["ask"]
    page.send("download_sample")
    assert page.downloads()[0]["text"].startswith("id,author,created_at")
    assert {event.how for event in page.events()} == {"sample"}


def test_forgotten_it_can_be_begun_again(page):
    upload(page, EXPORT)
    confirm(page)
    page.send("forget")
    assert page.view["phase"] == "empty"
    assert page.announced()[-1]
    upload(page, EXPORT)
    assert page.view["phase"] == "columns", "the same upload, sent anew by the person"


def test_without_a_sample_the_page_offers_none(session, browser):
    page = browser(OwnTracesWidget(session, None, Lang.EN))
    assert not page.view["has_sample"]
    page.send("sample")
    assert page.view["problem"]
    page.send("download_sample")
    assert page.view["problem"]
    page.send("later")
    assert page.view["was_done"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"a\nb"])
def test_what_is_no_export_is_answered_with_a_sentence(page, content):
    page.send("piece", upload="one", at=0, of=1, data=b64encode(content).decode())
    assert page.view["problem"].endswith(".")
    assert page.view["phase"] == "empty"
