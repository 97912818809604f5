"""A lesson of the workshop: played in a kernel before anybody came, then handed over to the person who claims it."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from IPython import get_ipython
from IPython.display import display

from tisserand.notebook.lesson import Lesson
from tisserand.store.ticketed_log import TicketedEventLog

CELL = "application/x-tisserand-cell"
"""Type of the output that says which cell the next ones are of."""


def play(cells: Sequence[str]) -> None:
    """Run the cells of a lesson, as far as one that fails. One request for all of them spares thirty messages.

    Args:
        cells: their source.
    """
    shell = get_ipython()
    for index, source in enumerate(cells):
        sys.stdout.flush()  # what was printed is of the cell before
        display({CELL: str(index)}, raw=True)
        if not shell.run_cell(source, store_history=False).success:
            return


def admit(message: str) -> None:
    """Hand the lessons of this kernel over. The server has the kernel run this, once; participants can't.

    Args:
        message: JSON with ``learner`` (opaque id), ``ticket`` (opens their log) and ``records`` (what they did in this
            module before, as ``store.rows.message_of`` writes them).
    """
    person = json.loads(message)
    for lesson in [one for one in get_ipython().user_ns.values() if isinstance(one, Lesson)]:
        hand_over(lesson, person)


def hand_over(lesson: Lesson, person: Mapping[str, Any]) -> None:
    """Show a lesson to a person.

    Args:
        lesson: opened with a log that waits for its person.
        person: as for :func:`admit`.

    Raises:
        TypeError: this lesson has its learner already.
    """
    if not isinstance(lesson.session.log, TicketedEventLog):
        raise TypeError("a lesson that keeps its own log belongs to its learner already")
    lesson.session.log.admit(person["ticket"], person["records"])
    lesson.session = replace(lesson.session, learner=person["learner"])
    for shown in lesson.shown:
        shown.widget.hand_over(lesson.session)
