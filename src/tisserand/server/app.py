"""The server: Voilà, with our handlers in place of its file tree."""

import os
from importlib.resources import files
from pathlib import Path
from typing import Any

_SHARE = str(files("tisserand.server").joinpath("share"))
# Voilà looks for templates along Jupyter's paths, which are read from the environment when it is imported.
os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [_SHARE, os.environ.get("JUPYTER_PATH")]))

from traitlets.config import Config  # noqa: E402
from voila.app import Voila  # noqa: E402

from tisserand.i18n import Lang  # noqa: E402
from tisserand.paths import content_root  # noqa: E402
from tisserand.server.identity import LEARNER_HEADER  # noqa: E402
from tisserand.server.lessons import LessonHandler, name_the_page  # noqa: E402
from tisserand.server.pages import (  # noqa: E402
    DRAFTS,
    SECURITY_POLICY,
    AssetHandler,
    HomeHandler,
    MissingHandler,
    OwnDataHandler,
    RootHandler,
    ThemeHandler,
)

_LANG = r"(fr|en)"
_IDLE_SECONDS = 15 * 60


class LessonServer(Voila):  # type: ignore[misc]  # Voilà has no types
    """Voilà restricted to the lessons of the catalogue.

    Attributes:
        default_lang: language for visitors whose browser asks for neither.
    """

    default_lang = Lang.FR

    def init_handlers(self) -> list[Any]:
        """Return Voilà's handlers for kernels and static files, and ours for pages; never its tree nor its contents."""
        base = self.base_url
        page = {"base_url": base, "default_lang": self.default_lang}
        lesson = {
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        kept = [one for one in super().init_handlers() if _is_needed(str(one[0]), base)]
        return [
            *kept,
            (base, RootHandler, page),
            (rf"{base}{_LANG}/?", HomeHandler, page),
            (rf"{base}{_LANG}/data", OwnDataHandler, page),
            (rf"{base}{_LANG}/modules/([a-z0-9-]+)", LessonHandler, lesson),
            (rf"{base}assets/theme\.css", ThemeHandler, page),
            (rf"{base}assets/(.*)", AssetHandler, {"path": str(files("tisserand.server").joinpath("static"))}),
            (r".*", MissingHandler, page),
        ]


def _is_needed(pattern: str, base: str) -> bool:
    """Whether one of Voilà's routes serves a lesson's page: not its file tree, its contents or its files."""
    unneeded = ("voila/tree", "voila/render", "voila/api/contents", "voila/files")
    return pattern != base and not any(f"{base}{route}" in pattern for route in unneeded)


def make_server(*, host: str, port: int, lang: Lang, open_browser: bool = False, drafts: bool = False) -> LessonServer:
    """Return a server that is ready to start.

    Args:
        host: the address it listens on.
        port: the port it listens on.
        lang: language for visitors whose browser asks for neither.
        open_browser: whether to open one at the start.
        drafts: whether modules being written are shown too.

    Raises:
        FileNotFoundError: the notebooks are not there (``tisserand build`` writes them).
    """
    notebooks = content_root() / "notebooks"
    if not any(notebooks.glob("*/*.ipynb")):
        raise FileNotFoundError(str(notebooks))
    config = Config()
    config.VoilaConfiguration.template = "tisserand"
    config.VoilaConfiguration.strip_sources = True
    config.VoilaConfiguration.show_tracebacks = False
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaConfiguration.allow_theme_override = "NO"
    config.VoilaConfiguration.http_header_envs = [LEARNER_HEADER]
    config.VoilaConfiguration.attempt_fix_notebook = False
    config.VoilaConfiguration.extension_allowlist = [
        "@jupyter-widgets/jupyterlab-manager",
        "@voila-dashboards/widgets-manager8",
        "anywidget",
    ]
    config.MappingKernelManager.cull_idle_timeout = _IDLE_SECONDS
    config.MappingKernelManager.cull_interval = 60
    config.MappingKernelManager.allow_tracebacks = False
    config.KernelRestarter.restart_limit = 0  # a kernel born again would be blank: it is dead, and the page says so
    if os.name == "posix":
        config.KernelManager.transport = "ipc"  # sockets in a private folder rather than open ports
    config.VoilaConfiguration.prelaunch_hook = name_the_page
    server = LessonServer(config=config)
    server.ip, server.port = host, port
    server.root_dir = str(Path(notebooks))
    server.open_browser = open_browser
    server.default_lang = lang
    server.tornado_settings = {
        DRAFTS: drafts,
        "compress_response": True,
        "headers": {"Content-Security-Policy": SECURITY_POLICY, "X-Content-Type-Options": "nosniff"},
    }
    server.log_level = "ERROR"
    server.initialize([])
    return server
