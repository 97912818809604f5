import pytest
from balance_records import BEGUN, PROFILE, quarters
from balance_table import EVEN, SPREAD
from domain_builders import choice, ending, record, scenario, scene, text
from hypothesis import given
from hypothesis import strategies as st
from quiz_builders import answer, quiz
from sandbox_table import SMALL

from tisserand.content.models.module import Activity as ModuleActivity
from tisserand.content.models.module import TrainingModule
from tisserand.content.models.self_assessment import SelfAssessment
from tisserand.domain.balance.quarters import QUARTERS
from tisserand.domain.events import (
    ChoiceMade,
    ChoicesUndone,
    CompetencyRated,
    DosagePlaced,
    ExerciseRestarted,
    GameBegun,
    PlanStepWritten,
    PostPublished,
    ReplyMarked,
)
from tisserand.domain.progress import module_progress

QUIZ = quiz("one")
FORM = SelfAssessment.model_validate(
    {"id": "form", "kind": "self_assessment", "title": text("t"), "role": "animator", "competencies": ["A4", "A5"]}
)
SCENARIO = scenario([scene("a", choice("go", "b")), scene("b", choice("go", "calm"))], [ending("calm"), ending("x")])
EXERCISES = [QUIZ, FORM, SCENARIO]
MODULE = TrainingModule.model_validate(
    {
        "id": "module",
        "slug": "slug",
        "version": 1,
        "status": "published",
        "role": "animator",
        "title": text("t"),
        "summary": text("s"),
        "duration_min": 20,
        "objectives": [{"competency": "A4", "level": 2, "text": text("o")}],
        "activities": [
            {"kind": "self_assessment", "id": "form", "moment": "before", "minutes": 2},
            {"kind": "quiz", "id": "a-quiz", "minutes": 8},
            {"kind": "scenario", "id": "a-scenario", "minutes": 6},
            {"kind": "self_assessment", "id": "form", "moment": "after", "minutes": 2},
            {"kind": "action_plan", "minutes": 2},
        ],
    }
)
BEFORE, AFTER = "self_assessment/form/before", "self_assessment/form/after"
HISTORY = [
    (BEFORE, CompetencyRated("A4", "before", 0)),
    (BEFORE, CompetencyRated("A5", "before", 1)),
    ("quiz/a-quiz", answer("one", "no")),
    ("quiz/a-quiz", answer("scale", "yes")),
    ("scenario/a-scenario", ChoiceMade(0, "a", "go")),
    ("scenario/a-scenario", ChoiceMade(1, "b", "go")),
    (AFTER, CompetencyRated("A4", "after", 1)),
    (AFTER, CompetencyRated("A5", "after", 1)),
    ("action_plan", PlanStepWritten("p", "text", "2026-03-12")),
]


def history(*pairs):
    return [record(event, number, activity) for number, (activity, event) in enumerate(pairs)]


def statuses(progress):
    return [(p.status, p.count, p.total) for p in progress.activities]


def test_a_module_is_not_begun_at_first():
    progress = module_progress(MODULE, EXERCISES, [])
    assert statuses(progress) == [("not_begun", 0, n) for n in (2, 2, 2, 2, 0)]
    assert (progress.share, progress.status, progress.next_activity.kind) == (0, "not_begun", "self_assessment")


def test_each_activity_counts_what_was_done_in_it():
    begun = [HISTORY[n] for n in (0, 2, 4, 6)] + [("action_plan", PlanStepWritten("p", "no date yet"))]
    progress = module_progress(MODULE, EXERCISES, history(*begun))
    assert statuses(progress) == [("begun", 1, 2), ("begun", 1, 2), ("begun", 0, 2), ("begun", 1, 2), ("begun", 1, 0)]
    assert progress.share == (1 + 4 + 0 + 1 + 0) / 20
    assert progress.status == "begun"


def test_a_module_is_done_when_all_its_activities_are():
    progress = module_progress(MODULE, EXERCISES, history(*HISTORY))
    assert statuses(progress) == [("done", 2, 2), ("done", 2, 2), ("done", 1, 2), ("done", 2, 2), ("done", 1, 0)]
    assert (progress.share, progress.status, progress.next_activity) == (1, "done", None)


def test_the_next_activity_is_the_first_that_is_not_done():
    progress = module_progress(MODULE, EXERCISES, history(*HISTORY[:2], *HISTORY[4:6]))
    assert progress.next_activity.key == "quiz/a-quiz"


def test_what_is_done_stays_done_when_started_over():
    again = [("quiz/a-quiz", ExerciseRestarted()), ("scenario/a-scenario", ChoicesUndone(0))]
    progress = module_progress(
        MODULE, EXERCISES, history(*HISTORY, *again, ("scenario/a-scenario", ExerciseRestarted()))
    )
    assert progress.status == "done"
    assert statuses(progress)[1] == ("done", 2, 2)


def test_records_of_another_module_do_not_count():
    other = MODULE.model_copy(update={"id": "other"})
    assert module_progress(other, EXERCISES, history(*HISTORY)).status == "not_begun"


def test_an_activity_whose_exercise_cannot_be_loaded_is_never_done():
    progress = module_progress(MODULE, [FORM, SCENARIO], history(*HISTORY))
    assert statuses(progress)[1] == ("begun", 0, 0)
    assert 0 < progress.share < 1


COORDINATION = MODULE.model_copy(
    update={
        "activities": tuple(
            ModuleActivity.model_validate(one)
            for one in ({"kind": "balance", "id": "a-group", "minutes": 10}, {"kind": "own_dosage", "minutes": 3})
        )
    }
)


@pytest.mark.parametrize(
    ("played", "expected"),
    [
        ([], ("not_begun", 0, 8)),
        ([BEGUN], ("begun", 0, 8)),
        ([BEGUN, *quarters(2)], ("begun", 2, 8)),
        ([BEGUN, *quarters(QUARTERS)], ("done", 8, 8)),
        ([BEGUN, *quarters(QUARTERS), ExerciseRestarted(), GameBegun(3)], ("done", 8, 8)),
        ([BEGUN, *quarters(3), ExerciseRestarted(), BEGUN, *quarters(1)], ("begun", 3, 8)),
    ],
)
def test_a_balance_is_done_once_a_game_was_played_to_its_end(played, expected):
    progress = module_progress(COORDINATION, [PROFILE], history(*[("balance/a-group", event) for event in played]))
    assert statuses(progress)[0] == expected
    assert progress.activities[0].share == expected[1] / 8


def test_ones_own_dosage_is_done_once_it_is_placed():
    parts = {"preferences": EVEN, "orientations": SPREAD}
    wrong, right = DosagePlaced(parts, {}), DosagePlaced(parts, parts)
    assert statuses(module_progress(COORDINATION, [PROFILE], history(("own_dosage", wrong))))[1] == ("begun", 0, 0)
    assert statuses(module_progress(COORDINATION, [PROFILE], history(("own_dosage", right))))[1] == ("done", 0, 0)


@given(st.lists(st.sampled_from(HISTORY), max_size=14))
def test_progress_never_falls_and_repetition_changes_nothing(pairs):
    made = history(*pairs)
    shares = [module_progress(MODULE, EXERCISES, made[:end]).share for end in range(len(made) + 1)]
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)
    assert module_progress(MODULE, EXERCISES, made + made) == module_progress(MODULE, EXERCISES, made)


def test_a_practice_forum_counts_its_tasks_and_keeps_those_done_when_started_over():
    activities = (ModuleActivity.model_validate({"kind": "sandbox", "id": "petit", "minutes": 9}),)
    module = MODULE.model_copy(update={"activities": activities})
    done = [
        ("sandbox/petit", ReplyMarked("prets-2", helped=True)),
        ("sandbox/petit", ExerciseRestarted()),
        ("sandbox/petit", PostPublished("", "Qui ouvre ?", "Ouvrir lundi matin", "vie")),
    ]
    (activity,) = module_progress(module, [SMALL], history(*done)).activities
    assert (activity.status, activity.count, activity.total, activity.share) == ("begun", 2, 3, 2 / 3)
