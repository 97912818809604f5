"""What a rehearsal found, as values."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from tisserand.i18n import Lang, translate


@dataclass(frozen=True)
class Failure:
    """One thing that went wrong, phrased when somebody reads it.

    Attributes:
        reason: key in ``locale/<lang>/rehearsal.yaml``.
        values: what the sentence names.
        detail: source and traceback, if any.
    """

    reason: str
    values: Mapping[str, Any] = field(default_factory=dict)
    detail: str = ""

    def sentence(self, lang: Lang) -> str:
        """Return what went wrong and where, in ``lang``."""
        return translate(lang, f"rehearsal.{self.reason}", **self.values)


@dataclass(frozen=True)
class CellTime:
    """How long a code cell took.

    Attributes:
        number: its place in the notebook, from 1.
        first_line: of its source.
    """

    number: int
    first_line: str
    seconds: float


@dataclass(frozen=True)
class ActivityOutcome:
    """What became of one activity.

    Attributes:
        key: ``Activity.key``, or ``progress``.
        state: ``not_begun``, ``begun``, ``done``; none for what has no end.
        sent, refused, recorded: intentions of the persona.
        events: what the log holds of it.
    """

    key: str
    state: str | None
    sent: int
    refused: int
    recorded: int
    events: int


@dataclass(frozen=True)
class RunResult:
    """One notebook played once.

    Attributes:
        persona: who played it, or an empty text.
        widgets: widget views shown.
        models: widget models in the saved state.
        other_packages: those whose widgets only the compatible mode shows.
        exceptions: errors raised while a cell succeeded, that is in callbacks.
        events: records in the persona's log.
    """

    slug: str
    lang: str
    persona: str
    seconds: float
    cells: tuple[CellTime, ...] = ()
    widgets: int = 0
    models: int = 0
    exceptions: int = 0
    activities: tuple[ActivityOutcome, ...] = ()
    events: int = 0
    failures: tuple[Failure, ...] = ()
    other_packages: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What this run is called in messages."""
        player = f" [{self.persona}]" if self.persona else ""
        return f"notebooks/{self.slug}/{self.lang}.ipynb{player}"

    @property
    def ends(self) -> int:
        """How many activities reached their end."""
        return sum(activity.state == "done" for activity in self.activities)


@dataclass(frozen=True)
class Report:
    """A whole rehearsal."""

    runs: tuple[RunResult, ...]
    seconds: float
    jobs: int

    @property
    def failed(self) -> bool:
        """Whether anything went wrong, or nothing was played at all."""
        return not self.runs or any(run.failures for run in self.runs)

    def to_json(self) -> dict[str, Any]:
        """Return everything as JSON values; sentences in both languages."""
        return {
            "failed": self.failed,
            "seconds": round(self.seconds, 2),
            "jobs": self.jobs,
            "runs": [_run_json(run) for run in self.runs],
        }

    def sentences(self, lang: Lang) -> list[str]:
        """Return what to print in a terminal: each failure with its run, its cell and its source; then the total."""
        lines = []
        for run in self.runs:
            for failure in run.failures:
                lines.append(
                    f"{run.name} : {failure.sentence(lang)}"
                    if lang is Lang.FR
                    else f"{run.name}: {failure.sentence(lang)}"
                )
                lines += [f"    {line}" for line in failure.detail.splitlines()]
        return [*lines, *self.compatible(lang), self.total(lang)]

    def compatible(self, lang: Lang) -> list[str]:
        """Return, for each lesson that needs the compatible mode, which packages are the reason."""
        needing = {run.slug: run.other_packages for run in self.runs if run.other_packages}
        return [
            translate(lang, "rehearsal.needs_compatible", slug=slug, packages=", ".join(packages))
            for slug, packages in needing.items()
        ]

    def total(self, lang: Lang) -> str:
        """Return how many runs passed, or failed, and in what time."""
        failed = sum(bool(run.failures) for run in self.runs)
        values = {"total": len(self.runs), "seconds": f"{self.seconds:.0f}", "jobs": self.jobs}
        if failed:
            return translate(lang, "rehearsal.total_failed", n=failed, **values)
        return translate(lang, "rehearsal.total", n=len(self.runs), **values)


def _run_json(run: RunResult) -> dict[str, Any]:
    failures = [
        {**asdict(failure), "values": dict(failure.values), **{lang.value: failure.sentence(lang) for lang in Lang}}
        for failure in run.failures
    ]
    return {**asdict(run), "name": run.name, "ends": run.ends, "seconds": round(run.seconds, 2), "failures": failures}
