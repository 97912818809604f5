"""Who visits, as their cookies say."""

import json

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine
from tornado.web import Application, RequestHandler

from tisserand.errors import RefusedError
from tisserand.server.people import (
    LONGEST_NAME,
    Person,
    admit_trainer,
    dismiss_trainer,
    forget,
    is_trainer,
    named,
    person_of,
    welcome,
)

SECRET = b"s" * 32


class Connection:
    """As much of one as a handler asks for."""

    def set_close_callback(self, callback):
        """Nobody goes away."""


def request(cookies=None, *, secure=False, secret=SECRET):
    """Return a handler of a request with these cookies."""
    text = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
    headers = HTTPHeaders({"Cookie": text, "Host": "x"})
    made = HTTPServerRequest(
        start_line=RequestStartLine("GET", "/fr/", "HTTP/1.1"), headers=headers, connection=Connection()
    )
    made.protocol = "https" if secure else "http"
    return RequestHandler(Application([], cookie_secret=secret, base_url="/community/"), made)


def cookies_of(handler):
    """Return what the browser is told to keep."""
    return {name: morsel.value for name, morsel in handler._new_cookie.items()}


def test_somebody_who_only_looks_is_nobody():
    """No cookie, no person."""
    assert person_of(request()) is None


def test_a_newcomer_is_known_from_then_on():
    """By a random id that nobody guesses."""
    first = request()
    person = welcome(first)
    assert len(person.username) >= 22
    assert person_of(request(cookies_of(first))) == person
    assert welcome(request()).username != person.username


def test_a_name_stays_in_the_cookie():
    """And goes when it is emptied."""
    first = request()
    welcome(first, named(Person("id-1"), "  Ada   <b>L</b>  "))
    found = person_of(request(cookies_of(first)))
    assert (found.username, found.display_name) == ("id-1", "Ada <b>L</b>")
    assert named(found, "").display_name == "id-1"


@pytest.mark.parametrize("length", [0, 1, LONGEST_NAME])
def test_a_name_may_be_as_long_as_said(length):
    """Forty characters."""
    assert len(named(Person("x" * 50), "n" * length).name) == (length or 50)


def test_a_longer_name_is_refused():
    """With a sentence."""
    with pytest.raises(RefusedError, match="40"):
        named(Person("id-1"), "n" * (LONGEST_NAME + 1))


@pytest.mark.parametrize(
    "value", ["", "x", '{"id": "ada", "name": ""}', "2|1:0|10:1700000000|16:tisserand_person|4:e30=|00"]
)
def test_a_forged_cookie_is_nobody(value):
    """Whatever it looks like."""
    assert person_of(request({"tisserand_person": value})) is None


def test_a_cookie_of_another_kind_or_server_is_nobody():
    """The name is signed too."""
    other = request(secret=b"x" * 32)
    welcome(other, Person("ada"))
    assert person_of(request(cookies_of(other))) is None
    trainer = request()
    trainer.set_signed_cookie("tisserand_trainer", json.dumps({"id": "ada", "name": ""}))
    assert person_of(request({"tisserand_person": cookies_of(trainer)["tisserand_trainer"]})) is None


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites():
    """And of other paths; encrypted connections only, where there is one."""
    plain, secure = request(), request(secure=True)
    for handler in (plain, secure):
        welcome(handler)
    morsel = plain._new_cookie["tisserand_person"]
    assert (morsel["path"], morsel["httponly"], morsel["samesite"]) == ("/community/", True, "Lax")
    assert not morsel["secure"]
    assert secure._new_cookie["tisserand_person"]["secure"]


def test_the_trainer_is_known_until_the_password_changes():
    """The cookie tells nothing of the password."""
    first = request()
    admit_trainer(first, "argon2:old")
    cookies = cookies_of(first)
    assert is_trainer(request(cookies), "argon2:old")
    assert not is_trainer(request(cookies), "argon2:new")
    assert not is_trainer(request(cookies), "")
    assert not is_trainer(request(), "argon2:old")


def test_without_a_password_nobody_is_the_trainer():
    """Not even with a cookie for the empty one."""
    first = request()
    admit_trainer(first, "")
    assert not is_trainer(request(cookies_of(first)), "")


def test_cookies_go_where_they_came_from():
    """With their path: without it, browsers would keep them."""
    for name, act in (("tisserand_person", forget), ("tisserand_trainer", dismiss_trainer)):
        handler = request()
        act(handler)
        assert handler._new_cookie[name]["path"] == "/community/"
        assert handler._new_cookie[name].value == ""
