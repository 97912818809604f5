"""What browsers are told about our pages."""

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine

from tisserand.server.security_headers import FOREIGN_WIDGETS, HEADERS, OUR_WIDGETS, policy


def request(*, secure=False):
    made = HTTPServerRequest(
        start_line=RequestStartLine("GET", "/", "HTTP/1.1"), headers=HTTPHeaders({"Host": "example.org:8443"})
    )
    made.protocol = "https" if secure else "http"
    return made


def directives(text):
    return dict(one.split(" ", 1) for one in text.split("; "))


def test_nothing_is_allowed_that_is_not_named():
    """No frame, no other host, no script in the page, no form to elsewhere."""
    found = directives(policy(request()))
    assert found["default-src"] == "'none'"
    assert found["frame-ancestors"] == "'none'"
    assert found["base-uri"] == "'none'"
    assert found["form-action"] == "'self'"
    assert found["script-src"] == OUR_WIDGETS == "'self'"
    assert "http" not in policy(request())


@pytest.mark.parametrize(("secure", "socket"), [(False, "ws://example.org:8443"), (True, "wss://example.org:8443")])
def test_the_websocket_goes_to_this_host_only(secure, socket):
    """Older browsers don't count it as the page's own."""
    assert directives(policy(request(secure=secure)))["connect-src"] == f"'self' {socket}"


def test_widgets_of_others_bring_their_source():
    """From a blob, and still not written in the page."""
    assert directives(policy(request(), FOREIGN_WIDGETS))["script-src"] == "'self' blob:"
    assert "unsafe" not in FOREIGN_WIDGETS


def test_types_are_not_guessed_and_pages_are_not_kept():
    """A file that looks like HTML is not shown as such."""
    assert HEADERS["X-Content-Type-Options"] == "nosniff"
    assert HEADERS["Cache-Control"] == "no-store"
    assert HEADERS["Referrer-Policy"] == "same-origin"
