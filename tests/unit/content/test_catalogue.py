"""Tests for tisserand.content.catalogue: what learners may open, and under which file name."""

import pytest

from tisserand.content.catalogue import lesson_file, published_modules
from tisserand.content.loading import load_module
from tisserand.content.models.base import LocalizedText, Status
from tisserand.i18n import Lang


def test_only_published_modules_are_offered() -> None:
    """A draft stays with its author."""
    assert all(module.status is Status.PUBLISHED for module in published_modules())
    assert "gerer-un-troll" in {module.slug for module in published_modules()}


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
