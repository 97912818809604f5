"""Whether something is true of a sandbox forum, however it came about."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tisserand.content.models import sandbox as model
from tisserand.content.models.sandbox import Condition
from tisserand.domain.sandbox_forum import Forum, OwnPost, SandboxIndex, paragraphs
from tisserand.domain.text_folding import fold


def all_hold(index: SandboxIndex, forum: Forum, conditions: Iterable[Condition]) -> bool:
    """Return whether all the conditions hold."""
    return all(_TESTS[type(condition)](index, forum, condition) for condition in conditions)


def thread_of(index: SandboxIndex, forum: Forum, post_id: str) -> str | None:
    """Return the thread of a post that is there now: written by others, arrived since, or the learner's own."""
    if (own := forum.own_post(post_id)) is not None:
        return own.thread
    if post_id in index.reactions:
        came = (one.thread for one in forum.arrived if one.reaction == post_id)
        return next(came, None) if not index.reactions[post_id].private else None
    found = index.posts.get(post_id)
    return found[0] if found else None


def parts_of(index: SandboxIndex, forum: Forum, post_id: str) -> int:
    """Return how many paragraphs a post has that can be quoted; 0 when it is not there."""
    if (own := forum.own_post(post_id)) is not None:
        return len(paragraphs(own.text))
    return index.posts[post_id][1] if thread_of(index, forum, post_id) is not None else 0


def _helped(_index: SandboxIndex, forum: Forum, condition: model.Helped) -> bool:
    return condition.post in forum.helped


def _own_helped(index: SandboxIndex, forum: Forum, _condition: model.OwnHelped) -> bool:
    own = {post.id for post in forum.own_threads()}
    return any(thread_of(index, forum, post) in own for post in forum.helped)


def _watching(_index: SandboxIndex, forum: Forum, condition: model.Watching) -> bool:
    return forum.watched.get(condition.category) == model.WatchLevel.WATCHING


def _profile(_index: SandboxIndex, forum: Forum, condition: model.ProfileFilled) -> bool:
    parts = [fold(part).split() for part in (forum.profile.does, forum.profile.helps)] if forum.profile else []
    return bool(parts) and all(parts) and sum(len(words) for words in parts) >= condition.least


def _examined(forum: Forum, review: str) -> list[OwnPost]:
    return [post for post in forum.own if post.review == review]


def _posted(_index: SandboxIndex, forum: Forum, condition: model.Posted) -> bool:
    return any(condition.least <= len(post.has) <= condition.most for post in _examined(forum, condition.review))


def _missed(_index: SandboxIndex, forum: Forum, condition: model.Missed) -> bool:
    return any(condition.criterion in post.lacks for post in _examined(forum, condition.review))


def _replied(_index: SandboxIndex, forum: Forum, condition: model.Replied) -> bool:
    return any(post.thread == condition.thread for post in forum.own)


def _returned(_index: SandboxIndex, forum: Forum, _condition: model.Returned) -> bool:
    answered = {first.id: [one.at for one in forum.arrived if one.thread == first.id] for first in forum.own_threads()}
    return any(
        not post.opens_thread and any(at <= post.at for at in answered.get(post.thread, ())) for post in forum.own
    )


def _quoted(index: SandboxIndex, forum: Forum, condition: model.Quoted) -> bool:
    whole = parts_of(index, forum, condition.post)
    return any(_quotes_just(post, condition.post, condition.part, whole) for post in forum.own)


def _quotes_just(own: OwnPost, post_id: str, part: int, whole: int) -> bool:
    quoted = {number for quoted, number in own.quotes if quoted == post_id}
    return part in quoted and (len(quoted) < whole or whole == 1)


def _unquoted(index: SandboxIndex, forum: Forum, condition: model.Unquoted) -> bool:
    replied = any(post.thread == condition.thread for post in forum.own)
    whole = parts_of(index, forum, condition.post)
    return replied and not any(_quotes_just(post, condition.post, condition.part, whole) for post in forum.own)


def _flagged(_index: SandboxIndex, forum: Forum, condition: model.Flagged) -> bool:
    flag = forum.flags.get(condition.post)
    return flag is not None and flag.reason in condition.reasons


def _voted(_index: SandboxIndex, forum: Forum, condition: model.Voted) -> bool:
    vote = forum.votes.get(condition.thread)
    return vote is not None and (bool(vote.reason.strip()) or not condition.with_reason)


_TESTS: Mapping[type[Any], Callable[[SandboxIndex, Forum, Any], bool]] = {
    model.Helped: _helped,
    model.OwnHelped: _own_helped,
    model.Watching: _watching,
    model.ProfileFilled: _profile,
    model.Posted: _posted,
    model.Missed: _missed,
    model.Replied: _replied,
    model.Returned: _returned,
    model.Quoted: _quoted,
    model.Unquoted: _unquoted,
    model.Flagged: _flagged,
    model.Voted: _voted,
}
