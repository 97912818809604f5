"""The sandbox: a forum of invented people to practise in."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from tisserand.content.loading import load_sources
from tisserand.content.markdown import render
from tisserand.content.models.sandbox import Sandbox
from tisserand.domain.sandbox_forum import EDITING, NEW, Forum, index_of
from tisserand.domain.sandbox_history import SandboxHistory
from tisserand.domain.sandbox_search import near
from tisserand.domain.sandbox_threads import notifications, threads
from tisserand.i18n import Lang
from tisserand.services import sandboxes
from tisserand.services.limits import checked_text
from tisserand.services.restarts import restart_exercise
from tisserand.services.session import Session
from tisserand.widgets.activity import Activity, Intention
from tisserand.widgets.sandbox_pages import SandboxPages, Writing
from tisserand.widgets.sandbox_posts import SandboxPosts
from tisserand.widgets.sandbox_tasks import SandboxTasks
from tisserand.widgets.sandbox_words import SandboxWords

_HOME = ("home", "")
_PLACES = frozenset({"home", "category", "notifications", "profile", "person", "rules", "drafts"})


class SandboxWidget(Activity):
    """A forum: a page of it at a time, and the tasks beside.

    Which page is shown, what was searched and what the last review said belong to the screen: nothing of it is
    recorded, and a reload shows the home of the forum.
    """

    name = "sandbox"
    unrecorded = frozenset({"go", "search", "compose", "review"})

    def __init__(self, session: Session, sandbox: Sandbox, lang: Lang) -> None:
        self.sandbox = sandbox
        sources = load_sources()
        self._words = SandboxWords(sandbox, lang)
        self._posts = SandboxPosts(self._words, sources)
        self._pages = SandboxPages(self._words, self._posts)
        self._tasks = SandboxTasks(self._words, sources)
        self._at = _HOME
        self._unread: frozenset[str] = frozenset()
        self._writing = Writing(NEW)
        self._review: dict[str, Any] | None = None
        super().__init__(session, lang)

    def build_view(self) -> dict[str, Any]:
        """Return the tasks, the bar of the forum and the page that is open."""
        history = sandboxes.current_forum(self.session, self.sandbox)
        forum = history.forum
        page = self._page(forum)
        if page is None:
            self._at, page = _HOME, self._pages.home(forum)
        unread = sum(one.is_unread for one in notifications(self.sandbox, forum))
        return {
            "anchor": f"activity-sandbox-{self.sandbox.id}",
            "head": self._head(),
            "tasks": self._tasks.build(history),
            "bar": {
                "name": self._words.of(self.sandbox.name),
                "clock": self._words.clock(forum.now),
                "can_wait": bool(forum.due),
                "unread": unread,
                "drafts": len(self._pages.all_drafts(forum)),
                "query": self._at[1] if self._at[0] == "search" else "",
            },
            "page": page,
            "flag_reasons": [
                {"id": reason.id, "text": self._words.of(reason.text)} for reason in self.sandbox.flag_reasons
            ],
            "review": self._review if page["kind"] == "writing" else None,
            "kept": self._kept(forum) if page["kind"] == "writing" else None,
            "attempts": history.attempts,
            "warning": self.session.warning,
        }

    def _kept(self, forum: Forum) -> dict[str, str] | None:
        """Return the draft that is kept of what is being written: the page says so each time that it changes."""
        draft = forum.drafts.get(self._writing.place)
        return {"title": draft.title, "text": draft.text, "category": draft.category} if draft else None

    def _head(self) -> dict[str, Any]:
        sandbox = self.sandbox
        return {
            "kicker": self._words.say("kicker", n=sandbox.duration_min),
            "title": self._words.of(sandbox.title),
            "intro_html": render(self._words.of(sandbox.intro)) if sandbox.intro else "",
            "you_are_html": render(self._words.of(sandbox.you_are)),
            "evidence_html": render(self._words.of(sandbox.evidence_note)),
        }

    def _page(self, forum: Forum) -> dict[str, Any] | None:
        kind, target = self._at
        builders: dict[str, Callable[[], dict[str, Any] | None]] = {
            "home": lambda: self._pages.home(forum),
            "category": lambda: self._pages.category(forum, target),
            "search": lambda: self._pages.found(forum, target),
            "thread": lambda: self._posts.thread(forum, target, self._unread),
            "writing": lambda: self._pages.writing(forum, self._writing),
            "drafts": lambda: self._pages.drafts(forum),
            "notifications": lambda: self._pages.notifications(forum),
            "profile": lambda: self._pages.profile(forum),
            "person": lambda: self._pages.person(forum, target),
            "rules": self._pages.rules,
        }
        return builders[kind]()

    def intentions(self) -> Mapping[str, Callable[[Intention, str], None]]:
        """Take what a member does in a forum, and a hint, a wait or a new start."""
        return {
            "go": self._go,
            "search": self._search,
            "compose": self._compose,
            "review": self._examine,
            "open": self._open,
            "draft": self._draft,
            "publish": self._publish,
            "flag": self._flag,
            "mark": self._mark,
            "watch": self._watch,
            "profile": self._profile,
            "vote": self._vote,
            "wait": self._wait,
            "seen": self._seen,
            "hint": self._hint,
            "restart": self._restart,
        }

    # Moving about: nothing is recorded

    def _go(self, intention: Intention, _uuid: str) -> None:
        to, target = intention["to"], intention["id"]
        if to not in _PLACES or not isinstance(target, str):
            raise ValueError("to")
        before, self._at = self._at, (to, target)
        if self._page(self._forum()) is None:
            self._at = before
            raise ValueError("there is no such page")

    def _search(self, intention: Intention, _uuid: str) -> None:
        query = checked_text(intention["query"], sandboxes.LONGEST_LINE)
        self._at = ("search", query) if query else _HOME
        if query:
            self.announce(self._pages.found(self._forum(), query)["text"])

    def _compose(self, intention: Intention, _uuid: str) -> None:
        place, quote = intention["place"], intention["quote"]
        if not isinstance(place, str) or not isinstance(quote, str):
            raise TypeError("place")
        forum = self._forum()
        own = forum.own_post(place.removeprefix(EDITING)) if place.startswith(EDITING) else None
        if place != NEW and own is None and all(one.id != place for one in threads(self.sandbox, forum)):
            raise ValueError("there is no such place")
        draft = self._pages.all_drafts(forum).get(place)
        writing = Writing(place)
        if own:
            quoted = own.quotes[0][0] if own.quotes else None
            parts = tuple(part for post, part in own.quotes if post == quoted)
            writing = Writing(place, own.title, own.text, quoted=quoted, parts=parts)
        if draft:
            writing = replace(writing, title=draft.title, text=draft.text, category=draft.category)
        if quote:
            quotable = self._posts.quotable(forum, quote)
            if quotable is None:
                raise ValueError("there is no such post")
            writing = replace(writing, quoted=quote, parts=tuple(one["part"] for one in quotable["parts"]))
        self._at, self._writing, self._review = ("writing", place), writing, None

    def _examine(self, intention: Intention, _uuid: str) -> None:
        place = intention["place"]
        title = checked_text(intention["title"], sandboxes.LONGEST_LINE)
        text = checked_text(intention["text"])
        if self._at != ("writing", place):
            raise ValueError("place")
        forum = self._forum()
        own = forum.own_post(place.removeprefix(EDITING)) if place.startswith(EDITING) else None
        is_first = place == NEW or (own is not None and own.opens_thread)
        review = index_of(self.sandbox).reviews.get("" if is_first else own.thread if own else place)
        findings = self._posts.findings(review, title, text, own.contested if own else frozenset()) if review else []
        alike = near(threads(self.sandbox, forum), title, self.lang) if place == NEW else ()
        met = sum(one["is_met"] for one in findings)
        self._review = {
            "text": self._words.say("reviewed" if findings else "not_reviewed", n=met, total=len(findings)),
            "findings": findings,
            "near": [{"id": one.id, "title": self._words.of(one.title)} for one in alike],
        }
        self.announce(self._review["text"])

    # Doing something

    def _open(self, intention: Intention, uuid: str) -> None:
        thread, before = intention["thread"], self._forum()
        known = {one.id: one for one in threads(self.sandbox, before)}
        self._tell(before, sandboxes.read_thread(self.session, self.sandbox, thread, uuid))
        self._unread = frozenset(post.id for post in known[thread].posts if post.is_unread)
        self._at = ("thread", thread)

    def _draft(self, intention: Intention, uuid: str) -> None:
        place, title, text, category = (intention[field] for field in ("place", "title", "text", "category"))
        sandboxes.keep_draft(self.session, self.sandbox, place, title, text, category, uuid)

    def _publish(self, intention: Intention, uuid: str) -> None:
        place, title, text = (intention[field] for field in ("place", "title", "text"))
        category, quotes, contested = (intention[field] for field in ("category", "quotes", "contested"))
        if not isinstance(place, str):
            raise TypeError("place")
        if not place:
            raise ValueError("place")
        before = self._forum()
        if place.startswith(EDITING):
            post = place.removeprefix(EDITING)
            history = sandboxes.edit_post(self.session, self.sandbox, post, title, text, quotes, contested, uuid)
            own = history.forum.own_post(post)
        else:
            thread = "" if place == NEW else place
            history = sandboxes.publish(
                self.session, self.sandbox, thread, title, text, category, quotes, contested, uuid
            )
            own = history.forum.own[-1]
        self._tell(before, history, self._words.say("published"))
        self._unread = frozenset()
        self._at, self._review = ("thread", own.thread if own else ""), None

    def _flag(self, intention: Intention, uuid: str) -> None:
        post, reason, note = (intention[field] for field in ("post", "reason", "note"))
        before = self._forum()
        history = sandboxes.flag_post(self.session, self.sandbox, post, reason, note, uuid)
        self._tell(before, history, self._words.say("announce_flagged"))

    def _mark(self, intention: Intention, uuid: str) -> None:
        post, helped, before = intention["post"], intention["helped"], self._forum()
        self._tell(before, sandboxes.mark_reply(self.session, self.sandbox, post, uuid, helped=helped))

    def _watch(self, intention: Intention, uuid: str) -> None:
        category, level, before = intention["category"], intention["level"], self._forum()
        history = sandboxes.watch_category(self.session, self.sandbox, category, level, uuid)
        self._tell(before, history, self._words.say("kept"))

    def _profile(self, intention: Intention, uuid: str) -> None:
        does, helps, before = intention["does"], intention["helps"], self._forum()
        history = sandboxes.write_profile(self.session, self.sandbox, does, helps, uuid)
        self._tell(before, history, self._words.say("kept"))

    def _vote(self, intention: Intention, uuid: str) -> None:
        thread, option, reason = (intention[field] for field in ("thread", "option", "reason"))
        before = self._forum()
        history = sandboxes.answer_poll(self.session, self.sandbox, thread, option, reason, uuid)
        self._tell(before, history, self._words.say("announce_voted"))

    def _wait(self, _intention: Intention, uuid: str) -> None:
        before = self._forum()
        history = sandboxes.let_time_pass(self.session, self.sandbox, uuid)
        self._tell(before, history, self._words.clock(history.forum.now))

    def _seen(self, _intention: Intention, uuid: str) -> None:
        sandboxes.see_notifications(self.session, self.sandbox, uuid)
        self.announce(self._words.say("announce_seen"))

    def _hint(self, intention: Intention, uuid: str) -> None:
        sandboxes.take_hint(self.session, self.sandbox, intention["task"], uuid)

    def _restart(self, _intention: Intention, uuid: str) -> None:
        restart_exercise(self.session, sandboxes.sandbox_activity(self.sandbox), uuid)
        self._at, self._review, self._writing = _HOME, None, Writing(NEW)
        self.announce(self._words.say("announce_restart"))

    def _forum(self) -> Forum:
        return sandboxes.current_forum(self.session, self.sandbox).forum

    def _tell(self, before: Forum, history: SandboxHistory, first: str = "") -> None:
        """Have screen readers say what was done, which tasks that ended, and how many things have come."""
        titles = {task.id: self._words.of(task.title) for task in self.sandbox.tasks}
        new = [
            self._words.say("announce_task", title=titles[name]) for name in sorted(history.forum.done - before.done)
        ]
        news = len(notifications(self.sandbox, history.forum)) - len(notifications(self.sandbox, before))
        came = [self._words.say("announce_news", n=news)] if news > 0 else []
        if said := " ".join(part for part in (first, *new, *came) if part):
            self.announce(said)
