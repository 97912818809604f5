"""The pages of a sandbox forum: its home, a category, what was found, what is being written, what it has to tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tisserand.content.markdown import render, render_inline
from tisserand.content.models.sandbox import WatchLevel
from tisserand.domain.sandbox_forum import NEW, Draft, Forum
from tisserand.domain.sandbox_search import search
from tisserand.domain.sandbox_threads import SeenThread, notifications, threads
from tisserand.widgets.sandbox_posts import SandboxPosts
from tisserand.widgets.sandbox_words import SandboxWords

_LATEST = 5


@dataclass(frozen=True)
class Writing:
    """What is being written, as it was when its page was opened: drafts that are kept meanwhile do not redraw it.

    Attributes:
        place: that of the draft: ``new``, a thread, or ``edit-`` and a post of one's own.
        quoted: the post that may be quoted, if any.
        parts: its paragraphs that are quoted.
    """

    place: str
    title: str = ""
    text: str = ""
    category: str = ""
    quoted: str | None = None
    parts: tuple[int, ...] = ()


class SandboxPages:
    """Builds the page that a learner is on."""

    def __init__(self, words: SandboxWords, posts: SandboxPosts) -> None:
        self._words = words
        self._posts = posts

    def home(self, forum: Forum) -> dict[str, Any]:
        """Return the categories, and the threads last written in."""
        known = threads(self._words.sandbox, forum)
        latest = sorted(known, key=lambda thread: -thread.last_at)[:_LATEST]
        return {
            "kind": "home",
            "categories": [
                {
                    "id": category.id,
                    "name": self._words.of(category.name),
                    "about": self._words.of(category.about),
                    "threads": self._words.say("threads", n=sum(one.category == category.id for one in known)),
                    "unread": self._unread(one for one in known if one.category == category.id),
                    "level": self._words.say(f"level.{_level(forum, category.id)}"),
                }
                for category in self._words.sandbox.categories
            ],
            "threads": self._rows(forum, latest),
        }

    def category(self, forum: Forum, category_id: str) -> dict[str, Any] | None:
        """Return the threads of a category and how much one is told about it; none if there is no such category."""
        category = next((one for one in self._words.sandbox.categories if one.id == category_id), None)
        if category is None:
            return None
        known = [one for one in threads(self._words.sandbox, forum) if one.category == category_id]
        return {
            "kind": "category",
            "id": category.id,
            "name": self._words.of(category.name),
            "about": self._words.of(category.about),
            "level": _level(forum, category.id),
            "levels": [{"id": level.value, "text": self._words.say(f"level.{level}")} for level in WatchLevel],
            "threads": self._rows(forum, known),
        }

    def found(self, forum: Forum, query: str) -> dict[str, Any]:
        """Return the threads that a search finds."""
        hits = search(threads(self._words.sandbox, forum), query, self._words.lang)
        return {
            "kind": "search",
            "query": query,
            "text": self._words.say("hits", n=len(hits), query=query) if hits else self._words.say("no_hits"),
            "threads": [
                {**self._row(forum, hit.thread), "excerpt": self._excerpt(hit.post.by, hit.post.text)}
                if hit.post
                else self._row(forum, hit.thread)
                for hit in hits
            ],
        }

    def writing(self, forum: Forum, writing: Writing) -> dict[str, Any]:
        """Return the form in which a post is written."""
        own = forum.own_post(writing.place.removeprefix("edit-")) if writing.place.startswith("edit-") else None
        is_new = writing.place == NEW
        quotable = self._posts.quotable(forum, writing.quoted) if writing.quoted else None
        return {
            "kind": "writing",
            "place": writing.place,
            "thread": None if is_new else own.thread if own else writing.place,
            "heading": self._words.say("heading_new" if is_new else "heading_edit" if own else "heading_reply"),
            "about": None if is_new else self._title(forum, own.thread if own else writing.place),
            "asks_title": is_new or bool(own and own.opens_thread),
            "asks_category": is_new,
            "title": writing.title,
            "text": writing.text,
            "category": writing.category or self._words.sandbox.categories[0].id,
            "categories": [{"id": one.id, "text": self._words.of(one.name)} for one in self._words.sandbox.categories],
            "quotable": {**quotable, "chosen": list(writing.parts)} if quotable else None,
        }

    def drafts(self, forum: Forum) -> dict[str, Any]:
        """Return what was begun and not published."""
        return {
            "kind": "drafts",
            "drafts": [
                {
                    "place": place,
                    "title": self._draft_title(forum, place, draft),
                    "excerpt": self._words.excerpt(draft.text),
                }
                for place, draft in self.all_drafts(forum).items()
            ],
        }

    def all_drafts(self, forum: Forum) -> dict[str, Draft]:
        """Return the drafts by place, with the one that waited at the start while nobody has touched it."""
        prepared = self._words.sandbox.draft
        waiting = {}
        if prepared and forum.has_prepared_draft:
            waiting[NEW] = Draft(self._words.of(prepared.title), self._words.of(prepared.text), prepared.category)
        return {**waiting, **forum.drafts}

    def notifications(self, forum: Forum) -> dict[str, Any]:
        """Return what the forum has to tell, the last first."""
        return {
            "kind": "notifications",
            "items": [
                {
                    "thread": one.arrived.thread,
                    "text": self._words.say(
                        f"notice.{'private' if one.reaction.private else 'opened' if one.reaction.opens else 'wrote'}",
                        name=self._words.name(one.reaction.by),
                        title=self._title(forum, one.arrived.thread),
                    ),
                    "html": render(self._words.of(one.reaction.text)) if one.reaction.private else None,
                    "at": self._words.ago(one.arrived.at, forum.now),
                    "is_unread": one.is_unread,
                }
                for one in notifications(self._words.sandbox, forum)
            ],
        }

    def profile(self, forum: Forum) -> dict[str, Any]:
        """Return the learner's profile, to be written."""
        profile = forum.profile
        return {"kind": "profile", "does": profile.does if profile else "", "helps": profile.helps if profile else ""}

    def person(self, forum: Forum, person_id: str) -> dict[str, Any] | None:
        """Return what is known of somebody, and where they wrote; none if there is no such person."""
        person = next((one for one in self._words.sandbox.people if one.id == person_id), None)
        if person is None:
            return None
        wrote = [one for one in threads(self._words.sandbox, forum) if any(post.by == person_id for post in one.posts)]
        return {
            "kind": "person",
            "name": person.name,
            "role": self._words.of(person.role),
            "about_html": render_inline(self._words.of(person.about)) if person.about else None,
            "threads": self._rows(forum, wrote),
        }

    def rules(self) -> dict[str, Any]:
        """Return the charter."""
        return {"kind": "rules", "html": render(self._words.of(self._words.sandbox.rules))}

    def _rows(self, forum: Forum, known: Iterable[SeenThread]) -> list[dict[str, Any]]:
        return [self._row(forum, thread) for thread in known]

    def _row(self, forum: Forum, thread: SeenThread) -> dict[str, Any]:
        last = thread.posts[-1]
        marks = [name for name, holds in (("pinned", thread.is_pinned), ("own", thread.is_own)) if holds]
        if any(post.id in forum.helped for post in thread.posts):
            marks.append("helped")
        return {
            "id": thread.id,
            "title": self._words.of(thread.title),
            "category": self._words.category(thread.category),
            "unread": self._unread([thread]),
            "replies": self._words.say("replies", n=len(thread.posts) - 1),
            "last": self._words.say("last", name=self._words.name(last.by), when=self._words.ago(last.at, forum.now)),
            "marks": [self._words.say(f"mark.{name}") for name in marks],
        }

    def _unread(self, known: Iterable[SeenThread]) -> str | None:
        number = sum(thread.unread for thread in known)
        return self._words.say("unread", n=number) if number else None

    def _excerpt(self, by: str | None, text: Any) -> str:
        return self._words.say("excerpt", name=self._words.name(by), text=self._words.excerpt(text))

    def _title(self, forum: Forum, thread_id: str) -> str:
        known = threads(self._words.sandbox, forum)
        return next((self._words.of(thread.title) for thread in known if thread.id == thread_id), "")

    def _draft_title(self, forum: Forum, place: str, draft: Draft) -> str:
        if place == NEW:
            return draft.title or self._words.say("heading_new")
        own = forum.own_post(place.removeprefix("edit-")) if place.startswith("edit-") else None
        heading = "draft_edit" if own else "draft_reply"
        return self._words.say(heading, title=self._title(forum, own.thread if own else place))


def _level(forum: Forum, category_id: str) -> str:
    return forum.watched.get(category_id, WatchLevel.NORMAL.value)
