"""ME: the steps of a meeting."""

from collections.abc import Iterator

from tisserand.checks.bank import Bank
from tisserand.checks.diagnostic import Diagnostic
from tisserand.content.models.meeting import Meeting
from tisserand.content.yaml_source import Location


def check(bank: Bank) -> Iterator[Diagnostic]:
    """Yield the steps whose range is upside down, or whose planned minutes lie out of it."""
    for document, meeting in bank.valid(Meeting):
        places: list[Location] = [("steps", n) for n in range(len(meeting.steps))]
        if meeting.opening:
            places.insert(0, ("opening",))
        for at, step in zip(places, meeting.stages, strict=True):
            if not step.least <= step.planned <= step.most:
                range_ = {"least": step.least, "most": step.most}
                yield document.at("ME001", (*at, "planned"), None, id=step.id, planned=step.planned, **range_)
