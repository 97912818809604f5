import pytest
from balance_builders import (
    BALANCED,
    PRACTICE,
    card,
    decision,
    deck,
    fitting,
    played,
    preferences,
    profile,
    real,
    real_deck,
)

from tisserand.domain.balance.cards import NAMES, draw, eligible, numbers
from tisserand.domain.balance.dice import card_rng
from tisserand.domain.balance.game import decide, start
from tisserand.domain.balance.verify import NO_EVENTS

SMALL = profile()


def seen_after(*plan, mix=BALANCED):
    game = start(SMALL, NO_EVENTS, 0)
    for actions in plan:
        game = decide(game, decision(*actions, mix=mix))
    return numbers(game.readings[-1], (game.before.decision, *game.decisions))


def test_guards_see_whole_numbers_under_all_the_names_they_may_use():
    seen = seen_after(())
    assert set(seen) == NAMES
    assert all(type(value) is int for value in seen.values())


def test_guards_see_the_dosage_as_last_decided():
    seen = seen_after((), mix=preferences(70, 20, 10))
    assert (seen["technical"], seen["organisational"], seen["political"]) == (70, 20, 10)
    assert seen["practice_exchange"] == PRACTICE["practice_exchange"]


def test_guards_see_for_how_long_something_was_neglected():
    seen = seen_after(("open_faq",), (), ("hold_meetup", "publish_rules"), ())
    assert seen["since_open_faq"] == 3
    assert seen["since_hold_meetup"] == 1
    assert seen["since_recruit_sponsor"] == seen["quarter"] == 4
    assert seen["idle"] == 1
    assert seen["busy"] == 2


def test_a_card_may_come_when_its_guard_holds_and_once_only_unless_it_says_otherwise():
    events = deck(
        card("no-guard"),
        card("rules", when="rules < 50"),
        card("load", when="load > 100"),
        card("again", when="quarter >= 0", once=False),
    )
    found = eligible(events, seen_after(()), drawn=["no-guard", "again"])
    assert [event.id for event in found] == ["rules", "again"]


def test_cards_are_drawn_by_their_weights_and_sometimes_nothing_happens():
    events = deck(card("rare", weight=1), card("common", weight=9)).cards
    drawn = [draw(events, card_rng(seed, 1)) for seed in range(2000)]
    share = {name: sum(each is not None and each.id == name for each in drawn) / 2000 for name in ("rare", "common")}
    assert sum(each is None for each in drawn) / 2000 == pytest.approx(0.12, abs=0.025)
    assert share["common"] / share["rare"] == pytest.approx(9, rel=0.3)
    assert draw((), card_rng(0, 1)) is None


@pytest.mark.slow
def test_every_card_of_the_deck_comes_in_some_game_and_games_differ_in_their_events():
    """Different communities run in four different ways meet all the events; two games rarely meet the same ones."""
    mixes = (preferences(75, 20, 5), preferences(15, 70, 15), preferences(15, 25, 60), preferences(34, 33, 33))
    plans = ((), ("hold_meetup", "consult_members"), ("welcome_newcomers",), ("recruit_sponsor", "publish_rules"))
    met, stories = set(), set()
    for number, name in enumerate(
        ["communaute-en-conflit", "jeune-groupe-de-pratiques", "veille-des-juristes", "depart-des-fondateurs"] * 5
    ):
        game = start(real(name), real_deck(), number)
        while not game.is_over:
            busy = plans[number % 4] if len(game.quarters) % 3 == 0 else ()
            game = decide(game, fitting(game, *busy, mix=mixes[(number // 4) % 4], pick=number))
        story = tuple(event.id for event in game.cards if event is not None)
        met.update(story)
        stories.add(story)
    assert {event.id for event in real_deck().cards} - met == set()
    assert len(stories) == 20


def test_a_card_drawn_once_does_not_come_back():
    events = deck(card("only-once"))
    game = played(SMALL, 2, events)
    assert sum(event is not None for event in game.cards) == 1
