"""Newcomers: were they answered, and did they come back."""

import pandas as pd

from tisserand.domain.analytics.intervals import KeyFigure, people, share_of
from tisserand.domain.analytics.posts import in_order

SETTLING_DAYS = 30
"""Whoever first writes in the first days of an export may be an old hand: they are not counted as newcomers."""

RETURN_DAYS = 30
"""Within how long a return counts; whoever came later than that before the end has had less time, and is left out."""

ANSWER_HOURS = 48
"""Within how long an answer counts, and from when a return does: the answer always comes before the return."""


def by_newcomer(posts: pd.DataFrame) -> pd.DataFrame:
    """Return ``author``, ``first_at``, ``answered`` and ``returned`` for each newcomer, in order of arrival.

    A newcomer's first post falls at least ``SETTLING_DAYS`` after the first post of all, and ``RETURN_DAYS`` before the
    last. *Answered*: somebody else wrote in the same thread in the next ``ANSWER_HOURS``. *Returned*: they wrote again
    after those hours and within ``RETURN_DAYS``.
    """
    ordered = in_order(posts)
    first = ordered.drop_duplicates("author")[["author", "at", "thread"]].rename(columns={"at": "first_at"})
    if first.empty:
        return first.assign(answered=False, returned=False)[["author", "first_at", "answered", "returned"]]
    begins = ordered["at"].min() + pd.Timedelta(days=SETTLING_DAYS)
    ends = ordered["at"].max() - pd.Timedelta(days=RETURN_DAYS)
    first = first[(first["first_at"] >= begins) & (first["first_at"] <= ends)].reset_index(drop=True)
    soon, late = pd.Timedelta(hours=ANSWER_HOURS), pd.Timedelta(days=RETURN_DAYS)
    around = ordered.merge(first.rename(columns={"author": "newcomer"}), on="thread")
    wait = around["at"] - around["first_at"]
    is_answer = (around["author"] != around["newcomer"]) & (wait >= pd.Timedelta(0)) & (wait <= soon)
    answered = set(around.loc[is_answer, "newcomer"])
    again = ordered.merge(first[["author", "first_at"]], on="author")
    wait = again["at"] - again["first_at"]
    returned = set(again.loc[(wait > soon) & (wait <= late), "author"])
    return pd.DataFrame(
        {
            "author": first["author"],
            "first_at": first["first_at"],
            "answered": first["author"].isin(answered),
            "returned": first["author"].isin(returned),
        }
    )


def figures(posts: pd.DataFrame) -> dict[str, KeyFigure]:
    """Return the key figures: ``newcomers``, ``answered``, ``returned``, and ``returned`` for those answered or not."""
    found = by_newcomer(posts)
    yes, no = found[found["answered"]], found[~found["answered"].astype(bool)]
    return {
        "returned": share_of(int(found["returned"].sum()), len(found)),
        "newcomers": people(len(found)),
        "answered": share_of(int(found["answered"].sum()), len(found)),
        "returned_answered": share_of(int(yes["returned"].sum()), len(yes)),
        "returned_unanswered": share_of(int(no["returned"].sum()), len(no)),
    }
