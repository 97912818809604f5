"""Tickets: only the server makes them, and not for long."""

import time
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tornado.web import create_signed_value

from tisserand.server.tickets import LASTS_S, RENEWABLE_S, Ticket, read_ticket, write_ticket

SECRET = b"s" * 32
TICKET = Ticket("kernel-1", "ada", "module-1")


@given(st.text(), st.text(), st.text())
def test_a_ticket_says_what_was_written(kernel_id, learner, module_id):
    """Whatever the names are made of."""
    ticket = Ticket(kernel_id, learner, module_id)
    assert read_ticket(write_ticket(ticket, SECRET), SECRET) == ticket


@given(st.text())
def test_what_somebody_makes_up_is_no_ticket(text):
    """Nor does it raise."""
    assert read_ticket(text, SECRET) is None


@given(st.data())
def test_a_ticket_that_was_touched_is_refused(data):
    """One character is enough."""
    text = write_ticket(TICKET, SECRET)
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(min_codepoint=33, max_codepoint=126).filter(lambda one: one != text[at]))
    # The last characters of base64 hold bits that say nothing: the same bytes may be written in several ways.
    found = read_ticket(text[:at] + other + text[at + 1 :], SECRET)
    assert found in {None, TICKET}


def test_another_secret_signs_nothing():
    """A ticket of another server, or of this one before its secret changed."""
    assert read_ticket(write_ticket(TICKET, b"x" * 32), SECRET) is None


@pytest.mark.parametrize("name", ["tisserand_person", "tisserand_trainer"])
def test_a_cookie_is_no_ticket(name):
    """Both are signed with the server's secret, each for its own use."""
    cookie = create_signed_value(SECRET, name, '{"kernel_id": "k", "learner": "ada", "module_id": "m"}').decode()
    assert read_ticket(cookie, SECRET) is None


def test_the_old_way_of_signing_is_refused():
    """It runs name, value and time together, and uses SHA-1."""
    text = create_signed_value(SECRET, "tisserand_ticket", "{}", version=1).decode()
    assert read_ticket(text, SECRET) is None


@pytest.mark.parametrize(("age", "lasts", "is_good"), [
    (LASTS_S - 5, LASTS_S, True),
    (LASTS_S + 5, LASTS_S, False),
    (LASTS_S + 5, RENEWABLE_S, True),
    (RENEWABLE_S + 5, RENEWABLE_S, False),
])  # fmt: skip
def test_a_ticket_has_its_time(age, lasts, is_good):
    """Ten minutes to write; a day to be changed for a new one."""
    text = write_ticket(TICKET, SECRET)
    with patch("tornado.web.time.time", return_value=time.time() + age):
        assert (read_ticket(text, SECRET, lasts_s=lasts) == TICKET) is is_good
