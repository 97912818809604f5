"""The checker as a whole: it never crashes, whatever a file holds, and reports in order."""

import random
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tisserand.checks import runner
from tisserand.checks.diagnostic import Diagnostic, Severity
from tisserand.checks.report import as_json, as_text
from tisserand.checks.rules import FAMILIES, RULES
from tisserand.checks.runner import Report, run
from tisserand.i18n import Lang, sentences
from tisserand.paths import content_root

GOOD = Path(__file__).parents[2] / "content" / "good"
FILES = sorted(path.relative_to(GOOD).as_posix() for path in GOOD.rglob("*.yaml"))
MUTATED = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def root(tmp_path):
    shutil.copytree(GOOD, tmp_path / "content")
    return tmp_path / "content"


def nodes(value, at=()):
    """Every container of a value, with the keys that lead to it."""
    if isinstance(value, dict | list):
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from nodes(inner, (*at, inner))


def mutate(value, dice):
    """Delete, duplicate, replace or shuffle somewhere in ``value``."""
    container = dice.choice([node for node in nodes(value) if node] or [value])
    keys = list(container) if isinstance(container, dict) else list(range(len(container)))
    if not keys:
        return
    key = dice.choice(keys)
    match dice.choice(["delete", "duplicate", "replace", "shuffle", "rename"]):
        case "delete":
            del container[key]
        case "duplicate" if isinstance(container, list):
            container.append(container[key])
        case "rename" if isinstance(container, dict):
            container[f"{key}s"] = container.pop(key)
        case "shuffle" if isinstance(container, list):
            dice.shuffle(container)
        case _:
            container[key] = dice.choice(
                [None, 0, -7, 1.5, True, "", "x", "1,5", "heat >= ", [], ["x"], {}, {"fr": "x"}]
            )


def shown(report):
    """Everything that a report can say, so that no sentence lacks a value."""
    for lang in Lang:
        assert as_text(report, lang, colours=True)
        assert as_json(report, lang)["files"] == report.files


@MUTATED
@given(name=st.sampled_from(FILES), seed=st.integers(0, 10**6), times=st.integers(1, 4))
def test_no_mutated_file_crashes_the_checker(root, name, seed, times):
    dice = random.Random(seed)  # noqa: S311 - to shuffle a file, not to keep a secret
    value = yaml.safe_load((GOOD / name).read_text(encoding="utf-8"))
    for _ in range(times):
        mutate(value, dice)
    (root / name).write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")
    try:
        shown(run(root))
    finally:
        shutil.copy(GOOD / name, root / name)


@pytest.fixture(scope="module")
def real_root(tmp_path_factory):
    """A copy of what trainers wrote."""
    copy = tmp_path_factory.mktemp("real")
    for folder in ("modules", "exercises"):
        shutil.copytree(content_root() / folder, copy / folder)
    return copy


@pytest.mark.slow
@settings(MUTATED, max_examples=8)
@given(data=st.data(), seed=st.integers(0, 10**6), times=st.integers(1, 4))
def test_no_mutation_of_what_trainers_wrote_crashes_the_checker(real_root, data, seed, times):
    path = data.draw(
        st.sampled_from(sorted([*real_root.glob("modules/**/*.yaml"), *real_root.glob("exercises/**/*.yaml")]))
    )
    before = path.read_bytes()
    dice = random.Random(seed)  # noqa: S311 - to shuffle a file, not to keep a secret
    value = yaml.safe_load(before)
    for _ in range(times):
        mutate(value, dice)
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")
    try:
        shown(run(real_root))
    finally:
        path.write_bytes(before)


@MUTATED
@given(name=st.sampled_from([*FILES, "modules/bonjour/fr.md"]), junk=st.binary(max_size=60), at=st.integers(0, 2000))
def test_no_bytes_crash_the_checker(root, name, junk, at):
    good = (GOOD / name).read_bytes()
    (root / name).write_bytes(good[:at] + junk + good[at + len(junk) // 2 :])
    try:
        shown(run(root))
    finally:
        shutil.copy(GOOD / name, root / name)


def test_an_empty_root_lacks_its_shared_files_and_nothing_else(tmp_path):
    assert [problem.code for problem in run(tmp_path).problems] == ["YA011"] * 3


def test_problems_come_by_file_then_line(root):
    for name in FILES:
        path = root / name
        path.write_text("zzz: 1\n" + path.read_text(encoding="utf-8") + "zzz2: 1\n", encoding="utf-8")
    places = [(problem.path, problem.line) for problem in run(root).problems]
    assert places == sorted(places)
    assert {path for path, _ in places} >= set(FILES)


def test_folders_and_files_narrow_the_report_but_not_what_is_read(root):
    (root / "modules" / "sources.yaml").write_text("sources: []\n", encoding="utf-8")
    everywhere = run(root).problems
    here = run(root, [root / "exercises"]).problems
    assert here == tuple(problem for problem in everywhere if problem.path.startswith("exercises/"))
    assert here  # sources are read although they are not asked for
    assert run(root, [root / "modules" / "catalog.yaml"]).problems == ()


def test_a_report_shows_colours_only_when_asked():
    problem = Diagnostic("YA003", "not-a-mapping", "a.yaml", 3, Severity.ERROR)
    report = Report((problem,), 1, 0.04)
    assert "\033" not in as_text(report, Lang.FR)
    assert "\033[31merreur" in as_text(report, Lang.FR, colours=True)
    assert as_text(report, Lang.FR).endswith("1 fichier lu, 1 erreur, 0 avertissement (0,0 s).")
    assert as_text(report, Lang.EN).endswith("1 file read, 1 error, 0 warnings (0.0 s).")


def test_codes_are_two_letters_of_a_family_and_three_digits():
    for code, rule in RULES.items():
        assert code == rule.code
        assert code[:2] in FAMILIES
        assert len(code) == 5
        assert code[2:].isdecimal()
    assert len({rule.name for rule in RULES.values()}) == len(RULES)


@pytest.mark.parametrize("lang", list(Lang))
def test_each_rule_has_its_four_texts_and_each_text_its_rule(lang):
    texts = [key for key in sentences(lang, "checks") if key[:2] in FAMILIES and key[2:5].isdecimal()]
    assert {key.split(".")[0] for key in texts} == set(RULES)
    for code in RULES:
        own = {key.split(".")[1] for key in texts if key.startswith(code)}
        assert own == {"title", "sentence", "hint", "why"}


def test_both_languages_have_the_same_sentences():
    assert list(sentences(Lang.FR, "checks")) == list(sentences(Lang.EN, "checks"))


def test_every_family_of_rules_is_run():
    modules = {family.__module__.rpartition(".")[2] for family in runner.FAMILIES}
    folder = Path(runner.__file__).parent
    with_check = {p.stem for p in folder.glob("*.py") if "\ndef check(bank" in p.read_text(encoding="utf-8")}
    assert modules == with_check
