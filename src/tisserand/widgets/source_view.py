"""What a widget shows of the publications behind a statement: who wrote it, how strong it is, what it found."""

import logging
from collections.abc import Iterable, Mapping
from html import escape

from tisserand.content.loading import load_sources
from tisserand.content.markdown import render_inline
from tisserand.content.models.framework import Source
from tisserand.i18n import Lang, translate

log = logging.getLogger(__name__)

_STARS = {"experiment": "★★★", "observational": "★★☆", "practice": "★☆☆", "law": "§"}


def source_views(
    source_ids: Iterable[str], lang: Lang, known: Mapping[str, Source] | None = None
) -> list[dict[str, str]]:
    """Return what to show of each source, in the order given.

    ``known`` is what ``load_sources`` gave, for whoever shows many; by default it is read again.
    Each has ``citation_html``, ``strength`` (in words), ``stars``, ``finding_html`` and ``limits_html``. An id without
    an entry in ``modules/sources.yaml`` is left out and logged: the checks report it to the author, and a learner has
    no use for it.
    """
    known = load_sources() if known is None else known
    wanted = list(source_ids)
    for missing in (one for one in wanted if one not in known):
        log.warning("no source %r in modules/sources.yaml", missing)
    return [_source_view(known[one], lang) for one in wanted if one in known]


def _source_view(source: Source, lang: Lang) -> dict[str, str]:
    return {
        "citation_html": citation_html(source, lang),
        "strength": translate(lang, f"sources.strength_{source.strength}"),
        "stars": _STARS[source.strength],
        "finding_html": render_inline(source.finding.in_lang(lang)),
        "limits_html": translate(lang, "sources.limits", limits=render_inline(source.limits.in_lang(lang))),
    }


def citation_html(source: Source, lang: Lang) -> str:
    """Return authors, year, title and venue; the title is a link when the publication has an address."""
    title = f"<cite>{escape(source.title)}</cite>"
    if source.url is not None:
        hint = escape(translate(lang, "sources.new_tab"))
        title = f'<a href="{escape(str(source.url))}" target="_blank" rel="noopener" title="{hint}">{title}</a>'
    venue = f", {escape(source.venue)}" if source.venue else ""
    return f"{escape(source.authors)} ({source.year}). {title}{venue}"
