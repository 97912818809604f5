"""What the scenario player shows, made from a scenario and what somebody did in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tisserand.content.markdown import render, render_inline
from tisserand.content.models.base import LocalizedText
from tisserand.content.models.framework import Source
from tisserand.content.models.scenario import Choice, Ending, Post, Scenario, Scene, Variable
from tisserand.domain.scenario import (
    Step,
    consequence_text,
    current_ending,
    current_scene,
    offered,
    scene_text,
    visible_posts,
    wording,
)
from tisserand.domain.scenario_history import ScenarioHistory
from tisserand.domain.scenario_index import index_of
from tisserand.domain.scenario_map import lay_out
from tisserand.domain.state import State
from tisserand.i18n import Lang, translate
from tisserand.widgets.source_view import source_views


@dataclass(frozen=True)
class ScenarioView:
    """Builds the view of one scenario in one language."""

    scenario: Scenario
    lang: Lang
    sources: Mapping[str, Source]

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
            "at": self._text(post.at),
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

    def _changes(self, step: Step) -> list[dict[str, str]]:
        changes = []
        for variable in self.scenario.variables:
            before, after = step.before[variable.id], step.after[variable.id]
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
        return changes

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
            "changes": self._changes(step),
        }

    def _thread(self, steps: Sequence[Step]) -> list[dict[str, Any]]:
        """Return the messages of the scenes gone through, in order: the present scene shows its own."""
        scenes = index_of(self.scenario).scenes
        return [self._post(post) for step in steps for post in visible_posts(scenes[step.scene], step.before)]

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
                    "sources": source_views(self._choice(step).sources, self.lang, self.sources),
                }
                for step in steps
            ],
            "untried": [
                {"scene_title": self._scene_title(step.scene), "choice_html": self._inline(other.text)}
                for step in steps
                for other in offered(scenes[step.scene], step.before)
                if other.id != step.choice
            ],
            "evidence_note_html": self._html(self.scenario.evidence_note),
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
