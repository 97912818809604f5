"""What the triangle and the linked sliders show (``widgets/dosage.js``), for the two widgets that have them."""

from typing import Any

from tisserand.domain.balance.dosage import Dosage, Orientations, Preferences
from tisserand.domain.balance.mix_words import LITTLE, MOST, NARROW, SECOND, SPREAD
from tisserand.i18n import Lang, sentences, translate

_LIMITS = {"most": MOST, "little": LITTLE, "narrow": NARROW, "spread": SPREAD, "second": SECOND}

_AMOUNTS = (0, 1, 15, 35, 60, 100)
"""Parts from which another word is used."""


def preferences_view(parts: Preferences, lang: Lang, before: Preferences | None = None) -> dict[str, Any]:
    """Return the triangle, with the point where it stood before, if that is to be shown."""
    view = _view("preference", parts, lang, ("mix.who.", "mix.how.", "mix.revised."))
    return {
        **view,
        "triangle": _say(lang, "triangle"),
        "before": _plain(before) if before else None,
        "before_text": _say(lang, "preferences.before", parts=parts_text(before, lang)) if before else None,
    }


def orientations_view(parts: Orientations, lang: Lang) -> dict[str, Any]:
    """Return the linked sliders."""
    return _view("orientation", parts, lang, ("mix.first.", "mix.second.", "mix.narrow", "mix.spread"))


def parts_text(dosage: Dosage, lang: Lang) -> str:
    """Return a dosage as words: each name with its part, those of nothing left out."""
    kind = _kind(dosage)
    named = ((translate(lang, f"balance.{kind}.{name}"), part) for name, part in dosage.items() if part)
    return ", ".join(_say(lang, "part", name=name, part=part) for name, part in named)


def moves_text(old: Dosage, new: Dosage, lang: Lang) -> str:
    """Return what changes from one dosage to another: each name with both parts, those that stay left out."""
    kind = _kind(new)
    named = ((translate(lang, f"balance.{kind}.{name}"), old[name], new[name]) for name in new)
    return ", ".join(_say(lang, "move", name=name, old=was, new=part) for name, was, part in named if was != part)


def _kind(dosage: Dosage) -> str:
    return "preference" if isinstance(dosage, Preferences) else "orientation"


def _view(kind: str, dosage: Dosage, lang: Lang, wanted: tuple[str, ...]) -> dict[str, Any]:
    known = sentences(lang, "balance")
    return {
        "legend": _say(lang, f"{kind}s.legend"),
        "hint": _say(lang, f"{kind}s.hint"),
        "names": [
            {"id": str(name), "name": known[f"{kind}.{name}"], "about": known[f"{kind}.{name}.about"]}
            for name in dosage.names
        ],
        "parts": _plain(dosage),
        "unit": _say(lang, "unit"),
        "limits": _LIMITS,
        "sentences": {key: _headed(text) for key, text in known.items() if key.startswith(wanted)},
        "amounts": [[part, _say(lang, f"amount.{part}")] for part in _AMOUNTS],
    }


def _headed(sentence: str) -> tuple[str, str]:
    """Return what stands before the colon, with it, and the rest."""
    head, colon, rest = sentence.partition(":")
    return (head + colon, rest) if colon else ("", sentence)


def _plain(dosage: Dosage) -> dict[str, int]:
    return {str(name): part for name, part in dosage.items()}


def _say(lang: Lang, key: str, **values: Any) -> str:
    return translate(lang, f"dosage.{key}", **values)
