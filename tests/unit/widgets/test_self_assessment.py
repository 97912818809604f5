import pytest

from tisserand.content.models.self_assessment import SelfAssessment
from tisserand.i18n import Lang, sentences
from tisserand.widgets.self_assessment import SelfAssessmentWidget

FORM = SelfAssessment.model_validate(
    {
        "id": "essai",
        "kind": "self_assessment",
        "title": {"fr": "Où en êtes-vous ?", "en": "Where do you stand?"},
        "role": "animator",
        "competencies": ["A4", "A5"],
    }
)
RATING = {
    "competency": "A4",
    "level": 3,
    "confidence": "high",
    "trace_link": "https://example.org/fil",
    "trace_date": "2026-02-03",
    "trace_sentence": "J’ai recadré sans nommer.",
}


@pytest.fixture
def page(session, browser):
    return browser(SelfAssessmentWidget(session, FORM, "before", Lang.FR))


@pytest.fixture
def later(session, browser):
    return browser(SelfAssessmentWidget(session, FORM, "after", Lang.FR))


@pytest.mark.parametrize("lang", list(Lang))
def test_each_competency_shows_five_levels_in_the_readers_language(session, browser, lang):
    view = browser(SelfAssessmentWidget(session, FORM, "before", lang)).view
    assert [one["code"] for one in view["competencies"]] == ["A4", "A5"]
    for one in view["competencies"]:
        assert [level["value"] for level in one["levels"]] == [0, 1, 2, 3, 4]
        assert sentences(lang, "self_assessment")["not_yet"] in one["levels"][0]["html"]
    assert view["comparison"] is None


def test_a_rating_is_kept_as_given_and_found_again(page, session, browser):
    page.send("rate", **RATING)
    again = browser(SelfAssessmentWidget(session, FORM, "before", Lang.FR))
    assert again.view["ratings"] == {"A4": {key: value for key, value in RATING.items() if key != "competency"}}
    assert again.view["count_text"].startswith("1")
    assert again.view["untraced"] == []


def test_the_last_rating_counts_and_the_first_stays_in_the_history(page):
    page.send("rate", **RATING)
    page.send("rate", **{**RATING, "level": 1})
    assert page.view["ratings"]["A4"]["level"] == 1
    assert len(page.events()) == 2


def test_a_level_without_a_trace_is_kept_and_said(page):
    """A trace is asked for, not demanded: a rating is never lost for want of one."""
    page.send("rate", competency="A4", level=2)
    assert page.view["ratings"]["A4"]["level"] == 2
    assert page.view["untraced"] == ["A4"]
    assert page.view["problem"] is None


def test_keeping_is_announced_with_the_name_of_the_level(page):
    page.send("rate", **RATING)
    assert "Maîtriser" in page.announced()[0]


def test_the_two_moments_do_not_mix(page, later):
    page.send("rate", **RATING)
    later.widget.refresh()
    assert later.view["ratings"] == {}
    assert later.view["comparison"] is None


def test_the_comparison_tells_in_words_what_moved(page, later):
    page.send("rate", **{**RATING, "level": 2})
    page.send("rate", **{**RATING, "competency": "A5", "level": 1})
    later.send("rate", **{**RATING, "level": 4})
    later.send("rate", **{**RATING, "competency": "A5", "level": 1})
    rows = later.view["comparison"]["rows"]
    assert [row["change"] for row in rows] == ["de Pratiquer à Transmettre", "toujours à Découvrir"]
    assert [(row["before"], row["after"]) for row in rows] == [(2, 4), (1, 1)]
    assert later.view["comparison"]["kind_word"] is None


def test_going_down_gets_a_kind_word(page, later):
    page.send("rate", **RATING)
    later.send("rate", **{**RATING, "level": 1})
    assert later.view["comparison"]["kind_word"] == sentences(Lang.FR, "self_assessment")["kind_down"]


def test_without_a_before_there_is_nothing_to_compare_and_it_is_said(later):
    later.send("rate", **RATING)
    assert later.view["comparison"] == {
        "text": sentences(Lang.FR, "self_assessment")["no_before"],
        "rows": [],
        "kind_word": None,
    }


@pytest.mark.parametrize(
    "change",
    [
        {"competency": "C1"},
        {"competency": ["A4"]},
        {"level": 5},
        {"level": -1},
        {"level": True},
        {"level": "3"},
        {"level": None},
        {"confidence": "total"},
        {"confidence": ["high"]},
        {"trace_link": "javascript:alert(1)"},
        {"trace_link": 3},
        {"trace_date": "hier"},
        {"trace_sentence": "x" * 100_000},
    ],
)
def test_a_forged_rating_is_refused_in_one_sentence(page, change):
    page.send("rate", **{**RATING, **change})
    assert page.view["problem"]
    assert page.view["ratings"] == {}
    assert page.events() == []
    assert page.widget.counts == {"accepted": 0, "refused": 1}


def test_a_missing_field_is_refused(page):
    page.send("rate", competency="A4")
    assert page.view["problem"]
    assert page.events() == []


def test_the_moment_is_not_the_browsers_to_choose(page):
    page.send("rate", **RATING, moment="after")
    assert page.events()[0].moment == "before"


def test_an_unknown_moment_is_an_error_of_the_caller(session):
    with pytest.raises(ValueError, match="before, after"):
        SelfAssessmentWidget(session, FORM, "during", Lang.FR)
