"""One workshop server for all the tests that only visit it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.integration.workshop_lessons import write_content
from tests.integration.workshop_server import WorkshopServer
from tests.integration.workshop_visitor import Visitor


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


@pytest.fixture
def ada(workshop: WorkshopServer) -> Visitor:
    """Somebody."""
    return workshop.visitor()


@pytest.fixture
def grace(workshop: WorkshopServer) -> Visitor:
    """Somebody else."""
    return workshop.visitor()
