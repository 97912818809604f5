"""What shows of a person's path, in their language: the same on the web page and in the home notebook."""

import logging
from collections.abc import Sequence
from datetime import date
from typing import Any

from tisserand.content.loading import load_framework, load_sources
from tisserand.content.models.base import Role
from tisserand.content.models.module import TrainingModule
from tisserand.domain.competency_profile import CompetencyStanding
from tisserand.domain.insights import insights
from tisserand.domain.progress import ModuleProgress
from tisserand.domain.recommendations import Recommendation, gap_of
from tisserand.errors import RefusedError, TisserandError
from tisserand.i18n import Lang, translate
from tisserand.services.learning_path import LearningPath
from tisserand.services.limits import checked_link
from tisserand.services.progress import standing_in_words
from tisserand.widgets.path_words import PathWords
from tisserand.widgets.profile_picture import profile_picture
from tisserand.widgets.source_view import source_views

log = logging.getLogger(__name__)

MOST_RECOMMENDED = 3
"""More would be a catalogue again."""

_SELF_RATING = "zell-krizan-2014"
"""What is known of how well people rate themselves."""


def path_view(path: LearningPath, lang: Lang) -> dict[str, Any]:
    """Return everything that shows of a path; keys ending in ``_html`` hold HTML of ours."""
    words = PathWords(lang, _level_names(lang))
    recommended = path.recommendations[:MOST_RECOMMENDED]
    return {
        "roles": [_role(role, words, chosen=role in path.roles) for role in Role],
        "under_way": [_under_way(module, path.progress[module.id], path, words) for module in path.modules("begun")],
        "recommended": [_recommended(one, words) for one in recommended],
        "nothing": None if recommended else _why_nothing(path, words),
        "untaught": words.say("untaught", n=len(path.untaught), names=words.names(path.untaught))
        if path.untaught
        else None,
        "finished": [_module(module, lang) for module in path.modules("done")],
        "picture_html": profile_picture(path.shown, words),
        "shelves": _shelves(path, words),
        "insights": [
            {"code": one.code, "name": one.competency.name.in_lang(lang), "texts": texts}
            for one in path.shown
            if (texts := [words.insight(insight) for insight in insights(one)])
        ],
        "sources": _sources(lang),
    }


def _level_names(lang: Lang) -> Sequence[str]:
    not_yet = translate(lang, "self_assessment.not_yet")
    try:
        return [not_yet, *(name.in_lang(lang) for name in load_framework().level_names)]
    except TisserandError:  # the profile is then empty
        return [not_yet]


def _sources(lang: Lang) -> list[dict[str, str]]:
    try:
        return source_views([_SELF_RATING], lang, load_sources())
    except TisserandError:
        log.warning("the sources can't be loaded", exc_info=True)
        return []


def _role(role: Role, words: PathWords, *, chosen: bool) -> dict[str, Any]:
    return {
        "value": role.value,
        "name": words.say(f"role.{role}"),
        "about": words.say(f"role.{role}.about"),
        "chosen": chosen,
    }


def _module(module: TrainingModule, lang: Lang) -> dict[str, Any]:
    return {"slug": module.slug, "title": module.title.in_lang(lang)}


def _under_way(
    module: TrainingModule, progress: ModuleProgress, path: LearningPath, words: PathWords
) -> dict[str, Any]:
    activity = progress.next_activity
    following = None
    if activity is not None:
        exercises = next(one.exercises for one in path.contents if one.module is module)
        titles = {(one.kind.value, one.id): one.title.in_lang(words.lang) for one in exercises}
        kind = translate(words.lang, f"progress.kind_{activity.kind}")
        title = titles.get((activity.kind, activity.id or ""))
        name = words.say("practice_title", kind=kind, title=title) if title else kind
        following = words.say("next", activity=name)
    return {
        **_module(module, words.lang),
        "percent": int(100 * progress.share),
        "words": standing_in_words(progress, words.lang),
        "next": following,
    }


def _recommended(one: Recommendation, words: PathWords) -> dict[str, Any]:
    role = translate(words.lang, f"roles.{one.module.role}")
    minutes = translate(words.lang, "catalog.minutes", minutes=one.module.duration_min)
    first = words.say("comma").join(module.title.in_lang(words.lang) for module in one.first)
    return {
        **_module(one.module, words.lang),
        "kicker": f"{role} · {minutes}",
        "lead": words.say("finished_because" if one.is_finished else "because"),
        "reasons": words.reasons(one.reasons),
        "first": words.say("first", titles=first) if first else None,
        "is_finished": one.is_finished,
    }


def _why_nothing(path: LearningPath, words: PathWords) -> str:
    """Return why no module is recommended: there is no gap to see, or none that a module not yet finished answers."""
    left = [one for one in path.shown if one not in path.untaught and gap_of(one) is not None]
    if not path.roles and path.is_blank:
        return words.say("nothing_yet")
    if path.modules("begun"):
        return words.say("nothing_but_under_way")
    return words.say("nothing_but_acts", n=len(left), names=words.names(left)) if left else words.say("nothing_missing")


def _shelves(path: LearningPath, words: PathWords) -> list[dict[str, Any]]:
    roles = dict.fromkeys(one.competency.role for one in path.shown)
    return [
        {
            "name": translate(words.lang, f"roles.{role}"),
            "rows": [_row(one, path, words) for one in path.shown if one.competency.role is role],
        }
        for role in roles
    ]


def _row(standing: CompetencyStanding, path: LearningPath, words: PathWords) -> dict[str, Any]:
    titles = {one.module.id: one.module.title.in_lang(words.lang) for one in path.contents}
    several = len(standing.ratings) > 1
    return {
        "code": standing.code,
        "name": standing.competency.name.in_lang(words.lang),
        "ratings": [
            {"module": titles.get(pair.module_id) if several else None, "texts": [*map(words.rating, pair.ratings)]}
            for pair in standing.ratings
        ],
        "practices": [{"title": words.practice_title(one), "text": words.practice(one)} for one in standing.practised],
        "no_practice": words.say("no_practice" if standing.practices else "no_practice_offered"),
        "traces": [
            {"text": trace.sentence, "link": _safe(trace.link), "day": _day(trace.date, words)}
            for trace in standing.traces
        ],
    }


def _day(written: str, words: PathWords) -> str:
    try:
        return words.day(date.fromisoformat(written))
    except ValueError:
        return ""


def _safe(link: str) -> str:
    """Return a web address, or nothing: what is kept may have been forged on its way to the log."""
    try:
        return checked_link(link)
    except RefusedError:
        return ""
