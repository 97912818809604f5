"""What a page is made of besides its HTML: our scripts, the widgets in one file, the style sheets, the mark."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from tisserand.paths import front_end_folder
from tisserand.server.static_files import StaticFile, compress, digest_name, read_compressed
from tisserand.widgets.front_end import all_front_ends
from tisserand.widgets.joined_modules import scopes

ASSETS_PATH = "front/"
"""Where the files are, under the server's base URL."""


@dataclass(frozen=True)
class PageAssets:
    """The files by name, and the names that pages mention.

    Attributes:
        files: everything that may be asked for.
        page: the script of a lesson's page; it asks for its other parts itself.
        widgets: all our widgets.
        lesson_style: the theme, the widgets' style sheets, and the page's.
        stock_style: what a page of the compatible mode adds to the theme.
        stock_page: the script of such a page.
        page_style: the theme and the style sheets of the pages around the lessons, a path's as its widget has it.
        room_style, room_script: what the pages of rooms add.
        mark: the icon.
    """

    files: Mapping[str, StaticFile]
    page: str
    widgets: str
    lesson_style: str
    stock_style: str
    stock_page: str
    page_style: str
    room_style: str
    room_script: str
    mark: str


@lru_cache
def page_assets() -> PageAssets:
    """Return the files, made once and kept (about half a second, most of it in compressing)."""
    built = front_end_folder() / "page" / "built"
    manifest = json.loads((built / "manifest.json").read_text("utf-8"))["files"]
    names = {part: entry["name"] for part, entry in manifest.items()}
    found = {name: read_compressed(built / name) for name in names.values()}

    def add(stem: str, suffix: str, text: str) -> str:
        file = compress(text, suffix)
        name = digest_name(stem, suffix, file)
        found[name] = file
        return name

    script, widget_style = all_front_ends()
    theme = (front_end_folder() / "theme.css").read_text("utf-8")
    path_style = (front_end_folder() / "path" / "widget.css").read_text("utf-8")
    return PageAssets(
        files=found,
        page=names["page"],
        widgets=add("widgets", ".js", script),
        lesson_style=add("lesson", ".css", widget_style + _own("page.css") + _own("lesson.css")),
        stock_style=add("stock", ".css", theme + _own("page.css") + _own("stock_lesson.css")),
        stock_page=add("stock", ".js", _own("stock_page.js")),
        page_style=add("page", ".css", theme + _own("page.css") + path_style),
        room_style=add("room", ".css", _own("rooms.css") + _own("room_pictures.css")),
        room_script=add("room", ".js", scopes([front_end_folder() / "room_page" / "room.js"])[0]),
        mark=add("mark", ".svg", _own("mark.svg")),
    )


def _own(name: str) -> str:
    return Path(str(files("tisserand.server").joinpath("static", name))).read_text("utf-8")
