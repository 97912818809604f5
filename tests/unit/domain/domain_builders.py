"""Small content and records for the tests of the domain, with everything that does not matter filled in."""

from datetime import UTC, datetime, timedelta

from tisserand.content.loading import read_file
from tisserand.content.models.scenario import Scenario
from tisserand.domain.events import Event, Record
from tisserand.paths import content_root

EPOCH = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def text(words):
    return {"fr": words, "en": words}


def choice(choice_id, to, **rest):
    return {"id": choice_id, "text": text(f"text of {choice_id}"), "to": to, **rest}


def scene(scene_id, *choices, **rest):
    return {"id": scene_id, "title": text(scene_id), "text": text(f"text of {scene_id}"), "choices": choices, **rest}


def ending(ending_id, outcome="good", **rest):
    return {
        "id": ending_id,
        "title": text(ending_id),
        "outcome": outcome,
        "text": text(f"text of {ending_id}"),
        "debrief": text("what can be learnt"),
        **rest,
    }


def variable(name, low=0, high=5, **rest):
    return {"id": name, "name": text(name), "min": low, "max": high, "shown": False, **rest}


def scenario(scenes, endings, variables=(), **rest):
    """Return a scenario that starts with the first of its scenes."""
    return Scenario.model_validate(
        {
            "id": "a-scenario",
            "kind": "scenario",
            "title": text("title"),
            "role": "animator",
            "duration_min": 5,
            "you_are": text("you"),
            "evidence_note": text("note"),
            "start": scenes[0]["id"],
            "scenes": scenes,
            "endings": endings,
            "variables": variables,
            **rest,
        }
    )


def record(event: Event, number: int, activity: str = "scenario/a-scenario", uuid: str | None = None) -> Record:
    """Return ``event`` as the ``number``-th thing that one learner did."""
    return Record(
        uuid=uuid or f"uuid-{number}",
        learner="somebody",
        at=EPOCH + timedelta(minutes=number),
        module_id="module",
        module_version=1,
        activity=activity,
        lang="fr",
        event=event,
    )


def records(*events: Event, activity: str = "scenario/a-scenario") -> list[Record]:
    """Return the events as what one learner did, in this order."""
    return [record(event, number, activity) for number, event in enumerate(events)]


def real_scenarios() -> list[Scenario]:
    """Return the scenarios of the content that can be read; the others are the content tests' business."""
    folder = content_root() / "exercises" / "scenarios"
    loaded = (read_file(path, Scenario).value for path in sorted(folder.glob("*.yaml")))
    return [scenario for scenario in loaded if scenario is not None]
