import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.domain.rooms.votes import Ballot, Option, Question, checked_vote, count, lots, places_left
from tisserand.errors import VoteError
from tisserand.i18n import Lang

NAMES = ("a", "b", "c", "d")


def question(name="q", options=NAMES, **rest):
    return Question(name, f"label of {name}", tuple(Option(option, option) for option in options), **rest)


def ballot(**rest):
    return Ballot((question(**rest),))


def votes_for(*said, name="q"):
    return {f"person-{number}": {name: one} for number, one in enumerate(said)}


def test_the_most_chosen_wins():
    """With how many chose each, and how many answered."""
    outcome = count(ballot(), votes_for("a", "b", "b", "c"), "seed")
    assert outcome.decision == {"q": "b"}
    assert outcome.counts["q"] == {"a": 1, "b": 2, "c": 1, "d": 0}
    assert outcome.voters["q"] == 4
    assert (outcome.tied, outcome.broken_by, outcome.is_settled) == ({}, "", True)


def test_of_up_to_two_the_two_most_chosen_are_decided():
    """In the ballot's order, however they rank."""
    outcome = count(ballot(most=2), votes_for(("a", "d"), ("d",), ("d", "b"), ("b",)), "seed")
    assert outcome.decision == {"q": ("b", "d")}
    assert not outcome.tied
    assert count(ballot(most=2), votes_for(("c",)), "seed").decision == {"q": ("c",)}


def test_what_is_level_is_told_and_drawn():
    """The sure one is no part of the tie; of two that are level for one place, chance takes one."""
    outcome = count(ballot(most=2), votes_for("a", "a", "b", "c"), "seed")
    assert outcome.tied == {"q": ("b", "c")}
    assert outcome.broken_by == "chance"
    assert outcome.decision["q"] in {("a", "b"), ("a", "c")}
    assert places_left(question(most=2), outcome) == 1
    drawn = {count(ballot(), votes_for("a", "b"), f"seed {number}").decision["q"] for number in range(20)}
    assert drawn == {"a", "b"}


def test_a_trainer_may_break_a_tie():
    """First the vote waits; then the choice is among what is level, for every such question."""
    said = votes_for("a", "b")
    waiting = count(ballot(), said, "seed", waits=True)
    assert (waiting.decision, waiting.tied, waiting.broken_by) == ({}, {"q": ("a", "b")}, "")
    assert not waiting.is_settled
    settled = count(ballot(), said, "seed", {"q": "b"})
    assert (settled.decision, settled.broken_by) == ({"q": "b"}, "trainer")
    with pytest.raises(VoteError) as error:
        count(ballot(), said, "seed", {"q": "c"})
    assert error.value.reason == "not_tied"
    with pytest.raises(VoteError) as error:
        count(ballot(), said, "seed", {})
    assert error.value.reason == "tie_places"


def test_a_choice_without_a_tie_changes_nothing():
    """The room has decided."""
    outcome = count(ballot(), votes_for("a"), "seed", {"q": "b"})
    assert (outcome.decision, outcome.broken_by) == ({"q": "a"}, "")


def test_where_nobody_votes_all_are_level_unless_something_stands_for_silence():
    """A scene needs a choice; a dosage may stay as it is."""
    nobody = count(ballot(), {}, "seed")
    assert (nobody.tied, nobody.voters, nobody.broken_by) == ({"q": NAMES}, {"q": 0}, "chance")
    assert count(ballot(unsaid="c"), {}, "seed").decision == {"q": "c"}
    assert count(ballot(unsaid="c", most=2), {}, "seed").decision == {"q": ("c",)}


@pytest.mark.parametrize("said", ["gone", ("a", "b"), 3, None, {"a": 1}, ["a", 2], ()])
def test_what_does_not_fit_counts_for_nothing(said):
    """An option that is no longer offered, too many of them, another shape."""
    outcome = count(ballot(), {"one": {"q": said}, "two": {"other": "a"}, "three": {"q": "d"}}, "seed")
    assert outcome.decision == {"q": "d"}
    assert outcome.voters == {"q": 1}


def test_a_vote_is_refused_with_a_reason_when_it_is_given():
    """Counting passes over it in silence: the person has to know before."""
    kept = checked_vote(Ballot((question(), question("two", most=2))), {"q": ["a"], "two": ("b", "b", "c"), "x": "y"})
    assert kept == {"q": "a", "two": ("b", "c")}
    for vote, reason in (({"q": "z"}, "not_offered"), ({"q": ["a", "b"]}, "too_many"), ({}, "says_nothing")):
        with pytest.raises(VoteError) as error:
            checked_vote(ballot(), vote)
        assert error.value.reason == reason
        assert error.value.sentence(Lang.FR)


SAID = st.one_of(st.sampled_from(NAMES), st.lists(st.sampled_from((*NAMES, "gone")), max_size=4).map(tuple))
VOTES = st.dictionaries(st.text("xyz", min_size=1, max_size=3), st.fixed_dictionaries({"q": SAID}), max_size=12)


@given(VOTES, st.integers(1, 3), st.randoms(use_true_random=False), st.integers(0, 5))
def test_neither_the_order_of_votes_nor_counting_again_changes_anything(votes, most, rng, seed):
    """Nor the order of the options, for who is drawn."""
    shuffled = list(votes.items())
    rng.shuffle(shuffled)
    first, again = (count(ballot(most=most), each, str(seed)) for each in (votes, dict(shuffled)))
    assert first == again
    options = list(NAMES)
    rng.shuffle(options)
    turned = count(ballot(most=most, options=options), votes, str(seed))
    assert set(turned.decision["q"]) == set(first.decision["q"])


@given(VOTES, st.integers(1, 3), st.integers(0, 5))
def test_nobody_less_chosen_is_decided(votes, most, seed):
    """Whatever is decided has at least as many votes as whatever is not; ties hold only what is level."""
    outcome = count(ballot(most=most), votes, str(seed))
    decided = outcome.decision["q"]
    decided = {decided} if isinstance(decided, str) else set(decided)
    counts = outcome.counts["q"]
    assert 1 <= len(decided) <= most
    assert min(counts[name] for name in decided) >= max(counts[name] for name in NAMES if name not in decided)
    assert sum(counts.values()) <= most * len(votes)
    assert outcome.voters["q"] <= len(votes)
    if tied := outcome.tied.get("q"):
        assert len({counts[name] for name in tied}) == 1
        assert set(tied) & decided
        assert set(tied) - decided


@given(st.lists(st.text("abc", min_size=1, max_size=4), unique=True), st.text(max_size=5))
def test_lots_lose_nobody(names, seed):
    """They are only put in an order, the same in whatever order they come."""
    assert sorted(lots(names, seed)) == sorted(names)
    assert lots(names, seed) == lots(reversed(names), seed)
