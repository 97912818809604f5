"""The pieces of a room's pages that are about its shared run and its groups."""

from collections.abc import Callable, Mapping
from typing import Any

from tisserand.domain.rooms.room import Run
from tisserand.domain.rooms.shared_runs import Play, SharedRun
from tisserand.errors import ReasonedError
from tisserand.i18n import translate
from tisserand.server.rooms.by_identity import Kept
from tisserand.server.rooms.items import SHARED, Item
from tisserand.server.rooms.run_actions import members_of
from tisserand.server.rooms.scene import Scene
from tisserand.server.rooms.shared_content import play_of, shared
from tisserand.server.rooms.shared_pages import (
    cockpit_html,
    count_html,
    groups_html,
    own_vote_html,
    phase_of,
    progress_html,
    stage_html,
)

_FRAGMENTS: Kept[str] = Kept(2048)
"""Of a few kilobytes each: a room of hundreds votes many times a second."""


def run_stage(scene: Scene) -> dict[str, Any]:
    """What a participant plays with their group or the room; the groups side by side once they are shown."""
    run = scene.room.run
    if run is None:
        return {"html": ""}
    shown = groups_html(_all(scene, run), scene.lang) if run.is_shown else ""
    if run.begun.by == "groups" and scene.group not in run.numbers:
        return {"html": shown or _placeless(scene)}
    found = _one(scene, run, scene.group if run.begun.by == "groups" else 0)
    return {"html": shown + (_stage(scene, found) if found else _gone(scene))}


def run_count(scene: Scene) -> dict[str, Any]:
    """How many have voted of how many."""
    found = _mine(scene)
    return {"html": _count(scene, found) if found else ""}


def run_own(scene: Scene) -> dict[str, Any]:
    """What the person voted."""
    found = _mine(scene)
    return {"html": _own(scene, found) if found else ""}


def run_screen(scene: Scene) -> dict[str, Any]:
    """The run of the room on the projector; of groups, how far they are, and what they decided once it is shown."""
    run = scene.room.run
    if run is None:
        return {"html": ""}
    if run.begun.by == "groups":
        runs = _all(scene, run)
        return {"html": groups_html(runs, scene.lang) if run.is_shown else _progress(scene, runs)}
    found = _one(scene, run, 0)
    return {"html": _stage(scene, found) if found else _gone(scene)}


def run_cockpit(scene: Scene) -> dict[str, Any]:
    """What a trainer steers: the votes of a run, or how to begin one; and the groups."""
    run = scene.room.run
    runs = _all(scene, run) if run else ()
    return {
        "run": run,
        "runs": [_cockpit(scene, found) for found in runs],
        "progress": _progress(scene, runs) if run and run.begun.by == "groups" else "",
        "gone": _gone(scene) if run and not runs else "",
        "items": _items(scene) if run is None else [],
        "run_say": lambda key, **values: translate(scene.lang, f"rooms_runs.{key}", **values),
    }


def _stage(scene: Scene, run: SharedRun) -> str:
    """Return the stage, made again only when something was decided, opened or closed: votes don't show on it."""
    key = ("stage", scene.view, scene.lang, phase_of(run), run.closes_at)
    return _FRAGMENTS.get((run,), key, lambda: stage_html(run, scene.lang, view=scene.view))


def _count(scene: Scene, run: SharedRun) -> str:
    people = _voters(scene, run)
    if run.group and len(run.votes) >= people:  # whether it is split hangs on who votes what
        return count_html(run, scene.lang, people, view=scene.view)
    key = ("count", scene.view, scene.lang, phase_of(run), len(run.votes), people)
    return _FRAGMENTS.get((run,), key, lambda: count_html(run, scene.lang, people, view=scene.view))


def _own(scene: Scene, run: SharedRun) -> str:
    vote = run.votes.get(scene.person)
    if vote is None:
        return ""
    key = ("own", scene.lang, phase_of(run), repr(vote))
    return _FRAGMENTS.get((run,), key, lambda: own_vote_html(run, scene.lang, scene.person))


def _cockpit(scene: Scene, run: SharedRun) -> str:
    people = _voters(scene, run)
    key = ("cockpit", scene.lang, phase_of(run), run.closes_at, len(run.votes), people)
    return _FRAGMENTS.get((run,), key, lambda: cockpit_html(run, scene.lang, people))


def _items(scene: Scene) -> list[Item]:
    """Return what the room could decide together: of its programme, with all of a whole lesson's activities."""
    found = [item for key in scene.room.programme if (item := scene.item(key)) is not None]
    keys = [item.key if item.kind else "" for item in found]
    for item in found:
        if not item.kind:
            keys += [f"{item.module.slug}/{one.kind}/{one.id}" for one in item.module.activities]
    items = [item for key in dict.fromkeys(keys) if key and (item := scene.item(key)) is not None]
    return [item for item in items if item.kind in SHARED]


def _mine(scene: Scene) -> SharedRun | None:
    run = scene.room.run
    return _one(scene, run, scene.group if run.begun.by == "groups" else 0) if run else None


def _one(scene: Scene, run: Run, group: int) -> SharedRun | None:
    """Return a run, made once for all who look; nothing where the content no longer has it."""
    live, begun = scene.live, run.begun
    if group not in run.numbers:
        return None
    try:
        play: Play = live.cached(("play", begun.run), lambda: play_of(begun.item, begun.seed))
        found: SharedRun = live.cached(("run", begun.run, group), lambda: shared(run, group, play))
    except ReasonedError:
        return None
    return found


def _all(scene: Scene, run: Run) -> tuple[SharedRun, ...]:
    return tuple(found for group in run.numbers if (found := _one(scene, run, group)) is not None)


def _voters(scene: Scene, run: SharedRun) -> int:
    return len(members_of(scene.room, run.group))


def _progress(scene: Scene, runs: tuple[SharedRun, ...]) -> str:
    return progress_html([(run, _voters(scene, run)) for run in runs], scene.lang)


def _gone(scene: Scene) -> str:
    return f'<p class="ts-message">{translate(scene.lang, "rooms_runs.content_gone")}</p>'


def _placeless(scene: Scene) -> str:
    return f'<p class="ts-message">{translate(scene.lang, "rooms_runs.placeless")}</p>'


PARTICIPANT_RUN: Mapping[str, Callable[[Scene], dict[str, Any]]] = {"run": run_stage, "run_count": run_count}
OWN_RUN: Mapping[str, Callable[[Scene], dict[str, Any]]] = {"run_own": run_own}
SCREEN_RUN: Mapping[str, Callable[[Scene], dict[str, Any]]] = {"run_screen": run_screen, "run_count": run_count}
COCKPIT_RUN: Mapping[str, Callable[[Scene], dict[str, Any]]] = {"cockpit_run": run_cockpit}
