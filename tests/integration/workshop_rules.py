"""Which rules the application of a server has, seen from inside its process."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

_TELL = """
import asyncio, json, sys
from tisserand.server.application import make_server
from tisserand.server.routes import routes

LAB = ("jupyterlab.", "notebook.", "jupyter_server_terminals")

async def main():
    app = make_server(["--ServerApp.port=0"])
    rules = [rule for top in app.serverapp.web_app.default_router.rules for rule in top.target.rules]
    mine = routes("/", None)
    name = lambda target: f"{target.__module__}.{target.__qualname__}"
    print("@" + json.dumps({
        "rules": [rule.matcher.regex.pattern for rule in rules],
        "handlers": [name(rule.target) for rule in rules],
        "routes": [name(route[1]) for route in mine],
        "jupyterlab": sorted(one for one in sys.modules if one.startswith(LAB)),
    }))

asyncio.run(main())
"""


def rules_of_a_server(content: Path, home: Path) -> dict[str, Any]:
    """Return the patterns and handlers of its router, those of ``routes()``, and what of JupyterLab is loaded."""
    environ = {**os.environ, "TISSERAND_CONTENT": str(content), "TISSERAND_HOME": str(home)}
    told = subprocess.run([sys.executable, "-c", _TELL], env=environ, capture_output=True, text=True, timeout=120)  # noqa: PLW1510
    line = next((one for one in told.stdout.splitlines() if one.startswith("@")), None)
    assert line, told.stderr[-3000:]
    found: dict[str, Any] = json.loads(line[1:])
    return found
