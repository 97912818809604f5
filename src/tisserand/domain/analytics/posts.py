"""The table that every measure reads: one row a post.

=========== ==================== ==================================================================================
column      type                 what it holds
=========== ==================== ==================================================================================
``author``  text                 a pseudonym
``at``      datetime, UTC        when it was posted
``thread``  text                 which thread it stands in
``answers`` text, or missing     the author of the post that it answers; missing when it opens a thread, or when the
                                 platform does not say
=========== ==================== ==================================================================================
"""

import pandas as pd

COLUMNS = ("author", "at", "thread", "answers")


def as_posts(authors: list[str], times: list[int], threads: list[str], answers: list[str | None]) -> pd.DataFrame:
    """Return the table of posts, in an order that does not hang on the order of the rows.

    Args:
        authors: pseudonyms.
        times: microseconds since 1970, UTC.
        threads: which thread each post stands in.
        answers: the author answered, or none.
    """
    posts = pd.DataFrame(
        {
            "author": pd.Series(authors, dtype=object),
            "at": pd.to_datetime(pd.Series(times, dtype="int64"), unit="us", utc=True).astype("datetime64[us, UTC]"),
            "thread": pd.Series(threads, dtype=object),
            "answers": pd.Series(answers, dtype=object),
        }
    )
    return in_order(posts)


def in_order(posts: pd.DataFrame) -> pd.DataFrame:
    """Return the posts by time; at the same moment, a post that answers nobody comes first."""
    keyed = posts.assign(_answers=posts["answers"].fillna(""))
    keyed = keyed.sort_values(["at", "_answers", "author", "thread"], kind="stable", ignore_index=True)
    return keyed.drop(columns="_answers")


def openings(posts: pd.DataFrame) -> pd.DataFrame:
    """Return the first post of each thread: ``thread``, ``opener``, ``opened_at``."""
    first = in_order(posts).drop_duplicates("thread")
    return first.rename(columns={"author": "opener", "at": "opened_at"})[["thread", "opener", "opened_at"]]


def authors_in_order(posts: pd.DataFrame) -> list[str]:
    """Return the authors by their first post, then by how much they wrote.

    What is computed from the ties starts from this order rather than from the pseudonyms, so that the same export read
    twice under other pseudonyms gives the same figures.
    """
    known = posts.groupby("author", sort=True).agg(first=("at", "min"), last=("at", "max"), posts=("at", "size"))
    order = known.reset_index().sort_values(["first", "posts", "last", "author"], ascending=[True, False, True, True])
    return [str(author) for author in order["author"]]
