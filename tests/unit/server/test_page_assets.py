"""Tests for tisserand.server.page_assets: what is built is whole, light, and of the versions that Python has."""

import gzip
import json
from importlib.metadata import version

import brotli
import pytest

from tisserand.paths import front_end_folder
from tisserand.server.page_assets import page_assets

BUILT = front_end_folder() / "page" / "built"
MANIFEST = json.loads((BUILT / "manifest.json").read_text("utf-8"))


def test_every_name_that_a_page_mentions_is_a_file() -> None:
    """And each is compressed."""
    assets = page_assets()
    lessons = (assets.page, assets.widgets, assets.lesson_style, assets.stock_style, assets.stock_page, assets.mark)
    for name in (*lessons, assets.page_style, assets.room_style, assets.room_script):
        file = assets.files[name]
        assert brotli.decompress(file.encoded["br"]) == gzip.decompress(file.encoded["gzip"]) == file.plain


@pytest.mark.parametrize("part", sorted(MANIFEST["files"]))
def test_a_built_file_and_its_copies_are_the_same(part: str) -> None:
    """The manifest tells their names and sizes."""
    entry = MANIFEST["files"][part]
    plain = (BUILT / entry["name"]).read_bytes()
    compressed = {kind: (BUILT / f"{entry['name']}.{kind}").read_bytes() for kind in ("br", "gz")}
    assert brotli.decompress(compressed["br"]) == gzip.decompress(compressed["gz"]) == plain
    assert (entry["bytes"], entry["brotli"], entry["gzip"]) == (len(plain), *map(len, compressed.values()))


def test_the_built_files_are_within_their_budgets() -> None:
    """What a phone loads first, and what it loads when a widget of ipywidgets needs it."""
    sizes = {part: entry["brotli"] for part, entry in MANIFEST["files"].items()}
    assert sizes["page"] <= 12_000
    assert sizes["full_manager"] <= 150_000


def test_the_folder_holds_nothing_else() -> None:
    """No file of an earlier build."""
    names = [entry["name"] for entry in MANIFEST["files"].values()]
    expected = {name + end for name in names for end in ("", ".br", ".gz")} | {"manifest.json", "LICENSES.txt"}
    assert {path.name for path in BUILT.iterdir()} == expected


def test_anywidget_is_the_same_on_both_sides() -> None:
    """Npm's package and Python's speak to each other."""
    assert MANIFEST["packages"]["anywidget"] == version("anywidget")


def test_every_package_in_the_built_files_has_its_licence() -> None:
    """Named with its version; none is under a copyleft licence."""
    text = (BUILT / "LICENSES.txt").read_text("utf-8")
    for name, number in MANIFEST["packages"].items():
        line = next(line for line in text.splitlines() if line.startswith(f"==== {name} {number} "))
        assert line.rpartition("(")[2].rstrip(")") in {"MIT", "BSD-3-Clause", "ISC"}
