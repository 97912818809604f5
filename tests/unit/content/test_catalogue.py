"""Tests for tisserand.content.catalogue: what learners may open, and under which file name."""

import shutil
from pathlib import Path

import pytest

from tisserand.content.catalogue import lesson_file, published_modules
from tisserand.content.loading import load_module
from tisserand.content.models.base import LocalizedText, Status
from tisserand.i18n import Lang
from tisserand.paths import content_root


def test_only_published_modules_are_offered() -> None:
    """A draft stays with its author."""
    assert all(module.status is Status.PUBLISHED for module in published_modules())
    assert "gerer-un-troll" in {module.slug for module in published_modules()}


def test_authors_see_what_is_being_written_when_they_ask(tmp_path: Path) -> None:
    """Drafts and reviews, never what was retired."""
    shutil.copytree(content_root() / "modules", tmp_path / "modules")
    described = tmp_path / "modules" / "gerer-un-troll" / "module.yaml"
    published = described.read_text("utf-8")
    for status, shown in (("draft", True), ("review", True), ("retired", False)):
        described.write_text(published.replace("status: published", f"status: {status}"), "utf-8")
        assert "gerer-un-troll" not in {module.slug for module in published_modules(tmp_path)}
        seen = {module.slug for module in published_modules(tmp_path, drafts=True)}
        assert ("gerer-un-troll" in seen) is shown


def test_a_module_with_faults_closes_itself_and_no_other(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The log says which one and why; a module that the catalogue names and that isn't there is passed over too."""
    shutil.copytree(content_root() / "modules", tmp_path / "modules")
    folder = tmp_path / "modules" / "en-cours"
    folder.mkdir()
    (folder / "module.yaml").write_text("id: mod-ec-1\nsumary: oups\n", encoding="utf-8")
    catalog = "modules: [en-cours, absent, gerer-un-troll]\n"
    (tmp_path / "modules" / "catalog.yaml").write_text(catalog, encoding="utf-8")
    assert [module.slug for module in published_modules(tmp_path)] == ["gerer-un-troll"]
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == [
        "modules/en-cours",
        "modules/absent",
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Gérer un troll", "fr/Gérer un troll.ipynb"),
        ("Réseau ou communauté\N{NARROW NO-BREAK SPACE}?", "fr/Réseau ou communauté.ipynb"),
        ("Entraide : oui/non…", "fr/Entraide oui non….ipynb"),
        ("../ailleurs", "fr/ailleurs.ipynb"),
    ],
)
def test_a_copy_is_named_after_the_title_less_what_file_systems_refuse(title: str, name: str) -> None:
    """Accents stay; Windows refuses question marks, and nothing may climb out of the folder."""
    module = load_module("gerer-un-troll").model_copy(update={"title": LocalizedText(fr=title, en=title)})
    assert lesson_file(module, Lang.FR) == name
