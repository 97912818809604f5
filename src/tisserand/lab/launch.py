"""Starting JupyterLab with our lessons, in the reader's language, and asking nothing of other hosts."""

import json
import os
from importlib.resources import files
from pathlib import Path
from typing import Any

from tisserand.content.catalogue import lesson_file, published_modules
from tisserand.forkserver.kernelspec import KERNEL_NAME
from tisserand.i18n import Lang, translate
from tisserand.lab.workspace import home_path

_LOCALES = {Lang.FR: "fr_FR", Lang.EN: "default"}


def page_config(root: Path, lang: Lang, *, run: bool) -> dict[str, Any]:
    """Return what our extension reads: the cards of the Launcher, and whether lessons play when they open.

    Pairing text and notebooks is for trainers: its buttons don't show to learners.
    """
    lessons = [
        {
            "path": lesson_file(module, lang),
            "title": module.title.in_lang(lang),
            "caption": module.summary.in_lang(lang),
        }
        for module in published_modules(root)
    ]
    home = {"path": home_path(lang), "title": translate(lang, "lab.home_title"), "caption": ""}
    config = {"category": "Tisserand", "run": run, "lessons": [home, *lessons] if run else []}
    return {"tisserand": json.dumps(config, ensure_ascii=False), "disabledExtensions": {"jupyterlab-jupytext": run}}


def default_settings(lang: Lang) -> dict[str, Any]:
    """Return JupyterLab's settings for us: the language, no news, no look-up of updates."""
    return {
        "@jupyterlab/translation-extension:plugin": {"locale": _LOCALES[lang]},
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
        "@jupyterlab/extensionmanager-extension:plugin": {"enabled": False},
    }


def write_config(folder: Path, root: Path, lang: Lang, *, run: bool) -> None:
    """Write what JupyterLab and its server read from ``folder``.

    Learners need neither Voilà inside their own server, nor language servers, nor a second kernel called Python 3 in
    the Launcher; jupytext pairs files for trainers only.
    """
    labconfig = folder / "labconfig"
    labconfig.mkdir(parents=True, exist_ok=True)
    for name, value in (
        ("page_config", page_config(root, lang, run=run)),
        ("default_setting_overrides", default_settings(lang)),
    ):
        (labconfig / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
    server = folder / "jupyter_server_config.d"
    server.mkdir(parents=True, exist_ok=True)
    extensions = {"voila.server_extension": False, "jupyter_lsp": False, "jupyterlab_jupytext": not run}
    config: dict[str, Any] = {"ServerApp": {"jpserver_extensions": extensions}}
    if run:
        from jupyter_client.kernelspec import KernelSpecManager  # noqa: PLC0415 - only once JupyterLab is to start

        kernels = KernelSpecManager().find_kernel_specs()
        config["KernelSpecManager"] = {"allowed_kernelspecs": sorted({*kernels} - {KERNEL_NAME})}
    (server / "tisserand.json").write_text(json.dumps(config, indent=1), "utf-8")


def arguments(root_dir: Path, settings: Path, *, port: int, browser: bool, default_url: str) -> list[str]:
    """Return the command line that JupyterLab is started with."""
    extensions = files("tisserand.lab").joinpath("labextensions")
    return [
        f"--ServerApp.root_dir={root_dir}",
        f"--ServerApp.port={port}",
        f"--ServerApp.open_browser={browser}",
        f"--ServerApp.default_url={default_url}",
        f"--LabApp.default_url={default_url}",
        f"--LabApp.extra_labextensions_path={extensions}",
        f"--LabApp.user_settings_dir={settings / 'user-settings'}",
        f"--LabApp.workspaces_dir={settings / 'workspaces'}",
        "--ServerApp.log_level=WARN",
        "--LabApp.news_url=",
        "--LabApp.extension_manager=readonly",
        # In a container one often is root; the server listens on this machine only, and asks for its token.
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    ]


def start_lab(argv: list[str], config_folder: Path, lang: Lang) -> None:
    """Run JupyterLab until it is stopped."""
    paths = [str(config_folder), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, paths))
    os.environ["TISSERAND_LANG"] = lang.value
    from jupyterlab.labapp import LabApp  # noqa: PLC0415 - takes seconds, and reads the environment set above

    LabApp.launch_instance(argv)
