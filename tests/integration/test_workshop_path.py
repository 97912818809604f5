"""The path's page of the workshop server, asked with raw requests: who is on it, what it keeps, what it refuses."""

import re
from http import HTTPStatus
from urllib.parse import urlencode

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("workshop")]


def ticked(answer):
    """Return the roles that are ticked."""
    return re.findall(r'name="role" value="(\w+)" checked', answer.text)


def choose(visitor, *roles, lang="fr", path="path"):
    """Send the form with these boxes ticked."""
    token = re.search(r'name="_xsrf" value="([^"]+)"', visitor.get(f"/{lang}/{path}").text)[1]
    body = urlencode([("_xsrf", token), *(("role", role) for role in roles)]).encode()
    answer = visitor.ask("POST", f"/{lang}/{path}", body, Content_Type="application/x-www-form-urlencoded")
    return visitor.get(answer.headers["Location"]) if answer.status == HTTPStatus.SEE_OTHER else answer


@pytest.mark.parametrize(("lang", "title"), [("fr", "Mon parcours"), ("en", "My path")])
def test_somebody_who_only_looks_stays_nobody(ada, lang, title):
    """No cookie of a person, nothing recorded; the page says how it begins."""
    answer = ada.get(f"/{lang}/path")
    assert (answer.status, answer.heading) == (HTTPStatus.OK, title)
    assert "tisserand_person" not in ada.cookies
    assert ticked(answer) == []
    assert f'href="/{lang}/path"' in ada.get(f"/{lang}/").text
    for follows in ("plan", "review", "certificate"):
        assert f'href="/{lang}/{follows}"' in answer.text
        assert f'href="/{lang}/path"' in ada.get(f"/{lang}/{follows}").text


def test_a_choice_is_kept_for_its_person_only(ada, grace):
    """It comes back in both languages, may be taken back, and belongs to nobody else."""
    answer = choose(ada, "member", "coordinator")
    assert (answer.status, ticked(answer)) == (HTTPStatus.OK, ["coordinator", "member"])
    assert 'role="status"' in answer.text
    assert 'role="status"' not in ada.get("/fr/path").text
    assert ticked(ada.get("/en/path")) == ["coordinator", "member"]
    assert ticked(grace.get("/fr/path")) == []
    assert ticked(choose(ada)) == []
    assert '"kind": "roles_chosen"' in ada.post("/fr/data", action="export").text


def test_a_role_that_does_not_exist_is_refused_in_a_sentence(ada):
    """Nothing changes, and nothing of what was sent becomes markup."""
    choose(ada, "member")
    answer = choose(ada, "member", "<script>alert(1)</script>", lang="en")
    assert answer.status == HTTPStatus.OK
    assert "There is no role called" in answer.text
    assert "<script>alert" not in answer.text
    assert ticked(answer) == ["member"]


def test_a_choice_without_the_pages_token_is_refused(ada):
    """Another site's form changes nothing."""
    choose(ada, "member")
    assert ada.post("/fr/path", _xsrf="0", role="patron").status == HTTPStatus.FORBIDDEN
    assert ticked(ada.get("/fr/path")) == ["member"]


def test_what_is_erased_is_off_the_path(ada):
    """With all the rest."""
    choose(ada, "member")
    ada.leave()
    assert ticked(ada.get("/fr/path")) == []
