"""Searching as forums do, with accents folded."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from sandbox_table import SMALL

from tisserand.domain.events import PostFlagged, PostPublished, TimeLetPass
from tisserand.domain.sandbox_actions import act
from tisserand.domain.sandbox_forum import start
from tisserand.domain.sandbox_search import LONGEST_QUERY, near, search
from tisserand.domain.sandbox_threads import threads
from tisserand.domain.text_folding import fold
from tisserand.i18n import Lang

FORUM = start(SMALL)
THREADS = threads(SMALL, FORUM)


def found(query, lang=Lang.FR, known=THREADS):
    return [hit.thread.id for hit in search(known, query, lang)]


def test_accents_and_case_do_not_count_and_beginnings_are_enough():
    for query in ("prêts", "PRETS", "pret", "pre dom"):
        assert found(query) == ["prets"]


def test_every_word_has_to_be_somewhere_in_the_thread():
    assert found("pret caution") == ["prets"]  # one in the title, the other in a post
    assert found("pret piscine") == []


def test_the_language_of_the_page_is_searched():
    assert found("lending", Lang.EN) == ["prets"]
    assert found("lending", Lang.FR) == []


def test_the_post_that_has_most_of_the_words_is_shown():
    (hit,) = search(THREADS, "deux trois", Lang.FR)
    assert hit.post.id == "prets-2"
    (hit,) = search(THREADS, "domicile", Lang.FR)
    assert hit.post is None


def test_what_one_wrote_is_found_and_what_is_hidden_is_not():
    forum = act(SMALL, FORUM, PostPublished("", "Œuvres complètes", "Neuf", "vie"))
    assert found("oeuvres", known=threads(SMALL, forum)) == ["mine-1"]
    forum = act(SMALL, act(SMALL, FORUM, PostFlagged("prets-2", "personne")), TimeLetPass())
    assert found("deux", known=threads(SMALL, forum)) == []


def test_threads_near_a_title_are_those_of_others_that_share_its_telling_words():
    forum = act(SMALL, FORUM, PostPublished("", "?", "Domicile", "vie"))
    assert [thread.id for thread in near(threads(SMALL, forum), "un domicile à moi", Lang.FR)] == ["prets"]
    assert near(THREADS, "de la", Lang.FR) == ()


@given(st.text(max_size=400))
def test_a_search_never_crashes_and_nothing_to_look_for_finds_nothing(query):
    hits = search(THREADS, query, Lang.FR)
    assert len({hit.thread.id for hit in hits}) == len(hits)
    if not fold(query[:LONGEST_QUERY]):
        assert hits == ()


@given(st.sampled_from(["Prêts", "caution", "créneau", "Deux", "domicile"]), st.data())
def test_however_it_is_accented_a_word_finds_the_same(word, data):
    plain = unicodedata.normalize("NFKD", word)
    kept = "".join(c for c in plain if not unicodedata.combining(c) or data.draw(st.booleans()))
    cased = "".join(c.upper() if data.draw(st.booleans()) else c for c in kept)
    assert found(cased) == found(word)
    assert found(word)
