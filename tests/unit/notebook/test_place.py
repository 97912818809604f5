import pytest

from tisserand.notebook.place import read_place

VOILA = {"SERVER_SOFTWARE": "voila/0.5.13"}
LEARNER = "aZ09_-" * 4


def test_a_notebook_outside_voila_is_its_authors():
    place = read_place({"HTTP_COOKIE": f"tisserand_learner={LEARNER}"})
    assert (place.on_web_page, place.strict, place.learner) == (False, False, "")


def test_voila_is_known_by_its_own_variable():
    assert read_place(VOILA).on_web_page


def test_the_learner_is_the_one_of_the_cookie():
    assert read_place({**VOILA, "HTTP_COOKIE": f"a=1; tisserand_learner={LEARNER}; b=2"}).learner == LEARNER


def test_the_header_of_our_server_goes_before_the_cookie():
    environ = {**VOILA, "HTTP_X_TISSERAND_LEARNER": LEARNER, "HTTP_COOKIE": f"tisserand_learner={'b' * 24}"}
    assert read_place(environ).learner == LEARNER


@pytest.mark.parametrize(
    "forged", ["court", "x" * 65, "../../etc/passwd-and-more", "é" * 24, "a b" * 8, '"', "<script>" * 3]
)
def test_a_learner_that_does_not_look_like_ours_counts_for_nobody(forged):
    assert read_place({**VOILA, "HTTP_COOKIE": f"tisserand_learner={forged}"}).learner == ""
    assert read_place({**VOILA, "HTTP_X_TISSERAND_LEARNER": forged}).learner == ""


def test_a_cookie_that_cannot_be_read_counts_for_nobody():
    assert read_place({**VOILA, "HTTP_COOKIE": "\x00[]=;;;tisserand_learner"}).learner == ""


def test_only_one_value_makes_it_strict():
    assert read_place({"TISSERAND_STRICT": "1"}).strict
    assert not read_place({"TISSERAND_STRICT": "0"}).strict
