"""The pictures of a room and its debrief in a real browser: on a phone, on a screen, for a beamer, on paper."""

from pathlib import Path
from typing import Any

import pytest
from held_workshop import workshop

from tisserand.i18n import Lang
from tisserand.paths import front_end_folder
from tisserand.server.rooms.debrief import debrief_page
from tisserand.server.rooms.debrief_results import results_of
from tisserand.server.rooms.pictures import picture_html

STATIC = Path(__file__).parents[2] / "src" / "tisserand" / "server" / "static"


def styles() -> str:
    """Return the style sheets of a room's pages."""
    sheets = [
        front_end_folder() / "theme.css",
        *(STATIC / f"{name}.css" for name in ("page", "rooms", "room_pictures")),
    ]
    return "\n".join(sheet.read_text("utf-8") for sheet in sheets)


def projected(lang: Lang) -> str:
    """Return the pictures of a workshop as a projector shows them."""
    room, records = workshop(games=6)
    found = [tally for result in results_of(room, records, lang) for tally in result.tallies]
    pictures = "".join(f"<h2>Picture</h2>{picture_html(tally, lang, big=True)}" for tally in found)
    head = f'<html lang="{lang}"><head><title>Room</title></head>'
    return f'{head}<body class="ts-page"><main style="max-width: none"><h1>Room</h1>{pictures}</main></body></html>'


def written(html: str, folder: Path) -> str:
    """Write a page with its style sheets in it; return its address."""
    path = folder / "page.html"
    path.write_text("<!doctype html>" + html.replace("</head>", f"<style>{styles()}</style></head>"), "utf-8")
    return path.as_uri()


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("narrow", [False, True])
def test_a_debrief_reads_well(lang: Lang, narrow: bool, visit: Any, tmp_path: Path, shots: Path | None) -> None:
    """At both widths, the narrow one in the dark; its tables open with the keyboard; nothing that people typed runs."""
    room, records = workshop(games=6)
    seen = visit(narrow=narrow, lang=lang.value, dark=narrow)
    seen.page.goto(written(debrief_page(room, records, lang, "/", path="rooms/abc/debrief"), tmp_path))
    assert seen.wider_than_screen() == []
    assert seen.axe() == []
    table = seen.page.locator("details.ts-pic-table").first
    table.locator("summary").focus()
    seen.page.keyboard.press("Enter")
    assert table.locator("table").is_visible()
    assert seen.wider_than_screen() == []
    assert seen.errors == []
    if shots:
        name = f"debrief-{lang}-{'narrow' if narrow else 'wide'}"
        seen.page.screenshot(path=shots / f"{name}.png", full_page=True)
        seen.page.emulate_media(media="print", color_scheme="light")
        seen.page.pdf(path=shots / f"{name}.pdf", format="A4", print_background=True)


@pytest.mark.parametrize("narrow", [False, True])
def test_pictures_for_a_beamer_stay_on_the_screen(narrow: bool, visit: Any, tmp_path: Path, shots: Path | None) -> None:
    """Without anything that would have to be opened."""
    seen = visit(narrow=narrow)
    seen.page.goto(written(projected(Lang.FR), tmp_path))
    assert seen.wider_than_screen() == []
    assert seen.axe() == []
    assert seen.page.locator("details").count() == 0
    if shots:
        seen.page.screenshot(path=shots / f"beamer-{'narrow' if narrow else 'wide'}.png", full_page=True)
