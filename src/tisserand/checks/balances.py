"""BA: the profiles of communities to balance, and the event cards: what they name exists, and something is at stake."""

from collections.abc import Iterator
from dataclasses import fields

from tisserand.checks.balance_play import play
from tisserand.checks.bank import Bank, Document
from tisserand.checks.diagnostic import Diagnostic, Phrase
from tisserand.checks.model_keys import nearest
from tisserand.content.models.balance import Aim, Balance, BalanceDeck
from tisserand.domain.balance.cards import NAMES
from tisserand.domain.balance.indicators import INDICATORS
from tisserand.domain.balance.parameters import Parameters
from tisserand.domain.balance.prediction import asked
from tisserand.domain.expressions import parse_guard
from tisserand.errors import DecisionError, ExpressionError

_PER_CENT = 100

_LEAST_ASKED = 2
"""Indicators that a prediction has to weigh against each other."""


def check(bank: Bank) -> Iterator[Diagnostic]:
    """Yield what is wrong in the balances and their event cards."""
    for document, profile in bank.valid(Balance):
        found = [*_aims(document, profile), *_parameters(document, profile)]
        yield from found
        if not found and not document.faults and bank.is_chosen(document.path):
            yield from play(document, profile)
    for shelf, deck in bank.valid(BalanceDeck):
        yield from _cards(shelf, deck)


def _aims(document: Document[Balance], profile: Balance) -> Iterator[Diagnostic]:
    known = True
    for n, aim in enumerate(profile.aims):
        if aim.indicator not in INDICATORS:
            known = False
            near = nearest(aim.indicator, set(INDICATORS), 3)
            at = ("aims", n, "indicator")
            yield document.at("BA001", at, id=aim.indicator, known=list(INDICATORS), near=near)
        elif (wrong := _bound(aim)) is not None:
            key = "at_most" if aim.at_least is None else "at_least"
            yield document.at("BA002", ("aims", n, key), indicator=aim.indicator, problem=wrong)
    if known and len(asked(profile)) < _LEAST_ASKED:
        yield document.at("BA003", ("aims",))


def _bound(aim: Aim) -> Phrase | None:
    """Return what is wrong with a bound that no value can meet, or that every value meets; or none."""
    indicator, at_least, at_most = INDICATORS[aim.indicator], aim.at_least, aim.at_most
    bound = at_most if at_least is None else at_least
    if bound is not None and indicator.unit == "share" and 1 < bound <= _PER_CENT:
        return Phrase("checks.aim.per_cent", {"bound": f"{bound:g}", "share": f"{bound / _PER_CENT:g}"})
    if (at_least is not None and at_least > indicator.high) or (at_most is not None and at_most < indicator.low):
        return Phrase("checks.aim.out_of_reach", {"bound": f"{bound:g}"})
    if (at_least is not None and at_least <= indicator.low) or (at_most is not None and at_most >= indicator.high):
        return Phrase("checks.aim.idle", {"bound": f"{bound:g}"})
    return None


def _parameters(document: Document[Balance], profile: Balance) -> Iterator[Diagnostic]:
    known = {each.name for each in fields(Parameters)}
    for name, value in profile.parameters.items():
        try:
            Parameters().overridden({name: value})
        except DecisionError as error:
            near = nearest(name, known, 3) if name not in known else ()
            problem = Phrase(f"{error.area}.{error.reason}", error.values)
            yield document.at("BA004", ("parameters", name), problem=problem, near=near)


def _cards(document: Document[BalanceDeck], deck: BalanceDeck) -> Iterator[Diagnostic]:
    for n, card in enumerate(deck.cards):
        if card.when is None:
            continue
        at = ("cards", n, "when")
        try:
            names = parse_guard(card.when).names
        except ExpressionError as error:
            reason = Phrase(f"{error.area}.{error.reason}", error.values)
            yield document.at("BA005", at, id=card.id, reason=reason)
            continue
        for name in sorted(names - NAMES):
            near = nearest(name, set(NAMES), 3)
            yield document.at("BA006", at, id=card.id, name=name, known=sorted(NAMES), near=near)
