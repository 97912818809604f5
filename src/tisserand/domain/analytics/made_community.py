"""A made community, with properties that are known because they were put there.

Nobody in it exists. ``made_rows`` gives the rows of ``exercises/inquiries/reseau-des-mediatheques.csv``, which
``python -m tisserand.checks.made_community`` writes; a test says when the file is not current, and whether it has the
properties that ``PROPERTIES`` claims. Only ``Random.random`` is drawn from: Python keeps its sequence for ever.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

COLUMNS = ("id", "author", "created_at", "thread", "reply_to")

PROPERTIES: Mapping[str, int] = {
    "weeks": 26,
    "first_group": 20,  # people who know one another well, from the towns
    "second_group": 14,  # likewise, from the countryside
    "bridges": 1,  # the only person whom both groups answer
    "newcomers": 40,
    "answered": 26,  # of them, within 48 hours
    "returned_answered": 16,  # of those
    "returned_unanswered": 6,  # of the 14 others
    "meeting_day": 1,  # Tuesday: the weekly question goes out
}

_SEED = 20260105
_ZONE = ZoneInfo("Europe/Paris")
_START = datetime(2026, 1, 5, tzinfo=_ZONE)
_CALM = {6, 7, 15, 16}  # weeks of school holidays
_OPENED = {"first": 7, "second": 4}  # threads a week
_SPEED = {"first": 3.0, "second": 15.0}  # hours, around which an answer comes
_DAYS = (0.13, 0.37, 0.15, 0.15, 0.15, 0.03, 0.02)  # Monday to Sunday
_SILENT = 0.12  # threads of members that nobody answers
_ANSWERS = (0.34, 0.3, 0.18, 0.12, 0.06)  # one to five answers


@dataclass
class _Post:
    author: str
    at: datetime
    thread: int
    answers: "_Post | None" = field(default=None, repr=False)


def made_rows() -> list[tuple[str, str, str, str, str]]:
    """Return the rows of the made community, by time: those of ``COLUMNS``."""
    dice = Random(_SEED)  # noqa: S311 - a made community, not a secret
    names = [f"p{number:02}" for number in range(1, 76)]
    _shuffle(names, dice)
    first, second, bridge, newcomers = names[:20], names[20:34], names[34], names[35:]
    posts: list[_Post] = []
    for group, members in (("first", first), ("second", second)):
        posts += _life(group, members, bridge, dice)
    posts += _arrivals(newcomers, {"first": first, "second": second}, posts, dice)
    return _as_rows(posts)


def _life(group: str, members: Sequence[str], bridge: str, dice: Random) -> Iterator[_Post]:
    """Yield the posts of a group: threads week after week, most of them answered by a few of the others."""
    weights = {name: 1 / (rank + 1) ** 0.9 for rank, name in enumerate(members)} | {bridge: 0.28}
    hello = _Post(members[0], _moment(0, dice), 1 if group == "first" else 2)
    yield hello  # the round of introductions, in which everybody writes: the members are not newcomers later
    for name in (*members[1:], bridge):
        yield _Post(name, hello.at + timedelta(hours=12 * 24 * dice.random()), hello.thread, hello)
    for week in range(PROPERTIES["weeks"]):
        count = _OPENED[group] * (0.35 if week in _CALM else 1)
        for number in range(int(count + dice.random())):
            thread = (1000 if group == "first" else 2000) + week * 20 + number
            opening = _Post(_pick(weights, dice), _moment(week, dice), thread)
            yield opening
            if dice.random() >= _SILENT:
                yield from _answers(opening, weights, _SPEED[group], dice)


def _answers(opening: _Post, weights: Mapping[str, float], speed: float, dice: Random) -> Iterator[_Post]:
    talk = [opening]
    for _ in range(1 + _which(_ANSWERS, dice)):
        others = {name: weight for name, weight in weights.items() if name != talk[-1].author}
        wait = speed * (0.15 + 2.2 * dice.random() ** 2) * (6 if dice.random() < 0.06 else 1)  # noqa: PLR2004
        answered = talk[-1] if dice.random() < 0.45 else opening  # noqa: PLR2004
        author = _pick(others, dice)
        if author == answered.author:
            answered = talk[-1]
        talk.append(_Post(author, talk[-1].at + timedelta(hours=wait), opening.thread, answered))
        yield talk[-1]


def _arrivals(
    newcomers: Sequence[str], groups: Mapping[str, Sequence[str]], posts: Sequence[_Post], dice: Random
) -> Iterator[_Post]:
    """Yield what the newcomers write and are answered: how many return is set, not drawn."""
    answered, back = PROPERTIES["answered"], PROPERTIES["returned_answered"]
    back_anyway = PROPERTIES["returned_unanswered"]
    plan = [(at < answered, at < back or answered <= at < answered + back_anyway) for at in range(len(newcomers))]
    _shuffle(plan, dice)
    for number, (name, (is_answered, returns)) in enumerate(zip(newcomers, plan, strict=True)):
        group = "second" if number % 5 in {1, 3} else "first"
        weights = {member: 1 / (rank + 2) for rank, member in enumerate(groups[group])}
        week = 5 + number * 15 // len(newcomers)
        opening = _Post(name, _moment(week, dice), 3000 + number)
        yield opening
        if is_answered:
            wait = min(_SPEED[group] * (0.2 + 2 * dice.random()), 46)
            yield _Post(_pick(weights, dice), opening.at + timedelta(hours=wait), opening.thread, opening)
        elif number % 3 == 0:  # answered after all, too late
            wait = 60 + 40 * dice.random()
            yield _Post(_pick(weights, dice), opening.at + timedelta(hours=wait), opening.thread, opening)
        if returns:
            yield from _returns(name, opening.at, posts, set(groups[group]), dice)


def _returns(name: str, since: datetime, posts: Sequence[_Post], known: set[str], dice: Random) -> Iterator[_Post]:
    """Yield one to three answers to threads of the group that welcomed somebody, 3 to 25 days after they arrived."""
    for _ in range(1 + int(3 * dice.random())):
        moment = since + timedelta(days=3 + 21 * dice.random())
        recent = [post for post in posts if post.author in known and moment - timedelta(days=3) < post.at < moment]
        recent = recent or [post for post in posts if post.author in known and post.at < moment][-3:]
        target = recent[int(len(recent) * dice.random())]
        yield _Post(name, moment, target.thread, target)


def _moment(week: int, dice: Random) -> datetime:
    """Return a moment of a week, on a working day more often than not, Tuesday first, between 8 am and 8 pm."""
    day = _which(_DAYS, dice)
    minutes = int(60 * (8 + 12 * dice.random()))
    return _START + timedelta(weeks=week, days=day, minutes=minutes)


def _as_rows(posts: Sequence[_Post]) -> list[tuple[str, str, str, str, str]]:
    end = _START + timedelta(weeks=PROPERTIES["weeks"])
    kept = sorted((post for post in posts if post.at < end), key=lambda post: (post.at, post.thread, post.author))
    ids = {id(post): f"m{number:04}" for number, post in enumerate(kept, start=1)}
    threads: dict[int, str] = {}
    for post in kept:
        threads.setdefault(post.thread, f"t{len(threads) + 1:03}")
    return [
        (
            ids[id(post)],
            post.author,
            post.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            threads[post.thread],
            ids.get(id(post.answers), ""),
        )
        for post in kept
    ]


def _which(weights: Sequence[float], dice: Random) -> int:
    left = dice.random() * sum(weights)
    for place, weight in enumerate(weights):
        left -= weight
        if left < 0:
            return place
    return len(weights) - 1


def _pick(weights: Mapping[str, float], dice: Random) -> str:
    return list(weights)[_which(list(weights.values()), dice)]


def _shuffle(things: list[object] | list[str] | list[tuple[bool, bool]], dice: Random) -> None:
    for place in range(len(things) - 1, 0, -1):
        other = int((place + 1) * dice.random())
        things[place], things[other] = things[other], things[place]  # type: ignore[call-overload]
