"""The figures as Markdown: tables, ratios against the rivals of the same run, and what was to be reached."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

OURS = "Tisserand, our widget"
VOILA = "Voilà, ipywidgets"
PANEL = "Panel"
_MOST_KB, _MOST_REQUESTS, _MOST_S = 250, 8, 10


def as_markdown(figures: Mapping[str, Any]) -> str:
    """Return everything that was measured."""
    machine = figures["machine"]
    packages = ", ".join(f"{name} {number}" for name, number in machine["versions"].items())
    hardware = f"{machine['cores']} cores, {machine['memory_gb']} GB, {machine['system']}"
    parts = [f"{machine['at']}: {hardware}; {packages}. Load before: {machine['load_before']:.1f}."]
    if "compare" in figures:
        parts += ["## First visits", _visits(figures["compare"])]
    if "slow" in figures:
        parts += ["## First visits over 1.5 Mbit/s, 100 ms", _visits(figures["slow"])]
    if "lessons" in figures:
        rows = [[path, f"{one['kb']:.0f}", one["requests"]] for path, one in figures["lessons"].items()]
        parts += ["## First visits of the real lessons", _table(["lesson", "kB without pictures", "requests"], rows)]
    if "rooms" in figures:
        parts += ["## Rooms", _rooms(figures["rooms"])]
    if "stages" in figures:
        parts += ["## Stages, in milliseconds", _stages(figures["stages"])]
    if targets := _targets(figures):
        parts += ["## To reach", _table(["what", "measured", "to reach", ""], targets)]
    return "\n\n".join(parts)


def _visits(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the rivals; the ratio is against stock Voilà's own form of the quiz."""
    yardstick = next((row["answered"] for row in rows if row["name"] == VOILA), None)
    header = [
        "",
        "page complete s",
        "usable s",
        "answered s",
        "× Voilà",
        "spread s",
        "CPU s",
        "PSS MB",
        "kB",
        "requests",
    ]
    return _table(header, [
        [
            row["name"],
            _number(row["html"]),
            _number(row["clickable"]),
            f"**{row['answered']:.2f}**",
            _number(row["answered"] / yardstick if yardstick else None),
            f"{min(row['answered_all']):.2f}–{max(row['answered_all']):.2f}",
            _number(row["cpu_s"], 3),
            _number(row["pss_mb"], 1),
            f"{row['kb']:.0f}",
            f"{row['requests']:.0f}",
        ]
        for row in rows
    ])  # fmt: skip


def _rooms(rooms: Sequence[Mapping[str, Any]]) -> str:
    rows = [
        [
            room["joined"]["people"],
            "prepared" if room["prepared"] else "on the spot",
            _number(room["joined"]["median_live"]),
            _number(room["joined"]["last_live"]),
            len(room["joined"]["problems"]),
            _number(room["cpu_s"], 3),
            _number(room["pss_mb"], 1),
        ]
        for room in rooms
    ]
    header = ["people at once", "lessons", "median live s", "last live s", "failed", "CPU s each", "PSS MB each"]
    parts = [_table(header, rows)]
    parts += [_answers(room["joined"]["people"], room["answered"]) for room in rooms if room["answered"]]
    return "\n\n".join(parts)


def _stages(stages: Mapping[str, Mapping[str, float]]) -> str:
    names = list(dict.fromkeys(name for one in stages.values() for name in one))
    rows = [[name, *(_number(one.get(name), 0) for one in stages.values())] for name in names]
    return _table(["stage", *stages], rows)


def _targets(figures: Mapping[str, Any]) -> list[list[Any]]:
    rows = {row["name"]: row for row in figures.get("compare", ())}
    found = []
    for form in ("our widget", "ipywidgets"):
        ours, voila = rows.get(f"Tisserand, {form}"), rows.get(f"Voilà, {form}")
        if ours and voila:
            found += [
                _target(
                    f"time to feedback, × stock Voilà, both with {form}", ours["answered"] / voila["answered"], 0.30
                ),
                _target(f"processor seconds, × stock Voilà, both with {form}", ours["cpu_s"] / voila["cpu_s"], 0.10),
                _target(f"memory, × stock Voilà, both with {form}", ours["pss_mb"] / voila["pss_mb"], 0.45),
            ]
    if OURS in rows and PANEL in rows:
        ours, panel = rows[OURS], rows[PANEL]
        found.append(_target("time to feedback, × Panel", ours["answered"] / panel["answered"], 0.8))
        found.append(["processor seconds, × Panel", _number(ours["cpu_s"] / panel["cpu_s"]), "1 (the aim beyond)", ""])
    if lessons := figures.get("lessons"):
        found.append(_target("kB of a real lesson, at most", max(one["kb"] for one in lessons.values()), _MOST_KB))
        found.append(_target("requests, at most", max(one["requests"] for one in lessons.values()), _MOST_REQUESTS))
    for room in figures.get("rooms", ()):
        joined = room["joined"]
        if joined["people"] == 100 and joined["last_live"]:
            how = "prepared" if room["prepared"] else "on the spot"
            found.append(_target(f"seconds until 100 people are in, {how}", joined["last_live"], _MOST_S))
    return found


def _target(what: str, measured: float, most: float) -> list[Any]:
    return [what, _number(measured), most, "reached" if measured <= most else "NOT reached"]


def _number(value: float | None, digits: int = 2) -> str:
    return "" if value is None else f"{value:.{digits}f}"


def _table(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    header = list(header)
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _answers(people: int, one: Mapping[str, Any]) -> str:
    return (
        f"{people} people answering once a second: {one['answers']} answers confirmed, "
        f"{one['errors']} errors, median {_number(one['median'], 3)} s, p95 {_number(one['p95'], 3)} s, "
        f"worst {_number(one['worst'], 3)} s, {_number(one['cpu_s'], 1)} processor seconds."
    )
