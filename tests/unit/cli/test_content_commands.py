"""``tisserand check``, ``mend`` and ``new`` on a copy of a small content."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tisserand.checks.diagnostic import Severity
from tisserand.checks.runner import run as run_checks
from tisserand.cli import main
from tisserand.content.lesson_notebook import find_lessons, write_notebook
from tisserand.content.loading import load_balance
from tisserand.domain.balance.verify import verify_profile
from tisserand.rehearsal import run_all as rehearsal

GOOD = Path(__file__).parents[2] / "content" / "good"
QUIZ = "exercises/quizzes/premiers-mots.yaml"


@pytest.fixture
def content(tmp_path, monkeypatch):
    root = tmp_path / "content"
    shutil.copytree(GOOD, root)
    for slug, lang in find_lessons(root):
        write_notebook(root, slug, lang)
    monkeypatch.setenv("TISSERAND_CONTENT", str(root))
    monkeypatch.setenv("TISSERAND_LANG", "en")
    return root


def tisserand(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args])


def edit(root, name, before, after):
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_good_content_exits_with_0_and_one_line_of_counts(content):
    result = tisserand("check")
    assert result.exit_code == 0
    assert result.stdout.startswith("15 files read, 0 errors, 0 warnings (")


def test_an_error_exits_with_1_and_says_place_sentence_hint_and_page(content):
    edit(content, QUIZ, "kind: quiz", "kindd: quiz")
    result = tisserand("check")
    assert result.exit_code == 1
    place, sentence, hint = result.stdout.splitlines()[:3]
    assert place == f"{QUIZ}:2  YA005 unknown-key  error"
    assert sentence == "  The key “kindd” does not exist in this place."
    assert hint == "  Did you mean “kind”?  -> docs/reference/checks.md#ya005"
    assert "\033" not in result.stdout


def test_a_warning_exits_with_0(content):
    edit(content, QUIZ, "On s’adresse", "On s'adresse")
    assert tisserand("check").exit_code == 0


def test_messages_come_in_the_language_asked_for(content):
    edit(content, QUIZ, "kind: quiz", "kindd: quiz")
    french = tisserand("check", "--lang", "fr").stdout
    assert "erreur" in french
    assert "Vouliez-vous dire" in french
    assert "checks.fr.md#ya005" in french


def test_json_gives_machines_each_problem_with_its_place(content):
    edit(content, QUIZ, "kind: quiz", "kindd: quiz")
    result = tisserand("check", "--format", "json")
    report = json.loads(result.stdout)
    assert (report["errors"], report["warnings"], report["files"]) == (1, 0, 15)
    (found,) = report["problems"]
    assert (found["path"], found["line"], found["code"], found["near"]) == (QUIZ, 2, "YA005", ["kind"])


def test_only_the_files_asked_for_are_told(content):
    edit(content, QUIZ, "kind: quiz", "kindd: quiz")
    assert tisserand("check", "modules").exit_code == 0
    assert tisserand("check", content / "exercises").exit_code == 1
    result = tisserand("check", "exercises/absent.yaml")
    assert result.exit_code == 1
    assert "absent.yaml" in result.stderr


def test_run_plays_the_lessons_of_the_modules_asked_for(content, monkeypatch):
    asked = []

    class Played:
        failed = True

        def to_json(self):
            return {"runs": []}

        def sentences(self, lang):
            return [f"played in {lang}"]

    monkeypatch.setattr(rehearsal, "run_all", lambda slugs, **options: asked.append((slugs, options)) or Played())
    result = tisserand("check", "modules/bonjour/fr.md", "--run", "--jobs", "1")
    assert result.exit_code == 1
    assert "played in en" in result.stdout
    tisserand("check", "--run", "modules/catalog.yaml")
    assert [slugs for slugs, _ in asked] == [["bonjour"], None]
    assert asked[0][1]["jobs"] == 1


def test_mend_changes_french_only_and_keeps_the_rest_byte_for_byte(content):
    before = (content / QUIZ).read_bytes()
    edit(content, QUIZ, "fr: On s’adresse à quelqu’un.", "fr: On s'adresse à... quelqu’un !  # 'ici' : voilà !")
    edit(content, QUIZ, "en: It is addressed to somebody.", "en: It's addressed... to somebody ?")
    result = tisserand("mend", QUIZ)
    assert result.exit_code == 0
    text = (content / QUIZ).read_text(encoding="utf-8")
    assert "fr: On s’adresse à… quelqu’un\u202f!  # 'ici' : voilà !" in text
    assert "en: It's addressed... to somebody ?" in text
    restored = text.replace("On s’adresse à… quelqu’un\u202f!  # 'ici' : voilà !", "On s’adresse à quelqu’un.")
    restored = restored.replace("It's addressed... to somebody ?", "It is addressed to somebody.")
    assert restored.encode() == before
    assert "On s’adresse à… quelqu’un·!" in result.stdout
    assert "Nothing to mend" in tisserand("mend").stdout


def test_mend_leaves_the_code_of_a_lesson_alone_and_dry_run_writes_nothing(content):
    name = "modules/bonjour/fr.md"
    edit(content, name, "Une personne arrive. Que lui dire\u202f?", "Une personne arrive : que lui dire ?")
    edit(content, name, "lesson.progress()", "lesson.progress()  # d'abord : ceci !")
    before = (content / name).read_bytes()
    result = tisserand("mend", "--dry-run")
    assert f"{name}:15" in result.stdout
    assert (content / name).read_bytes() == before
    tisserand("mend")
    text = (content / name).read_text(encoding="utf-8")
    assert "arrive\u00a0: que lui dire\u202f?" in text
    assert "# d'abord : ceci !" in text


def test_mend_keeps_the_line_ends_and_the_byte_order_mark_of_a_file(content):
    path = content / QUIZ
    text = path.read_text(encoding="utf-8").replace("fr: Son prénom", "fr: Son prénom ?")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    tisserand("mend", QUIZ)
    mended = path.read_bytes()
    assert mended.startswith(b"\xef\xbb\xbfid: premiers-mots\r\n")
    assert "Son prénom\u202f?\r\n".encode() in mended


def test_mend_says_which_file_it_can_not_read(content):
    edit(content, QUIZ, "id: premiers-mots", 'id: "premiers')
    result = tisserand("mend")
    assert QUIZ in result.stderr


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("module", "modules/mon-essai/module.yaml"),
        ("quiz", "exercises/quizzes/mon-essai.yaml"),
        ("scenario", "exercises/scenarios/mon-essai.yaml"),
        ("self-assessment", "exercises/self_assessments/mon-essai.yaml"),
        ("inquiry", "exercises/inquiries/mon-essai.yaml"),
        ("balance", "exercises/balances/mon-essai.yaml"),
        ("sandbox", "exercises/sandboxes/mon-essai.yaml"),
    ],
)
def test_what_new_creates_passes_the_checks_and_is_never_written_over(content, kind, file):
    result = tisserand("new", kind, "mon-essai")
    assert result.exit_code == 0
    assert f"Created: {file}" in result.stdout
    report = run_checks(content)
    assert report.count(Severity.ERROR) == 0, report.problems
    assert not [problem for problem in report.problems if problem.code.startswith("TY")]
    before = (content / file).read_bytes()
    again = tisserand("new", kind, "mon-essai")
    assert again.exit_code == 1
    assert "exists already" in again.stderr
    assert (content / file).read_bytes() == before


def test_the_community_that_new_creates_has_something_at_stake(content):
    """Played like any other, it shows what an exercise of balance has to show: no rule of playing objects."""
    assert tisserand("new", "balance", "mon-essai").exit_code == 0
    assert verify_profile(load_balance("mon-essai", content)) == []


def test_new_refuses_an_id_that_could_not_be_one(content):
    result = tisserand("new", "quiz", "Mon Test")
    assert result.exit_code == 1
    assert "monday-morning" in result.stderr
    assert list((content / "exercises" / "quizzes").iterdir()) == [content / QUIZ]
