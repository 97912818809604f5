"""Generated scenarios: sound ones, in which every id and variable exists, whatever else they do.

They are drawn from a seed rather than piece by piece, thirty times faster; being small, they read well unshrunk.
"""

from random import Random

from domain_builders import choice, ending, scenario, scene, variable
from hypothesis import strategies as st

NAMES = ("heat", "trust", "warned")


def expression(rng):
    """Return a sum of variables and numbers."""
    left = rng.choice([*NAMES, str(rng.randint(-4, 4))])
    return rng.choice([left, f"{left} + {rng.choice(NAMES)}", f"{left} - {rng.randint(0, 4)}"])


def guard(rng):
    """Return a condition, now and then one that never holds."""
    compared = f"{expression(rng)} {rng.choice(['>=', '<', '==', '!='])} {rng.randint(-4, 4)}"
    negated = f"not {rng.choice(NAMES)}"
    return rng.choice([compared, negated, f"{compared} and {negated}", f"{compared} or {negated}"])


def effect(rng):
    """Return a change of a variable, often past its bounds."""
    return f"{rng.choice(NAMES)} {rng.choice(['+=', '-=', '='])} {expression(rng)}"


def scenario_of(seed):
    """Return a scenario of one to four scenes; the first choice of the first scene is always offered."""
    rng = Random(seed)  # noqa: S311 - nothing secret here
    scene_ids = [f"scene-{number}" for number in range(rng.randint(1, 4))]
    ending_ids = [f"ending-{number}" for number in range(rng.randint(1, 2))]
    targets = [*scene_ids, *ending_ids]

    def some_choice(number, *, is_guarded):
        return choice(
            f"choice-{number}",
            rng.choice(targets),
            when=guard(rng) if is_guarded else None,
            effects=[effect(rng) for _ in range(rng.randint(0, 3))],
            detours=[{"when": guard(rng), "to": rng.choice(targets)} for _ in range(rng.randint(0, 2))],
            response=rng.choice([None, "R0", "R1", "R2"]),
        )

    scenes = []
    for scene_id in scene_ids:
        is_first = scene_id == scene_ids[0]
        guarded = [rng.random() < 0.5 and not (is_first and number == 0) for number in range(rng.randint(1, 3))]
        scenes.append(scene(scene_id, *(some_choice(n, is_guarded=flag) for n, flag in enumerate(guarded))))
    endings = [ending(ending_id, rng.choice(["good", "mixed", "hard"])) for ending_id in ending_ids]
    bounds = [(rng.randint(-2, 0), rng.randint(1, 3)) for _ in NAMES]
    variables = [variable(name, *ends, start=rng.randint(0, 1)) for name, ends in zip(NAMES, bounds, strict=True)]
    return scenario(scenes, endings, variables, id=f"seed-{seed}")


def scenarios():
    """Return the strategy of all of them."""
    return st.integers(0, 2**32).map(scenario_of)
