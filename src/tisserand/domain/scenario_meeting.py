"""What a scenario that takes place in a meeting adds: its clock, and how much each person has been heard."""

from dataclasses import dataclass

from tisserand.content.models.scenario import Post, Scenario, Scene
from tisserand.domain.scenario import ScenarioRun, said_after, visible_posts
from tisserand.domain.scenario_index import index_of
from tisserand.domain.scenario_paths import count_words
from tisserand.domain.state import State
from tisserand.i18n import Lang

_HOUR = 60
_DAY = 24 * _HOUR


@dataclass(frozen=True)
class Clock:
    """What the clock of the room says.

    Attributes:
        hour, minute: the time of day.
        late: minutes behind what was planned.
        left: minutes until the room has to be left; never below 0.
    """

    hour: int
    minute: int
    late: int
    left: int


def clock_at(scenario: Scenario, scene: Scene, state: State) -> Clock | None:
    """Return the time at which a scene comes in ``state``; ``None`` without a clock or a minute.

    The time is the minute planned for the scene plus the minutes lost so far: what has been lost is not won back
    unless an effect says so.
    """
    agenda = scenario.agenda
    if agenda is None or scene.minute is None:
        return None
    late = state.get(agenda.late, 0)
    hours, minutes = (int(part) for part in agenda.begins.split(":"))
    now = (hours * _HOUR + minutes + scene.minute + late) % _DAY
    return Clock(now // _HOUR, now % _HOUR, late, max(0, agenda.minutes - scene.minute - late))


@dataclass(frozen=True)
class Heard:
    """How much somebody has spoken.

    Attributes:
        member: id of the cast member.
        words: how many words of theirs were heard.
        share: of all the words heard, 0 to 1.
    """

    member: str
    words: int
    share: float


def heard(scenario: Scenario, run: ScenarioRun, lang: Lang) -> tuple[Heard, ...]:
    """Return how much each member of the cast has been heard, silent ones included, in the order of the cast.

    What counts is what was said in the scenes gone through and because of the choices made, in the reader's language.
    """
    index = index_of(scenario)
    posts: list[Post] = []
    for step in run.steps:
        posts += visible_posts(index.scenes[step.scene], step.before)
        posts += said_after(index.choices[step.scene][step.choice], step.before)
    if (place := index.place(run.at)) is not None:
        posts += visible_posts(place, run.state)
    words = {member.id: 0 for member in scenario.cast}
    for post in posts:
        words[post.by] += count_words(post.text.in_lang(lang))
    total = sum(words.values())
    return tuple(Heard(member, count, count / total if total else 0.0) for member, count in words.items())
