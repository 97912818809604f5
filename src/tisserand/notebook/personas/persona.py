"""Finding a persona and letting it play one activity."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from tisserand.content.loading import unknown_name
from tisserand.errors import UnknownNameError
from tisserand.notebook.personas.browser import Browser, Sent
from tisserand.notebook.personas.careful import Careful
from tisserand.notebook.personas.contrary import Contrary
from tisserand.notebook.personas.novice import Novice
from tisserand.services.session import Session
from tisserand.widgets.activity import Activity


class Persona(Protocol):
    """Someone who can play every kind of activity, each through a browser."""

    def quiz(self, browser: Browser) -> None:
        """Answer every question."""

    def self_assessment(self, browser: Browser) -> None:
        """Rate every competency."""

    def scenario(self, browser: Browser) -> None:
        """Play to an ending."""

    def balance(self, browser: Browser) -> None:
        """Play the two years."""

    def sandbox(self, browser: Browser) -> None:
        """Do every task."""

    def own_dosage(self, browser: Browser) -> None:
        """Place one's own community."""

    def inquiry(self, browser: Browser) -> None:
        """Bet, look and conclude to the end."""

    def own_traces(self, browser: Browser) -> None:
        """Read an export, or put it off."""

    def meeting(self, browser: Browser) -> None:
        """Plan or lead a real meeting."""

    def action_plan(self, browser: Browser) -> None:
        """Write at least one step."""

    def progress(self, browser: Browser) -> None:
        """Look at how far the lesson has come."""


PERSONAS: Mapping[str, Persona] = {"careful": Careful(), "novice": Novice(), "contrary": Contrary()}


@dataclass
class ShownActivity:
    """An activity that a lesson shows.

    Attributes:
        key: ``Activity.key`` of the module, or ``progress``.
        widget: what is shown.
        sent: what a persona sent to it, if one plays.
    """

    key: str
    widget: Activity
    sent: list[Sent] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What kind of activity it is, such as ``quiz``."""
        return self.key.partition("/")[0]


def find_persona(name: str) -> Persona:
    """Return a persona by its name.

    Raises:
        UnknownNameError: there is none of that name; the message gives the nearest.
    """
    if name not in PERSONAS:
        raise UnknownNameError(unknown_name(name, PERSONAS))
    return PERSONAS[name]


def play(persona: Persona, shown: ShownActivity, session: Session) -> None:
    """Let a persona play an activity; what it sent is kept in ``shown.sent``."""
    name = f"{session.learner}/{session.module.id}/{shown.key}"
    browser = Browser(shown.widget, name, lambda: [record.activity for record in session.log.records(session.learner)])
    getattr(persona, shown.kind)(browser)
    shown.sent = browser.sent
