"""What a mix means in practice, in words: keys of sentences in the locale area ``balance``."""

from tisserand.domain.balance.dosage import Dosage, Preferences

MOST = 50
"""Part from which one preference decides alone what the mix is like."""

LITTLE = 20
"""Part below which a preference no longer counts."""

NARROW, SPREAD, SECOND = 65, 30, 15
"""Parts of orientations: nearly alone from the first on, hardly ahead up to the second, a second one from the third."""

MOVED = 8
"""Points from which two dosages differ in words."""


def words_for_mix(dosage: Dosage) -> tuple[str, ...]:
    """Return the keys of the sentences for a mix.

    Of preferences: who decides, how, how it is revised. Of orientations: what the community is for first, what comes
    second if anything does, and whether the dosage is narrow or spread.
    """
    if isinstance(dosage, Preferences):
        kind = kind_of(dosage)
        return (f"mix.who.{kind}", f"mix.how.{kind}", f"mix.revised.{kind}")
    ranked = sorted(dosage, key=lambda name: -dosage[name])
    first, second = ranked[0], ranked[1]
    words = [f"mix.first.{first}"]
    if dosage[second] >= SECOND:
        words.append(f"mix.second.{second}")
    if dosage[first] >= NARROW:
        words.append("mix.narrow")
    elif dosage[first] <= SPREAD:
        words.append("mix.spread")
    return tuple(words)


def kind_of(preferences: Preferences) -> str:
    """Return what a mix of preferences is like: one preference, two of them, or ``balanced``."""
    strong = [name for name in preferences if preferences[name] >= LITTLE]
    first = max(preferences, key=lambda name: preferences[name])
    if len(strong) == 1 or (preferences[first] > MOST and len(strong) < len(preferences)):
        return str(first)
    if preferences[first] > MOST:
        return str(first)
    return "balanced" if len(strong) == len(preferences) else "_".join(strong)


def words_for_gap(today: Dosage, wanted: Dosage) -> tuple[str, ...]:
    """Return the keys of the sentences for the way from one dosage to another, the largest move first."""
    moves = {name: wanted[name] - today[name] for name in today}
    ranked = sorted((name for name in moves if abs(moves[name]) >= MOVED), key=lambda name: -abs(moves[name]))
    if not ranked:
        return ("gap.none",)
    return tuple(f"gap.{'more' if moves[name] > 0 else 'less'}.{name}" for name in ranked)
