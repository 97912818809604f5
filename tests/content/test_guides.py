"""The trainer's guides: each example of theirs is played, and each message they quote is the one that one gets."""

import ast
import re
import shutil
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tisserand.checks.report import as_text
from tisserand.checks.runner import run
from tisserand.content.french_source import mend_source
from tisserand.content.lesson_notebook import find_lessons, write_notebook
from tisserand.content.models.framework import Catalog, SourceList
from tisserand.content.models.quiz import Quiz
from tisserand.i18n import Lang
from tisserand.notebook.lesson import ACTIVITIES
from tisserand.paths import content_root

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = {Lang.FR: DOCS / "formateurs.md", Lang.EN: DOCS / "trainers.md"}
SLUG = "accueillir"
_FENCE = re.compile(
    r"^(?P<mark>```+)(?P<language>\w+)(?P<info>[^\n]*)\n(?P<text>.*?)^(?P=mark)$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Block:
    """One fenced block of a guide; its mark says what is done with it, such as ``file`` and the file that it makes."""

    language: str
    mark: str
    target: str
    text: str


def blocks(lang):
    found = []
    for match in _FENCE.finditer(GUIDES[lang].read_text(encoding="utf-8")):
        mark, _, target = match["info"].strip().partition("=")
        found.append(Block(match["language"], mark, target, match["text"]))
    return found


def files(lang):
    """The files that a reader gets who copies the blocks in their order."""
    made = defaultdict(str)
    for block in blocks(lang):
        if block.mark == "file":
            made[block.target] += block.text
    return made


def mistakes():
    """Each mistake of each guide with the message quoted below it."""
    for lang in Lang:
        found = blocks(lang)
        for place, block in enumerate(found):
            if block.mark == "mistake":
                said = found[place + 1]
                assert said.mark == "says", f"no message is quoted after this mistake:\n{block.text}"
                yield pytest.param(lang, block, said.text, id=f"{lang} {said.text.split()[1]}")


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """The example of the guides as a content of its own: each gives the lesson in its language."""
    root = tmp_path_factory.mktemp("guide") / "content"
    for name, text in {**files(Lang.EN), **files(Lang.FR)}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        french = not name.endswith("/en.md")
        path.write_text(mend_source(text, path.suffix) if french else text, encoding="utf-8")
    for name in ("competencies.yaml", "sources.yaml"):
        shutil.copy(content_root() / "modules" / name, root / "modules" / name)
    (root / "modules" / "catalog.yaml").write_text(f"modules: [{SLUG}]\n", encoding="utf-8")
    for slug, lang in find_lessons(root):
        write_notebook(root, slug, lang)
    return root


def test_the_example_has_no_problem_at_all(example):
    told = [f"{p.path}:{p.line} {p.code} {p.sentence(Lang.EN)}" for p in run(example).problems]
    # The example shares its sources with all the modules, and uses two of them. Its community is for coordinators, and
    # its lesson for animators.
    expected = (" SR003 ", " MD011 No module uses “velo-partage”.")
    assert [line for line in told if not any(part in line for part in expected)] == []


def test_the_example_shows_every_kind_of_question(example):
    quiz = Quiz.model_validate(yaml.safe_load((example / "exercises/quizzes/premier-message.yaml").read_text("utf-8")))
    kinds = {question.kind for question in quiz.questions}
    assert kinds == {"single", "multiple", "true_false", "ordering", "matching", "numeric", "short_text", "scale"}
    for guide in GUIDES.values():
        headings = re.findall(r"^### .*`(\w+)`$", guide.read_text("utf-8"), re.MULTILINE)
        assert kinds <= set(headings)


def test_both_guides_teach_with_the_same_files():
    french, english = files(Lang.FR), files(Lang.EN)
    assert french.keys() - english.keys() == {f"modules/{SLUG}/fr.md"}
    assert english.keys() - french.keys() == {f"modules/{SLUG}/en.md"}
    for name in french.keys() & english.keys():
        assert yaml.safe_load(french[name]) == yaml.safe_load(english[name]), name


def test_every_block_of_content_is_marked_so_that_it_is_tested():
    for lang in Lang:
        for block in blocks(lang):
            expected = {"yaml": {"file", "extract", "catalog"}, "markdown": {"file"}, "diff": {"mistake"}}
            assert block.language in {"sh", "text", *expected}
            assert block.mark in expected.get(block.language, {"", "says"}), block.text


@pytest.mark.parametrize("lang", list(Lang))
def test_what_the_guide_quotes_from_the_content_is_there(lang):
    for block in blocks(lang):
        if block.mark == "extract":
            quoted = SourceList.model_validate(yaml.safe_load(block.text)).sources
            known = SourceList.model_validate(
                yaml.safe_load((content_root() / block.target).read_text("utf-8"))
            ).sources
            assert set(quoted) <= set(known)
        if block.mark == "catalog":
            assert Catalog.model_validate(yaml.safe_load(block.text)).modules[-1] == SLUG


@pytest.mark.parametrize("lang", list(Lang))
def test_the_cells_that_the_guide_lists_are_all_those_that_exist(lang):
    cells = re.findall(r"^\| `(lesson\.[^`]+)` \|", GUIDES[lang].read_text("utf-8"), re.MULTILINE)
    calls = [ast.parse(cell, mode="eval").body for cell in cells]
    assert {call.func.attr for call in calls} == set(ACTIVITIES)
    lesson = files(lang)[f"modules/{SLUG}/{lang}.md"]
    # the example does without these
    elsewhere = ("progress", "balance", "own_dosage", "inquiry", "own_traces", "meeting", "sandbox")
    assert all(f"{cell}\n" in lesson for cell in cells if not cell.startswith(tuple(f"lesson.{n}" for n in elsewhere)))


def changes(diff):
    """What a diff takes out and puts in, one pair for each stretch between empty lines."""
    for stretch in diff.strip("\n").split("\n\n"):
        lines = stretch.split("\n")
        yield tuple("".join(f"{line[1:]}\n" for line in lines if line[0] == sign) for sign in "-+")


@pytest.mark.parametrize(("lang", "mistake", "said"), list(mistakes()))
def test_a_mistake_of_the_guide_brings_the_message_that_it_quotes(example, tmp_path, lang, mistake, said):
    root = tmp_path / "content"
    shutil.copytree(example, root)
    path = root / mistake.target
    text = path.read_text(encoding="utf-8")
    for before, after in changes(mistake.text):
        mended = before.replace(" ;", "\u202f;").replace(" ?", "\u202f?").replace(" !", "\u202f!")
        assert before in text or mended in text, f"the example does not hold:\n{before}"
        text = text.replace(before if before in text else mended, after, 1)
    path.write_text(text, encoding="utf-8")
    report = _plain_spaces(as_text(run(root), lang))
    assert said.strip() in report.split("\n\n"), report


def _plain_spaces(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ").strip()
