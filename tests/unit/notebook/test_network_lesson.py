"""The lesson "Network or community?": personas, the table of posts, and what other lessons do not pay."""

import subprocess
import sys

import pytest

from tisserand.content.loading import load_module
from tisserand.notebook import lesson as lesson_file
from tisserand.notebook import open_lesson
from tisserand.notebook.personas.browser import Expect
from tisserand.notebook.personas.persona import PERSONAS
from tisserand.rehearsal.kernel_report import statuses
from tisserand.widgets.notice import NoticeWidget

SLUG = "reseau-ou-communaute"
MODULE = load_module(SLUG)


@pytest.fixture
def screen(monkeypatch, tmp_path):
    shown = []
    monkeypatch.setattr(lesson_file, "display", shown.append)
    monkeypatch.setenv("TISSERAND_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TISSERAND_LANG", "en")
    monkeypatch.delenv("TISSERAND_STRICT", raising=False)
    return shown


@pytest.mark.usefixtures("screen")
@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize(("kind", "arguments"), [("inquiry", ["reseau-des-mediatheques"]), ("own_traces", [])])
def test_each_persona_takes_each_practice_to_its_end(persona, kind, arguments):
    lesson = open_lesson(SLUG, lang="fr", persona=persona)
    getattr(lesson, kind)(*arguments)
    shown = lesson.shown[0]
    assert [one for one in shown.sent if not one.is_as_expected] == []
    assert len(lesson.session.records()) == sum(one.recorded for one in shown.sent)
    assert statuses(lesson.session, MODULE)[shown.key] == "done"
    if persona == "contrary":
        assert sum(one.expected is Expect.REFUSED for one in shown.sent) >= 30


def test_the_posts_come_as_a_table_to_change_at_will(screen):
    lesson = open_lesson(SLUG)
    posts = lesson.data()
    assert list(posts.columns) == ["author", "at", "thread", "answers"]
    assert str(posts["at"].dt.tz) == "UTC"
    posts["author"] = "x"
    assert lesson.data()["author"].nunique() == 75
    assert screen == []


@pytest.mark.parametrize(("slug", "own"), [(SLUG, True), ("gerer-un-troll", False)])
def test_without_data_a_message_says_why(screen, slug, own):
    assert open_lesson(slug).data(own=own) is None
    assert isinstance(screen[-1], NoticeWidget)


def test_one_s_own_posts_are_there_as_long_as_they_are_in_memory(screen):
    lesson = open_lesson(SLUG, persona="contrary")
    lesson.own_traces()
    assert len(lesson.data(own=True)) == 84
    lesson.shown[0].widget.traces.forget()
    assert lesson.data(own=True) is None
    assert isinstance(screen[-1], NoticeWidget)


@pytest.mark.slow
def test_a_lesson_without_data_imports_neither_pandas_nor_networkx():
    code = (
        "import sys; from tisserand.notebook import lesson; lesson.display = lambda _: None;"
        "opened = lesson.open_lesson('gerer-un-troll', persona='novice');"
        "opened.progress(); opened.quiz('signes-de-derapage');"
        "sys.exit(bool({'pandas', 'networkx'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
