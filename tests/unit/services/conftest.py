"""A session in memory, and a scenario small enough to follow in one's head."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tisserand.content.models.scenario import Scenario
from tisserand.i18n import Lang
from tisserand.services.session import ModuleVersion, Session
from tisserand.store.memory_log import MemoryEventLog

sys.path.insert(0, str(Path(__file__).parents[1]))  # test folders are not packages

MODULE = ModuleVersion("mod-1", 3)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def text(words):
    return {"fr": words, "en": words}


@pytest.fixture
def session():
    return Session(MemoryEventLog(), "ada", Lang.FR, MODULE, lambda: NOON)


@pytest.fixture
def scenario():
    """Door, hall, then one of two endings; the way back to the door is always open."""
    return Scenario.model_validate(
        {
            "id": "house",
            "kind": "scenario",
            "role": "animator",
            "title": text("House"),
            "duration_min": 1,
            "you_are": text("you"),
            "evidence_note": text("none"),
            "start": "door",
            "scenes": [
                {
                    "id": "door",
                    "title": text("Door"),
                    "text": text("A door."),
                    "choices": [
                        {"id": "knock", "text": text("Knock"), "to": "hall"},
                        {"id": "leave", "text": text("Leave"), "to": "outside"},
                    ],
                },
                {
                    "id": "hall",
                    "title": text("Hall"),
                    "text": text("A hall."),
                    "choices": [
                        {"id": "back", "text": text("Back"), "to": "door"},
                        {"id": "stay", "text": text("Stay"), "to": "inside"},
                    ],
                },
            ],
            "endings": [
                {"id": "inside", "title": text("Inside"), "outcome": "good", "text": text("In.")},
                {"id": "outside", "title": text("Outside"), "outcome": "hard", "text": text("Out.")},
            ],
        }
    )
