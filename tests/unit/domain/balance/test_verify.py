import pytest
from balance_builders import WATCH, profile, real, text

from tisserand.domain.balance.verify import Finding, verify_profile
from tisserand.i18n import Lang, translate

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("balance")]


def codes(a_profile, seeds=range(2)):
    return {finding.code for finding in verify_profile(a_profile, seeds)}


def test_a_profile_of_ours_has_nothing_to_mend():
    assert verify_profile(real(WATCH), range(4)) == []


def test_a_community_without_any_stake_is_reported():
    easy = profile(
        start={"members": 300, "audience": 600, "regulars": 40, "team": 10, "posts": 25, "need": 95, "autonomy": 100,
               "awkwardness": 5, "friction": 5, "expects_say": 0, "belonging": 80, "load": 5},
        parameters={"critical_mass": 3, "visit_base": -1, "attention_half": 0.3, "leave": 0, "load_duty": 0.0},
        is_ordinary=False,
    )  # fmt: skip
    assert {"no_fading", "aims_always"} <= codes(easy)


def test_a_community_that_is_lost_from_the_start_is_reported():
    lost = profile(start={"members": 30, "regulars": 2, "audience": 30, "need": 2, "posts": 0, "belonging": 0})
    assert "no_take_off" in codes(lost)


def test_an_aim_out_of_reach_is_reported_by_its_indicator():
    dreaming = profile(aims=[{"indicator": "active", "at_least": 5000, "text": text()}], is_ordinary=False)
    found = [finding for finding in verify_profile(dreaming, range(2)) if finding.code == "aim_never"]
    assert [finding.values for finding in found] == [{"indicator": "active"}]


def test_figures_outside_the_published_ranges_are_reported_for_ordinary_profiles_only():
    odd = {"start": {"members": 200, "regulars": 150, "audience": 260, "need": 90, "posts": 150}}
    odd["parameters"] = {"voice_spread": 0.6, "asking_answering": 0.5}
    assert "range" in codes(profile(**odd))
    assert "range" not in codes(profile(**odd, is_ordinary=False))


def test_a_profile_that_can_not_be_played_says_why():
    [finding] = verify_profile(profile(parameters={"incident": 7}))
    assert finding.code == "unreadable"
    assert "incident" in finding.values["reason"]


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("unreadable", {"reason": "x"}),
        ("range", {"indicator": "x", "value": 1, "low": 0, "high": 1}),
        ("no_take_off", {"seeds": 1}),
        ("no_fading", {"seeds": 1}),
        ("corner_best", {"preference": "x"}),
        ("no_lever", {"low": 1, "high": 2}),
        ("aims_always", {}),
        ("aim_never", {"indicator": "x"}),
        ("flips", {"share": 30}),
    ],
)
def test_each_finding_has_its_sentence(lang, code, values):
    assert translate(lang, f"balance.{Finding(code, values).sentence}", **values)
