"""Which modules somebody sees who looks for a role or for words."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from tisserand.content.loading import load_framework
from tisserand.content.models.base import LocalizedText, Role
from tisserand.content.models.module import TrainingModule
from tisserand.domain.module_search import (
    LONGEST_SEARCH,
    Entry,
    Found,
    Match,
    Place,
    Shelf,
    by_role,
    entry_of,
    roles_of,
    search,
    search_words,
)
from tisserand.errors import TisserandError
from tisserand.i18n import Lang, translate
from tisserand.services.progress import load_exercises

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ModuleChoice:
    """The modules to show.

    Attributes:
        text: what is searched, as typed, cut to what counts.
        role: the only role shown; none for all.
        roles: those that can be asked for.
        shelves: one for each role; when something is searched one alone, the best found first.
        count: how many modules there are on them.
        is_search: whether words or a role were asked for.
    """

    text: str
    role: Role | None
    roles: tuple[Role, ...]
    shelves: tuple[Shelf, ...]
    count: int
    is_search: bool


def parse_role(value: object) -> Role | None:
    """Return the role of that name; none, which stands for all of them, when there is no such role."""
    return Role(value) if isinstance(value, str) and value in set(Role) else None


def choose_modules(modules: Sequence[TrainingModule], text: str, role: Role | None, lang: Lang) -> ModuleChoice:
    """Return which modules to show to somebody who looks for ``text`` among those of ``role``.

    Files of exercises are read, once, when words are searched: away from an event loop, please.

    Args:
        modules: all that may be opened, in the order of the catalogue.
        text: what was typed.
        role: none for all.
        lang: language of the reader.
    """
    text = " ".join(text[:LONGEST_SEARCH].split())
    wanted = [module for module in modules if role in {None, module.role}]
    if search_words(text):
        found = search(_entries(wanted), text, lang)
        shelves: tuple[Shelf, ...] = (Shelf(None, found),) if found else ()
    else:
        found = tuple(Found(module) for module in wanted)
        shelves = by_role(found)
    is_search = bool(role or search_words(text))
    return ModuleChoice(text, role, roles_of(modules, role), shelves, len(found), is_search)


def hidden_matches(found: Found, lang: Lang) -> tuple[Match, ...]:
    """Return what was found that a card does not show by itself: it shows its title, role and summary, in ``lang``."""
    shown = {Place.TITLE, Place.ROLE, Place.SUMMARY}
    return tuple(match for match in found.matches if match.place not in shown or match.lang is not lang)


def count_in_words(choice: ModuleChoice, lang: Lang) -> str:
    """Return how many modules were found, and for what, as a sentence."""
    words, role = search_words(choice.text), choice.role
    kind = ("words_role" if role else "words") if words else ("role" if role else "all")
    named = translate(lang, f"roles.{role}") if role else ""
    return translate(lang, f"module_search.count_{kind}", n=choice.count, text=choice.text, role=named)


def _entries(modules: Sequence[TrainingModule]) -> list[Entry]:
    names = _competency_names()
    return [
        entry_of(module, _role_name(module.role), names, [one.title for one in load_exercises(module)])
        for module in modules
    ]


def _competency_names() -> dict[str, LocalizedText]:
    try:
        return {one.code: one.name for one in load_framework().competencies}
    except TisserandError:  # its author's business: modules are found by everything else
        log.warning("the competency framework can't be loaded", exc_info=True)
        return {}


def _role_name(role: Role) -> LocalizedText:
    return LocalizedText(fr=translate(Lang.FR, f"roles.{role}"), en=translate(Lang.EN, f"roles.{role}"))
