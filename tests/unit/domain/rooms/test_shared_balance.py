import pytest
from balance_table import deck, profile
from hypothesis import given, settings
from hypothesis import strategies as st
from played_run import PlayedRun

from tisserand.content.loading import load_balance, load_deck
from tisserand.domain.balance.dosage import Orientations, Preferences
from tisserand.domain.balance.game import Decision, replay
from tisserand.domain.balance.replays import Table
from tisserand.domain.rooms.room import room_of
from tisserand.domain.rooms.shared_balance import SharedBalance, moved
from tisserand.domain.rooms.shared_runs import shared_run
from tisserand.errors import DecisionError
from tisserand.paths import content_root

NAMES = sorted(path.stem for path in (content_root() / "exercises" / "balances").glob("*.yaml"))
SMALL = Table.of(profile(), deck())
ALL = {"technical": 100, "organisational": 0, "political": 0}


def until_event(seed=3):
    """Return the small community at a quarter with an event, nothing having been done before."""
    play = SharedBalance(SMALL, seed)
    while play.card is None:
        play = play.decide({})
    return play


def test_a_quarter_is_put_to_the_vote():
    """The event if there is one, both dosages, up to two actions; silence leaves the dosages as they are."""
    questions = {question.id: question for question in until_event().ballot.questions}
    assert list(questions) == ["card-news", "preferences", "orientations", "actions"]
    assert questions["card-news"].names == ("yes", "no")
    assert questions["card-news"].unsaid is None
    assert questions["preferences"].names == ("stay", "technical", "organisational", "political")
    assert questions["orientations"].unsaid == "stay"
    assert (questions["actions"].most, questions["actions"].unsaid, len(questions["actions"].names)) == (2, "wait", 12)
    assert "card-news" not in {question.id for question in SharedBalance(SMALL, 3).ballot.questions}


def test_a_vote_moves_ten_points_taken_from_the_others():
    """Fewer where a part would pass 100; what is at 100 already is not offered."""
    even = Preferences.of(SMALL.profile.preferences)
    assert dict(moved(even, "political")) == {"technical": 29, "organisational": 28, "political": 43}
    assert moved(even, "stay") is even
    nearly = Preferences({"technical": 95, "organisational": 5, "political": 0})
    assert dict(moved(nearly, "technical")) == ALL
    full = SharedBalance(Table.of(profile(preferences=ALL), deck()), 1)
    assert full.ballot.question("preferences").names == ("stay", "organisational", "political")
    with pytest.raises(DecisionError):
        moved(even, "elsewhere")


def test_what_is_decided_is_played():
    """As for somebody alone: the same game from the same decisions."""
    play = until_event()
    number = len(play.decisions)
    after = play.decide(
        {
            "card-news": "no",
            "preferences": "political",
            "orientations": "stay",
            "actions": ("open_faq", "wait"),
        }
    )
    decided = after.decisions[number]
    assert decided.actions == ("open_faq",)
    assert decided.card_choice == "no"
    assert decided.preferences["political"] == 43
    assert decided.orientations == Orientations.of(SMALL.profile.orientations)
    alone = replay(SMALL.profile, SMALL.deck, 3, after.decisions)
    assert after.game.readings == alone.readings
    assert (after.card is None) == (alone.card is None)


@pytest.mark.parametrize(
    "decision",
    [
        {"card-news": "perhaps"},
        {"preferences": "stay"},
        {"card-news": "yes", "actions": ("dance",)},
        {"card-news": "yes", "preferences": "elsewhere"},
        {"card-other": "yes", "card-news": "yes"},
        {"card-news": "yes", "actions": ("open_faq", "hold_meetup", "publish_rules")},
    ],
)
def test_what_does_not_exist_here_is_refused(decision):
    """So that a room votes anew when the files have changed."""
    with pytest.raises(DecisionError):
        until_event().decide(decision)


def test_another_deck_makes_the_room_decide_again():
    """The event that was answered is gone: the quarter is voted on anew, what came before stands."""
    run = PlayedRun(SharedBalance(SMALL, 3))
    while run.run.play.card is None:
        run.vote({"actions": ("wait",)}).end().go_on()
    quarters = len(run.run.play.decisions)
    run.vote({"card-news": "yes"}).end().go_on()
    assert len(run.run.play.decisions) == quarters + 1
    run.play = SharedBalance(Table.of(profile(), deck("maybe", "later")), 3)
    assert run.run.is_stopped
    assert len(run.run.play.decisions) == quarters
    run.vote({"card-news": "maybe"}).end()
    assert not run.run.is_stopped
    assert run.run.play.decisions[-1].card_choice == "maybe"


VOTE = st.fixed_dictionaries(
    {},
    optional={
        "preferences": st.sampled_from(["stay", "technical", "political", "gone"]),
        "orientations": st.sampled_from(["stay", "mutual_aid"]),
        "actions": st.lists(st.sampled_from(["wait", "open_faq", "hold_meetup", "gone"]), max_size=3).map(tuple),
        "card-news": st.sampled_from(["yes", "no"]),
    },
)


@settings(max_examples=25)
@given(st.lists(st.lists(VOTE, max_size=6), min_size=1, max_size=4), st.integers(0, 3))
def test_whatever_is_voted_a_quarter_is_lived(rounds, seed):
    """Votes decide only what the game can take, and counting again makes the same game."""
    run = PlayedRun(SharedBalance(SMALL, seed))
    for votes in rounds:
        run.vote(*votes).end().go_on()
    assert len(run.run.play.decisions) == len(rounds)
    assert not run.run.is_stopped
    assert shared_run(run.play, room_of("room", run.records).runs["run"]).steps == run.run.steps
    for decision in run.run.play.decisions:
        assert isinstance(decision, Decision)
        assert sum(decision.preferences.values()) == 100


@pytest.mark.parametrize("name", NAMES)
def test_every_balance_is_played_to_its_end_by_votes(name):
    """Seven people, who mostly disagree; the figures are those of the same decisions made alone."""
    table = Table.of(load_balance(name), load_deck())
    run = PlayedRun(SharedBalance(table, 11))
    while not run.run.is_over:
        questions = run.run.play.ballot.questions
        run.vote(
            *(
                {
                    question.id: question.names[(who + run.run.step) % len(question.names)]
                    for question in questions
                    if who or question.most == 1
                }
                for who in range(7)
            )
        )
        run.end().go_on()
    play = run.run.play
    assert play.is_over
    assert run.run.step == 8
    assert play.game.readings == replay(table.profile, table.deck, 11, play.decisions).readings
