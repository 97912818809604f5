import pytest

from tisserand.content.loading import load_module, load_quiz, load_self_assessment
from tisserand.domain.grading import grade
from tisserand.domain.right_answer import right_answer
from tisserand.i18n import Lang
from tisserand.services.session import throwaway_session
from tisserand.widgets.action_plan import ActionPlanWidget
from tisserand.widgets.progress import ProgressWidget, activity_anchor
from tisserand.widgets.quiz import QuizWidget
from tisserand.widgets.self_assessment import SelfAssessmentWidget

MODULE = load_module("gerer-un-troll")
QUIZ = load_quiz("signes-de-derapage")


@pytest.fixture
def own_session():
    return throwaway_session(MODULE, Lang.FR, "ada")


@pytest.fixture
def page(own_session, browser):
    return browser(ProgressWidget(own_session, MODULE, Lang.FR))


def state(page, key):
    page.widget.refresh()
    return next(one for one in page.view["activities"] if one["key"] == key)


def test_nothing_is_begun_at_first_and_the_first_activity_comes_next(page):
    assert [one["state"] for one in page.view["activities"]] == ["not_begun"] * len(MODULE.activities)
    assert [one["is_next"] for one in page.view["activities"]] == [True] + [False] * (len(MODULE.activities) - 1)
    assert page.view["done"] == 0
    assert page.view["total"] == len(MODULE.activities)
    assert str(sum(one.minutes for one in MODULE.activities)) in page.view["remaining_text"]


@pytest.mark.parametrize("lang", list(Lang))
def test_every_activity_has_a_title_of_its_own(own_session, browser, lang):
    """The same self-assessment before and after is told apart."""
    titles = [one["title"] for one in browser(ProgressWidget(own_session, MODULE, lang)).view["activities"]]
    assert len(set(titles)) == len(titles)


def test_a_quiz_counts_its_answers_until_it_is_done(page, own_session, browser):
    quiz = browser(QuizWidget(own_session, QUIZ, Lang.FR))
    for number, question in enumerate(QUIZ.questions, start=1):
        answer = right_answer(question)
        if question.kind == "scale":
            answer = question.options[0].id
        assert grade(question, answer)
        quiz.send("answer", question=question.id, answer=answer, certainty=None)
        shown = state(page, f"quiz/{QUIZ.id}")
        if number < len(QUIZ.questions):
            assert shown["state"] == "begun"
            assert f"{number} sur {len(QUIZ.questions)}" in shown["state_text"]
    assert shown["state"] == "done"
    assert page.view["done"] == 1


def test_a_plan_with_a_dated_step_is_done(page, own_session, browser):
    plan = browser(ActionPlanWidget(own_session, MODULE, Lang.FR))
    plan.send("write", step_id="s1", text="x", date="2026-03-09")
    assert state(page, "action_plan")["state"] == "done"


def test_links_lead_to_where_the_widgets_stand(own_session, browser, page):
    anchors = {one["anchor"] for one in page.view["activities"]}
    form = next(one for one in MODULE.activities if one.kind == "self_assessment")
    assert browser(QuizWidget(own_session, QUIZ, Lang.FR)).view["anchor"] in anchors
    assert browser(ActionPlanWidget(own_session, MODULE, Lang.FR)).view["anchor"] in anchors
    widget = SelfAssessmentWidget(own_session, load_self_assessment(form.id), form.moment, Lang.FR)
    assert browser(widget).view["anchor"] == activity_anchor(form.key)


def test_a_broken_exercise_hides_nothing_of_the_others(own_session, browser, caplog):
    activities = tuple(
        one.model_copy(update={"id": "perdu"}) if one.kind == "quiz" else one for one in MODULE.activities
    )
    view = browser(ProgressWidget(own_session, MODULE.model_copy(update={"activities": activities}), Lang.FR)).view
    assert len(view["activities"]) == len(MODULE.activities)
    assert "perdu" in caplog.text


def test_it_takes_no_intention(page):
    page.send("answer", question="x", answer="y")
    assert page.view["problem"]
    assert page.events() == []
