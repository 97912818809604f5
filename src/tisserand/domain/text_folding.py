"""Bringing two wordings of the same thing together: case, accents, punctuation and spaces do not count."""

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})


def fold(text: str) -> str:
    """Return ``text`` in lower case, without accents or ligatures, its words apart by one space.

    Whatever is neither a letter nor a digit, typographic apostrophes included, parts words; invisible characters
    vanish. Folding twice changes nothing more.
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = []
    for character in decomposed.translate(_LIGATURES):
        if character.isalnum():
            kept.append(character)
        elif unicodedata.category(character) not in {"Mn", "Mc", "Me", "Cf"}:
            kept.append(" ")
    return " ".join("".join(kept).split())
