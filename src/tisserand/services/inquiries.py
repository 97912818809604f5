"""Reading a community step by step: predict, see, answer the trap."""

import math
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Any

from tisserand.content.loading import load_traces
from tisserand.content.models.inquiry import Draw, Inquiry, InquiryStep
from tisserand.domain.analytics.measures import MEASURES
from tisserand.domain.events import MeasurePredicted, TrapAnswered
from tisserand.domain.inquiry_history import InquiryState, inquiry_state
from tisserand.errors import StaleViewError
from tisserand.services.limits import checked_id
from tisserand.services.session import Session

if TYPE_CHECKING:
    import pandas as pd

DRAWS = {"four_newcomers": 1, "shuffled_weeks": 20}
"""How many are drawn at each press."""

MOST_DRAWN = {"four_newcomers": 60, "shuffled_weeks": 400}
SAMPLE = 4


def inquiry_activity(inquiry: Inquiry) -> str:
    """Return the key under which an inquiry is recorded."""
    return f"inquiry/{inquiry.id}"


def current_inquiry(session: Session, inquiry: Inquiry) -> InquiryState:
    """Return where the person is, folded from the log.

    Raises:
        StoreError: the log can't be read.
    """
    return inquiry_state(inquiry, session.records(inquiry_activity(inquiry)))


@lru_cache(maxsize=8)
def traces_of(inquiry: Inquiry) -> "pd.DataFrame":
    """Return the posts of an inquiry, read once.

    Raises:
        ContentError: the file is not there.
        ExportError: it can't be read.
    """
    from tisserand.domain.exports.reading import read_made  # noqa: PLC0415 - pandas: for lessons with data only

    return read_made(load_traces(inquiry)).posts


def predict_measure(session: Session, inquiry: Inquiry, step_id: str, expected: float, uuid: str) -> InquiryState:
    """Keep what the person expects of a step, before its figure shows, and return where they are.

    Args:
        session: who, where and when.
        inquiry: what is read.
        step_id: the step, as the person saw it.
        expected: in the unit of the figure; 0.2 for a fifth.
        uuid: made by the client; sent twice, it counts once.

    Raises:
        StaleViewError: that step was predicted already, in another window, or its turn has not come.
        StoreError: it could not be kept.
        TypeError, ValueError: the message was forged.
    """
    step = _step(inquiry, step_id)
    value = checked_prediction(step.measure, step.asks, expected)
    state = current_inquiry(session, inquiry)
    if session.has(inquiry_activity(inquiry), uuid):
        return state
    if step is not state.current or step.id in state.expected:
        raise StaleViewError("inquiry_went_on")
    session.record(inquiry_activity(inquiry), uuid, MeasurePredicted(step.id, value))
    return current_inquiry(session, inquiry)


def answer_trap(session: Session, inquiry: Inquiry, step_id: str, option: str, uuid: str) -> InquiryState:
    """Keep what the person concludes from a figure that shows, and return where they are. One may answer again.

    Raises:
        StaleViewError: the figure does not show yet: another window started over.
        StoreError: it could not be kept.
        TypeError, ValueError: the message was forged.
    """
    step = _step(inquiry, step_id)
    if step.trap is None or option not in {one.id for one in step.trap.options}:
        raise ValueError("option")
    if step.id not in current_inquiry(session, inquiry).expected:
        raise StaleViewError("inquiry_went_on")
    session.record(inquiry_activity(inquiry), uuid, TrapAnswered(step.id, option))
    return current_inquiry(session, inquiry)


def drawn(draw: Draw, posts: "pd.DataFrame", zone: str, count: int, seed: str) -> list[float]:
    """Return what ``count`` draws of a trap give: always the same for one seed. More draws begin with the same ones.

    Args:
        draw: what is drawn.
        posts: from which posts.
        zone: in which weeks are counted.
        count: how many; no more than ``MOST_DRAWN``.
        seed: the luck.
    """
    from tisserand.domain.analytics import chance, newcomers, rhythm  # noqa: PLC0415 - pandas, as above

    dice, count = Random(seed), min(count, MOST_DRAWN[draw])  # noqa: S311 - a draw to look at, not a secret
    if draw == "four_newcomers":
        returned = newcomers.by_newcomer(posts)["returned"].tolist()
        return chance.sample_shares(returned, SAMPLE, count, dice) if len(returned) >= SAMPLE else []
    return chance.shuffled_changes(*rhythm.last_weeks(posts, zone), count, dice)


def checked_prediction(measure: str, asks: str, expected: Any) -> float:
    """Return a prediction that makes sense for a figure.

    Raises:
        TypeError, ValueError: it is none: the message was forged.
    """
    asked = MEASURES[measure][asks]
    if isinstance(expected, bool) or not isinstance(expected, int | float):
        raise TypeError("expected")
    if not math.isfinite(expected) or not 0 <= expected <= asked.most:
        raise ValueError("expected")
    return float(expected)


def _step(inquiry: Inquiry, step_id: str) -> InquiryStep:
    step_id = checked_id(step_id)
    step = next((step for step in inquiry.steps if step.id == step_id), None)
    if step is None:
        raise ValueError("step")
    return step
