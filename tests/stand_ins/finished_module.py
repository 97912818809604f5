"""Somebody who has finished a module: quizzes, self-assessments, scenarios and the plan, at a given moment."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import uuid4

from tisserand.content.models.module import TrainingModule
from tisserand.content.models.quiz import Quiz, SingleQuestion
from tisserand.content.models.scenario import Scenario
from tisserand.content.models.self_assessment import SelfAssessment
from tisserand.domain.events import CompetencyRated
from tisserand.domain.right_answer import right_answer
from tisserand.domain.scenario import available, current_ending
from tisserand.i18n import Lang
from tisserand.services.assessments import rate_competency
from tisserand.services.plans import write_plan_step
from tisserand.services.progress import current_progress, load_exercises
from tisserand.services.quizzes import submit_answer
from tisserand.services.scenarios import choose, current_run
from tisserand.services.session import Session
from tisserand.store.event_log import EventLog


def finish_module(
    log: EventLog, learner: str, module: TrainingModule, at: datetime, *, wrong: Collection[str] = ()
) -> Session:
    """Do everything in a module, each question rightly but those named in ``wrong`` (single ones); say where."""
    session = Session(log, learner, Lang.FR, module, lambda: at)
    exercises = load_exercises(module)
    for exercise in exercises:
        if isinstance(exercise, Quiz):
            _answer(session, exercise, wrong)
        elif isinstance(exercise, SelfAssessment):
            for moment in ("before", "after"):
                for competency in exercise.competencies:
                    rate_competency(session, exercise, CompetencyRated(competency, moment, 1), uuid4().hex)
        elif isinstance(exercise, Scenario):
            _play(session, exercise)
    day = (at + timedelta(days=30)).date().isoformat()
    write_plan_step(session, f"step-{module.slug}", f"Essayer : {module.title.fr}", day, uuid4().hex)
    assert current_progress(session, module, exercises).status == "done", module.slug
    return session


def _answer(session: Session, quiz: Quiz, wrong: Collection[str]) -> None:
    for question in quiz.questions:
        answer = right_answer(question)
        if answer is None:
            answer = question.options[0].id  # a scale
        elif question.id in wrong and isinstance(question, SingleQuestion):
            answer = next(option.id for option in question.options if not option.correct and not option.credit)
        submit_answer(session, quiz, question.id, answer, None, uuid4().hex)


def _play(session: Session, scenario: Scenario) -> None:
    for turn in range(200):
        run = current_run(session, scenario).run
        if current_ending(scenario, run):
            return
        choice = available(scenario, run)[turn % len(available(scenario, run))]
        choose(session, scenario, run.at, len(run.steps), choice.id, uuid4().hex)
    raise AssertionError(f"{scenario.id}: no ending in 200 choices")
