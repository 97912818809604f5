"""Tests for tisserand.domain.practice: what each activity shows of which competency."""

from domain_builders import text
from path_builders import CONTENTS, FIRST, SECOND, answered, chosen, done, module, restarted
from sandbox_table import sandbox, task

from tisserand.content.loading import load_inquiry
from tisserand.content.models.quiz import Quiz
from tisserand.domain.events import DosagePlaced, PlanStepWritten, ReplyMarked, ReviewAnswered, TrapAnswered
from tisserand.domain.practice import Answers, practices


def practised(content, *pairs):
    """Return the activities by competency and kind."""
    found = practices(content.module, content.exercises, done(*pairs, module_id=content.module.id))
    return {(code, practice.activity.kind): practice for code, practice in found}


def test_nothing_is_begun_at_first_and_everything_offered_is_there():
    found = practised(FIRST)
    assert set(found) == {("A4", "quiz"), ("A5", "quiz"), ("A4", "scenario"), ("A5", "scenario")}
    assert not any(practice.is_begun or practice.at for practice in found.values())
    assert found["A4", "quiz"].total == 3


def test_a_quiz_shows_the_answers_to_the_questions_of_a_competency():
    found = practised(FIRST, answered("a", "no", "high"), answered("a", "yes"), answered("b", "nearly", "low"))
    quiz = found["A4", "quiz"]
    assert (quiz.status, quiz.count, quiz.total) == ("begun", 2, 3)
    assert (quiz.first, quiz.last) == (Answers(0, 1, 1), Answers(1, 1, 0))
    assert (quiz.sure, quiz.unsure) == (Answers(0, 0, 1), Answers(0, 1, 0))
    assert not found["A5", "quiz"].is_begun
    assert found["A5", "quiz"].at is None


def test_a_quiz_started_over_keeps_its_first_answers():
    found = practised(FIRST, answered("a", "no"), restarted("quiz/tied"), answered("a", "yes"))
    assert (found["A4", "quiz"].first, found["A4", "quiz"].last) == (Answers(0, 0, 1), Answers(1, 0, 0))


def test_the_follow_up_of_a_quiz_counts_apart_from_it():
    again = [
        ReviewAnswered("a", "yes", None, 1, 1),
        ReviewAnswered("a", "no", None, 0, 1),
        ReviewAnswered("d", "yes", None, 1, 1),
    ]
    elsewhere = [("follow_up/other", ReviewAnswered("a", "yes", None, 1, 1))]
    found = practised(FIRST, answered("a", "no"), *[("follow_up/tied", event) for event in again], *elsewhere)
    quiz = found["A4", "quiz"]
    assert (quiz.first, quiz.last, quiz.reviewed, quiz.count) == (
        Answers(0, 0, 1),
        Answers(0, 0, 1),
        Answers(1, 0, 1),
        1,
    )
    assert found["A5", "quiz"].reviewed == Answers(1)


def test_a_scenario_is_tied_to_what_its_file_names_else_to_the_objectives():
    story = FIRST.exercises[1].model_copy(update={"competencies": ("A4",)})
    found = list(practices(FIRST.module, [story], done(chosen("stay"))))
    assert [(code, one.endings, one.status) for code, one in found if one.activity.kind == "scenario"] == [
        ("A4", ("storm",), "done")
    ]
    assert practised(FIRST, chosen("go"))["A5", "scenario"].endings == ("calm",)


def test_what_has_no_exercise_is_tied_to_the_objectives_of_the_module():
    parts = {"preferences": {}, "orientations": {}}
    assert set(practised(SECOND)) == {("C1", "own_dosage")}
    assert practised(SECOND, ("own_dosage", DosagePlaced(parts, parts)))["C1", "own_dosage"].is_begun


def test_ratings_and_the_plan_are_no_practice():
    found = practised(FIRST, ("action_plan", PlanStepWritten("p", "text")))
    assert not any(practice.is_begun for practice in found.values())


def test_the_last_thing_done_is_dated_and_a_restart_is_not_a_thing_done():
    found = practised(FIRST, chosen("go"), restarted("scenario/a-scenario"))
    assert found["A4", "scenario"].at == done(chosen("go"))[0].at


def test_tasks_of_a_sandbox_count_for_their_competency():
    tasks = [
        {**task("mark", {"kind": "helped", "post": "prets-2"}), "competency": "A4"},
        {**task("other", {"kind": "voted", "thread": "creneau"}), "competency": "A5"},
    ]
    forum = sandbox(tasks=tasks)
    one = module("m", {"kind": "sandbox", "id": "petit"})
    records = done(("sandbox/petit", ReplyMarked("prets-2", helped=True)), module_id="m")
    found = dict(practices(one, [forum], records))
    assert (found["A4"].status, found["A4"].count, found["A4"].total) == ("done", 1, 1)
    assert (found["A5"].status, found["A5"].count) == ("not_begun", 0)


def test_conclusions_of_an_inquiry_are_counted_first_and_last():
    inquiry = load_inquiry("reseau-des-mediatheques")
    step = next(step for step in inquiry.steps if step.trap)
    right = next(option.id for option in step.trap.options if option.sound)
    wrong = next(option.id for option in step.trap.options if not option.sound)
    one = module("m", {"kind": "inquiry", "id": inquiry.id})
    key = f"inquiry/{inquiry.id}"
    history = [TrapAnswered(step.id, wrong), TrapAnswered(step.id, right), TrapAnswered(step.id, "gone")]
    found = dict(practices(one, [inquiry], done(*[(key, event) for event in history], module_id="m")))
    assert set(found) == set(inquiry.competencies)
    assert all((practice.first, practice.last) == (Answers(0, 0, 1), Answers(1)) for practice in found.values())


def test_a_quiz_whose_questions_name_no_competency_counts_for_those_of_its_file():
    plain = Quiz.model_validate(
        {
            "id": "tied",
            "kind": "quiz",
            "title": text("t"),
            "competencies": ["A6"],
            "questions": [{"id": "a", "kind": "true_false", "prompt": text("?"), "answer": True}],
        }
    )
    one = module("m", {"kind": "quiz", "id": "tied"})
    found = dict(practices(one, [plain], done(answered("a", given=True), module_id="m")))
    assert (found["A6"].first, found["A6"].status) == (Answers(1), "done")


def test_an_exercise_that_cannot_be_loaded_still_shows_that_it_was_begun():
    found = list(practices(FIRST.module, [], done(chosen("go"))))
    assert ("A4", "scenario", True) in [(code, one.activity.kind, one.is_begun) for code, one in found]


def test_records_of_other_modules_do_not_count():
    records = done(chosen("go"), module_id="elsewhere")
    assert not any(
        one.is_begun for content in CONTENTS for _, one in practices(content.module, content.exercises, records)
    )
