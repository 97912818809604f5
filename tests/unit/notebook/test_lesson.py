"""What the cells of a lesson call, outside a kernel."""

import logging
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from tisserand.content.loading import load_module
from tisserand.domain.events import AnswerSubmitted, Record
from tisserand.errors import TisserandError
from tisserand.notebook import lesson as lesson_file
from tisserand.notebook import open_lesson
from tisserand.notebook.lesson import ACTIVITIES, ClosedLesson, Lesson
from tisserand.notebook.workshop import hand_over
from tisserand.store.rows import message_of, row_of
from tisserand.widgets.notice import NoticeWidget
from tisserand.widgets.progress import ProgressWidget
from tisserand.widgets.quiz import QuizWidget

SLUG = "gerer-un-troll"
ANSWERED = AnswerSubmitted("le-ton-et-le-fond", "desaccord", None, 0, 1)


@pytest.fixture
def screen(monkeypatch, tmp_path):
    """What was displayed; the person's data lie in a folder of their own."""
    shown = []
    monkeypatch.setattr(lesson_file, "display", shown.append)
    monkeypatch.setenv("TISSERAND_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TISSERAND_LANG", "fr")
    for name in ("TISSERAND_STRICT", "TISSERAND_LEARNER", "TISSERAND_DATABASE_URL", "SERVER_SOFTWARE"):
        monkeypatch.delenv(name, raising=False)
    return shown


@pytest.fixture
def voila(monkeypatch, screen):
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5.13")
    return screen


def answer(widget, **fields):
    content = {"type": "answer", "uuid": "0123456789", **fields}
    message = {"content": {"data": {"method": "custom", "content": content}}, "buffers": []}
    widget.comm.handle_msg(message)


def test_each_activity_of_the_module_is_displayed_once_and_nothing_is_echoed(screen):
    lesson = open_lesson(SLUG)
    for activity in load_module(SLUG).activities:
        arguments = [activity.id] if activity.id else []
        values = {"moment": activity.moment} if activity.moment else {}
        assert getattr(lesson, activity.kind)(*arguments, **values) is None
    assert lesson.progress() is None
    keys = [*(activity.key for activity in load_module(SLUG).activities), "progress"]
    assert [shown.key for shown in lesson.shown] == keys
    assert [shown.widget for shown in lesson.shown] == screen


def test_opening_a_lesson_writes_nothing(screen, tmp_path):
    open_lesson(SLUG).progress()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("lang", "expected"), [("fr", "fr"), ("en", "en"), ("de", "fr"), ("", "fr")])
def test_the_lesson_speaks_the_language_asked_for(screen, lang, expected):
    open_lesson(SLUG, lang=lang).progress()
    assert screen[0].labels["lang"] == expected


def test_progress_is_shown_anew_when_something_is_recorded(screen):
    lesson = open_lesson(SLUG, persona="")
    lesson.session = lesson_file.throwaway_session(lesson.module, lesson.session.lang, "x")
    lesson.progress()
    lesson.quiz("signes-de-derapage")
    progress, quiz = screen
    assert isinstance(progress, ProgressWidget)
    before = progress.view
    question = next(one for one in quiz.view["questions"] if one["kind"] == "true_false")
    answer(quiz, question=question["id"], answer=True, certainty=None)
    assert quiz.view["problem"] is None
    assert progress.view != before


# Who plays


def test_the_learner_is_the_parameter_then_that_of_the_settings(voila, monkeypatch):
    assert open_lesson(SLUG).session.learner == "local"
    monkeypatch.setenv("TISSERAND_LEARNER", "anna")
    assert open_lesson(SLUG).session.learner == "anna"
    assert open_lesson(SLUG, learner=" bob ").session.learner == "bob"


def test_in_the_workshop_a_lesson_opens_for_nobody_then_belongs_to_who_comes(screen, monkeypatch):
    """Whatever the lesson's own parameters say: the server says who. What they did before is shown at once."""
    monkeypatch.setenv("TISSERAND_WORKSHOP", "http://127.0.0.1:1")
    lesson = open_lesson(SLUG, learner="bob")
    lesson.quiz("signes-de-derapage")
    assert lesson.session.learner == ""
    before = screen[-1].view
    earlier = Record("u1", "anna", datetime.now(UTC), lesson.module.id, 1, "quiz/signes-de-derapage", "fr", ANSWERED)
    hand_over(lesson, {"learner": "anna", "ticket": "t", "records": [message_of(row_of(earlier))]})
    assert lesson.session.learner == "anna"
    assert [record.uuid for record in lesson.session.records()] == ["u1"]
    assert screen[-1].view["overview"] != before["overview"]


def test_a_lesson_that_has_its_learner_is_handed_to_nobody(screen):
    with pytest.raises(TypeError):
        hand_over(open_lesson(SLUG), {"learner": "anna", "ticket": "t", "records": []})


def test_a_persona_plays_on_a_log_that_is_thrown_away(screen, tmp_path):
    lesson = open_lesson(SLUG, persona="careful", learner="bob")
    lesson.quiz("signes-de-derapage")
    assert lesson.session.learner == "careful"
    assert len(lesson.session.records()) > 0
    assert not (tmp_path / "home").exists()


# What can't be shown


def notice(screen):
    (widget,) = screen
    assert isinstance(widget, NoticeWidget)
    return widget.view


each_typo = pytest.mark.parametrize(
    ("play", "near"),
    [
        (lambda lesson: lesson.quiz("signes-de-derapages"), "signes-de-derapage"),
        (lambda lesson: lesson.scenario("lundi-matim"), "lundi-matin"),
        (lambda lesson: lesson.self_assessment("animateur-a4"), "animateur-a4-a6"),
        (lambda lesson: lesson.self_assessment("animateur-a4-a6", moment="aftr"), "after"),
        (lambda lesson: lesson.quizz("signes-de-derapage"), "lesson.quiz"),
        (lambda lesson: lesson.actionplan(), "lesson.action_plan"),
        (lambda _lesson: open_lesson("gerer-un-trol"), SLUG),
        (lambda _lesson: open_lesson(SLUG, persona="carefull"), "careful"),
    ],
)


@each_typo
def test_a_typo_shows_its_author_the_nearest_name(screen, play, near):
    assert play(open_lesson(SLUG)) is None or len(screen) == 1
    view = notice(screen)
    assert view["author"]
    assert near in view["text"]


@each_typo
def test_a_typo_shows_a_participant_one_polite_sentence_and_tells_the_log(voila, caplog, play, near):
    logging.getLogger("tisserand").propagate = True
    play(open_lesson(SLUG))
    view = notice(voila)
    assert not view["author"]
    assert near not in str(view)
    assert near in caplog.text


@each_typo
def test_a_typo_stops_a_strict_run(screen, monkeypatch, play, near):
    monkeypatch.setenv("TISSERAND_STRICT", "1")
    with pytest.raises(TisserandError, match=near):
        play(open_lesson(SLUG))
    assert screen == []


def test_a_file_that_breaks_its_model_is_told_with_its_line(screen, monkeypatch):
    def broken(_quiz_id):
        raise TisserandError("signes-de-derapage.yaml, ligne 12")

    monkeypatch.setattr(lesson_file, "load_quiz", broken)
    open_lesson(SLUG).quiz("signes-de-derapage")
    assert "ligne 12" in notice(screen)["text"]


def test_a_bug_of_ours_is_loud_for_authors_and_polite_for_participants(screen, monkeypatch):
    def bug(_quiz_id):
        raise ZeroDivisionError

    monkeypatch.setattr(lesson_file, "load_quiz", bug)
    with pytest.raises(ZeroDivisionError):
        open_lesson(SLUG).quiz("signes-de-derapage")
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5.13")
    open_lesson(SLUG).quiz("signes-de-derapage")
    assert not notice(screen)["author"]


def test_after_a_lesson_that_could_not_open_its_activities_show_nothing_more(screen):
    lesson = open_lesson("gerer-un-trol")
    for name in ACTIVITIES:
        assert getattr(lesson, name)("x") is None
    assert len(screen) == 1


@pytest.mark.parametrize("closed", [True, False])
def test_what_ipython_asks_of_any_object_is_not_answered(screen, closed):
    lesson = ClosedLesson() if closed else open_lesson(SLUG)
    assert not hasattr(lesson, "_repr_html_")
    assert not hasattr(lesson, "_ipython_display_")


def test_the_methods_named_to_authors_exist():
    assert all(callable(vars(Lesson)[name]) for name in ACTIVITIES)
    assert QuizWidget.name in ACTIVITIES


# Starting


def test_opening_a_lesson_imports_nothing_heavy():
    heavy = (
        "papermill",
        "jupytext",
        "alembic",
        "pandas",
        "typer",
        "nbformat",
        "jupyter_server",
        "sqlalchemy",
        "icalendar",
    )
    code = f"import sys; from tisserand.notebook import open_lesson; print([n for n in {heavy} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
