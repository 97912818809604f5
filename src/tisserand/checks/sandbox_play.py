"""SB009: a practice forum played by what its tasks ask for; each has to turn out done, in either language."""

from collections.abc import Iterator, Sequence

from tisserand.checks.bank import Document
from tisserand.checks.diagnostic import Diagnostic, Phrase
from tisserand.content.models.sandbox import Condition, Review, Sandbox
from tisserand.domain import events
from tisserand.domain.events import Event
from tisserand.domain.sandbox_actions import act
from tisserand.domain.sandbox_conditions import thread_of
from tisserand.domain.sandbox_forum import Forum, index_of, start
from tisserand.errors import ForumError
from tisserand.i18n import Lang

_WORD = "oui "
_PATIENCE = 20


def play(document: Document[Sandbox], sandbox: Sandbox) -> Iterator[Diagnostic]:
    """Yield the tasks that are not done by doing what they ask for, one after the other."""
    for lang in Lang:
        forum = start(sandbox)
        for n, task in enumerate(sandbox.tasks):
            try:
                forum = _do(sandbox, forum, task.done_when, lang)
            except ForumError as error:
                reason = Phrase(f"{error.area}.{error.reason}", error.values)
                yield document.at("SB009", ("tasks", n), id=task.id, reason=reason)
                return
            if task.id not in forum.done:
                reason = Phrase("checks.sandbox.not_done", {"lang": Phrase(f"checks.language.{lang}").in_lang(lang)})
                yield document.at("SB009", ("tasks", n), id=task.id, reason=reason)
                return


def _do(sandbox: Sandbox, forum: Forum, conditions: tuple[Condition, ...], lang: Lang) -> Forum:
    for condition in conditions:
        if condition.kind in {"own_helped", "returned"}:
            forum = _await_answer(sandbox, forum)
        for event in _deeds(sandbox, forum, condition, lang):
            forum = act(sandbox, forum, event)
    return forum


def _await_answer(sandbox: Sandbox, forum: Forum) -> Forum:
    own = {post.id for post in forum.own_threads()}
    for _ in range(_PATIENCE):
        if any(one.thread in own for one in forum.arrived):
            break
        forum = act(sandbox, forum, events.TimeLetPass())
    return forum


def _deeds(  # noqa: C901, PLR0911 - one line for each kind of condition
    sandbox: Sandbox, forum: Forum, condition: Condition, lang: Lang
) -> Sequence[Event]:
    """Return what makes a condition hold, as far as one can."""
    match condition.kind:
        case "helped":
            return [events.ReplyMarked(condition.post, helped=True)]
        case "own_helped":
            own = {post.id for post in forum.own_threads()}
            return [events.ReplyMarked(one.reaction, helped=True) for one in forum.arrived if one.thread in own][:1]
        case "watching":
            return [events.CategoryWatched(condition.category, "watching")]
        case "profile":
            return [events.ProfileWritten(_WORD * condition.least, _WORD)]
        case "posted" | "missed":
            return [_example(sandbox, condition.review, lang)]
        case "replied" | "unquoted":
            return [events.PostPublished(condition.thread, _WORD)]
        case "returned":
            return [events.PostPublished(post.id, _WORD) for post in forum.own_threads()[-1:]]
        case "quoted":
            thread = thread_of(index_of(sandbox), forum, condition.post) or ""
            return [events.PostPublished(thread, _WORD, quotes=[[condition.post, condition.part]])]
        case "flagged":
            return [events.PostFlagged(condition.post, condition.reasons[0])]
        case "voted":
            options = next(
                thread.poll.options for thread in sandbox.threads if thread.id == condition.thread and thread.poll
            )
            return [events.PollAnswered(condition.thread, options[0].id, _WORD)]


def _example(sandbox: Sandbox, review_id: str, lang: Lang) -> Event:
    review: Review = next(one for one in sandbox.reviews if one.id == review_id)
    title = review.example_title.in_lang(lang) if review.example_title else _WORD
    text = review.example_text.in_lang(lang)
    if review.thread:
        return events.PostPublished(review.thread, text)
    return events.PostPublished("", text, title, sandbox.categories[0].id)
