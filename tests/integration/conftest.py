"""One workshop server for all the tests that only visit it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.integration.workshop_lessons import write_content
from tests.integration.workshop_server import WorkshopServer
from tests.integration.workshop_visitor import OpenLesson, Visitor


@pytest.fixture(scope="session")
def workshop_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Modules made for these tests."""
    return write_content(tmp_path_factory.mktemp("workshop") / "content")


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory, workshop_content: Path) -> Iterator[WorkshopServer]:
    """A server with room for everybody."""
    server = WorkshopServer(tmp_path_factory.mktemp("server"), workshop_content)
    yield server.start()
    server.stop()


@pytest.fixture(scope="session")
def settled(workshop: WorkshopServer) -> dict[str, OpenLesson]:
    """Lessons that stay open, by their slugs: for tests that leave them as they are."""
    visitor = workshop.visitor()
    return {slug: visitor.lesson(slug) for slug in ("court", "boutons")}


@pytest.fixture
def ada(workshop: WorkshopServer) -> Iterator[Visitor]:
    """Somebody, who takes their kernels along when they go."""
    visitor = workshop.visitor()
    yield visitor
    visitor.leave()


@pytest.fixture
def grace(workshop: WorkshopServer) -> Iterator[Visitor]:
    """Somebody else."""
    visitor = workshop.visitor()
    yield visitor
    visitor.leave()
