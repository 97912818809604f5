"""Tests for tisserand.widgets.front_end: the kit and a widget become one module."""

import re
import shutil
import subprocess
from importlib import import_module
from inspect import getmembers, isclass
from pathlib import Path
from pkgutil import iter_modules

import pytest

import tisserand.widgets
from tisserand.paths import content_root
from tisserand.widgets.activity import Activity
from tisserand.widgets.front_end import front_end, join_modules

FOLDERS = sorted(path.parent.name for path in (content_root() / "widgets").glob("*/widget.js"))


def test_the_import_goes_and_the_exports_of_the_kit_with_it() -> None:
    """The widget's own exports stay: anywidget takes its default one."""
    kit = "export function h() {}\nexport const PATIENCE = 8;\n"
    widget = 'import { h, PATIENCE } from "../kit.js";\nexport function pure() {}\nexport default { render() {} };\n'
    joined = join_modules(kit, widget)
    assert joined == (
        "function h() {}\nconst PATIENCE = 8;\n\nexport function pure() {}\nexport default { render() {} };\n"
    )


@pytest.mark.parametrize(
    "widget",
    ["export default {};\n", 'import { h } from "../kit.js";\nimport x from "https://elsewhere.example/x.js";\n'],
    ids=["no kit", "another import"],
)
def test_a_widget_that_cannot_be_joined_is_refused(widget: str) -> None:
    """It would fail in the browser, where nobody reads the reason."""
    with pytest.raises(ValueError, match=re.escape("../kit.js")):
        join_modules("", widget)


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
