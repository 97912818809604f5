"""What a sandbox forum shows of a thread: its posts, its poll, what can be done with each."""

from collections.abc import Mapping
from typing import Any

from tisserand.content.markdown import render, render_inline
from tisserand.content.models.framework import Source
from tisserand.content.models.sandbox import Poll, Review
from tisserand.domain.sandbox_actions import polls_closed
from tisserand.domain.sandbox_forum import Forum, OwnPost, index_of, paragraphs
from tisserand.domain.sandbox_reviews import Finding, examine
from tisserand.domain.sandbox_threads import SeenPost, SeenThread, threads
from tisserand.widgets.sandbox_words import SandboxWords
from tisserand.widgets.source_view import source_views


class SandboxPosts:
    """Threads of one sandbox, in the words of one language."""

    def __init__(self, words: SandboxWords, sources: Mapping[str, Source]) -> None:
        self._words = words
        self._sources = sources
        self._index = index_of(words.sandbox)

    def thread(self, forum: Forum, thread_id: str, unread: frozenset[str]) -> dict[str, Any] | None:
        """Return the page of a thread, or none when there is no such thread.

        Args:
            forum: as it is now.
            thread_id: the thread.
            unread: the posts that were new when it was opened.
        """
        known = threads(self._words.sandbox, forum)
        found = next((thread for thread in known if thread.id == thread_id), None)
        if found is None:
            return None
        posts = {post.id: post for thread in known for post in thread.posts}
        last_own = next((post.id for post in reversed(found.posts) if post.own), None)
        return {
            "kind": "thread",
            "id": found.id,
            "title": self._words.of(found.title),
            "category": {"id": found.category, "name": self._words.category(found.category)},
            "posts": [
                self._post(forum, found, post, posts, is_new=post.id in unread, is_last_own=post.id == last_own)
                for post in found.posts
            ],
            "poll": self._poll(forum, found.id, found.poll) if found.poll else None,
            "has_draft": found.id in forum.drafts,
            "is_own": found.is_own,
        }

    def quotable(self, forum: Forum, post_id: str) -> dict[str, Any] | None:
        """Return the paragraphs of a post, to choose those to quote; none when there is no such post."""
        known = threads(self._words.sandbox, forum)
        post = next((post for thread in known for post in thread.posts if post.id == post_id), None)
        if post is None or post.hidden_by is not None:
            return None
        parts = [{"part": n, **self._part(post, n)} for n in range(1, len(self._paragraphs(post)) + 1)]
        return {"post": post.id, "by": self._words.name(post.by), "parts": parts}

    def findings(self, review: Review, title: str, text: str, contested: frozenset[str]) -> list[dict[str, Any]]:
        """Return what each criterion of a review makes of a text, and why it matters."""
        return [self._finding(finding, contested) for finding in examine(review, title, text)]

    def _finding(self, finding: Finding, contested: frozenset[str]) -> dict[str, Any]:
        criterion = finding.criterion
        lang = self._words.lang
        found = [word for word in finding.found if word != "?"]
        return {
            "id": criterion.id,
            "title": criterion.title.in_lang(lang),
            "is_met": finding.is_met,
            "is_contested": criterion.id in contested and not finding.is_met,
            "html": render_inline((criterion.met if finding.is_met else criterion.unmet).in_lang(lang)),
            "rule": self._words.say(
                f"rule.{criterion.rule}", least=criterion.least, most=criterion.most or criterion.least
            ),
            "found": self._words.say("found", words=", ".join(found)) if found else None,
            "sources": source_views(criterion.sources, lang, self._sources),
        }

    def _post(  # noqa: PLR0913 - where it stands, and two things to say about it
        self,
        forum: Forum,
        thread: SeenThread,
        post: SeenPost,
        posts: Mapping[str, SeenPost],
        *,
        is_new: bool,
        is_last_own: bool,
    ) -> dict[str, Any]:
        flag = forum.flags.get(post.id)
        is_first = post.id == thread.posts[0].id
        own = post.own
        return {
            "id": post.id,
            "person": post.by,
            "by": self._words.name(post.by),
            "role": self._words.role(post.by),
            "at": self._words.ago(post.at, forum.now),
            **self._words.shown(post.text),
            "quotes": [quote for one in (own.quotes if own else ()) if (quote := self._quote(posts, one))],
            "is_new": is_new,
            "is_own": own is not None,
            "is_last_own": is_last_own,
            "is_edited": bool(own and own.edited_at is not None),
            "is_hidden": post.hidden_by is not None,
            "helped": post.id in forum.helped,
            "can_mark": own is None and not is_first and post.hidden_by is None,
            "flagged": self._flag_text(flag.reason) if flag else None,
            "findings": self._own_findings(own) if own else None,
        }

    def _own_findings(self, own: OwnPost) -> list[dict[str, Any]] | None:
        review = self._index.reviews.get("" if own.opens_thread else own.thread)
        return self.findings(review, own.title, own.text, own.contested) if review else None

    def _flag_text(self, reason_id: str) -> str:
        reasons = {reason.id: reason.text for reason in self._words.sandbox.flag_reasons}
        return self._words.say("flagged", reason=self._words.of(reasons[reason_id]))

    def _quote(self, posts: Mapping[str, SeenPost], quote: tuple[str, int]) -> dict[str, Any] | None:
        """Return a quoted paragraph in its author's own words; none when it is no longer there."""
        post, part = posts.get(quote[0]), quote[1]
        if post is None or part > len(self._paragraphs(post)) or post.hidden_by is not None:
            return None
        return {"by": self._words.name(post.by), **self._part(post, part)}

    def _paragraphs(self, post: SeenPost) -> list[str]:
        return paragraphs(self._words.of(post.text))

    def _part(self, post: SeenPost, part: int) -> dict[str, str]:
        text = self._paragraphs(post)[part - 1]
        return {"text": text} if post.own else {"html": render(text)}

    def _poll(self, forum: Forum, thread_id: str, poll: Poll) -> dict[str, Any]:
        vote = forum.votes.get(thread_id)
        is_closed = thread_id in polls_closed(self._index, forum)
        votes = {option.id: option.votes + bool(vote and vote.option == option.id) for option in poll.options}
        return {
            "thread": thread_id,
            "question": self._words.of(poll.question),
            "options": [
                {
                    "id": option.id,
                    "html": render_inline(self._words.of(option.text)),
                    "votes": self._words.say("votes", n=votes[option.id]) if vote or is_closed else None,
                    "share": votes[option.id] / max(1, sum(votes.values())) if vote or is_closed else None,
                    "is_own": bool(vote and vote.option == option.id),
                }
                for option in poll.options
            ],
            "reason": vote.reason if vote else "",
            "has_voted": vote is not None,
            "is_closed": is_closed,
        }
