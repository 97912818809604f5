"""What the tests of the widgets share: a session on a throw-away log, and a browser that sends messages."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from tisserand.i18n import Lang
from tisserand.services.session import ModuleVersion, throwaway_session

WEDNESDAY = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def session():
    return throwaway_session(ModuleVersion("mod-x", 1), Lang.FR, "ada", clock=lambda: WEDNESDAY)


@pytest.fixture
def browser(caplog):
    """Open a widget; afterwards, no message of the browser may have raised: ipywidgets would only log it."""
    yield Browser
    assert "Exception in widget method" not in caplog.text


class Browser:
    """Sends what a front end sends, through the comm, and keeps what comes back."""

    def __init__(self, widget):
        self.widget = widget
        self.received = []
        widget.send = lambda content, buffers=None: self.received.append(content)

    @property
    def view(self):
        """What is on the screen now."""
        return self.widget.view

    def send(self, intention, *, uuid=None, **fields):
        """Send an intention and return the uuid it went with."""
        uuid = uuid or str(uuid4())
        self.send_raw({"type": intention, "uuid": uuid, **fields})
        return uuid

    def send_raw(self, content):
        """Send anything."""
        data = {"method": "custom", "content": content}
        self.widget.comm.handle_msg({"content": {"data": data}, "buffers": [], "metadata": {}})

    def announced(self):
        """Return what screen readers were told."""
        return [one["text"] for one in self.received if one["type"] == "announce"]

    def downloads(self):
        """Return the files that were handed over."""
        return [one for one in self.received if one["type"] == "download"]

    def events(self):
        """Return what was recorded."""
        return [record.event for record in self.widget.session.records()]
