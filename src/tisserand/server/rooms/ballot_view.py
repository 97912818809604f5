"""What a room's pages show of a ballot, and of how a vote came out. Votes show only when the vote is over."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from tisserand.content.markdown import render_inline
from tisserand.domain.analytics.intervals import LEAST_PEOPLE
from tisserand.domain.rooms.shared_runs import SharedRun
from tisserand.domain.rooms.votes import Ballot, Label, Question, VoteOutcome, places_left
from tisserand.i18n import Lang, translate

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_FEW = 4
"""Options up to which those without a vote have a bar too."""

Notes = Mapping[tuple[str, str], str]
"""What stands beside an option, by question and option: plain text."""


def ballot_view(ballot: Ballot, lang: Lang, notes: Notes | None = None) -> list[dict[str, Any]]:
    """Return the questions of a ballot with their options, each with a letter by which people speak of it."""
    return [_question(question, lang, notes or {}) for question in ballot.questions]


def outcome_view(ballot: Ballot, outcome: VoteOutcome, by: str, lang: Lang) -> list[dict[str, Any]]:
    """Return how each question came out: what is decided, how many voted for what, and how a tie was broken.

    Where fewer than five people answered a question, how they voted is kept back.

    Args:
        ballot: what was put to the vote.
        outcome: what it came to.
        by: ``room`` or ``groups``: who decided.
        lang: of the sentences.
    """
    return [_outcome(question, outcome, by, lang) for question in ballot.questions]


def tie_view(run: SharedRun, lang: Lang) -> list[dict[str, Any]]:
    """Return the questions that wait for a trainer, each with the options that are level and how many to choose."""
    waiting, ballot = run.waiting, run.play.ballot
    if waiting is None or ballot is None:
        return []
    found = []
    for question in ballot.questions:
        if question.id in waiting.tied and question.id not in waiting.decision:
            shown = _question(question, lang, {})
            shown["options"] = [one for one in shown["options"] if one["id"] in waiting.tied[question.id]]
            found.append({**shown, "most": places_left(question, waiting)})
    return found


def label_html(label: Label, lang: Lang) -> str:
    """Return what something is called as HTML: an authored text, or a sentence."""
    return escape(translate(lang, label)) if isinstance(label, str) else render_inline(label.in_lang(lang))


def _question(question: Question, lang: Lang, notes: Notes) -> dict[str, Any]:
    return {
        "id": question.id,
        "legend_html": label_html(question.label, lang),
        "most": question.most,
        "hint": _hint(question, lang),
        "options": [
            {
                "id": option.id,
                "letter": letter,
                "html": label_html(option.label, lang),
                "note": notes.get((question.id, option.id), ""),
            }
            for letter, option in zip(LETTERS, question.options, strict=False)
        ],
    }


def _hint(question: Question, lang: Lang) -> str:
    if question.hint:
        return translate(lang, question.hint)
    return _say(lang, "up_to", n=question.most) if question.most > 1 else ""


def _outcome(question: Question, outcome: VoteOutcome, by: str, lang: Lang) -> dict[str, Any]:
    shown = _question(question, lang, {})
    voters, counts = outcome.voters[question.id], outcome.counts[question.id]
    said = outcome.decision.get(question.id, ())
    decided = {said} if isinstance(said, str) else set(said)
    is_shown = voters >= LEAST_PEOPLE and outcome.is_whole
    return {
        **shown,
        "decided": [one for one in shown["options"] if one["id"] in decided],
        "voters": _say(lang, "voters", n=voters),
        "is_silent": not voters,
        **_why_not(outcome, voters, by, lang),
        **(_bars(shown["options"], counts, voters, decided, lang) if is_shown else {"bars": []}),
        "how": _how(question, outcome, shown, by, lang),
    }


def _why_not(outcome: VoteOutcome, voters: int, by: str, lang: Lang) -> dict[str, str]:
    """Return why the bars are not shown, if they are not."""
    if not outcome.is_whole:
        return {"kept_back": _say(lang, "erased")}
    # people of a small group sit together, and know that they are few
    is_said = by == "room" and 0 < voters < LEAST_PEOPLE
    return {"kept_back": _say(lang, "kept_back", least=LEAST_PEOPLE) if is_said else ""}


def _bars(
    options: Sequence[Mapping[str, Any]], counts: Mapping[str, int], voters: int, decided: set[str], lang: Lang
) -> dict[str, Any]:
    """Return a bar for each option; where they are many, those without a vote are named in one line."""
    shown = [one for one in options if counts[one["id"]] or len(options) <= _FEW]
    left = [one["letter"] for one in options if one not in shown]
    return {
        "bars": [
            {
                **one,
                "n": counts[one["id"]],
                "percent": round(100 * counts[one["id"]] / voters),
                "is_decided": one["id"] in decided,
            }
            for one in shown
        ],
        "without": _say(lang, "without_votes", options=_listed(left, lang)) if left else "",
    }


def _how(question: Question, outcome: VoteOutcome, shown: Mapping[str, Any], by: str, lang: Lang) -> str:
    """Return how a tie was broken, or what silence came to; nothing where the votes decided."""
    letters = {one["id"]: one["letter"] for one in shown["options"]}
    tied, said = outcome.tied.get(question.id, ()), outcome.decision.get(question.id)
    is_silent = not outcome.voters[question.id]
    if not tied:
        # votes may be gone, erased by those who gave them: what was decided stands
        stays = said in (question.unsaid, (question.unsaid,))
        return _say(lang, f"silent.{by}.unsaid") if is_silent and stays else ""
    if said is None:
        return _say(lang, "level.open", options=_listed((letters[one] for one in tied), lang))
    drawn = [one for one in tied if one == said or (not isinstance(said, str) and one in said)]
    values = {"drawn": _listed((letters[one] for one in drawn), lang)}
    if is_silent:
        return _say(lang, f"silent.{by}.{outcome.broken_by}", **values)
    return _say(lang, f"level.{outcome.broken_by}", options=_listed((letters[one] for one in tied), lang), **values)


def _listed(words: Iterable[str], lang: Lang) -> str:
    *first, last = words
    return _say(lang, "and", first=", ".join(first), last=last) if first else last


def _say(lang: Lang, key: str, **values: Any) -> str:
    return translate(lang, f"rooms_runs.{key}", **values)
