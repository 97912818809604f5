"""What time does in a sandbox forum: reactions are set off, come or are dropped, and tasks turn out done.

Nothing is drawn: the same deeds bring the same answers, at the same minutes of the forum's own clock.
"""

from dataclasses import replace

from tisserand.content.models.sandbox import Reaction
from tisserand.domain.sandbox_conditions import all_hold
from tisserand.domain.sandbox_forum import Arrived, Forum, SandboxIndex


def settle(index: SandboxIndex, forum: Forum) -> Forum:
    """Return the forum with all that follows from what was done, up to its present minute.

    A reaction comes once. One that was set off is dropped when what set it off no longer holds: a question that was
    rewritten in time is not asked to be clearer.
    """
    forum = _set_off(index, forum)
    while coming := [(at, name) for name, at in forum.due.items() if at <= forum.now]:
        forum = _set_off(index, _arrive(index, forum, *min(coming)))
    done = {task.id for task in index.sandbox.tasks if task.id not in forum.done}
    done = {name for name in done if all_hold(index, forum, index.tasks[name].done_when)}
    return replace(forum, done=forum.done | done) if done else forum


def let_pass(index: SandboxIndex, forum: Forum) -> Forum:
    """Return the forum at the minute when the next thing happens in it; the same one if nothing is to come."""
    return settle(index, replace(forum, now=min(forum.due.values()))) if forum.due else forum


def _set_off(index: SandboxIndex, forum: Forum) -> Forum:
    came = {one.reaction for one in forum.arrived}
    due = {}
    for name, reaction in index.reactions.items():
        if name not in came and all_hold(index, forum, reaction.when) and _can_come(forum, reaction):
            due[reaction.id] = forum.due.get(reaction.id, forum.now + reaction.after_min)
    return forum if due == forum.due else replace(forum, due=due)


def _can_come(forum: Forum, reaction: Reaction) -> bool:
    return bool(forum.own_threads() if reaction.own_thread else reaction.thread or reaction.opens)


def _arrive(index: SandboxIndex, forum: Forum, at: int, name: str) -> Forum:
    reaction = index.reactions[name]
    thread = reaction.id if reaction.opens else reaction.thread or forum.own_threads()[-1].id
    due = {other: when for other, when in forum.due.items() if other != name}
    return replace(forum, due=due, arrived=(*forum.arrived, Arrived(name, thread, at)))
