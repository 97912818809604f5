"""The workshop server: lessons as web pages for whoever joins, each person with a kernel that runs nothing else."""

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    """Tell jupyter_server where the extension is."""
    from tisserand.server.application import WorkshopApp  # noqa: PLC0415 - Voilà takes seconds to import

    return [{"module": "tisserand.server", "app": WorkshopApp}]
