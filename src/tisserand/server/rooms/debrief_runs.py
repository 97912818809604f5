"""What a room or its groups decided by vote, in words, for the debrief."""

from collections.abc import Iterator
from dataclasses import dataclass

from tisserand.domain.rooms.room import Room
from tisserand.domain.rooms.shared_runs import Play, SharedRun
from tisserand.domain.rooms.shared_scenario import SharedScenario
from tisserand.domain.rooms.votes import Label
from tisserand.domain.scenario import current_scene
from tisserand.errors import RoomError
from tisserand.i18n import Lang, translate
from tisserand.server.rooms.ballot_view import outcome_view
from tisserand.server.rooms.items import read_item
from tisserand.server.rooms.shared_content import shared
from tisserand.widgets.plain_text import plain_text


@dataclass(frozen=True)
class DecidedStep:
    """Something that a room or a group decided.

    Attributes:
        run: number of the run in the room, from 1.
        title: of what was played.
        group: number of the group; 0 for the whole room.
        step: from 1.
        question: what there was to decide.
        decided: what was.
        how: how many voted, and how a tie was broken.
        reason: why, in the group's words; or nothing.
    """

    run: int
    title: str
    group: int
    step: int
    question: str
    decided: str
    how: str
    reason: str = ""


def decided_steps(room: Room, lang: Lang) -> tuple[DecidedStep, ...]:
    """Return what was decided in all the runs of a room, in order; nothing of what the content no longer has."""
    found: list[DecidedStep] = []
    for number, run in enumerate(room.runs.values(), 1):
        try:
            title = read_item(run.begun.item).title(lang)
            for group in run.numbers:
                found += _steps(number, title, shared(run, group), lang)
        except RoomError:
            continue
    return tuple(found)


def _steps(number: int, title: str, run: SharedRun, lang: Lang) -> Iterator[DecidedStep]:
    for at, step in enumerate(run.steps, 1):
        views = outcome_view(step.ballot, step.outcome, run.begun.by, lang)
        for question, view in zip(step.ballot.questions, views, strict=True):
            letters = {option["id"]: option["letter"] for option in view["decided"]}
            yield DecidedStep(
                run=number,
                title=title,
                group=run.group,
                step=at,
                question=_scene(step.before, lang) or _words(question.label, lang),
                decided=", ".join(
                    f"{letters[option.id]}. {_words(option.label, lang)}"
                    for option in question.options
                    if option.id in letters
                ),
                how=" ".join(filter(None, (view["voters"], view["how"]))),
                reason=step.reason,
            )


def _scene(play: Play, lang: Lang) -> str:
    """Return the title of the scene that was put to the vote; nothing in a balance."""
    scene = current_scene(play.scenario, play.run) if isinstance(play, SharedScenario) else None
    return scene.title.in_lang(lang) if scene else ""


def _words(label: Label, lang: Lang) -> str:
    return translate(lang, label) if isinstance(label, str) else plain_text(label.in_lang(lang))
