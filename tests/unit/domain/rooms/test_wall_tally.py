"""A wall: nothing is on it before a trainer lets it there."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from tisserand.domain.rooms.events import TextArranged
from tisserand.domain.rooms.wall_tally import STATES, tally_wall


@dataclass(frozen=True)
class Text:
    """A text as a room keeps it."""

    uuid: str
    person: str
    answer: object


def arranged(uuid, state, group=""):
    return TextArranged("c", uuid, state, group)


TEXTS = [
    Text("1", "ana", "Écouter d’abord"),
    Text("2", "bilal", "Prendre l’air"),
    Text("3", "ana", "Écrire à froid"),
    Text("4", "chloé", "des mots blessants"),
    Text("5", "dao", "Appeler"),
]
ARRANGED = {
    "1": arranged("1", "shown", "Écouter"),
    "2": arranged("2", "shown"),
    "3": arranged("3", "highlighted"),
    "4": arranged("4", "hidden"),
}


def texts(wall):
    return {group.title: [text.text for text in group.texts] for group in wall.groups}


def test_the_room_sees_what_a_trainer_let_through():
    """Titles first, highlighted texts before the others, accents kept."""
    wall = tally_wall("Que faites-vous ?", TEXTS, ARRANGED)
    assert texts(wall) == {"Écouter": ["Écouter d’abord"], "": ["Écrire à froid", "Prendre l’air"]}
    assert list(texts(wall)) == ["Écouter", ""]
    assert (wall.people, wall.texts, wall.waiting) == (4, 5, 1)


def test_a_trainer_sees_them_all():
    """With their states."""
    wall = tally_wall("?", TEXTS, ARRANGED, to_trainer=True)
    assert {text.uuid: text.state for group in wall.groups for text in group.texts} == {
        "1": "shown", "2": "shown", "3": "highlighted", "4": "hidden", "5": "waiting",
    }  # fmt: skip


def test_a_state_of_a_later_version_waits():
    assert tally_wall("?", TEXTS, {"1": arranged("1", "projected")}).groups == ()


def test_what_is_no_text_is_passed_over():
    assert tally_wall("?", [Text("1", "p", "  "), Text("2", "p", {"a": 1})], {}).texts == 0


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from([*STATES, "?"])), max_size=12))
def test_nothing_unmoderated_reaches_the_room(moves):
    """Whatever was arranged, and in whatever order; the last word counts; texts that come twice count once."""
    written = [Text(uuid, uuid, f"text {uuid}") for uuid in "abcdef"]
    last = {uuid: arranged(uuid, state) for uuid, state in moves}
    wall = tally_wall("?", written * 2, last)
    seen = {text.uuid for group in wall.groups for text in group.texts}
    assert seen == {uuid for uuid, found in last.items() if found.state in {"shown", "highlighted"}}
    assert wall.texts == 6
