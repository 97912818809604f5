"""Tests for tisserand.widgets.front_end: a widget and what it imports become one module."""

import re
import shutil
import subprocess
from collections.abc import Callable
from importlib import import_module
from inspect import getmembers, isclass
from pathlib import Path
from pkgutil import iter_modules

import pytest

import tisserand.widgets
from tisserand.paths import content_root
from tisserand.widgets.activity import Activity
from tisserand.widgets.front_end import files_of, front_end, join_modules

FOLDERS = sorted(path.parent.name for path in (content_root() / "widgets").glob("*/widget.js"))


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write some files, given as ``name=text``, and return the widget's module."""

    def write(**texts: str) -> Path:
        (tmp_path / "x").mkdir()
        for name, text in texts.items():
            place = tmp_path / "x" if name in {"widget", "own"} else tmp_path
            (place / f"{name}.js").write_text(text, "utf-8")
        return tmp_path / "x" / "widget.js"

    return write


def test_the_import_goes_and_the_exports_of_the_kit_with_it(written: Callable[..., Path]) -> None:
    """The widget's own exports stay: anywidget takes its default one."""
    kit = "export function h() {}\nexport const PATIENCE = 8;\n"
    widget = 'import { h, PATIENCE } from "../kit.js";\nexport function pure() {}\nexport default { render() {} };\n'
    assert join_modules(written(kit=kit, widget=widget)) == (
        "function h() {}\nconst PATIENCE = 8;\n\nexport function pure() {}\nexport default { render() {} };\n"
    )


def test_what_two_files_import_is_joined_once_and_before_them(written: Callable[..., Path]) -> None:
    """A widget may be cut into files, and share some with another widget."""
    module = written(
        kit="export const kit = 1;\n",
        chart='import { kit } from "./kit.js";\nexport const chart = kit;\n',
        own='import {\n  chart,\n} from "../chart.js";\nexport const own = chart;\n',
        widget='import { kit } from "../kit.js";\nimport { own } from "./own.js";\nexport default { kit, own };\n',
    )
    assert [path.stem for path in files_of(module)] == ["kit", "chart", "own", "widget"]
    assert join_modules(module).split("\n\n") == [
        "const kit = 1;",
        "const chart = kit;",
        "const own = chart;",
        "export default { kit, own };\n",
    ]


@pytest.mark.parametrize(
    "widget",
    [
        'import x from "https://elsewhere.example/x.js";\n',
        'import * as kit from "../kit.js";\n',
        'export { h } from "../kit.js";\n',
        'import { h } from "../kit.js"; h();\n',
    ],
    ids=["elsewhere", "namespace", "export from", "not alone on its line"],
)
def test_a_widget_that_cannot_be_joined_is_refused(widget: str, written: Callable[..., Path]) -> None:
    """It would fail in the browser, where nobody reads the reason."""
    with pytest.raises(ValueError, match=re.escape("../kit.js")):
        join_modules(written(kit="export const h = 1;\n", widget=widget))


def test_files_that_import_each_other_are_refused(written: Callable[..., Path]) -> None:
    """Neither could come first."""
    module = written(widget='import { own } from "./own.js";\n', own='import { x } from "./widget.js";\n')
    with pytest.raises(ValueError, match="imports itself"):
        join_modules(module)


@pytest.mark.parametrize("name", FOLDERS)
def test_every_joined_module_parses_and_exports_a_default(name: str, tmp_path: Path) -> None:
    """Joining declares nothing twice; node reads the result as a module."""
    module, style = front_end(name)
    assert "export default" in module
    addresses = re.findall(r"https?://[\w.]+", module + style)
    assert set(addresses) <= {"http://www.w3.org"}, "an address of another host"
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    path = tmp_path / "joined.mjs"
    path.write_text(module, "utf-8")
    result = subprocess.run([node, "--check", str(path)], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_each_folder_has_its_class_and_each_class_its_folder() -> None:
    """``widgets/<name>/`` and ``tisserand.widgets.<name>`` are twins."""
    modules = [import_module(f"tisserand.widgets.{found.name}") for found in iter_modules(tisserand.widgets.__path__)]
    classes = {cls for module in modules for _, cls in getmembers(module, isclass) if hasattr(cls, "_view_name")}
    named = {cls.name for cls in classes if cls is not Activity and isinstance(getattr(cls, "name", None), str)}
    assert named == set(FOLDERS)
