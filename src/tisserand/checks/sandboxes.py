"""SB: the practice forums. What they name exists, what they measure can be measured, and each task can be done."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tisserand.checks.bank import Bank, Document
from tisserand.checks.diagnostic import Diagnostic, Phrase
from tisserand.checks.model_keys import nearest
from tisserand.checks.sandbox_play import play
from tisserand.checks.walk import walk
from tisserand.content.models.sandbox import (
    Criterion,
    Flagged,
    ForumPost,
    ForumThread,
    Missed,
    Posted,
    Reaction,
    Review,
    Rule,
    Sandbox,
)
from tisserand.content.yaml_source import Location
from tisserand.domain.sandbox_forum import EDITING, NEW, OWN, minute, paragraphs
from tisserand.domain.sandbox_reviews import examine
from tisserand.i18n import Lang


@dataclass(frozen=True)
class _Names:
    """Everything that can be named in one sandbox, by what it is."""

    known: dict[str, frozenset[str]]

    @classmethod
    def of(cls, sandbox: Sandbox) -> "_Names":
        posts = {post.id for thread in sandbox.threads for post in thread.posts}
        return cls(
            {
                "person": frozenset(one.id for one in sandbox.people),
                "category": frozenset(one.id for one in sandbox.categories),
                "thread": frozenset(one.id for one in sandbox.threads),
                "post": frozenset(posts | {one.id for one in sandbox.reactions if not one.private}),
                "reason": frozenset(one.id for one in sandbox.flag_reasons),
                "review": frozenset(one.id for one in sandbox.reviews),
                "poll": frozenset(one.id for one in sandbox.threads if one.poll),
            }
        )


_FIELDS = {
    "by": "person",
    "category": "category",
    "thread": "thread",
    "post": "post",
    "hides": "post",
    "review": "review",
}
"""What each field names. A thread that is voted in has a poll besides."""


def check(bank: Bank) -> Iterator[Diagnostic]:
    """Yield what is wrong in the practice forums."""
    for document, sandbox in bank.valid(Sandbox):
        names = [*_unknown(document, sandbox), *_reserved(document, sandbox), *_places(document, sandbox)]
        yield from names
        yield from _paragraphs(document, sandbox)
        yield from _order(document, sandbox)
        measures = list(_measures(document, sandbox))
        yield from measures
        if not measures:
            examples = list(_examples(document, sandbox))
            yield from examples
            if not names and not examples and not document.faults:
                yield from play(document, sandbox)


def _unknown(document: Document[Sandbox], sandbox: Sandbox) -> Iterator[Diagnostic]:
    names = _Names.of(sandbox)
    for at, part in walk(sandbox):
        for field, kind in _FIELDS.items():
            name = getattr(part, field, None)
            if isinstance(name, str):
                kind_here = "poll" if getattr(part, "kind", None) == "voted" else kind
                yield from _named(document, names, kind_here, name, (*at, field))
        if isinstance(part, Flagged):
            for n, reason in enumerate(part.reasons):
                yield from _named(document, names, "reason", reason, (*at, "reasons", n))
    yield from _criteria(document, sandbox)
    yield from _parts(document, sandbox)


def _named(document: Document[Sandbox], names: _Names, kind: str, name: str, at: Location) -> Iterator[Diagnostic]:
    if name not in names.known[kind]:
        near = nearest(name, names.known[kind], 3)
        yield document.at("SB001", at, id=name, what=Phrase(f"checks.sandbox.{kind}"), near=near)


def _criteria(document: Document[Sandbox], sandbox: Sandbox) -> Iterator[Diagnostic]:
    """A criterion that is missed, and more criteria than the review has."""
    reviews = {review.id: {criterion.id for criterion in review.criteria} for review in sandbox.reviews}
    for at, part in walk(sandbox):
        known = reviews.get(getattr(part, "review", ""))
        if known is None:
            continue
        if isinstance(part, Missed) and part.criterion not in known:
            what = Phrase("checks.sandbox.criterion")
            near = nearest(part.criterion, known, 3)
            yield document.at("SB001", (*at, "criterion"), id=part.criterion, what=what, near=near)
        if isinstance(part, Posted) and part.least > len(known):
            what = Phrase("checks.sandbox.criteria", {"count": len(known)})
            yield document.at("SB001", (*at, "least"), id=part.least, what=what, near=[])


def _parts(document: Document[Sandbox], sandbox: Sandbox) -> Iterator[Diagnostic]:
    """A paragraph that its post does not have."""
    counts = {
        post.id: len(paragraphs(post.text.in_lang(Lang.FR))) for thread in sandbox.threads for post in thread.posts
    }
    for at, part in walk(sandbox):
        number, count = getattr(part, "part", None), counts.get(getattr(part, "post", ""))
        if isinstance(number, int) and count is not None and number > count:
            what = Phrase("checks.sandbox.part", {"count": count})
            yield document.at("SB001", (*at, "part"), id=number, what=what, near=[])


def _reserved(document: Document[Sandbox], sandbox: Sandbox) -> Iterator[Diagnostic]:
    """Names that the forum keeps for the learner's own posts and drafts, and names that two posts share."""
    first: dict[str, Location] = {}
    for at, part in walk(sandbox):
        if isinstance(part, ForumThread | ForumPost | Reaction) and (
            part.id == NEW or part.id.startswith((f"{OWN}-", EDITING))
        ):
            yield document.at("SB007", (*at, "id"), id=part.id)
        if isinstance(part, ForumPost | Reaction):
            before = first.setdefault(part.id, at)
            if before[:-1] != at[:-1] and document.source is not None:  # within one list, told already
                other = f"{document.path}:{document.source.line((*before, 'id'))}"
                yield document.at("YA010", (*at, "id"), id=part.id, other=other)


def _places(document: Document[Sandbox], sandbox: Sandbox) -> Iterator[Diagnostic]:
    polls = {thread.id for thread in sandbox.threads if thread.poll}
    for n, reaction in enumerate(sandbox.reactions):
        given = [reaction.thread is not None, reaction.own_thread, reaction.opens is not None]
        if sum(given) != 1:
            yield document.at("SB003", ("reactions", n), id=reaction.id, problem=Phrase("checks.sandbox.one_place"))
        elif reaction.private and reaction.opens:
            yield document.at(
                "SB003", ("reactions", n), id=reaction.id, problem=Phrase("checks.sandbox.private_thread")
            )
        elif reaction.closes_poll and reaction.thread not in polls:
            yield document.at("SB003", ("reactions", n), id=reaction.id, problem=Phrase("checks.sandbox.no_poll"))


def _paragraphs(document: Document[Sandbox], sandbox: Sandbox) -> Iterator[Diagnostic]:
    for at, part in walk(sandbox):
        if isinstance(part, ForumPost | Reaction) and part.text.fr and part.text.en:
            counts = {lang: len(paragraphs(part.text.in_lang(lang))) for lang in Lang}
            if len(set(counts.values())) > 1:
                yield document.at("SB005", (*at, "text"), id=part.id, fr=counts[Lang.FR], en=counts[Lang.EN])


def _order(document: Document[Sandbox], sandbox: Sandbox) -> Iterator[Diagnostic]:
    """Posts are shown by their time: one written above another and later than it is probably a slip."""
    for n, thread in enumerate(sandbox.threads):
        times = [minute(post.day, post.time) for post in thread.posts]
        for i, (before, after) in enumerate(pairwise(times)):
            if after < before:
                yield document.at("SB006", ("threads", n, "posts", i + 1), id=thread.posts[i + 1].id)
        if times[-1] > minute(0, sandbox.starts):
            yield document.at("SB006", ("threads", n, "posts", len(times) - 1), id=thread.posts[-1].id)


def _measures(document: Document[Sandbox], sandbox: Sandbox) -> Iterator[Diagnostic]:
    for at, part in walk(sandbox):
        if isinstance(part, Criterion) and (wrong := _wrong_measure(part)) is not None:
            yield document.at("SB004", at, id=part.id, problem=Phrase(f"checks.sandbox.{wrong}"))


def _wrong_measure(criterion: Criterion) -> str | None:
    least, most = criterion.least, criterion.most
    can = min(len(criterion.words.fr), len(criterion.words.en)) + criterion.figures
    if criterion.rule is Rule.MENTIONS and can < max(1, least):
        return "too_few_words"
    if criterion.rule is Rule.AVOIDS and not (criterion.words.fr and criterion.words.en):
        return "no_words"
    if criterion.rule in {Rule.QUESTIONS, Rule.LENGTH} and most is not None and most < least:
        return "most_below_least"
    return None


def _examples(document: Document[Sandbox], sandbox: Sandbox) -> Iterator[Diagnostic]:
    for n, review in enumerate(sandbox.reviews):
        for lang in Lang:
            title = review.example_title.in_lang(lang) if review.example_title else ""
            for finding in examine(review, title, review.example_text.in_lang(lang)):
                if not finding.is_met:
                    language = Phrase(f"checks.language.{lang}")
                    at = ("reviews", n, "example_text", lang.value)
                    yield document.at("SB002", at, id=finding.criterion.id, review=review.id, lang=language)
    yield from _draft(document, sandbox)


def _draft(document: Document[Sandbox], sandbox: Sandbox) -> Iterator[Diagnostic]:
    review: Review | None = next((one for one in sandbox.reviews if one.thread is None), None)
    if sandbox.draft is None or review is None:
        return
    for lang in Lang:
        findings = examine(review, sandbox.draft.title.in_lang(lang), sandbox.draft.text.in_lang(lang))
        if all(finding.is_met for finding in findings):
            yield document.at("SB008", ("draft",), lang=Phrase(f"checks.language.{lang}"))
