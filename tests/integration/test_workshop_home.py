"""The catalogue of the workshop server, asked with raw addresses: what it finds, keeps and never repeats."""

import re
from html import unescape
from http import HTTPStatus

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("workshop")]


def titles(answer):
    """Return the modules on the page, by their addresses."""
    return re.findall(r'<h[34]><a href="[^"]*/modules/([^"]+)"', answer.text)


def other_language(answer):
    """Return where the link to the other language leads."""
    return unescape(re.search(r'<a href="([^"]*)" lang=', answer.text)[1])


def test_a_search_is_kept_in_the_address_of_the_other_language(ada):
    """With the role, and only what was asked."""
    all_of_them = titles(ada.get("/fr/"))
    assert "bonjour" in all_of_them
    assert other_language(ada.get("/fr/")) == "/en/"
    found = ada.get("/fr/?q=bonj&role=")
    assert titles(found)[0] == "bonjour"
    assert other_language(found) == "/en/?q=bonj"
    role = re.search(r'<option value="(\w+)"', found.text)[1]
    both = ada.get(f"/fr/?q=d%E2%80%99abord+%26&role={role}")
    assert other_language(both) == f"/en/?q=d%E2%80%99abord+%26&role={role}"
    assert f'<option value="{role}" selected>' in both.text


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_nothing_found_says_what_to_do(ada, lang):
    """In the reader's language, with the way back, and status 200: the page exists."""
    answer = ada.get(f"/{lang}/?q=zzzz&role=member")
    assert answer.status == HTTPStatus.OK
    assert titles(answer) == []
    assert {"fr": "0 module pour", "en": "0 modules for"}[lang] in answer.text
    assert f'href="/{lang}/?q=zzzz#modules"' in answer.text
    assert f'href="/{lang}/#modules"' in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "q=%ff%fe",
        "q=%00",
        "q=" + "a" * 5000,
        "role=nobody",
        "role[]=x&q[]=y",
        "q=%22%3E%3Cscript%3Ealert(1)",
        "q=a&q=b",
        "q",
    ],
)
def test_a_forged_address_is_a_search_like_another(ada, query):
    """Nothing of it becomes markup, and no more of it comes back than the field holds."""
    answer = ada.get(f"/fr/?{query}")
    assert answer.status == HTTPStatus.OK
    assert "<script>alert" not in answer.text
    assert "a" * 101 not in answer.text
    assert len(other_language(answer)) < 1000
