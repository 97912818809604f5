"""Measure the simulated community, and write the tables and figures of the calibration pages.

    python docs/calibration/measure.py            some three minutes; rewrites what lies between the markers

Everything is drawn from fixed seeds: a second run changes nothing.
"""

from pathlib import Path

import draw
import yaml

from tisserand.content.loading import load_balance
from tisserand.content.models.balance import Balance, GovernancePreference
from tisserand.domain.balance.calibration import TARGETS, measured
from tisserand.domain.balance.dosage import Orientations, Preferences
from tisserand.domain.balance.game import Game
from tisserand.domain.balance.outcome import Verdict, aims_of
from tisserand.domain.balance.parameters import ASSUMPTION, described
from tisserand.domain.balance.verify import EVEN, active_at_the_end, activity, corner, leaning, standing, steadily
from tisserand.i18n import Lang, translate
from tisserand.paths import content_root

HERE = Path(__file__).parent
PAGES = {Lang.EN: HERE.parent / "calibration.md", Lang.FR: HERE.parent / "calibration.fr.md"}
LABELS = yaml.safe_load((HERE / "labels.yaml").read_text(encoding="utf-8"))
SEEDS, MANY = range(10), range(24)
FEW = range(6)
TENS = range(10, 71, 10)
GRID = [
    Preferences(
        dict(zip(GovernancePreference, (technical, organisational, 100 - technical - organisational), strict=True))
    )
    for technical in TENS
    for organisational in TENS
    if 100 - technical - organisational in TENS
]
YOUNG = "jeune-groupe-de-pratiques"
Runs = dict[str, list[Game]]


def profiles() -> list[Balance]:
    """Return the communities that come with Tisserand."""
    return [load_balance(path.stem) for path in sorted((content_root() / "exercises" / "balances").glob("*.yaml"))]


def played(profile: Balance) -> tuple[Runs, Runs]:
    """Return the games of a profile under sensible mixes and as found, and at the corners."""
    needs = Orientations.of(profile.needs)

    def games(mix: Preferences, purpose: Orientations = needs) -> list[Game]:
        return [steadily(profile, mix, purpose, seed) for seed in SEEDS]

    sensible = {"found": games(Preferences.of(profile.preferences), Orientations.of(profile.orientations))}
    sensible |= {"even": games(EVEN)}
    sensible |= {preference.value: games(leaning(preference)) for preference in GovernancePreference}
    return sensible, {preference.value: games(corner(preference)) for preference in GovernancePreference}


def words(lang: Lang) -> dict[str, str]:
    """Return the labels in one language."""
    return {key: sentence[lang.value] for key, sentence in LABELS.items()}


def number(value: float, lang: Lang, digits: int = 2) -> str:
    """Return a number as the language writes it."""
    return f"{value:.{digits}f}".replace(".", LABELS["decimal"][lang.value])


def table(head: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def targets_table(lang: Lang, figures: dict[str, dict[str, float]], titles: dict[str, str]) -> str:
    """Return the figures of the ordinary communities beside the published ranges."""
    label = words(lang)
    rows = []
    for target in TARGETS.values():
        digits = 1 if target.high > 1 else 3 if target.id == "reciprocity" else 2
        cells = [number(each[target.id], lang, digits) for each in figures.values()]
        published = f"{number(target.low, lang)} – {number(target.high, lang)}"
        rows.append([label[target.id], published, *cells, ", ".join(f"`{source}`" for source in target.sources)])
    return table([label["figure"], label["range"], *(titles[name] for name in figures), label["sources"]], rows)


def mixes_table(lang: Lang, everything: dict[str, tuple[Runs, Runs]], found: list[Balance]) -> str:
    """Return, for each community and mix, the active members at the end, the aims met, the games that fade."""
    label = words(lang)
    kinds = ["found", "even", *(preference.value for preference in GovernancePreference)]
    head = [label["community"], *(label[kind] for kind in kinds)]
    head += [f"{label['corner']} {label[preference.value]}" for preference in GovernancePreference]
    rows = []
    for profile in found:
        sensible, corners = everything[profile.id]
        cells = [cell(profile, sensible[kind], lang) for kind in kinds]
        cells += [cell(profile, corners[preference.value], lang) for preference in GovernancePreference]
        rows.append([profile.title.in_lang(lang), *cells])
    return table(head, rows)


def best_of(profile: Balance) -> tuple[Preferences, list[Game], int]:
    """Return the best of the mixes of tens, its games, and how many of them meet as many aims, give or take a tenth."""
    needs = Orientations.of(profile.needs)
    tried = {mix: [steadily(profile, mix, needs, seed) for seed in FEW] for mix in GRID}
    ranks = {mix: standing(profile, games) for mix, games in tried.items()}
    best = max(ranks, key=lambda mix: ranks[mix])
    as_good = sum(met >= ranks[best][0] - 0.1 and active >= 0.9 * ranks[best][1] for met, active in ranks.values())
    return best, tried[best], as_good


def best_table(
    lang: Lang,
    everything: dict[str, tuple[Runs, Runs]],
    best: dict[str, tuple[Preferences, list[Game], int]],
    found: list[Balance],
) -> str:
    """Return, for each community, the best of the mixes of tens, how many come near it, and the even mix."""
    label = words(lang)
    rows = []
    for profile in found:
        mix, games, as_good = best[profile.id]
        parts = " · ".join(str(part) for part in mix.values())
        even = everything[profile.id][0]["even"][: len(FEW)]
        near = f"{as_good}/{len(GRID)}"
        rows.append([profile.title.in_lang(lang), parts, cell(profile, games, lang), cell(profile, even, lang), near])
    return table([label[key] for key in ("community", "best_mix", "best_there", "even", "as_good")], rows)


def cell(profile: Balance, games: list[Game], lang: Lang) -> str:
    """Return active members at the end, aims met in the mean, and the share of games that fade."""
    met = sum(aim.is_met for game in games for aim in aims_of(profile, game.last.readings)) / len(games)
    fading = sum(activity(game) is Verdict.FADED for game in games)
    return f"{active_at_the_end(games):.0f} · {number(met, lang, 1)} · {fading}/{len(games)}"


def parameters_table(lang: Lang) -> str:
    """Return all the parameters, where they come from and how sure they are."""
    label = words(lang)
    rows = []
    for each in described().values():
        basis = label["assumption"] if each.basis == ASSUMPTION else f"`{each.basis}`"
        told = [
            translate(lang, f"balance_parameters.{kind}") for kind in (f"parameter.{each.name}", f"unit.{each.unit}")
        ]
        span = f"{_short(each.low, lang)} – {_short(each.high, lang)}"
        sure = translate(lang, f"balance_parameters.sureness.{each.sureness}")
        rows.append([f"`{each.name}`", told[0], _short(each.default, lang), span, told[1], basis, sure])
    keys = ("parameter", "about", "value", "span", "unit", "basis", "sureness")
    return table([label[key] for key in keys], rows)


def _short(value: float, lang: Lang) -> str:
    return f"{value:g}".replace(".", LABELS["decimal"][lang.value])


def flips(everything: dict[str, tuple[Runs, Runs]], found: list[Balance]) -> tuple[int, int, int]:
    """Return pairs of games that differ by two points, those that end otherwise, those that end the opposite way."""
    moved = EVEN.moved(GovernancePreference.ORGANISATIONAL, EVEN["organisational"] + 2)
    pairs = [
        (activity(game), activity(steadily(profile, moved, Orientations.of(profile.needs), game.seed)))
        for profile in found
        for game in everything[profile.id][0]["even"]
    ]
    turned = [pair for pair in pairs if pair[0] is not pair[1]]
    return len(pairs), len(turned), sum(Verdict.HELD not in pair for pair in turned)


def insert(page: Path, name: str, body: str) -> None:
    """Put a body between the markers of its name."""
    content = page.read_text(encoding="utf-8")
    begin, end = f"<!-- {name}: written by docs/calibration/measure.py -->", f"<!-- end of {name} -->"
    before, rest = content.split(begin)
    after = rest.split(end)[1]
    page.write_text(f"{before}{begin}\n\n{body}\n\n{end}{after}", encoding="utf-8")


def main() -> None:
    """Measure, draw, write."""
    found = profiles()
    everything = {profile.id: played(profile) for profile in found}
    young = load_balance(YOUNG)
    many = [steadily(young, EVEN, Orientations.of(young.needs), seed) for seed in MANY]
    ordinary = {
        profile.id: measured(many if profile.id == YOUNG else [*everything[profile.id][0]["even"], *more(profile)])
        for profile in found
        if profile.is_ordinary
    }
    pairs, turned, opposite = flips(everything, found)
    ends = [activity(game) for game in many]
    counts = {verdict.value: ends.count(verdict) for verdict in Verdict}
    best = {profile.id: best_of(profile) for profile in found}
    for lang, page in PAGES.items():
        label = words(lang)
        titles = {profile.id: profile.title.in_lang(lang) for profile in found}
        insert(page, "targets", targets_table(lang, ordinary, titles))
        insert(page, "mixes", mixes_table(lang, everything, found))
        insert(page, "best", best_table(lang, everything, best, found))
        insert(page, "parameters", parameters_table(lang))
        told = label["flips"].format(n=pairs, seeds=len(SEEDS), turned=turned, opposite=opposite)
        insert(page, "flips", told)
        title = label["emergence_title"].format(n=len(many), **counts)
        insert(page, "emergence", f"![{title}](calibration/emergence.{lang.value}.svg)")
        series = [(activity(game).value, [reading.active for reading in game.readings]) for game in many]
        write(f"emergence.{lang.value}.svg", draw.runs(series, label, title, label["emergence_desc"], -12))
        rows = [(titles[name], *relative(*runs)) for name, runs in everything.items()]
        told = label["mixes_desc"].format(n=len(SEEDS))
        write(f"mixes.{lang.value}.svg", draw.dots(rows, label, label["mixes_title"], told))


def more(profile: Balance) -> list[Game]:
    """Return further games under an even mix, so that shares have enough to rest on."""
    return [steadily(profile, EVEN, Orientations.of(profile.needs), seed) for seed in range(len(SEEDS), 20)]


def relative(sensible: Runs, corners: Runs) -> tuple[dict[str, float], dict[str, float]]:
    """Return the active members at the end of each mix, relative to the best."""
    one, other = ({kind: active_at_the_end(games) for kind, games in runs.items()} for runs in (sensible, corners))
    best = max(one.values())
    return {kind: value / best for kind, value in one.items()}, {kind: value / best for kind, value in other.items()}


def write(name: str, content: str) -> None:
    """Write a figure."""
    (HERE / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
