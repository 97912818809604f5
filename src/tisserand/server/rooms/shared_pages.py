"""The fragments of a shared run: the stage of participants and of the projector, the trainer's buttons, the groups.

What is the same for everybody holds no vote; how many have voted and what a person voted are fragments of their own,
so that a vote does not send the whole stage again.
"""

from collections.abc import Sequence
from typing import Any

from tisserand.domain.rooms.shared_balance import SharedBalance
from tisserand.domain.rooms.shared_runs import Play, SharedRun, SharedStep
from tisserand.domain.rooms.shared_scenario import SharedScenario
from tisserand.domain.rooms.votes import chosen_of
from tisserand.i18n import Lang, translate
from tisserand.server.page_handler import render
from tisserand.server.rooms.ballot_view import ballot_view, outcome_view, tie_view
from tisserand.server.rooms.shared_balance_view import balance_view
from tisserand.server.rooms.shared_scenario_view import scenario_view


def stage_html(run: SharedRun, lang: Lang, *, view: str, base_url: str = "") -> str:
    """Return what is played as people see it now: the vote, what it came to, or the end.

    Args:
        run: the run of the room or of a group.
        lang: of who looks.
        view: ``participant``, or ``screen`` for the projector, which has no form.
        base_url: path that every address begins with.
    """
    return _render("stage", lang, base_url, view=view, **_facts(run, lang))


def cockpit_html(run: SharedRun, lang: Lang, people: int, base_url: str = "") -> str:
    """Return the trainer's buttons: end the vote, choose among what is level, open the next one.

    Args:
        run: the run of the room or of a group.
        lang: of who looks.
        people: how many may vote.
        base_url: path that every address begins with.
    """
    last = run.steps[-1] if run.steps else None
    return _render(
        "cockpit",
        lang,
        base_url,
        run=_place(run),
        phase=(phase := phase_of(run)),
        play=_view_of(run.play, lang),
        voted=voted_text(run, lang, people),
        ties=tie_view(run, lang),
        decided=_outcome(run, last, lang) if last and phase == "result" else [],
    )


def count_html(run: SharedRun, lang: Lang, people: int, base_url: str = "", *, view: str = "participant") -> str:
    """Return how many have voted of how many, while the vote is open: nothing else of it shows.

    A group that has voted and is split is told so: its people sit together, and only they can go on.

    Args:
        run: the run of the room or of a group.
        lang: of who looks.
        people: how many may vote.
        base_url: path that every address begins with.
        view: ``participant``, or ``screen`` for the projector.
    """
    if not run.is_open:
        return ""
    is_split = run.group and len(run.votes) >= people and run.votes and run.outcome(waits=True).tied
    place = {"id": run.begun.run, "group": run.group, "step": run.step}
    voted = voted_text(run, lang, people)
    return _render("count", lang, base_url, view=view, voted=voted, split=place if is_split else None)


def own_vote_html(run: SharedRun, lang: Lang, person: str, base_url: str = "") -> str:
    """Return what a person voted last on the present step, for that person only."""
    vote, ballot = run.votes.get(person), run.play.ballot
    if vote is None or ballot is None or not run.is_open:
        return ""
    found = []
    for question, shown in zip(ballot.questions, ballot_view(ballot, lang), strict=True):
        said = chosen_of(question, vote)
        options = [one for one in shown["options"] if one["id"] in said]
        found += [{**shown, "options": options}] if options else []
    return _render("own_vote", lang, base_url, questions=found)


def groups_html(runs: Sequence[SharedRun], lang: Lang, base_url: str = "") -> str:
    """Return what each group decided and why, side by side, once the trainer shows it to the room."""
    groups = [{"number": run.group, "steps": _told_steps(run, lang), "end": _end(run, lang)} for run in runs]
    return _render("groups", lang, base_url, groups=groups)


def progress_html(runs: Sequence[tuple[SharedRun, int]], lang: Lang, base_url: str = "") -> str:
    """Return how far each group is, with how many of its people have voted; nothing of what they decide."""
    groups = [
        {
            "number": run.group,
            "moment": _view_of(run.play, lang)["moment"],
            "voted": voted_text(run, lang, people) if run.is_open else "",
        }
        for run, people in runs
    ]
    title = _view_of(runs[0][0].play, lang)["title"] if runs else ""
    return _render("progress", lang, base_url, groups=groups, title=title)


def voted_text(run: SharedRun, lang: Lang, people: int) -> str:
    """Return how many have voted of how many."""
    return _say(lang, "voted", n=len(run.votes), people=max(people, len(run.votes)))


def _facts(run: SharedRun, lang: Lang) -> dict[str, Any]:
    play = _view_of(run.play, lang)
    last = run.steps[-1] if run.steps else None
    return {
        "run": _place(run),
        "phase": phase_of(run),
        "play": play,
        "ballot": ballot_view(run.play.ballot, lang, play.get("notes")) if run.play.ballot else [],
        "last": {"reason": last.reason, "number": last.number, "questions": _outcome(run, last, lang)}
        if last
        else None,
        "waiting": outcome_view(run.play.ballot, run.waiting, run.begun.by, lang)
        if run.waiting and run.play.ballot
        else [],
    }


def _place(run: SharedRun) -> dict[str, Any]:
    until = run.closes_at
    return {
        "id": run.begun.run,
        "group": run.group,
        "step": run.step,
        "by": run.begun.by,
        "is_first": not run.steps,
        "is_stopped": run.is_stopped,
        "until": until.isoformat() if until else "",
    }


def phase_of(run: SharedRun) -> str:
    """Return ``vote``, ``tie`` (a trainer is to choose), ``result`` (until the next vote opens), or ``over``."""
    if run.is_over:
        return "over"
    if run.waiting is not None:
        return "tie"
    return "result" if run.waits_to_open else "vote"


def _view_of(play: Play, lang: Lang) -> dict[str, Any]:
    if isinstance(play, SharedScenario):
        return scenario_view(play, lang)
    if isinstance(play, SharedBalance):
        return balance_view(play, lang)
    raise TypeError(type(play).__name__)


def _outcome(run: SharedRun, step: SharedStep, lang: Lang) -> list[dict[str, Any]]:
    return outcome_view(step.ballot, step.outcome, run.begun.by, lang)


def _told_steps(run: SharedRun, lang: Lang) -> list[dict[str, Any]]:
    return [
        {
            "title": _view_of(step.before, lang)["step_title"],
            "reason": step.reason,
            "questions": _outcome(run, step, lang),
        }
        for step in run.steps
    ]


def _end(run: SharedRun, lang: Lang) -> list[dict[str, str]]:
    """Return how a run ended, in a few lines: the ending of a scenario, the aims of a balance; none before the end."""
    view = _view_of(run.play, lang)
    if not run.play.is_over:
        return []
    if view["kind"] == "scenario":
        ending = view["ending"]
        return [{"tone": ending["outcome"], "word": ending["outcome_word"], "text": ending["title"]}]
    return [
        {"tone": "good" if aim["is_met"] else "hard", "word": aim["bound"], "text": aim["now"]} for aim in view["aims"]
    ]


def _render(name: str, lang: Lang, base_url: str, **values: Any) -> str:
    return render(
        f"rooms/shared/{name}.html", lang, base_url, say=lambda key, **told: _say(lang, key, **told), **values
    )


def _say(lang: Lang, key: str, **values: Any) -> str:
    return translate(lang, f"rooms_runs.{key}", **values)
