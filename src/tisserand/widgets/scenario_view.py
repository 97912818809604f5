"""What the scenario player shows, made from a scenario and what somebody did in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tisserand.content.markdown import render, render_inline
from tisserand.content.models.base import LocalizedText
from tisserand.content.models.framework import Source
from tisserand.content.models.meeting import Meeting
from tisserand.content.models.scenario import Choice, Ending, Post, Scenario, Scene, Variable
from tisserand.domain.scenario import (
    ScenarioRun,
    Step,
    after,
    consequence_text,
    current_ending,
    current_scene,
    offered,
    said_after,
    scene_text,
    visible_posts,
    wording,
)
from tisserand.domain.scenario_history import ScenarioHistory
from tisserand.domain.scenario_index import index_of
from tisserand.domain.scenario_map import lay_out
from tisserand.domain.scenario_meeting import clock_at, heard
from tisserand.domain.state import State
from tisserand.i18n import Lang, translate
from tisserand.widgets.source_view import source_views


@dataclass(frozen=True)
class ScenarioView:
    """Builds the view of one scenario in one language."""

    scenario: Scenario
    lang: Lang
    sources: Mapping[str, Source]
    meeting: Meeting | None = None

    def build(self, history: ScenarioHistory) -> dict[str, Any]:
        """Return the view of the present run."""
        scenario, run = self.scenario, history.run
        scene, ending = current_scene(scenario, run), current_ending(scenario, run)
        last = run.steps[-1] if run.steps else None
        return {
            "head": {
                "anchor": f"activity-scenario-{scenario.id}",
                "kicker": self._say("kicker", minutes=scenario.duration_min),
                "title": self._text(scenario.title),
                "intro_html": self._html(scenario.intro),
                "you_are_html": self._html(scenario.you_are),
            },
            "run_number": history.runs,
            "stopped": history.stopped,
            "room": self._room(history.run, scene) if self.meeting else None,
            "meters": [self._meter(variable, run.state) for variable in scenario.variables if variable.shown],
            "thread": self._thread(run.steps),
            "last": self._step(last, len(run.steps) - 1) if last else None,
            "scene": self._scene(scene, run.state, len(run.steps)) if scene else None,
            "ending": self._ending(ending, run.state) if ending else None,
            "debrief": self._debrief(history) if ending else None,
            "history": [self._step(step, number) for number, step in enumerate(run.steps)],
        }

    # Pieces

    def _say(self, key: str, **values: Any) -> str:
        return translate(self.lang, f"scenario.{key}", **values)

    def _text(self, text: LocalizedText) -> str:
        return text.in_lang(self.lang)

    def _html(self, text: LocalizedText | None) -> str:
        return render(text.in_lang(self.lang)) if text else ""

    def _inline(self, text: LocalizedText) -> str:
        return render_inline(text.in_lang(self.lang))

    def _post(self, post: Post) -> dict[str, Any]:
        cast = {member.id: member for member in self.scenario.cast}
        quoted = cast.get(post.quote_by) if post.quote_by else None
        return {
            "by": cast[post.by].name,
            "role": self._text(cast[post.by].role),
            "at": self._text(post.at) if post.at else None,
            "html": self._html(post.text),
            "quote_html": self._html(post.quote),
            "quote_by": quoted.name if quoted else None,
        }

    def _scene(self, scene: Scene, state: State, step: int) -> dict[str, Any]:
        return {
            "id": scene.id,
            "step": step,
            "kicker": self._say("moment", number=step + 1),
            "title": self._text(scene.title),
            "posts": [self._post(post) for post in visible_posts(scene, state)],
            "text_html": self._html(scene_text(scene, state)),
            "choices": [{"id": choice.id, "html": self._inline(choice.text)} for choice in offered(scene, state)],
        }

    def _room(self, run: ScenarioRun, scene: Scene | None) -> dict[str, Any]:
        """Return the clock and the steps of the meeting, and how much each person has been heard."""
        steps = self.meeting.stages if self.meeting else ()
        here = next((rank for rank, step in enumerate(steps) if scene and step.id == scene.step), len(steps))
        return {
            "clock": self._clock(scene, run.state) if scene else None,
            "steps": [
                {
                    "title": self._text(step.title),
                    "range": self._say("range", least=step.least, most=step.most),
                    "place": "now" if rank == here else "past" if rank < here else "ahead",
                }
                for rank, step in enumerate(steps)
            ],
            "heard": [
                {
                    "name": next(one.name for one in self.scenario.cast if one.id == found.member),
                    "share": round(found.share, 3),
                    "text": self._say("heard_share", percent=round(100 * found.share)),
                }
                for found in heard(self.scenario, run, self.lang)
            ],
        }

    def _clock(self, scene: Scene, state: State) -> dict[str, str] | None:
        clock = clock_at(self.scenario, scene, state)
        if clock is None:
            return None
        return {
            "time": self._say("time_of_day", hour=clock.hour, minute=f"{clock.minute:02}"),
            "left": self._say("minutes_left", n=clock.left) if clock.left else self._say("no_minute_left"),
            "late": self._say("minutes_late", n=clock.late) if clock.late else self._say("on_time"),
            "tone": "hard" if not clock.left else "mixed" if clock.late else "good",
        }

    def _meter(self, variable: Variable, state: State) -> dict[str, Any]:
        value = state[variable.id]
        word = wording(variable, value)
        return {
            "id": variable.id,
            "name": self._text(variable.name),
            "word": self._text(word) if word else str(value),
            "value": value,
            "min": variable.min,
            "max": variable.max,
            "tone": tone(variable, value),
        }

    def _changes(self, was: State, now: State) -> list[dict[str, str]]:
        changes = []
        for variable in self.scenario.variables:
            before, after = was[variable.id], now[variable.id]
            if not variable.shown or before == after:
                continue
            words = [wording(variable, value) for value in (before, after)]
            from_word, to_word = (self._text(word) if word else "" for word in words)
            key = "change_up" if after > before else "change_down"
            if from_word == to_word:
                key += "_same_word"
            helps = variable.better and (after > before) == (variable.better == "high")
            changes.append(
                {
                    "text": self._say(key, name=self._text(variable.name), before=from_word, after=to_word),
                    "arrow": "▲" if after > before else "▼",
                    "tone": "neutral" if variable.better is None else "good" if helps else "hard",
                }
            )
        return [*changes, *self._minutes_lost(was, now)]

    def _minutes_lost(self, was: State, now: State) -> list[dict[str, str]]:
        """Return what the clock of the meeting lost or won back, if anything."""
        agenda = self.scenario.agenda
        lost = now[agenda.late] - was[agenda.late] if agenda else 0
        if not lost:
            return []
        key = "minutes_lost" if lost > 0 else "minutes_won"
        return [{"text": self._say(key, n=abs(lost)), "arrow": "▲" if lost > 0 else "▼", "tone": "neutral"}]

    def _choice(self, step: Step) -> Choice:
        return index_of(self.scenario).choices[step.scene][step.choice]

    def _scene_title(self, scene_id: str) -> str:
        return self._text(index_of(self.scenario).scenes[scene_id].title)

    def _step(self, step: Step, number: int) -> dict[str, Any]:
        choice = self._choice(step)
        return {
            "step": number,
            "scene_title": self._scene_title(step.scene),
            "choice_html": self._inline(choice.text),
            "consequence_html": self._html(consequence_text(choice, step.before)),
            "posts": [self._post(post) for post in said_after(choice, step.before)],
            "changes": self._changes(step.before, step.after),
        }

    def _thread(self, steps: Sequence[Step]) -> list[dict[str, Any]]:
        """Return the messages of the scenes gone through, in order: the present scene shows its own."""
        scenes = index_of(self.scenario).scenes
        return [
            self._post(post)
            for number, step in enumerate(steps, start=1)
            for post in (
                *visible_posts(scenes[step.scene], step.before),
                # what the last choice made people say stands below, with its consequence
                *(said_after(self._choice(step), step.before) if number < len(steps) else ()),
            )
        ]

    def _ending(self, ending: Ending, state: State) -> dict[str, Any]:
        return {
            "title": self._text(ending.title),
            "outcome": ending.outcome,
            "outcome_word": self._say(f"outcome_{ending.outcome}"),
            "posts": [self._post(post) for post in visible_posts(ending, state)],
            "text_html": self._html(scene_text(ending, state)),
            "debrief_html": self._html(ending.debrief),
            "sources": source_views(ending.sources, self.lang, self.sources),
        }

    def _debrief(self, history: ScenarioHistory) -> dict[str, Any]:
        steps = history.run.steps
        scenes = index_of(self.scenario).scenes
        total = len(self.scenario.endings)
        return {
            "map": self._map(steps, history.run.at),
            "endings_seen": self._say("endings_seen", n=len(history.endings), total=total),
            "whys": [
                {
                    "scene_title": self._scene_title(step.scene),
                    "choice_html": self._inline(self._choice(step).text),
                    "why_html": self._html(self._choice(step).why),
                    "debate_html": self._html(scenes[step.scene].debate),
                    "sources": source_views(self._choice(step).sources, self.lang, self.sources),
                }
                for step in steps
            ],
            "untried": [
                self._untried(step, other)
                for step in steps
                for other in offered(scenes[step.scene], step.before)
                if other.id != step.choice
            ],
            "evidence_note_html": self._html(self.scenario.evidence_note),
        }

    def _untried(self, step: Step, other: Choice) -> dict[str, Any]:
        """Return what another choice would have done at once, in the state of that moment."""
        _, state = after(index_of(self.scenario), other, step.before)
        return {
            "scene_title": self._scene_title(step.scene),
            "choice_html": self._inline(other.text),
            "consequence_html": self._html(consequence_text(other, step.before)),
            "posts": [self._post(post) for post in said_after(other, step.before)],
            "changes": self._changes(step.before, state),
            "why_html": self._html(other.why),
        }

    def _map(self, steps: Sequence[Step], at: str) -> dict[str, Any]:
        plan = lay_out(self.scenario)
        endings = {ending.id for ending in self.scenario.endings}
        numbers = {step.scene: number for number, step in enumerate(steps, start=1)} | {at: len(steps) + 1}
        taken = {(step.scene, step.to) for step in steps}
        return {
            "summary": self._say("map_summary", n=len(steps), total=len(plan.spots) - len(endings)),
            "nodes": [
                {
                    "id": name,
                    "kind": "ending" if name in endings else "scene",
                    "visited": name in numbers,
                    "current": name == at,
                    "number": numbers.get(name),
                    "layer": spot.layer,
                    "place": spot.place,
                    "breadth": spot.breadth,
                }
                for name, spot in plan.spots.items()
            ],
            "edges": [{"from": start, "to": to, "taken": (start, to) in taken} for start, to in plan.moves],
        }


def tone(variable: Variable, value: int) -> str:
    """Return how good a value is: in the better third ``good``, in the worse third ``hard``, else ``mixed``."""
    if variable.better is None:
        return "neutral"
    share = (value - variable.min) / (variable.max - variable.min)
    good = share if variable.better == "high" else 1 - share
    return "good" if good > 2 / 3 else "hard" if good <= 1 / 3 else "mixed"
