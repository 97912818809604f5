"""The self-assessment: ratings are kept as they are given, and compared once there are two moments."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from tisserand.content.loading import load_framework
from tisserand.content.markdown import render, render_inline
from tisserand.content.models.framework import Competency, CompetencyFramework
from tisserand.content.models.self_assessment import SelfAssessment
from tisserand.domain.assessment import AssessmentState, Comparison, compare
from tisserand.domain.events import CompetencyRated
from tisserand.i18n import Lang, translate
from tisserand.services.assessments import MOMENTS, current_ratings, rate_competency
from tisserand.services.session import Session
from tisserand.widgets.activity import Activity, Intention

_SHOWN = ("level", "confidence", "trace_link", "trace_date", "trace_sentence")


class SelfAssessmentWidget(Activity):
    """A self-assessment at one of its two moments, ``before`` or ``after`` the practice."""

    name = "self_assessment"

    def __init__(self, session: Session, assessment: SelfAssessment, moment: str, lang: Lang) -> None:
        if moment not in MOMENTS:
            raise ValueError(f"a moment is one of {', '.join(MOMENTS)}")
        self.assessment = assessment
        self.moment = moment
        self._competencies, self._level_names = _wording(load_framework(), assessment, lang)
        super().__init__(session, lang)

    def build_view(self) -> dict[str, Any]:
        """Return the form with what was given, and what moved since the other moment."""
        state = current_ratings(self.session, self.assessment, self.moment)
        intro = self.assessment.intro
        return {
            "anchor": f"activity-self_assessment-{self.assessment.id}-{self.moment}",
            "title": self.assessment.title.in_lang(self.lang),
            "intro_html": render(intro.in_lang(self.lang)) if intro else "",
            "moment": self.moment,
            "moment_text": self._say(f"moment_{self.moment}"),
            "level_names": self._level_names,
            "competencies": [self._competency(code) for code in self._known()],
            "ratings": {
                code: {name: getattr(rating, name) for name in _SHOWN} for code, rating in state.ratings.items()
            },
            "untraced": list(state.without_trace),
            "count_text": self._count_text(len(state.ratings), len(self._known())),
            "comparison": self._comparison(state) if self.moment == "after" and state.ratings else None,
            "warning": self.session.warning,
        }

    def intentions(self) -> Mapping[str, Callable[[Intention, str], None]]:
        """Take a rating."""
        return {"rate": self._rate}

    def _rate(self, intention: Intention, uuid: str) -> None:
        rating = CompetencyRated(
            competency=intention["competency"],
            moment=self.moment,
            level=intention["level"],
            confidence=intention.get("confidence"),
            trace_link=intention.get("trace_link", ""),
            trace_date=intention.get("trace_date", ""),
            trace_sentence=intention.get("trace_sentence", ""),
        )
        rate_competency(self.session, self.assessment, rating, uuid)
        name = self._competencies[rating.competency].name.in_lang(self.lang)
        self.announce(self._say("announce_kept", name=name, level=self._level_names[rating.level]))

    def _known(self) -> Sequence[str]:
        return [code for code in self.assessment.competencies if code in self._competencies]

    def _competency(self, code: str) -> dict[str, Any]:
        competency = self._competencies[code]
        texts = [self._say("not_yet_text"), *(level.in_lang(self.lang) for level in competency.levels)]
        return {
            "code": code,
            "name": competency.name.in_lang(self.lang),
            "levels": [
                {"value": value, "html": f"<strong>{value} · {escape(name)}</strong><br>{render_inline(text)}"}
                for value, (name, text) in enumerate(zip(self._level_names, texts, strict=True))
            ],
        }

    def _count_text(self, rated: int, total: int) -> str:
        if rated in {0, total}:
            return self._say("count_all" if rated else "count_none", total=total)
        return self._say("count", n=rated, total=total)

    def _comparison(self, after: AssessmentState) -> dict[str, Any]:
        before = current_ratings(self.session, self.assessment, "before")
        both = [
            one for one in compare(before, after) if one.change is not None and one.competency in self._competencies
        ]
        changes = [one.change for one in both if one.change is not None]
        kind_word = None
        if any(change < 0 for change in changes):
            kind_word = self._say("kind_down")
        elif changes and not any(changes):
            kind_word = self._say("kind_same")
        return {
            "text": self._say("compared", n=len(both)) if both else self._say("no_before"),
            "rows": [self._row(one) for one in both],
            "kind_word": kind_word,
        }

    def _row(self, one: Comparison) -> dict[str, Any]:
        if one.before is None or one.after is None:
            raise ValueError("a row compares two ratings")
        before, after = one.before.level, one.after.level
        key = "change_none" if before == after else "change_up" if before < after else "change_down"
        words = {"before": self._level_names[before], "after": self._level_names[after]}
        return {
            "code": one.competency,
            "name": self._competencies[one.competency].name.in_lang(self.lang),
            "before": before,
            "after": after,
            "change": self._say(key, **words),
        }

    def _say(self, key: str, **values: Any) -> str:
        return translate(self.lang, f"self_assessment.{key}", **values)


def _wording(
    framework: CompetencyFramework, assessment: SelfAssessment, lang: Lang
) -> tuple[dict[str, Competency], list[str]]:
    """Return the competencies of the form by code, and the names of the levels from 0."""
    known = {one.code: one for one in framework.competencies if one.code in assessment.competencies}
    names = [translate(lang, "self_assessment.not_yet"), *(name.in_lang(lang) for name in framework.level_names)]
    return known, names
