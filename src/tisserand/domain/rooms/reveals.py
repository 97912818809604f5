"""The pictures that a room was shown: what a later one is judged beside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Reveal:
    """A picture that the room was shown.

    Attributes:
        item: what had been asked.
        frozen_at: until when answers counted; in lessons too.
        answers: those that it counted, by person, without those who erased their data since.
        people: how many people it counted.
    """

    collection: str
    item: str
    frozen_at: datetime
    answers: Mapping[str, Any]
    people: int = 0
