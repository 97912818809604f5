"""The sentences of a person's path: what they said, what they practised, what is worth telling, why a module."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from tisserand.content.models.inquiry import Inquiry
from tisserand.content.models.scenario import Scenario
from tisserand.domain.competency_profile import CompetencyStanding
from tisserand.domain.insights import Insight, InsightKind
from tisserand.domain.practice import Answers, Practice
from tisserand.domain.recommendations import Gap, Reason
from tisserand.domain.self_ratings import SelfRating
from tisserand.i18n import Lang, translate

_COUNTED = frozenset({"balance", "inquiry", "sandbox"})
_TOLD_BY_MOMENT = frozenset({InsightKind.AHEAD, InsightKind.BEHIND})


class PathWords:
    """The sentences of a path in one language.

    Args:
        lang: language of the reader.
        levels: names of the levels, from 0.
    """

    def __init__(self, lang: Lang, levels: Sequence[str]) -> None:
        self.lang = lang
        self._levels = levels

    def say(self, key: str, **values: Any) -> str:
        """Return a sentence of the area ``path``."""
        return translate(self.lang, f"path.{key}", **values)

    def day(self, day: date) -> str:
        """Return a day with the name of its month and its year: ``3 mars 2026``."""
        number = self.say("first_of_month") if day.day == 1 else day.day
        return self.say("day", day=number, month=translate(self.lang, f"measures.month.{day.month}"), year=day.year)

    def names(self, standings: Iterable[CompetencyStanding]) -> str:
        """Return the names of some competencies, as a list in a sentence."""
        return self.say("comma").join(self._quoted(one) for one in standings)

    def level(self, level: int) -> str:
        """Return a level as a number with its name."""
        return self.say("level", level=level, name=self._levels[level])

    def rating(self, rating: SelfRating) -> str:
        """Return a rating with its moment, its day, and how right it felt."""
        text = self.say(f"rated_{rating.moment}", level=self.level(rating.level), day=self.day(rating.at))
        if rating.confidence is None:
            return text
        return self.say("rated_sure", rating=text, sure=self.say(f"sure_{rating.confidence}"))

    def practice_title(self, practice: Practice) -> str:
        """Return what an activity is called, with its kind."""
        kind = translate(self.lang, f"progress.kind_{practice.activity.kind}")
        if practice.exercise is None:
            return kind
        return self.say("practice_title", kind=kind, title=practice.exercise.title.in_lang(self.lang))

    def practice(self, practice: Practice) -> str:
        """Return how an activity turned out, and when."""
        day = self.day(practice.at) if practice.at else ""
        return self.say("dated", text=self._result(practice), day=day) if day else self._result(practice)

    def insight(self, insight: Insight) -> str:
        """Return what is worth telling of a competency, with its figures."""
        figures: dict[str, Any] = dict(insight.figures)
        if "level" in figures:
            figures["level"] = self.level(figures["level"])
        suffix = ("_after" if insight.after else "_before") if insight.kind in _TOLD_BY_MOMENT else ""
        return self.say(f"insight.{insight.kind}{suffix}", **figures)

    def reasons(self, reasons: Sequence[Reason]) -> list[str]:
        """Return why a module is recommended: a sentence for each reason, one for all that was never seen."""
        told = [self._reason(reason) for reason in reasons if reason.gap is not Gap.UNSEEN]
        unseen = [reason.standing for reason in reasons if reason.gap is Gap.UNSEEN]
        return [*told, self.say("reason.unseen", n=len(unseen), names=self.names(unseen))] if unseen else told

    def described(self, standing: CompetencyStanding) -> str:
        """Return a competency of the picture in one sentence, for those who do not see it."""
        levels = [
            self.say(f"described_{rating.moment}", level=rating.level)
            for rating in (standing.ratings[-1].ratings if standing.ratings else ())
        ]
        return self.say(
            "described",
            name=standing.competency.name.in_lang(self.lang),
            rating=self.say("comma").join(levels) or self.say("described_unrated"),
            practised=len(standing.practised),
            offered=len(standing.practices),
            traces=len(standing.traces),
        )

    def _result(self, practice: Practice) -> str:
        kind = practice.activity.kind
        if kind == "quiz":
            return self._answers(practice)
        if isinstance(practice.exercise, Scenario) and practice.endings:
            return self.say("endings", endings=self.say("semicolon").join(self._endings(practice.exercise, practice)))
        if kind in _COUNTED and practice.total:
            text = self.say(f"counted_{kind}", count=practice.count, total=practice.total)
            if isinstance(practice.exercise, Inquiry) and practice.first.count:
                figures = {"right": practice.first.right, "total": practice.first.count}
                return self.say("semicolon").join([text, self.say("sound", **figures)])
            return text
        return self.say("done" if practice.status == "done" else "begun")

    def _answers(self, practice: Practice) -> str:
        if not practice.first.count:
            return self.say("answered", count=practice.count, total=practice.total)
        told = [self.say("answers_first", **self._figures(practice.first))]
        if practice.last != practice.first:
            told.append(self.say("answers_last", **self._figures(practice.last)))
        if practice.reviewed.count:
            told.append(self.say("answers_review", **self._figures(practice.reviewed)))
        if practice.count < practice.total:
            told.append(self.say("answered", count=practice.count, total=practice.total))
        return self.say("semicolon").join(told)

    def _figures(self, answers: Answers) -> dict[str, Any]:
        partly = self.say("partly", n=answers.partly) if answers.partly else ""
        return {"n": answers.right, "partly": partly, "total": answers.count}

    def _endings(self, scenario: Scenario, practice: Practice) -> list[str]:
        return [
            self.say(
                "ending",
                title=one.title.in_lang(self.lang),
                outcome=translate(self.lang, f"scenario.outcome_{one.outcome}"),
            )
            for one in scenario.endings
            if one.id in practice.endings
        ]

    def _reason(self, reason: Reason) -> str:
        standing, rating = reason.standing, reason.standing.rating
        last = standing.answers("last")
        return self.say(
            f"reason.{reason.gap}",
            name=self._quoted(standing),
            level=self.level(rating.level) if rating else "",
            right=last.right,
            total=last.count,
        )

    def _quoted(self, standing: CompetencyStanding) -> str:
        return self.say("quoted", name=standing.competency.name.in_lang(self.lang))
