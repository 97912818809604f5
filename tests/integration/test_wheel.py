"""The built distribution holds everything that the checkout does, and finds its content once installed."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ("modules", "exercises", "notebooks", "widgets")
LEFT_OUT = {"package.json", "jsconfig.json", "package-lock.json", ".npmrc"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sdist, and the wheel built from what the sdist holds."""
    folder = tmp_path_factory.mktemp("dist")
    source = folder / "source"
    tracked = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    for name in tracked:
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, source / name)
    (source / "widgets" / "node_modules" / "stray").mkdir(parents=True)
    (source / "widgets" / "node_modules" / "stray" / "index.js").write_text("// must not ship\n")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(source)]
    result = subprocess.run(build, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-2000:]
    return {"sdist": next(folder.glob("*.tar.gz")), "wheel": next(folder.glob("*.whl"))}


def tree(folder: Path) -> set[str]:
    """The files of a folder that should ship, by their path in it."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
        and not path.name.endswith((".test.js", ".pyc"))
        and (path.name not in LEFT_OUT or "labextensions" in path.parts)
        and not {"node_modules", "__pycache__", ".ipynb_checkpoints"} & set(path.parts)
    }


def test_the_wheel_holds_the_package_and_the_content_and_nothing_more(built: dict[str, Path]) -> None:
    """Names are compared with the tree: packaging breaks without a sound."""
    names = {name for name in zipfile.ZipFile(built["wheel"]).namelist() if ".dist-info/" not in name}
    data = {name for name in names if ".data/" in name}
    assert {name.partition(".data/")[2] for name in data} == {"data/share/jupyter/kernels/tisserand/kernel.json"}
    names -= data
    expected = {f"tisserand/{name}" for name in tree(ROOT / "src" / "tisserand")}
    for folder in CONTENT:
        expected |= {f"tisserand/_content/{folder}/{name}" for name in tree(ROOT / folder)}
    assert names == expected


def test_the_licences_travel(built: dict[str, Path]) -> None:
    """Code, content, and the packages inside the light page are under different ones."""
    names = zipfile.ZipFile(built["wheel"]).namelist()
    assert {"LICENSE", "LICENSE-CONTENT.md", "LICENSES.txt"} <= {
        Path(name).name for name in names if ".dist-info/licenses/" in name
    }


def test_the_sdist_can_be_tested_and_rebuilt(built: dict[str, Path]) -> None:
    """Tests, documentation, lock file and Makefile are in it."""
    with tarfile.open(built["sdist"]) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {"pyproject.toml", "requirements.lock", "Makefile", "README.md", "docs/architecture.md"} <= names
    assert not [name for name in names if "node_modules" in name]


def test_an_installed_wheel_finds_its_content(built: dict[str, Path], tmp_path: Path) -> None:
    """Without a checkout around: modules load, and `tisserand check` is content."""
    site = tmp_path / "site"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(site)]
    subprocess.run([*install, str(built["wheel"])], check=True, capture_output=True)
    environ = {**os.environ, "PYTHONPATH": str(site), "TISSERAND_LANG": "en"}
    environ.pop("TISSERAND_CONTENT", None)
    ask = "from tisserand.content.loading import *; print(content_root(), load_catalog().modules)"
    found = subprocess.run(
        [sys.executable, "-c", ask], env=environ, cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert str(site / "tisserand" / "_content") in found
    assert "gerer-un-troll" in found
    check = subprocess.run(
        [sys.executable, "-c", "from tisserand.cli import main; main()", "check"],
        env=environ,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert check.returncode == 0, check.stdout + check.stderr
