"""What trainers wrote: every file is read whole, without an error, and the pages about the rules are current."""

from pathlib import Path

import pytest

from tisserand.checks.bank import read_bank
from tisserand.checks.diagnostic import Severity
from tisserand.checks.reference_page import page_path, render_page
from tisserand.checks.runner import run
from tisserand.i18n import Lang
from tisserand.paths import content_root

ROOT = content_root()
DOCUMENTS = [document.path for document in read_bank(ROOT).documents()]
LESSONS = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("modules/*/??.md"))
NOTEBOOKS = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("notebooks/*/*.ipynb"))


@pytest.fixture(scope="module")
def report():
    return run(ROOT)


@pytest.mark.parametrize("path", [*DOCUMENTS, *LESSONS, *NOTEBOOKS])
def test_an_authored_file_has_no_error(report, path):
    errors = [f"{p.path}:{p.line} {p.code} {p.sentence(Lang.EN)}" for p in report.problems if p.path == path]
    severe = [p for p in report.problems if p.path == path and p.severity is Severity.ERROR]
    assert not severe, "\n".join(errors)


def test_every_yaml_file_of_the_content_is_read():
    there = {
        p.relative_to(ROOT).as_posix()
        for folder in ("modules", "exercises")
        for p in Path(ROOT, folder).rglob("*.y*ml")
    }
    assert there == set(DOCUMENTS)


@pytest.mark.parametrize("lang", list(Lang))
def test_the_page_of_the_rules_is_current(lang):
    assert page_path(lang).read_text(encoding="utf-8") == render_page(lang), "python -m tisserand.checks.reference_page"
