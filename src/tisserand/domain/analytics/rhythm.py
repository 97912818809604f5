"""When people write: weeks, days of the week, calm and rush."""

import pandas as pd

from tisserand.domain.analytics.intervals import LEAST_PEOPLE, KeyFigure, figure, share_of

COMPARED_WEEKS = 8
"""Weeks on either side of a comparison."""


def by_week(posts: pd.DataFrame, zone: str = "UTC") -> pd.DataFrame:
    """Return ``week`` (its Monday), ``posts`` and ``people`` for each whole week, calm ones included.

    The posts of a week in which one to four people wrote are withheld (missing): they would be about those people. The
    first and the last week are left out unless the export covers them whole.
    """
    return _withheld(_weeks(posts, zone))


def by_weekday(posts: pd.DataFrame, zone: str = "UTC") -> pd.DataFrame:
    """Return ``weekday`` (0 for Monday), ``posts`` and ``people`` of each of the seven days; withheld as a week is."""
    return _withheld(_weekdays(posts, zone))


def _weeks(posts: pd.DataFrame, zone: str) -> pd.DataFrame:
    if posts.empty:
        return pd.DataFrame({"week": [], "posts": pd.Series(dtype="Int64"), "people": pd.Series(dtype="Int64")})
    local = posts["at"].dt.tz_convert(zone).dt.tz_localize(None)
    monday = local.dt.normalize() - pd.to_timedelta(local.dt.day_of_week, unit="D")
    grouped = posts.assign(week=monday).groupby("week").agg(posts=("at", "size"), people=("author", "nunique"))
    weeks = pd.date_range(monday.min(), monday.max(), freq="7D")
    weeks = weeks[(weeks >= local.min() - pd.Timedelta(days=1)) & (weeks + pd.Timedelta(days=6) <= local.max())]
    return grouped.reindex(weeks, fill_value=0).astype("Int64").rename_axis("week").reset_index()


def _weekdays(posts: pd.DataFrame, zone: str) -> pd.DataFrame:
    day = posts["at"].dt.tz_convert(zone).dt.day_of_week
    grouped = posts.assign(weekday=day).groupby("weekday").agg(posts=("at", "size"), people=("author", "nunique"))
    return grouped.reindex(range(7), fill_value=0).astype("Int64").rename_axis("weekday").reset_index()


def _withheld(counted: pd.DataFrame) -> pd.DataFrame:
    few = (counted["people"] > 0) & (counted["people"] < LEAST_PEOPLE)
    return counted.assign(posts=counted["posts"].mask(few), people=counted["people"].mask(few))


def burstiness(posts: pd.DataFrame) -> float | None:
    """Return how unevenly the posts follow one another: -1 like a clock, 0 by chance, towards 1 in bursts.

    B = (s - m) / (s + m), with m the mean and s the standard deviation of the times between posts: Goh and Barabási
    (2008), Europhysics Letters 81, 48002.
    """
    gaps = posts["at"].sort_values().diff().dropna().dt.total_seconds()
    mean, deviation = float(gaps.mean()), float(gaps.std(ddof=0))
    return (deviation - mean) / (deviation + mean) if len(gaps) > 1 and mean + deviation > 0 else None


def last_weeks(posts: pd.DataFrame, zone: str = "UTC") -> tuple[list[int], list[int]]:
    """Return the posts of the weeks before and of the last weeks, as many; both empty when the export is too short."""
    weeks = _weeks(posts, zone)["posts"].astype(int).tolist()
    if len(weeks) < 2 * COMPARED_WEEKS:
        return [], []
    return weeks[-2 * COMPARED_WEEKS : -COMPARED_WEEKS], weeks[-COMPARED_WEEKS:]


def figures(posts: pd.DataFrame, zone: str = "UTC") -> dict[str, KeyFigure]:
    """Return the key figures.

    ``busiest``: share of the posts written on the busiest day of the week; ``weeks``: whole weeks counted;
    ``burstiness``; ``change``: the last eight weeks against the eight before, 0.1 for a tenth more.
    """
    days = _weekdays(posts, zone)
    busiest = days.loc[days["posts"].idxmax()]
    writers = int(posts["author"].nunique())
    before, after = last_weeks(posts, zone)
    change = sum(after) / sum(before) - 1 if before and sum(before) else None
    return {
        "busiest": share_of(int(busiest["posts"]), len(posts), int(busiest["people"])),
        "weeks": figure(len(by_week(posts, zone)), "count", writers),
        "burstiness": figure(burstiness(posts), "ratio", writers),
        "change": figure(change, "share", writers),
    }
