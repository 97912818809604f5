"""Tests for tisserand.widgets.front_end: a widget as anywidget wants it, or as a name where the page has them all."""

import re
import shutil
import subprocess
from importlib import import_module
from inspect import getmembers, isclass
from pathlib import Path
from pkgutil import iter_modules

import pytest

import tisserand.widgets
from tisserand.i18n import Lang
from tisserand.paths import content_root
from tisserand.widgets.activity import Activity
from tisserand.widgets.front_end import all_front_ends, front_end
from tisserand.widgets.notice import NoticeWidget

FOLDERS = sorted(path.parent.name for path in (content_root() / "widgets").glob("*/widget.js"))


@pytest.mark.parametrize("name", FOLDERS)
def test_every_joined_module_parses_and_exports_a_default(name: str, tmp_path: Path) -> None:
    """Joining declares nothing twice; node reads the result as a module."""
    module, style = front_end(name, {})
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


def test_where_the_page_has_the_widgets_a_widget_holds_its_name_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lesson has ten widgets: none repeats what is in a file that the browser keeps."""
    monkeypatch.setenv("TISSERAND_WIDGET_URL", "/base/front/")
    widget = NoticeWidget("Bonjour", Lang.FR, author=False)
    assert (widget._esm, widget._css) == ("tisserand-widget:notice", "")


def test_elsewhere_a_widget_holds_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """JupyterLab, stock Voilà, papermill."""
    monkeypatch.delenv("TISSERAND_WIDGET_URL", raising=False)
    widget = NoticeWidget("Bonjour", Lang.FR, author=False)
    assert "export default" in widget._esm
    assert ".ts-root" in widget._css


def test_the_file_of_all_the_widgets_gives_each_by_name(tmp_path: Path) -> None:
    """Node imports it: each has its ``render``, and a shared file is in it once."""
    module, style = all_front_ends()
    theme = (content_root() / "widgets" / "theme.css").read_text("utf-8")
    assert style.count(theme) == 1
    assert module.count("export const PATIENCE") == 0
    assert module.count("const PATIENCE = ") == 1
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    (tmp_path / "all.mjs").write_text(module, "utf-8")
    ask = (
        'import { widgets } from "./all.mjs";'
        "console.log(Object.keys(widgets).filter((one) => widgets[one].render.length === 1).join())"
    )
    asked = [node, "--input-type=module", "-e", ask]
    ran = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stdout.strip().split(",") == FOLDERS
