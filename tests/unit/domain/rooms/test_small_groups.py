"""Nobody learns what one to four people answered, however they add and subtract the pictures that were shown."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from tisserand.domain.analytics.intervals import LEAST_PEOPLE
from tisserand.domain.rooms.small_groups import judge, judge_groups, judge_in_turn, really_shown

PEOPLE = [f"p{number}" for number in range(12)]


def room(*people, answer="a"):
    return {f"p{number}": answer for number in people}


def reveals_few(pictures):
    """Whether some sum of multiples of the pictures' counts is about one to four people, and nobody else.

    A row for each picture, a column for each answer of each person: 1 where it is counted. A combination of rows that
    is zero outside the columns of a few people, and not inside, exists just if leaving these columns out lowers the
    rank.
    """
    columns = sorted({(person, str(answer)) for picture in pictures for person, answer in picture.items()})
    table = np.array([[str(picture.get(who)) == what for who, what in columns] for picture in pictures], dtype=int)
    people = sorted({who for who, _ in columns})
    if not people:
        return False
    whole = np.linalg.matrix_rank(table)
    for few in combinations(people, min(LEAST_PEOPLE - 1, len(people))):
        kept = [at for at, (who, _) in enumerate(columns) if who not in few]
        if (np.linalg.matrix_rank(table[:, kept]) if kept else 0) < whole:
            return True
    return False


chunks = st.lists(
    st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from("abc"), min_size=0, max_size=12), min_size=1, max_size=5
)
"""What people answered, or answered anew, between one reveal and the next."""


def pictures_of(answered, leaving=()):
    """The pictures of a collection that is revealed after each chunk; those who leave are no longer counted."""
    now, found = {}, []
    for number, chunk in enumerate(answered):
        now |= chunk
        for person in leaving if number else ():
            now.pop(person, None)
        found.append(dict(now))
    return found


@given(chunks, st.sets(st.sampled_from(PEOPLE), max_size=2))
def test_no_combination_of_what_was_shown_is_about_one_to_four_people(answered, leaving):
    """Whoever comes late, changes an answer, or leaves between two pictures."""
    shown = really_shown(pictures_of(answered, leaving))
    event(f"{len({str(sorted(one.items())) for one in shown})} different pictures")
    assert not reveals_few(shown)


def test_the_test_of_combinations_finds_a_latecomer():
    """Without the rule, the difference of two pictures of five and six people is about one."""
    assert reveals_few([room(*range(5)), room(*range(6))])
    assert reveals_few([room(*range(8)), room(*range(8)) | room(7, answer="b")])
    assert not reveals_few([room(*range(5)), room(*range(10))])


def test_three_overlapping_pictures_can_tell_together_what_no_two_tell():
    """A and B hide C's four people from each other; the three together do not."""
    first, second, third = room(*range(5)), room(*range(5, 10)), room(*range(12))
    assert [judged.may_show for judged in judge_in_turn([first, second, third])] == [True, True, False]
    assert reveals_few([first, second, third])


@pytest.mark.parametrize(("people", "reason", "missing"), [(0, "few", 5), (1, "few", 4), (4, "few", 1), (5, "", 0)])
def test_few_answers_are_withheld_and_it_is_said_how_many_are_missing(people, reason, missing):
    """Five are enough."""
    judged = judge([], room(*range(people)))
    assert (judged.n, judged.reason, judged.missing) == (people, reason, missing)


def test_latecomers_wait_until_they_are_five():
    """The picture of those who were there before stays."""
    before = room(*range(6))
    assert judge([before], room(*range(8))).missing == 3
    assert judge([before], room(*range(11))).may_show


def test_a_changed_answer_counts_like_a_latecomer():
    """Whoever changed it would be known by the difference."""
    before = room(*range(10))
    assert judge([before], before | room(3, answer="b")).missing == 4
    assert judge([before], before | room(*range(5), answer="b")).may_show


def test_the_same_picture_can_always_be_shown_again():
    """It says nothing new."""
    assert judge([room(*range(6))], room(*range(6))).may_show


def test_a_picture_that_was_withheld_is_not_held_against_the_next():
    """Nobody saw it."""
    judged = judge_in_turn([room(*range(6)), room(*range(7)), room(*range(6)), room(*range(12))])
    assert [one.may_show for one in judged] == [True, False, True, True]


@given(chunks, st.randoms(use_true_random=False))
def test_the_order_of_people_and_of_pictures_shown_does_not_matter(answered, chance):
    """Nor does a picture that comes twice."""
    *shown, new = pictures_of(answered)
    mixed = [dict(chance.sample(sorted(one.items()), len(one))) for one in shown * 2]
    chance.shuffle(mixed)
    assert judge(mixed, dict(reversed(new.items()))) == judge(shown, new)


@given(chunks)
def test_more_pictures_never_make_a_picture_easier_to_show(answered):
    """What may be shown beside many may be shown beside some of them."""
    *shown, new = pictures_of(answered)
    if judge(shown, new).may_show:
        assert all(judge(some, new).may_show for some in combinations(shown, max(0, len(shown) - 1)))


def test_equal_answers_are_equal_however_they_are_written():
    """Lists and mappings too."""
    before = {person: {"a": [1, 2], "b": "x"} for person in PEOPLE}
    assert judge([before], {person: {"b": "x", "a": [1, 2]} for person in PEOPLE}).may_show


def test_a_group_of_three_is_not_found_by_taking_the_others_from_the_whole():
    """The last of the larger groups is withheld with it."""
    groups = {"1": PEOPLE[:4], "2": PEOPLE[4:9], "3": PEOPLE[9:]}
    whole, parts = judge_groups([], room(*range(12)), {"1": PEOPLE[:5], "2": PEOPLE[5:10], "3": PEOPLE[10:]})
    assert whole.may_show
    assert [parts[name].reason for name in "123"] == ["", "difference", "few"]
    whole, parts = judge_groups([], room(*range(12)), groups)
    assert [parts[name].n for name in "123"] == [4, 5, 3]
    assert [parts[name].reason for name in "123"] == ["few", "", "few"]


@given(chunks, st.lists(st.integers(0, 3), min_size=12, max_size=12))
def test_no_combination_of_a_breakdown_is_about_one_to_four_people(answered, places):
    """With the whole, and with what was shown before."""
    *before, whole = pictures_of(answered)
    groups = {str(number): [PEOPLE[at] for at, place in enumerate(places) if place == number] for number in range(4)}
    shown = list(really_shown(before))
    first, parts = judge_groups(shown, whole, groups)
    shown += [whole] if first.may_show else []
    shown += [
        {who: whole[who] for who in groups[name] if who in whole} for name, judged in parts.items() if judged.may_show
    ]
    assert not reveals_few(shown) if shown else True
