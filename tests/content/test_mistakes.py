"""Each deliberate mistake is reported by the right rule, in the right file, at the right line, and nothing else is."""

import re
import shutil
from pathlib import Path

import pytest
import yaml

from tisserand.checks.diagnostic import Severity
from tisserand.checks.rules import RULES
from tisserand.checks.runner import run
from tisserand.content.lesson_notebook import find_lessons, write_notebook
from tisserand.domain.balance.verify import Finding
from tisserand.errors import TisserandError
from tisserand.i18n import Lang

HERE = Path(__file__).parent
SCENARIO = "exercises/scenarios/la-nouvelle.yaml"
SANDBOX = "exercises/sandboxes/petit-salon.yaml"
BALANCE = "exercises/balances/petit-groupe.yaml"
INQUIRY = "exercises/inquiries/petit-forum.yaml"
MEETING = "exercises/meetings/petite-seance.yaml"
QUIZ = "exercises/quizzes/premiers-mots.yaml"
DEFAULTS = {
    "scenarios": SCENARIO,
    "balances": BALANCE,
    "inquiries": INQUIRY,
    "meetings": MEETING,
    "sandboxes": SANDBOX,
}


def _cases():
    for path in sorted((HERE / "mistakes").glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            default = DEFAULTS.get(path.stem)
            yield pytest.param({"file": default, **case}, id=f"{case['code']} {case['name']}")


CASES = list(_cases())
NO_CASE = {"SC020": "needs a scenario of more than 200 000 situations; tests/unit/checks plays it with a lower limit"}


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The good content, with its notebooks."""
    root = tmp_path_factory.mktemp("content") / "good"
    shutil.copytree(HERE / "good", root)
    for slug, lang in find_lessons(root):
        write_notebook(root, slug, lang)
    return root


@pytest.fixture
def content(built, tmp_path):
    root = tmp_path / "content"
    shutil.copytree(built, root)
    return root


def _four_singles(key, other, place):
    """Four questions with one right answer each, at ``place``, or each at another place."""
    questions = []
    for n in range(4):
        options = [{"id": f"autre-{i}", "text": {"fr": f"{other} {n}{i}", "en": f"x {other} {n}{i}"}} for i in range(3)]
        where = n % 3 if place == "mixed" else place
        options.insert(where, {"id": "bonne", "correct": True, "text": {"fr": f"{key} {n}", "en": f"x {key} {n}"}})
        for option in options:
            option["feedback"] = {"fr": f"Voilà {n}.", "en": f"There {n}."}
        questions.append(
            {"id": f"q{n}", "kind": "single", "prompt": {"fr": "Lequel", "en": "Which"}, "options": options}
        )
    return questions


def _make(root, case):
    """Change what the case says; return the file that was changed last."""
    changed = case.get("file")
    if "four_singles" in case:
        changed = QUIZ
        quiz = yaml.safe_load((root / QUIZ).read_text(encoding="utf-8"))
        quiz["questions"] = _four_singles(**case["four_singles"])
        (root / QUIZ).write_text(yaml.safe_dump(quiz, allow_unicode=True, sort_keys=False), encoding="utf-8")
    edits = case.get("edits", [case] if "find" in case else []) + case.get("edits_more", [])
    for edit in edits:
        path = root / edit.get("file", case.get("file"))
        text = path.read_text(encoding="utf-8")
        assert edit["find"] in text, f"{edit['find']!r} is not in {path.name}"
        path.write_text(text.replace(edit["find"], edit["put"], 1), encoding="utf-8")
        changed = changed or edit.get("file")
    for name, text in case.get("write", {}).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    if "bytes" in case:
        (root / case["bytes"][0]).write_bytes(bytes.fromhex(case["bytes"][1]))
    if not case.get("keep_notebook"):
        _rebuild(root)
    return case.get("in", changed)


def _rebuild(root):
    for slug, lang in find_lessons(root):
        try:
            write_notebook(root, slug, lang)
        except TisserandError:  # no parameters: that is the mistake
            (root / "notebooks" / slug / f"{lang}.ipynb").unlink(missing_ok=True)


def _line(root, file, case):
    if "at" not in case:
        return None if "four_singles" in case else 1
    lines = (root / file).read_text(encoding="utf-8").split("\n")
    return [n for n, line in enumerate(lines, start=1) if case["at"] in line][case.get("nth", 1) - 1]


def _told_in_both_languages(problems):
    """No value is left out of a sentence, no full stop is doubled."""
    for problem in problems:
        for lang in Lang:
            for text in (problem.sentence(lang), problem.hint(lang)):
                assert text
                assert not re.search(r"\{\w+\}", text)
                assert not re.search(r"(?<!\.)\.\.(?!\.)", text)


@pytest.fixture
def findings(shown_by_playing):
    yield shown_by_playing
    shown_by_playing.clear()


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_reported_where_it_is_and_nothing_else_is(content, findings, case):
    findings += [Finding(*case["finding"])] if "finding" in case else []
    file = _make(content, case)
    problems = run(content).problems
    found = [problem for problem in problems if problem.code == case["code"] and problem.path == file]
    told = "\n".join(f"{p.path}:{p.line} {p.code} {p.sentence(Lang.EN)}" for p in problems)
    assert found, f"{case['code']} was not reported in {file}; but:\n{told}"
    line = _line(content, file, case)
    assert line is None or line in [problem.line for problem in found], f"expected line {line}:\n{told}"
    expected = Severity(case.get("severity", RULES[case["code"]].severity))
    assert {problem.severity for problem in found} == {expected}
    if "near" in case:
        assert list(found[0].near)[: len(case["near"])] == case["near"]
    _told_in_both_languages(problems)
    others = {problem.code for problem in problems if problem not in found}
    assert others == set(case.get("also", ())) | set(case.get("also_errors", ())), told


def test_the_good_content_has_no_problem_at_all(content):
    assert run(content).problems == ()


def test_every_rule_has_a_case():
    covered = {case.values[0]["code"] for case in CASES} | set(NO_CASE)
    assert covered == set(RULES)
    assert len(CASES) >= 30


def test_an_exercise_that_only_the_notes_for_trainers_offer_is_used(content):
    """Another community for another session, as the notes of the coordinator's module say."""
    for name, find, put in (
        ("module.yaml", "  - kind: balance\n    id: petit-groupe\n    minutes: 1\n", ""),
        ("module.yaml", "sources:", "workshop_notes:\n  fr: Ou `petit-groupe`.\n  en: Or `petit-groupe`.\nsources:"),
        ("fr.md", 'lesson.balance("petit-groupe")\n', ""),
        ("en.md", 'lesson.balance("petit-groupe")\n', ""),
    ):
        path = content / "modules" / "bonjour" / name
        path.write_text(path.read_text(encoding="utf-8").replace(find, put, 1), encoding="utf-8")
    _rebuild(content)
    assert run(content).problems == ()
