"""Every lesson shows the same activities wherever it runs: our page, the compatible mode, stock Voilà.

Languages alternate from one lesson to the next, and with them the compatible mode and stock Voilà, which have the same
front end; that both languages say the same is the business of the content checks.
"""

import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from launched import Launched, free_port
from playwright.sync_api import expect

from tisserand.content.catalogue import published_modules
from tisserand.paths import content_root

LESSONS = [(module.slug, ("fr", "en")[at % 2]) for at, module in enumerate(published_modules())]
ACTIVITY = ".ts-root[id], .ts-root [id^=activity-]"


@pytest.fixture(scope="module")
def compatible(launch: Callable[..., Any]) -> Any:
    """Our server with Voilà's stock front end."""
    return launch("serve", "--compatible", path="/fr/")


@pytest.fixture(scope="module")
def voila(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launched]:
    """Stock Voilà on the folder of the notebooks."""
    port = free_port()
    command = [sys.executable, "-m", "voila", str(content_root() / "notebooks"), "--no-browser", f"--port={port}"]
    server = Launched(command, tmp_path_factory.mktemp("voila"), port)
    server.start("/voila/tree")
    yield server
    server.stop()


def shown(made: Any, address: str) -> list[str]:
    """Open a lesson and return the classes of its widgets, in order, once no more of them come."""
    page = made.page
    page.goto(address)
    page.locator(".ts-root").first.wait_for(timeout=120_000)
    page.wait_for_function(
        """() => {
          const count = document.querySelectorAll(".ts-root").length;
          const same = window.tsCount === count;
          window.tsSame = same ? (window.tsSame ?? 0) + 1 : 0;
          window.tsCount = count;
          return window.tsSame > 5;
        }""",
        polling=300,
        timeout=120_000,
    )
    return [
        names.split()[1] for names in page.locator(".ts-root").evaluate_all("all => all.map((one) => one.className)")
    ]


@pytest.mark.parametrize("lesson", LESSONS, ids="-".join)
def test_a_lesson_shows_the_same_activities_everywhere(
    serve: Any, compatible: Any, voila: Launched, visit: Any, lesson: tuple[str, str]
) -> None:
    """As many widgets, of the same kinds and in the same order; no error in any of the three pages."""
    slug, lang = lesson
    ours, stock = visit(lang=lang), visit(lang=lang)
    lean = shown(ours, f"{serve.url}/{lang}/modules/{slug}")
    assert len(lean) > 3
    in_voila, in_ours = f"{voila.url}/voila/render/{slug}/{lang}.ipynb", f"{compatible.url}/{lang}/modules/{slug}"
    assert shown(stock, in_ours if lang == "en" else in_voila) == lean  # both are Voilà's own front end
    expect(stock.page.locator(".ts-root").first).to_be_visible()
    assert ours.errors == []


def test_the_lessons_are_those_of_the_catalogue() -> None:
    """What is read off the catalogue is not nothing."""
    folders = {path.name for path in (content_root() / "notebooks").iterdir() if path.is_dir()}
    assert {slug for slug, _ in LESSONS} == folders
