"""Tests for tisserand.widgets.joined_modules: several files, each in a scope of its own, as one module."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tisserand.widgets.joined_modules import files_of, scopes


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


def test_an_import_takes_from_the_scope_of_the_file(written: Callable[..., Path]) -> None:
    """Each file is a function that gives what it exports; a default export has that name."""
    kit = "export function h() {}\nexport const PATIENCE = 8;\nconst own = 1;\n"
    widget = 'import { h, PATIENCE as P } from "../kit.js";\nconst own = h;\nexport default { own, P };\n'
    module = written(kit=kit, widget=widget)
    text, names = scopes([module])
    assert names == {module.parents[1] / "kit.js": "_kit_0", module: "_x_1"}
    assert text == (
        "const _kit_0 = (() => {\nfunction h() {}\nconst PATIENCE = 8;\nconst own = 1;\n"
        "\nreturn { h, PATIENCE };\n})();\n"
        "const _x_1 = (() => {\nconst { h, PATIENCE: P } = _kit_0;\nconst own = h;\n"
        "const _default = { own, P };\n\nreturn { default: _default };\n})();"
    )


def test_what_two_files_import_runs_once_and_before_them(written: Callable[..., Path]) -> None:
    """A widget may be cut into files, and share some with another widget; names may be the same in two files."""
    module = written(
        kit="export const kit = 1;\n",
        chart='import { kit } from "./kit.js";\nexport const chart = kit;\n',
        own='import {\n  chart,\n} from "../chart.js";\nexport const own = chart;\n',
        widget='import { kit } from "../kit.js";\nimport { own } from "./own.js";\nexport default { kit, own };\n',
    )
    assert [path.stem for path in files_of(module)] == ["kit", "chart", "own", "widget"]
    assert len(scopes([module, module.parent / "own.js"])[1]) == 4


def test_the_joined_text_runs_as_the_files_did(written: Callable[..., Path]) -> None:
    """Node runs it: functions, classes, constants, names that two files share."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    module = written(
        kit="let count = 0;\nexport function next() { count += 1; return count; }\nexport class Kit { n = next(); }\n",
        own='import { next, Kit } from "../kit.js";\nconst count = 40;\n'
        "export async function own() { return count + next() + new Kit().n; }\n",
        widget='import { own } from "./own.js";\nconst count = "no";\nexport default {\n  own,\n};\n',
    )
    text, names = scopes([module])
    script = f"{text}\nconsole.log(await {names[module]}.default.own());"
    ran = subprocess.run([node, "--input-type=module", "-e", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "43\n"


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
        scopes([written(kit="export const h = 1;\n", widget=widget)])


@pytest.mark.parametrize(
    "export",
    [
        "export let n = 1;\n",
        "export default function f() {}\n",
        "const a = 1;\nexport { a };\n",
        "export const { a } = {};\n",
    ],
)
def test_an_export_that_would_not_survive_is_refused(export: str, written: Callable[..., Path]) -> None:
    """A scope gives values, once."""
    with pytest.raises(ValueError, match=re.escape("export functions, classes, constants")):
        scopes([written(widget=export)])


def test_files_that_import_each_other_are_refused(written: Callable[..., Path]) -> None:
    """Neither could come first."""
    module = written(widget='import { own } from "./own.js";\n', own='import { x } from "./widget.js";\n')
    with pytest.raises(ValueError, match="imports itself"):
        files_of(module)
