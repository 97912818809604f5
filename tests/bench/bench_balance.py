"""How fast the simulated community is, against its rules written plainly with Mesa, and as members go to 100 000.

    pip install --group bench      (Mesa is not in the lock file: nothing but this benchmark needs it)
    python tests/bench/bench_balance.py [--without-mesa]

Both sides live 104 weeks in one process, in turns, and the best of several runs counts: the one that the rest of the
machine disturbed least. Times are those of the processor, for one thread; what either side left behind is collected
before the next run. The benchmark also compares what the two communities come to, since a fast wrong answer is worth
nothing, and says where a week of our side goes.
"""

import argparse
import gc
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tisserand.content.models.balance import Balance, BalanceDeck
from tisserand.domain.balance.community import found
from tisserand.domain.balance.dice import weeks_rng
from tisserand.domain.balance.dosage import Orientations, Preferences
from tisserand.domain.balance.game import Decision, decide_under, start
from tisserand.domain.balance.levers import Mix, conditions_of
from tisserand.domain.balance.parameters import Parameters
from tisserand.domain.balance.quarters import QUARTERS
from tisserand.domain.balance.setting import Setting
from tisserand.domain.balance.week import next_week

WEEKS = 104
SIZES = (100, 500, 1_000, 10_000, 100_000)
COMPARED = (100, 500, 2_000, 5_000)
RUNS = 5
PARAMETERS = Parameters()


def community(members: int) -> Balance:
    """Return a profile of this size, the rest in proportion."""
    text = {"fr": "x", "en": "x"}
    needs = {"legal_watch": 10, "practice_exchange": 40, "mutual_aid": 30}
    needs |= {"training_extension": 10, "knowledge_building": 10}
    return Balance.model_validate(
        {
            **dict.fromkeys(("title", "you_are", "situation", "evidence_note"), text),
            "id": "bench",
            "kind": "balance",
            "duration_min": 1,
            "start": {
                "members": members,
                "audience": members * 3 // 2,
                "regulars": members // 6,
                "team": min(50, max(2, members // 120)),
                "arrivals": members / 200,
                "posts": members / 12,
            },
            "preferences": {"technical": 30, "organisational": 40, "political": 30},
            "orientations": needs,
            "needs": needs,
            "aims": [{"indicator": "active", "at_least": 1, "text": text}],
            "questions": [text] * 3,
        }
    )


def vectorised(profile: Balance, seed: int) -> float:
    """Live two years with the domain's step, and return the active members at the end."""
    setting, now = _setting(profile), found(profile.start, PARAMETERS, seed)
    rng = weeks_rng(seed, 0)
    for _ in range(WEEKS):
        now, _figures = next_week(now, setting, rng)
    return now.active


def whole_game(profile: Balance, seed: int) -> float:
    """Play two years, readings of every week included, and return the active members at the end."""
    game = start(profile, BalanceDeck(), seed)
    decision = Decision(Preferences.of(profile.preferences), Orientations.of(profile.orientations))
    for _ in range(QUARTERS):
        game = decide_under(game, decision, None)
    return game.readings[-1].active


def plain(profile: Balance, seed: int) -> float:
    """Live two years with Mesa, and return the active members at the end."""
    from plain_mesa import PlainCommunity  # noqa: PLC0415 - Mesa may be absent

    model = PlainCommunity(profile, _setting(profile).conditions, PARAMETERS, seed)
    for _ in range(WEEKS):
        model.step()
    return sum(1 for member in model.agents if member.last_post > model.week - 4)


def _setting(profile: Balance) -> Setting:
    mix = Mix.of(Preferences.of(profile.preferences), Orientations.of(profile.orientations))
    return Setting(profile, PARAMETERS, conditions_of(mix, profile), {})


def in_turns(runs: int, *ways: Callable[[int], float]) -> list[tuple[float, list[float]]]:
    """Run each way in turn, and return for each its best time in seconds and what it came to."""
    times: list[list[float]] = [[] for _ in ways]
    results: list[list[float]] = [[] for _ in ways]
    for seed in range(runs):
        for at, way in enumerate(ways):
            gc.collect()  # neither side pays for what the other left behind
            begun = time.process_time()
            results[at].append(way(seed))
            times[at].append(time.process_time() - begun)
    return [(min(each), result) for each, result in zip(times, results, strict=True)]


def print_parts(profile: Balance) -> None:
    """Print what a week costs by itself, and what it would cost with hardly any member: calls rather than members."""
    tiny = community(20)
    [(seconds, _), (floor, _)] = in_turns(8 * RUNS, lambda s: vectorised(profile, s), lambda s: vectorised(tiny, s))
    told = f"{1e6 * seconds / WEEKS:.0f} µs, of which {1e6 * floor / WEEKS:.0f} µs with 20 members instead"
    print(f"A week of {profile.start.members} members: {told}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without-mesa", action="store_true")
    parser.add_argument("--runs", type=int, default=RUNS)
    options = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).parent))
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {WEEKS} weeks, best of {options.runs}")
    if not options.without_mesa:
        print("\n| members | numpy | Mesa | times faster | active at the end: numpy | Mesa |")
        print("|---:|---:|---:|---:|---:|---:|")
        for size in COMPARED:
            profile = community(size)
            rounds = max(2, options.runs * COMPARED[1] // max(size, COMPARED[1]))
            ways = (lambda s, p=profile: vectorised(p, s), lambda s, p=profile: plain(p, s))
            (ours, mine), (theirs, others) = in_turns(rounds, *ways)
            ends = f"{statistics.mean(mine):.0f} | {statistics.mean(others):.0f}"
            print(f"| {size} | {1000 * ours:.0f} ms | {1000 * theirs:.0f} ms | {theirs / ours:.0f} | {ends} |")
    profile = community(COMPARED[1])
    [(seconds, _)] = in_turns(options.runs, lambda s: whole_game(profile, s))
    print(f"\nA whole game of {COMPARED[1]} members, readings included: {1000 * seconds:.0f} ms")
    print_parts(community(COMPARED[1]))
    print("\n| members | two years | a member a week |\n|---:|---:|---:|")
    for size in SIZES:
        big = community(size)
        [(seconds, _)] = in_turns(2 if size >= SIZES[-1] else options.runs, lambda s, big=big: vectorised(big, s))
        print(f"| {size} | {1000 * seconds:.0f} ms | {1e9 * seconds / WEEKS / size:.0f} ns |")


if __name__ == "__main__":
    main()
