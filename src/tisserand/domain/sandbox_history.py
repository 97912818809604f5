"""What somebody did in a sandbox over time, folded from the records of one learner and one activity."""

from collections.abc import Iterable
from dataclasses import dataclass

from tisserand.content.models.sandbox import Sandbox
from tisserand.domain.distinct import distinct
from tisserand.domain.events import ExerciseRestarted, Record
from tisserand.domain.sandbox_actions import act
from tisserand.domain.sandbox_forum import Forum, start
from tisserand.errors import ForumError


@dataclass(frozen=True)
class SandboxHistory:
    """Where somebody is in a sandbox.

    Attributes:
        forum: as it is now.
        done: the tasks done at any time, in the order of the file: starting over takes none away.
        attempts: how many times something was done since a start.
    """

    forum: Forum
    done: tuple[str, ...] = ()
    attempts: int = 0


def sandbox_history(sandbox: Sandbox, records: Iterable[Record]) -> SandboxHistory:
    """Return what records tell.

    What the forum can't take is passed over: it came from a page that was out of date, or the forum has changed since.
    """
    forum, done, attempts, is_begun = start(sandbox), frozenset[str](), 0, False
    for record in distinct(records):
        if isinstance(record.event, ExerciseRestarted):
            forum, is_begun = start(sandbox), False
            continue
        try:
            forum = act(sandbox, forum, record.event)
        except ForumError:
            continue
        attempts, is_begun = attempts + (not is_begun), True
        done |= forum.done
    return SandboxHistory(forum, tuple(task.id for task in sandbox.tasks if task.id in done), attempts)
