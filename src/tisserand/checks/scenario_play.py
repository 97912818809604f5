"""SC014 to SC016 and SC019: what playing shows. Recipes that win, worked cases, the time it takes."""

from collections.abc import Iterator

from tisserand.checks.bank import Document
from tisserand.checks.diagnostic import Diagnostic, Phrase
from tisserand.checks.model_keys import nearest
from tisserand.content.models.scenario import Scenario, Walkthrough
from tisserand.content.yaml_source import Location
from tisserand.domain.exploration import Exploration
from tisserand.domain.scenario import available, choose, start
from tisserand.domain.scenario_paths import reading_words
from tisserand.domain.strategies import best_outcome, strategies
from tisserand.errors import ChoiceError
from tisserand.i18n import Lang

WORDS_A_MINUTE = 200
"""How fast an adult reads attentively."""


def play(document: Document[Scenario], scenario: Scenario, exploration: Exploration) -> Iterator[Diagnostic]:
    """Yield what is wrong in how the scenario plays."""
    yield from _recipes(document, scenario)
    for n, walkthrough in enumerate(scenario.walkthroughs):
        yield from _walkthrough(document, scenario, walkthrough, ("walkthroughs", n))
    yield from _minutes(document, exploration)


def _recipes(document: Document[Scenario], scenario: Scenario) -> Iterator[Diagnostic]:
    best = best_outcome(scenario, (ending.id for ending in scenario.endings))
    for found in strategies(scenario):
        endings = sorted(found.endings)
        if found.response is not None and endings:
            yield document.at("SC015", ("start",), response=found.response, endings=endings)
        elif found.response is None and found.best == best:
            recipe = Phrase(f"checks.recipe.{found.name}{f'.{found.lang}' if found.lang else ''}")
            yield document.at("SC014", ("start",), recipe=recipe, endings=endings)


def _walkthrough(
    document: Document[Scenario], scenario: Scenario, walkthrough: Walkthrough, at: Location
) -> Iterator[Diagnostic]:
    run = start(scenario)
    for n, choice in enumerate(walkthrough.choices):
        try:
            run = choose(scenario, run, choice)
        except ChoiceError as error:
            near = nearest(choice, {offer.id for offer in available(scenario, run)}, 3)
            reason = Phrase(f"{error.area}.{error.reason}", error.values)
            yield document.at("SC016", (*at, "choices", n), reason=reason, near=near)
            return
    if run.at != walkthrough.ends:
        reason = Phrase("checks.walkthrough.elsewhere", {"at": run.at, "ends": walkthrough.ends})
        yield document.at("SC016", (*at, "ends"), reason=reason, near=[run.at])


def _minutes(document: Document[Scenario], exploration: Exploration) -> Iterator[Diagnostic]:
    """Reading alone must fit in the time announced, and fill a good part of it. French is the longer of the two."""
    announced = exploration.scenario.duration_min
    words = reading_words(exploration, Lang.FR) if exploration.is_complete else None
    if words is None:
        return
    minutes = round(words.most / WORDS_A_MINUTE)
    if not announced / 3 <= minutes <= announced:
        values = {"least": words.least, "most": words.most, "minutes": minutes}
        yield document.at("SC019", ("duration_min",), None, announced=announced, **values)
