"""One's own export: read in memory, under pseudonyms, with the same measures as an inquiry."""

from collections.abc import Callable, Mapping
from typing import Any

from tisserand.content.loading import load_traces
from tisserand.content.models.inquiry import Inquiry
from tisserand.domain.analytics.measures import MEASURES, first_told
from tisserand.domain.exports.columns import ROLES
from tisserand.domain.exports.moments import ZONES, TimeForm
from tisserand.domain.exports.sheet import MOST_BYTES, MOST_ROWS
from tisserand.errors import RefusedError
from tisserand.i18n import Lang, translate
from tisserand.services.own_traces import AT_ONCE, OWN_TRACES_ACTIVITY, PACE_MS, PIECE, OwnTraces, note_opened
from tisserand.services.session import Session
from tisserand.widgets.activity import Activity, Intention
from tisserand.widgets.measure_view import MeasureViews

_MOST_FAULTS = 20
"""Faults told one by one; of the others, only how many there are."""


class OwnTracesWidget(Activity):
    """A file chosen, its columns confirmed, its faults told by line, its measures predicted then shown.

    Only that the activity was done is recorded. The file, its posts and the predictions stay in ``traces``: they go
    with the kernel, or at once when the person says so.

    Args:
        sample: whose data stand as an example, when there is one.
    """

    name = "own_traces"
    unrecorded = frozenset({"piece", "go_on", "predict", "forget", "download_sample"})

    def __init__(self, session: Session, sample: Inquiry | None, lang: Lang) -> None:
        self.traces = OwnTraces()
        self._sample = sample
        self._is_sample = False
        self._measures: MeasureViews | None = None
        super().__init__(session, lang)

    def build_view(self) -> dict[str, Any]:
        """Return the phase, with what it needs."""
        phase = self.traces.phase
        return {
            "anchor": "activity-own_traces",
            "phase": phase,
            "limits": {
                "bytes": MOST_BYTES,
                "piece": PIECE,
                "at_once": AT_ONCE,
                "pace_ms": PACE_MS,
                "too_large": self._too_large(),
            },
            "limits_text": self._say("limits", megabytes=MOST_BYTES // 1_000_000, rows=MOST_ROWS),
            "has_sample": self._sample is not None,
            "was_done": bool(self.session.records(OWN_TRACES_ACTIVITY)),
            "columns": self._columns() if phase == "columns" else None,
            "faults": self._faults() if phase == "faults" else None,
            "summary": self._summary() if phase == "measures" else None,
            "steps": self._steps() if phase == "measures" else [],
            "warning": self.session.warning,
        }

    def intentions(self) -> Mapping[str, Callable[[Intention, str], None]]:
        """Take a file by pieces, its columns, predictions; forget it all; look at the sample; put it off."""
        return {
            "piece": self._piece,
            "confirm": self._confirm,
            "go_on": self._go_on,
            "predict": self._predict,
            "forget": self._forget,
            "sample": self._open_sample,
            "download_sample": self._download_sample,
            "later": self._later,
        }

    def _piece(self, intention: Intention, _uuid: str) -> None:
        if self.traces.add_piece(intention["upload"], intention["at"], intention["of"], intention["data"]):
            self._is_sample = False
            self.announce(self._say("announce_columns"))

    def _confirm(self, intention: Intention, uuid: str) -> None:
        self.traces.confirm(intention["columns"], intention["form"], intention["zone"])
        self._measures = None
        note_opened(self.session, "sample" if self._is_sample else "export", uuid)

    def _go_on(self, _intention: Intention, _uuid: str) -> None:
        self.traces.go_on()

    def _predict(self, intention: Intention, _uuid: str) -> None:
        measure, asks = intention["step"], intention["asks"]
        self.traces.predict(measure, asks, intention["expected"])
        views = self._views()
        self.announce(views.comparison(measure, asks, self.traces.expected[measure])["text"])

    def _forget(self, _intention: Intention, _uuid: str) -> None:
        self.traces.forget()
        self._measures, self._is_sample = None, False
        self.announce(self._say("announce_forgotten"))

    def _open_sample(self, _intention: Intention, uuid: str) -> None:
        if self._sample is None:
            raise RefusedError("no_sample")
        self.traces.open(load_traces(self._sample))
        self._measures, self._is_sample = None, True
        note_opened(self.session, "sample", uuid)

    def _download_sample(self, _intention: Intention, _uuid: str) -> None:
        if self._sample is None:
            raise RefusedError("no_sample")
        text = load_traces(self._sample).decode("utf-8")
        self.send({"type": "download", "filename": self._sample.data, "mime": "text/csv", "text": text})

    def _later(self, _intention: Intention, uuid: str) -> None:
        note_opened(self.session, "later", uuid)
        self.announce(self._say("announce_later"))

    # What each phase shows

    def _columns(self) -> dict[str, Any]:
        sheet, found = self.traces.sheet, self.traces.columns
        if sheet is None:
            return {}
        encoding = self._say(f"encoding.{'utf8' if sheet.encoding == 'utf-8' else 'cp1252'}")
        separator = self._say(f"separator.{ {';': 'semicolon', ',': 'comma'}.get(sheet.separator, 'tab') }")
        forms = self.traces.forms
        return {
            "read": self._say("read", n=len(sheet.rows), encoding=encoding, separator=separator),
            "dropped": self._say("dropped", n=sheet.dropped) if sheet.dropped else "",
            "sample": self._say("is_sample") if self._is_sample else "",
            "roles": [
                {
                    "id": role,
                    "name": self._say(f"role.{role}"),
                    "about": self._say(f"role.{role}.about"),
                    "chosen": found[role],
                }
                for role in ROLES
            ],
            "header": list(sheet.header),
            "forms": [{"id": "auto", "text": self._say("form.auto")}]
            + [{"id": form.value, "text": self._say(f"form.{form}")} for form in TimeForm],
            "form": "auto",
            "form_unclear": self._say("form_unclear") if len(forms) > 1 else "",
            "zones": [{"id": zone, "text": self._say(f"zone.{zone}")} for zone in ZONES],
            "zone": self.traces.zone,
            "zone_about": self._say("zone_needed" if self.traces.needs_zone else "zone_known"),
        }

    def _faults(self) -> dict[str, Any]:
        reading = self.traces.reading
        faults = reading.faults if reading else ()
        rest = len(faults) - _MOST_FAULTS
        return {
            "title": self._say("faults", n=len({fault.line for fault in faults})),
            "lines": [
                translate(self.lang, f"exports.{fault.reason}", line=fault.line, **fault.values)
                for fault in faults[:_MOST_FAULTS]
            ],
            "rest": self._say("faults_rest", n=rest) if rest > 0 else "",
            "kept": self._say("faults_kept", n=len(reading.posts) if reading else 0),
            "can_go_on": bool(reading and len(reading.posts)),
        }

    def _summary(self) -> dict[str, Any]:
        posts = self._views().posts
        lost = self.traces.reading.lost if self.traces.reading else 0
        return {
            "text": self._say("summary", n=len(posts), threads=posts["thread"].nunique()),
            "lost": self._say("lost", n=lost) if lost else "",
            "memory": self._say("memory"),
        }

    def _steps(self) -> list[dict[str, Any]]:
        views, steps, is_open = self._views(), [], True
        for number, measure in enumerate(MEASURES, start=1):
            asks = first_told(measure, views.figures(measure))
            step: dict[str, Any] = {
                "id": measure,
                "kicker": self._say("step", number=number, total=len(MEASURES)),
                "title": translate(self.lang, f"measures.{measure}.name"),
                "intro_html": "",
                "asks": asks,
                "ask": None,
                "is_done": False,
                "shown": None,
                "trap": None,
            }
            if asks is None:
                steps.append({**step, "prompt_html": self._say("too_few"), "is_done": True})
                continue
            step["prompt_html"] = translate(self.lang, f"measures.{measure}.{asks}.ask")
            if measure in self.traces.expected:
                shown = views.shown(measure, asks, self.traces.expected[measure])
                steps.append({**step, "is_done": True, "shown": shown})
            elif is_open:
                steps.append({**step, "ask": views.question(measure, asks)})
                is_open = False
        return steps

    def _views(self) -> MeasureViews:
        if self._measures is None and self.traces.reading is not None:
            self._measures = MeasureViews(self.traces.reading.posts, self.traces.zone, self.lang, is_made=False)
        if self._measures is None:
            raise RefusedError("export_gone")
        return self._measures

    def _too_large(self) -> str:
        return translate(self.lang, "exports.too_large", most=MOST_BYTES // 1_000_000)

    def _say(self, key: str, **values: Any) -> str:
        return translate(self.lang, f"own_traces.{key}", **values)
