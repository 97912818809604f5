"""Ours and the rivals, one after another in one run: medians of first visits, and what each costs the server."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import material
from bad_network import BadNetwork
from browsing import FirstVisit, Traffic, Visitors, median
from process_tree import ProcessTree
from rivals import Rival, Rivals

SLOW_BYTES_PER_S = 1.5e6 / 8
SLOW_DELAY_S = 0.05
"""Each way: a round trip takes 100 ms."""


@dataclass
class Row:
    """One rival, measured.

    Attributes:
        name: of the rival.
        html, clickable, answered: seconds until the page is complete, usable, answered.
        cpu_s: processor seconds of the server for each visitor, what it prepares for the next one included.
        pss_mb: memory that each visitor added, their pages still open.
        kb: thousands of bytes of a first visit.
        requests: of a first visit.
        answered_all: every visit, in order.
    """

    name: str
    html: float
    clickable: float
    answered: float
    cpu_s: float | None
    pss_mb: float | None
    kb: float
    requests: float
    answered_all: list[float]

    def figures(self) -> dict[str, Any]:
        """Return what is recorded."""
        return asdict(self)


def compare(chosen: Sequence[Rival], visitors: Visitors, visits: int) -> list[Row]:
    """Measure each rival: one visit to warm up, then ``visits`` whose pages stay open."""
    rows = []
    for rival in chosen:
        server = rival.start()
        try:
            server.start(rival.ready)
            tree = ProcessTree(server.process.pid)
            visitors.visit(server.url + rival.path)
            tree.wait_until_quiet()
            cpu, pss = tree.cpu_s(), tree.pss_mb()
            seen = []
            for _ in range(visits):
                seen.append(visitors.visit(server.url + rival.path))
                tree.wait_until_quiet()
            rows.append(_row(rival, seen, (tree.cpu_s() - cpu) / visits, (tree.pss_mb() - pss) / visits))
            _tell(rows[-1])
        finally:
            visitors.leave()
            server.stop()
    return rows


def compare_slowly(chosen: Sequence[Rival], visitors: Visitors, visits: int) -> list[Row]:
    """Measure the visits again over a slow link; the warm-up visit takes the fast one."""
    rows = []
    for rival in chosen:
        server = rival.start()
        try:
            server.start(rival.ready)
            visitors.visit(server.url + rival.path)
            ProcessTree(server.process.pid).wait_until_quiet()
            seen = []
            for _ in range(visits):
                with BadNetwork(server.port, delay_s=SLOW_DELAY_S, bytes_per_s=SLOW_BYTES_PER_S) as link:
                    seen.append(visitors.visit(f"http://127.0.0.1:{link.port}{rival.path}"))
                    visitors.leave()
            rows.append(_row(rival, seen, None, None))
            _tell(rows[-1])
        finally:
            visitors.leave()
            server.stop()
    return rows


def real_lessons(rivals: Rivals, visitors: Visitors) -> dict[str, Traffic]:
    """Return what a first visit of each real lesson brings over the wire."""
    server = rivals.tisserand()
    try:
        server.start("/fr/")
        found = {}
        for slug in material.real_slugs():
            for lang in ("fr", "en"):
                path = f"/{lang}/modules/{slug}"
                found[path] = visitors.read(server.url + path, "main .ts-root .ts-body")
        return found
    finally:
        visitors.leave()
        server.stop()


def _row(rival: Rival, seen: list[FirstVisit], cpu_s: float | None, pss_mb: float | None) -> Row:
    return Row(
        name=rival.name,
        html=median([one.html for one in seen]),
        clickable=median([one.clickable for one in seen]),
        answered=median([one.answered for one in seen]),
        cpu_s=cpu_s,
        pss_mb=pss_mb,
        kb=median([one.traffic.kb for one in seen]),
        requests=median([one.traffic.requests for one in seen]),
        answered_all=[one.answered for one in seen],
    )


def _tell(row: Row) -> None:
    print(f"  {row.name}: answered after {row.answered:.2f} s", flush=True)
