"""The communities and the events that come with Tisserand."""

import pytest
from pydantic import ValidationError

from tisserand.content.loading import load_balance, load_deck, load_sources
from tisserand.content.models.balance import (
    Balance,
    CardChoice,
    CommunityStart,
    GovernancePreference,
    LocalizedText,
    Orientation,
    PreferenceParts,
)
from tisserand.domain.balance.actions import ACTIONS
from tisserand.domain.balance.calibration import TARGETS
from tisserand.domain.balance.cards import NAMES
from tisserand.domain.balance.indicators import INDICATORS
from tisserand.domain.balance.parameters import ASSUMPTION, Parameters, described
from tisserand.domain.expressions import parse_guard
from tisserand.i18n import Lang, sentences
from tisserand.paths import content_root

PROFILES = sorted(path.stem for path in (content_root() / "exercises" / "balances").glob("*.yaml"))


def texts_of(value):
    """Yield all the texts under an authored value."""
    if isinstance(value, LocalizedText):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts_of(each)
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            yield from texts_of(getattr(value, name))


def test_there_are_at_least_six_communities_and_sixteen_events():
    assert len(PROFILES) >= 6
    assert len(load_deck().cards) >= 16


@pytest.mark.parametrize("name", PROFILES)
def test_a_community_is_told_in_both_languages_and_aims_at_known_indicators(name):
    profile = load_balance(name)
    assert profile.id == name
    assert all(text.fr and text.en and text.fr != text.en for text in texts_of(profile))
    assert {aim.indicator for aim in profile.aims} <= set(INDICATORS)
    assert profile.preferences.as_dict() != profile.needs.as_dict()
    assert profile.orientations != profile.needs
    Parameters().overridden(profile.parameters)


def test_events_are_told_in_both_languages_and_have_ids_of_their_own():
    cards = load_deck().cards
    assert len({card.id for card in cards}) == len(cards)
    assert all(text.fr and text.en and text.fr != text.en for text in texts_of(cards))
    for card in cards:
        assert len({choice.id for choice in card.choices}) == len(card.choices)


def test_the_guards_of_events_name_what_they_may():
    for card in load_deck().cards:
        if card.when:
            assert set(parse_guard(card.when).names) <= NAMES, card.id


def test_every_choice_of_an_event_has_its_price():
    """No choice improves everything: each moves something the wrong way, or gives up what another one brings."""
    for card in load_deck().cards:
        effects = [sorted((shift.gauge, shift.by) for shift in choice.shifts) for choice in card.choices]
        assert len({tuple(each) for each in effects}) == len(effects), card.id


def test_the_best_choice_is_not_always_in_the_same_place():
    """Judged by the sum of its points in trust, say, belonging and reliability, load, friction and tension reversed."""
    worse = {"load", "friction", "tension"}

    def worth(choice: CardChoice) -> int:
        states = {"trust", "say", "belonging", "reliability", "knowledge"} | worse
        return sum(shift.by * (-1 if shift.gauge in worse else 1) for shift in choice.shifts if shift.gauge in states)

    places = []
    for card in load_deck().cards:
        values = [worth(choice) for choice in card.choices]
        places.append(values.index(max(values)))
    assert max(places.count(place) for place in range(3)) < 0.7 * len(places)


@pytest.mark.parametrize("lang", Lang)
def test_everything_that_shows_has_its_sentence(lang):
    known = sentences(lang, "balance")
    for kind, ids in {
        "preference": GovernancePreference,
        "orientation": Orientation,
        "action": ACTIONS,
        "indicator": INDICATORS,
    }.items():
        for each in ids:
            assert known[f"{kind}.{each}"]
            assert known[f"{kind}.{each}.about"]


def test_both_languages_have_the_same_sentences():
    assert set(sentences(Lang.FR, "balance")) == set(sentences(Lang.EN, "balance"))


def test_every_parameter_has_a_range_a_source_or_says_that_it_is_assumed():
    known = load_sources()
    for parameter in described().values():
        assert parameter.low <= parameter.default <= parameter.high, parameter.name
        assert parameter.basis in known or parameter.basis == ASSUMPTION, parameter.name
        assert (parameter.basis == ASSUMPTION) == (parameter.sureness == "assumed"), parameter.name
        assert getattr(Parameters(), parameter.name) == parameter.default


@pytest.mark.parametrize("lang", Lang)
def test_every_parameter_says_what_it_is_about_in_which_unit_and_how_sure(lang):
    known = sentences(lang, "balance_parameters")
    expected = {
        f"{kind}.{getattr(parameter, kind)}" for parameter in described().values() for kind in ("unit", "sureness")
    }
    expected |= {f"parameter.{name}" for name in described()}
    assert set(known) == expected


def test_every_published_range_has_its_sources():
    known = load_sources()
    for target in TARGETS.values():
        assert target.low < target.high
        assert target.sources
        assert set(target.sources) <= set(known)


def test_a_dosage_of_a_file_sums_to_100():
    with pytest.raises(ValidationError, match="sum to 90"):
        PreferenceParts(technical=30, organisational=30, political=30)


@pytest.mark.parametrize(
    "sizes", [{"team": 9}, {"regulars": 80}, {"audience": 20}, {"founders": {"count": 3, "from_week": 0}}]
)
def test_sizes_have_to_fit_in_one_another(sizes):
    with pytest.raises(ValidationError):
        CommunityStart.model_validate(
            {"members": 40, "audience": 90, "regulars": 8, "team": 2, "arrivals": 1, "posts": 5} | sizes
        )


def test_an_aim_has_one_bound():
    values = load_balance(PROFILES[0]).model_dump(mode="json")
    values["aims"][0] |= {"at_least": 0.1, "at_most": 0.9}
    with pytest.raises(ValidationError, match="either at_least or at_most"):
        Balance.model_validate(values)
