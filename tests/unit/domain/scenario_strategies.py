"""Generated scenarios: sound ones, in which every id and variable exists, whatever else they do."""

from domain_builders import choice, ending, scenario, scene, variable
from hypothesis import strategies as st

NAMES = ("heat", "trust", "warned")
numbers = st.integers(-4, 4)


@st.composite
def expressions(draw):
    """Sums of variables and numbers."""
    left = draw(st.sampled_from(NAMES) | numbers.map(str))
    return draw(st.sampled_from([left, f"{left} + {draw(st.sampled_from(NAMES))}", f"{left} - {abs(draw(numbers))}"]))


@st.composite
def guards(draw):
    """Conditions, some of which never hold."""
    compared = f"{draw(expressions())} {draw(st.sampled_from(['>=', '<', '==', '!=']))} {draw(numbers)}"
    negated = f"not {draw(st.sampled_from(NAMES))}"
    return draw(st.sampled_from([compared, negated, f"{compared} and {negated}", f"{compared} or {negated}"]))


@st.composite
def effects(draw):
    """Changes of a variable, many of which go past its bounds."""
    return f"{draw(st.sampled_from(NAMES))} {draw(st.sampled_from(['+=', '-=', '=']))} {draw(expressions())}"


@st.composite
def scenarios(draw):
    """Scenarios of one to four scenes; the first choice of the first scene is always offered."""
    scene_ids = [f"scene-{number}" for number in range(draw(st.integers(1, 4)))]
    ending_ids = [f"ending-{number}" for number in range(draw(st.integers(1, 2)))]
    targets = st.sampled_from([*scene_ids, *ending_ids])
    scenes = []
    for scene_id in scene_ids:
        choices = [
            choice(
                f"choice-{number}",
                draw(targets),
                when=draw(st.none() | guards()) if (scene_id, number) != (scene_ids[0], 0) else None,
                effects=draw(st.lists(effects(), max_size=3)),
                detours=draw(st.lists(st.fixed_dictionaries({"when": guards(), "to": targets}), max_size=2)),
                response=draw(st.none() | st.sampled_from(["R0", "R1", "R2"])),
            )
            for number in range(draw(st.integers(1, 3)))
        ]
        scenes.append(scene(scene_id, *choices))
    outcomes = st.sampled_from(["good", "mixed", "hard"])
    lowest = st.integers(-2, 0)
    variables = [variable(name, draw(lowest), draw(st.integers(1, 3)), start=draw(st.integers(0, 1))) for name in NAMES]
    return scenario(scenes, [ending(ending_id, draw(outcomes)) for ending_id in ending_ids], variables)
