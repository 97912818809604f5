"""Every address that this server answers. What is not here does not exist: deny by default."""

from typing import Any

from jupyter_server.base.handlers import FileFindHandler
from jupyterlab_server.themes_handler import ThemesHandler
from voila.paths import collect_static_paths
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler
from voila.utils import get_data_dir, get_voila_labextensions_path

from tisserand.server.certificate_page import CertificateHandler
from tisserand.server.channels import LessonChannels
from tisserand.server.home import HomeHandler, StartOverHandler
from tisserand.server.kernel_status import KernelStatusHandler
from tisserand.server.lesson_page import LessonHandler
from tisserand.server.lesson_renderer import LessonRenderer
from tisserand.server.own_data import OwnDataHandler, ResumeHandler
from tisserand.server.page_assets import ASSETS_PATH, page_assets
from tisserand.server.page_handler import MissingHandler, RootHandler
from tisserand.server.path_page import PathHandler
from tisserand.server.plan_page import PlanCalendarHandler, PlanHandler
from tisserand.server.review_page import ReviewCalendarHandler, ReviewHandler
from tisserand.server.rooms.debrief_handlers import DebriefHandler
from tisserand.server.rooms.handlers import (
    ActHandler,
    CockpitHandler,
    JoinHandler,
    ParticipantHandler,
    ScreenHandler,
)
from tisserand.server.rooms.own_page import OwnPageHandler
from tisserand.server.rooms.stream import StreamHandler
from tisserand.server.runtimes import TEMPLATES
from tisserand.server.static_files import StaticFileHandler
from tisserand.server.trainer import TrainerHandler

_LANG = r"(fr|en)"
_SLUG = r"([a-z0-9-]+)"
_CODE = r"([A-Za-z0-9-]{4,16})"
_KERNEL = r"(?P<kernel_id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"


def routes(base: str, renderer: LessonRenderer) -> list[Any]:
    """Return the routes, each below ``base``; anything else gets our page for what does not exist."""
    return [
        (base, RootHandler),
        (rf"{base}{_LANG}/?", HomeHandler),
        (rf"{base}{_LANG}/path", PathHandler),
        (rf"{base}{_LANG}/data", OwnDataHandler),
        (rf"{base}{_LANG}/resume", ResumeHandler),
        (rf"{base}{_LANG}/trainer", TrainerHandler),
        (rf"{base}{_LANG}/join", JoinHandler),
        (rf"{base}{_LANG}/rooms/{_CODE}", ParticipantHandler),
        (rf"{base}{_LANG}/rooms/{_CODE}/stream", StreamHandler),
        (rf"{base}{_LANG}/rooms/{_CODE}/act", ActHandler),
        (rf"{base}{_LANG}/rooms/{_CODE}/mine", OwnPageHandler),
        (rf"{base}{_LANG}/rooms/{_CODE}/screen", ScreenHandler),
        (rf"{base}{_LANG}/rooms/{_CODE}/cockpit", CockpitHandler),
        (rf"{base}{_LANG}/rooms/{_CODE}/debrief(\.csv|\.ipynb)?", DebriefHandler),
        (rf"{base}{_LANG}/plan", PlanHandler),
        (rf"{base}{_LANG}/plan/calendar\.ics", PlanCalendarHandler),
        (rf"{base}{_LANG}/review", ReviewHandler),
        (rf"{base}{_LANG}/review/calendar\.ics", ReviewCalendarHandler),
        (rf"{base}{_LANG}/certificate", CertificateHandler),
        (rf"{base}{_LANG}/modules/{_SLUG}", LessonHandler, {"renderer": renderer}),
        (rf"{base}{_LANG}/modules/{_SLUG}/start-over", StartOverHandler),
        (rf"{base}api/kernels/{_KERNEL}/channels", LessonChannels),
        (rf"{base}api/kernels/{_KERNEL}", KernelStatusHandler),
        (rf"{base}{ASSETS_PATH}([\w.-]+)", StaticFileHandler, {"files": page_assets().files}),
        *_stock_front_end(base),
        (r".*", MissingHandler),
    ]


def _stock_front_end(base: str) -> list[Any]:
    """Return the routes of Voilà's own files, for the compatible mode: the same for everybody, and no secrets."""
    labextensions = get_voila_labextensions_path()
    themes = {
        "themes_url": "/voila/api/themes",
        "path": f"{get_data_dir()}/themes",
        "labextensions_path": labextensions,
        "no_cache_paths": [],
    }
    return [
        # Its handler fails on any other form, and a template's name may not be a way out of their folder.
        (rf"{base}voila/templates/([\w-]+/static/(?:[\w@-][\w.@-]*/)*[\w@-][\w.@-]*)", TemplateStaticFileHandler),
        (
            rf"{base}voila/static/(.*)",
            MultiStaticFileHandler,
            {"paths": collect_static_paths(["voila", "nbconvert"], TEMPLATES["stock"])},
        ),
        (rf"{base}voila/api/themes/(.*)", ThemesHandler, themes),
        (rf"{base}voila/labextensions/(.*)", FileFindHandler, {"path": labextensions, "no_cache_paths": []}),
    ]
