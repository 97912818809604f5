"""A framework of five competencies, two modules that practise three of them, and records, for the tests of the path."""

from datetime import timedelta

from domain_builders import EPOCH, choice, ending, scenario, scene, text
from quiz_builders import OPTIONS, answer

from tisserand.content.models.framework import CompetencyFramework
from tisserand.content.models.module import TrainingModule
from tisserand.content.models.quiz import Quiz
from tisserand.content.models.self_assessment import SelfAssessment
from tisserand.domain.competency_profile import ModuleContent
from tisserand.domain.events import ChoiceMade, CompetencyRated, ExerciseRestarted, Record

ROLES = {"A4": "animator", "A5": "animator", "A6": "animator", "C1": "coordinator", "C9": "coordinator"}

FRAMEWORK = CompetencyFramework.model_validate(
    {
        "version": 1,
        "level_names": [text(name) for name in ("discover", "practise", "master", "transmit")],
        "competencies": [
            {"code": code, "role": role, "name": text(f"name of {code}"), "levels": [text("acts")] * 4}
            for code, role in ROLES.items()
        ],
    }
)


def form(*codes, form_id="form"):
    raw = {"id": form_id, "kind": "self_assessment", "title": text("f"), "role": "animator", "competencies": codes}
    return SelfAssessment.model_validate(raw)


def tied_quiz(**codes):
    """Return a quiz of single questions whose right answer is ``yes``, each tied to a competency."""
    questions = [
        {"id": name, "kind": "single", "prompt": text("?"), "options": OPTIONS, "competency": code}
        for name, code in codes.items()
    ]
    return Quiz.model_validate({"id": "tied", "kind": "quiz", "title": text("The quiz"), "questions": questions})


def module(module_id, *activities, aims=("A4",), **rest):
    return TrainingModule.model_validate(
        {
            "id": module_id,
            "slug": f"slug-{module_id}",
            "version": 1,
            "status": "published",
            "role": "animator",
            "title": text(f"Module {module_id}"),
            "summary": text("s"),
            "duration_min": 20,
            "objectives": [{"competency": code, "level": 2, "text": text("o")} for code in aims],
            "activities": [{"minutes": 5, **activity} for activity in activities],
            **rest,
        }
    )


QUIZ = tied_quiz(a="A4", b="A4", c="A4", d="A5")
STORY = scenario([scene("s", choice("go", "calm"), choice("stay", "storm"))], [ending("calm"), ending("storm", "hard")])
BEFORE, AFTER = ({"kind": "self_assessment", "id": "form", "moment": moment} for moment in ("before", "after"))
FIRST = ModuleContent(
    module(
        "one",
        BEFORE,
        {"kind": "quiz", "id": "tied"},
        {"kind": "scenario", "id": "a-scenario"},
        AFTER,
        {"kind": "action_plan"},
        aims=("A4", "A5"),
    ),
    (QUIZ, STORY, form("A4", "A5")),
)
SECOND = ModuleContent(
    module("two", {"kind": "own_dosage"}, aims=("C1",), role="coordinator", prerequisites=["slug-one"])
)
CONTENTS = (FIRST, SECOND)


def rated(code, moment, level, sentence="", **rest):
    """Return the activity of a rating, and the rating."""
    event = CompetencyRated(code, moment, level, trace_sentence=sentence, **rest)
    return f"self_assessment/form/{moment}", event


def answered(question, given, certainty=None):
    return "quiz/tied", answer(question, given, certainty)


def chosen(choice_id):
    return "scenario/a-scenario", ChoiceMade(0, "s", choice_id)


def restarted(activity):
    return activity, ExerciseRestarted()


def done(*pairs, module_id="one", start=0):
    """Return what was done in a module, one thing a minute."""
    return [
        Record(
            uuid=f"{module_id}-{number}",
            learner="somebody",
            at=EPOCH + timedelta(minutes=number),
            module_id=module_id,
            module_version=1,
            activity=activity,
            lang="fr",
            event=event,
        )
        for number, (activity, event) in enumerate(pairs, start)
    ]
