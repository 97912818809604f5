"""Who is compared: our server, stock Voilà, Voilà with its preheated pool, and Panel in an environment of its own."""

import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import material
from launched import Launched, free_port
from platformdirs import user_cache_path

_KEPT_READY = 2
"""Kernels that Voilà's pool keeps for a notebook: as many as our server keeps lessons ready."""


@dataclass(frozen=True)
class Rival:
    """One row of the comparison.

    Attributes:
        name: in the table.
        path: of the page with the small quiz.
        start: gives a server, not yet started.
        ready: a path that answers 200 once it is up.
    """

    name: str
    path: str
    start: Callable[[], Launched]
    ready: str = "/"
    is_ours: bool = False


@dataclass
class Rivals:
    """All of them, in a folder that is thrown away.

    Attributes:
        folder: where what they show is written.
        command: ours, with its arguments so far; a test may give another.
    """

    folder: Path
    _made: dict[str, Path] = field(default_factory=dict)

    def all(self) -> list[Rival]:
        """Return the rows, ours first."""
        widget, plain = material.WIDGET_SLUG, material.PLAIN_SLUG
        preheated = {"--preheat_kernel": "True", "--pool_size": str(_KEPT_READY)}
        return [
            Rival("Tisserand, our widget", f"/fr/modules/{widget}", self.tisserand, "/fr/", is_ours=True),
            Rival("Tisserand, ipywidgets", f"/fr/modules/{plain}", self.tisserand, "/fr/", is_ours=True),
            Rival("Voilà, our widget", f"/voila/render/{widget}.ipynb", self.voila),
            Rival("Voilà, ipywidgets", f"/voila/render/{plain}.ipynb", self.voila),
            Rival("Voilà preheated, our widget", f"/voila/render/{widget}.ipynb", lambda: self.voila(preheated)),
            Rival("Voilà preheated, ipywidgets", f"/voila/render/{plain}.ipynb", lambda: self.voila(preheated)),
            Rival("Panel", "/petit_quiz", self.panel, "/petit_quiz"),
        ]

    def tisserand(self, traits: Mapping[str, object] | None = None) -> Launched:
        """Return our server, through its command line; ``traits`` go into its configuration file."""
        port = free_port()
        command = [_beside_python("tisserand"), "serve", "--no-browser", "--host", "127.0.0.1", "--port", str(port)]
        launched = Launched(command, self._home("tisserand"), port, {"TISSERAND_CONTENT": str(self._content())})
        if traits:
            folder = launched.home / "jupyter"
            folder.mkdir(parents=True)
            lines = [f"c.{name} = {value!r}\n" for name, value in traits.items()]
            (folder / "jupyter_tisserand_config.py").write_text("".join(lines), "utf-8")
        return launched

    def voila(self, options: Mapping[str, str] | None = None) -> Launched:
        """Return stock Voilà, on the same notebooks."""
        port = free_port()
        notebooks = self._once("notebooks", material.make_notebooks)
        given = [f"{name}={value}" for name, value in (options or {}).items()]
        command = [sys.executable, "-m", "voila", str(notebooks), "--no-browser", f"--port={port}", *given]
        return Launched(command, self._home("voila"), port, {"TISSERAND_CONTENT": str(self._content())})

    def panel(self) -> Launched:
        """Return Panel's own server."""
        port = free_port()
        application = self._once("panel", material.make_panel)
        serve = [str(panel_python()), "-m", "panel", "serve", str(application), "--address", "127.0.0.1"]
        return Launched(
            [*serve, "--port", str(port), "--allow-websocket-origin", "*"], self._home("panel-server"), port
        )

    def _content(self) -> Path:
        return self._once("content", material.make_content)

    def _once(self, name: str, make: Callable[[Path], Path]) -> Path:
        if name not in self._made:
            self._made[name] = make(self.folder / name)
        return self._made[name]

    def _home(self, name: str) -> Path:
        return self.folder / f"{name}-{sum(1 for _ in self.folder.iterdir())}"


def panel_python() -> Path:
    """Return the Python of an environment that holds Panel, made at the first use in the person's cache folder."""
    pin = panel_pin()
    folder = user_cache_path("tisserand") / f"bench-{pin.replace('==', '-')}"
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        print(f"Installing {pin} into {folder}, for the benchmark only (about a minute) …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", pin], check=True)
        (folder / "complete").touch()
    return python


def panel_pin() -> str:
    """Return which Panel, from the ``bench`` group of ``pyproject.toml``."""
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))
    return next(one for one in project["dependency-groups"]["bench"] if one.startswith("panel=="))


def _beside_python(name: str) -> str:
    return str(Path(sys.executable).with_name(name))
