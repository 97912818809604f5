"""The tasks of a sandbox as they show: done or not, the hints that were taken, and at the end the way itself."""

from collections.abc import Mapping
from typing import Any

from tisserand.content.markdown import render, render_inline
from tisserand.content.models.framework import Source
from tisserand.content.models.sandbox import Condition, Sandbox, SandboxTask
from tisserand.domain.sandbox_conditions import all_hold, thread_of
from tisserand.domain.sandbox_forum import NEW, Forum, index_of
from tisserand.domain.sandbox_history import SandboxHistory
from tisserand.widgets.sandbox_words import SandboxWords
from tisserand.widgets.source_view import source_views


class SandboxTasks:
    """The tasks of one sandbox, in the words of one language."""

    def __init__(self, words: SandboxWords, sources: Mapping[str, Source]) -> None:
        self._words = words
        self._sources = sources

    @property
    def _sandbox(self) -> Sandbox:
        return self._words.sandbox

    def build(self, history: SandboxHistory) -> dict[str, Any]:
        """Return the tasks and how many are done."""
        total, done = len(self._sandbox.tasks), len(history.done)
        return {
            "text": self._words.say("tasks_all" if done == total else "tasks_done", n=done, total=total),
            "tasks": [self._task(history, task) for task in self._sandbox.tasks],
            "next": next((task.id for task in self._sandbox.tasks if task.id not in history.done), None),
            "is_over": done == total,
        }

    def _task(self, history: SandboxHistory, task: SandboxTask) -> dict[str, Any]:
        is_done = task.id in history.done
        taken, offered = history.forum.hints.get(task.id, 0), len(task.hints) + 1
        lang = self._words.lang
        return {
            "id": task.id,
            "title": task.title.in_lang(lang),
            "html": render(task.text.in_lang(lang)),
            "is_done": is_done,
            "why_html": render(task.why.in_lang(lang)) if is_done else None,
            "sources": source_views(task.sources, lang, self._sources) if is_done else [],
            "hints": [render_inline(hint.in_lang(lang)) for hint in task.hints[:taken]],
            "ask": None if is_done or taken >= offered else self._ask(taken, offered),
            "way": None if is_done or taken < offered else self._way(history.forum, task),
        }

    def _ask(self, taken: int, offered: int) -> str:
        return self._words.say("ask_way") if taken == offered - 1 else self._words.say("ask_hint", n=taken + 1)

    def _way(self, forum: Forum, task: SandboxTask) -> dict[str, Any]:
        """Return what is still to be done, where, and one wording among others where something is to be written."""
        index = index_of(self._sandbox)
        left = [condition for condition in task.done_when if not all_hold(index, forum, [condition])]
        goals = [self._goal(forum, condition) for condition in left]
        return {"goals": goals, "example": next((goal["example"] for goal in goals if "example" in goal), None)}

    def _goal(self, forum: Forum, condition: Condition) -> dict[str, Any]:
        goal: dict[str, Any] = condition.model_dump(mode="json")
        match condition.kind:
            case "watching":
                return {**goal, "go": {"type": "go", "to": "category", "id": condition.category}}
            case "profile":
                return {**goal, "go": {"type": "go", "to": "profile", "id": ""}}
            case "posted" | "missed":
                return {**goal, **self._example(condition.review)}
            case "own_helped" | "returned":
                own = forum.own_threads()
                go = {"type": "open", "thread": own[-1].id} if own else {"type": "compose", "place": NEW, "quote": ""}
                return {**goal, "go": go}
            case "helped" | "quoted" | "flagged":
                thread = thread_of(index_of(self._sandbox), forum, condition.post) or ""
                return {**goal, "go": {"type": "open", "thread": thread}}
            case _:
                return {**goal, "go": {"type": "open", "thread": condition.thread}}

    def _example(self, review_id: str) -> dict[str, Any]:
        review = next(one for one in self._sandbox.reviews if one.id == review_id)
        title = self._words.of(review.example_title) if review.example_title else ""
        example = {"title": title, "text": self._words.of(review.example_text).strip()}
        if review.thread:
            return {"example": example, "go": {"type": "open", "thread": review.thread}, "place": review.thread}
        return {"example": example, "go": {"type": "compose", "place": NEW, "quote": ""}, "place": NEW}
