"""Tests for tisserand.widgets.balance: a game through the messages of a front end, and what it shows."""

import asyncio
import json
from itertools import product

import pytest

from tisserand.content.loading import load_balance
from tisserand.domain.balance.actions import ACTIONS
from tisserand.domain.balance.indicators import INDICATORS
from tisserand.domain.events import ExerciseRestarted, GameBegun, PredictionMade, QuarterDecided
from tisserand.i18n import Lang
from tisserand.widgets.balance import BalanceWidget

YOUNG = load_balance("jeune-groupe-de-pratiques")


@pytest.fixture
def page(session, browser):
    return browser(BalanceWidget(session, YOUNG, None, Lang.FR))


def begin(page, *, same_luck=False):
    """Begin a game and predict that everything holds."""
    attempt = (page.view.get("start") or page.view["again"])["attempt"]
    page.send("begin", same_luck=same_luck, attempt=attempt)
    asked = page.view["prediction"]["indicators"]
    page.send("predict", indicators={one["id"]: "held" for one in asked})


def decide(page, **changed):
    """Decide a quarter as the form stands, with the first answer to its event."""
    form = page.view["form"]
    fields = {
        "quarter": form["quarter"],
        "preferences": form["preferences"]["parts"],
        "orientations": form["orientations"]["parts"],
        "actions": [],
        "card_choice": form["card"]["choices"][0]["id"] if form["card"] else None,
    }
    page.send("decide", **{**fields, **changed})


def play(page, quarters=8):
    for number in range(quarters):
        decide(page, actions=[("welcome_newcomers", "publish_rules", "open_faq")[number % 3]])


def compute(page):
    """Do at once what the kernel does in its idle time."""
    widget = page.widget
    while not widget._ahead.is_done:
        if widget._ahead.work_for(60):
            widget.refresh()


def test_before_it_begins_the_community_is_introduced_and_nothing_is_simulated(page):
    assert page.view["start"] == {"attempt": 0}
    assert "Ateliers partagés" in page.view["head"]["you_are_html"]
    assert "charts" not in page.view
    assert page.events() == []


def test_on_arrival_one_sees_the_quarter_before_and_predicts_before_deciding(page):
    page.send("begin", same_luck=False, attempt=0)
    assert page.view["form"] is None
    assert [one["id"] for one in page.view["prediction"]["indicators"]] == ["active", "unanswered", "load"]
    assert len(page.view["charts"]["items"][0]["values"]) == 13
    page.send("predict", indicators={"active": "took_off", "unanswered": "held", "load": "faded"})
    assert page.view["prediction"] is None
    assert page.view["form"]["quarter"] == 1
    assert [type(event) for event in page.events()] == [GameBegun, PredictionMade]


@pytest.mark.parametrize("lang", list(Lang))
def test_a_whole_game_can_be_shown_at_every_moment(session, browser, lang):
    """In both languages, as JSON, with a form until the end and a debrief from then on."""
    page = browser(BalanceWidget(session, YOUNG, None, lang))
    begin(page)
    for number in range(8):
        json.dumps(page.view)
        assert page.view["problem"] is None
        assert page.view["form"]["quarter"] == number + 1
        assert page.view["end"] is None
        assert len(page.view["charts"]["items"][0]["values"]) == 13 * (number + 1)
        play(page, 1)
    assert page.view["form"] is None
    assert len(page.view["end"]["outcomes"]) == len(INDICATORS)
    assert len(page.view["end"]["prediction"]) == 3
    assert len(page.view["questions"]) == 3
    assert page.view["undone"]["waiting"]


def test_at_the_end_each_decision_is_undone_and_other_mixes_are_played(page):
    """When it is ready: what each decision changed, two other mixes; then the mix that the person tries."""
    begin(page)
    mix = {name: page.view["form"][name]["parts"] for name in ("preferences", "orientations")}
    page.send("try_mix", **mix)
    assert page.view["problem"], "not before the end"
    play(page)
    assert page.view["undone"]["waiting"]
    assert page.view["mixes"]["waiting"]
    compute(page)
    json.dumps(page.view)
    assert page.view["undone"]["waiting"] is None
    told = [one for quarter in page.view["undone"]["quarters"] for one in quarter["decisions"]]
    assert len(told) >= 8, "an action for each quarter at least"
    assert len(page.view["undone"]["heaviest"]) <= 3
    count = len(page.events())
    page.send("try_mix", **mix)
    assert len(page.events()) == count
    table = page.view["mixes"]["table"]
    assert table["head"] == [
        "Indicateur",
        "Le vôtre",
        "Celui de l’équipe d’avant",
        "À parts égales",
        "Celui que vous essayez",
    ]
    same = [row["cells"][0] == row["cells"][-1] for row in table["rows"]]
    assert all(same), "the mix that was kept all along gives the game that was played"


def test_the_news_say_what_was_decided_and_what_came_of_it(page):
    begin(page)
    form = page.view["form"]
    moved = {"technical": 15, "organisational": 45, "political": 40}
    decide(page, preferences=moved, actions=["publish_rules", "open_faq"])
    news = page.view["news"]
    assert "Afficher les règles\u202f; Ouvrir une foire aux questions" in news["done"]
    assert "30 entre les préférences, 0 entre les orientations" in news["done"]
    assert (news["card"] is None) == (form["card"] is None)
    for change in news["changes"]:
        assert change["arrow"] in {"▲", "▼"}
        assert "contre" in change["text"]


def test_waiting_is_a_decision_of_its_own(page):
    begin(page)
    decide(page, actions=[])
    assert "attendre" in page.view["news"]["done"]
    assert page.events()[-1].actions == []


def test_every_action_is_offered_with_its_cost_and_waiting_first(page):
    begin(page)
    actions = page.view["form"]["actions"]
    assert [one["id"] for one in actions] == ["wait", *ACTIONS]
    assert {one["cost"] for one in actions} == {"aucun travail", "peu de travail", "du travail", "beaucoup de travail"}
    assert page.view["form"]["most"] == 2


def test_the_table_gives_every_figure_of_the_charts(page):
    begin(page)
    play(page, 2)
    charts = page.view["charts"]
    assert charts["table"]["head"] == ["Indicateur", "Avant", "T1", "T2"]
    assert [row["name"] for row in charts["table"]["rows"]] == [chart["name"] for chart in charts["items"]]
    for chart, row in zip(charts["items"], charts["table"]["rows"], strict=True):
        assert row["cells"][-1] == chart["value"]
        assert chart["description"].startswith(row["cells"][0])


def test_the_band_comes_when_it_is_ready_and_lies_in_the_picture(page):
    begin(page)
    play(page, 1)
    assert all(chart["band"] is None for chart in page.view["charts"]["items"])
    compute(page)
    for chart in page.view["charts"]["items"]:
        low, high = chart["band"]["low"], chart["band"]["high"]
        assert len(low) == len(high) == len(chart["values"])
        assert all(one <= other for one, other in zip(low, high, strict=True))
        assert max(*high, *chart["values"]) <= chart["top"]
    assert page.view["charts"]["table"]["head"][-1] == "Autres parties"


def test_the_other_runs_go_on_from_where_they_were(page):
    """A quarter later, each of the twelve is played one quarter further, not from the start."""
    begin(page)
    compute(page)
    play(page, 1)
    pieces = sum(1 for _ in page.widget._ahead._pieces)
    assert pieces == 12 + 1


def test_the_picture_has_a_shape_for_each_kind_and_a_table(page):
    begin(page)
    play(page, 2)
    community = page.view["community"]
    kinds = {dot["kind"] for dot in community["dots"]}
    assert kinds <= {item["kind"] for item in community["legend"]}
    slots = {dot["slot"] for dot in community["dots"]}
    assert all({tie["one"], tie["other"]} <= slots for tie in community["ties"])
    assert sum(int(row["cells"][0]) for row in community["table"]["rows"]) == len(community["dots"])


def test_the_same_luck_again_is_the_same_letter_and_the_run_before_is_shown(page):
    begin(page)
    play(page)
    past = page.view["charts"]["items"][0]["values"]
    begin(page, same_luck=True)
    assert page.view["charts"]["items"][0]["before"] == past
    play(page)
    attempts = page.view["attempts"]["table"]
    assert attempts["head"] == ["Essai", "Essai 1", "Essai 2"]
    assert attempts["rows"][0]["cells"] == ["A", "A"]
    assert page.view["charts"]["items"][0]["values"] == past, "the same decisions, the same luck, the same run"
    begin(page)
    play(page)
    assert page.view["attempts"]["table"]["rows"][0]["cells"] == ["A", "A", "B"]


def test_an_unfinished_game_is_dropped_only_after_a_question(page):
    begin(page)
    assert page.view["again"] is None
    play(page, 2)
    assert page.view["again"]["ask"] == "Laisser cette partie\u202f? Les 2 trimestres joués resteront parmi vos essais."
    page.send("begin", same_luck=False, attempt=0)
    assert "autre fenêtre" in page.view["problem"], "a page that is out of date drops nothing"
    page.send("begin", same_luck=False, attempt=1)
    assert page.view["prediction"] is not None
    assert ExerciseRestarted() in page.events()


def test_looking_at_it_computes_ahead_in_the_idle_time_of_the_kernel(session, browser):
    """Nothing is computed until a page says that somebody looks; then in slices, and the view follows."""

    async def look() -> dict[str, object]:
        page = browser(BalanceWidget(session, YOUNG, None, Lang.FR))
        begin(page)
        await asyncio.sleep(0.1)
        assert page.widget._ahead.bands is None
        page.send("look")
        for _ in range(600):
            await asyncio.sleep(0.05)
            if page.view["charts"]["items"][0]["band"]:
                break
        return page.view["charts"]["items"][0]

    assert asyncio.run(look())["band"]


def test_looking_records_nothing_and_refreshes_nothing_else(page):
    refreshed = []
    page.widget.on_recorded = lambda: refreshed.append(1)
    page.send("look")
    assert page.events() == []
    assert refreshed == []


FORGED = {
    "quarter": [0, 2, "1", True, None],
    "preferences": [None, {}, {"technical": 100}, {"technical": 50, "organisational": 50, "political": 50}, [1, 2, 3]],
    "orientations": [None, {"legal_watch": 100}],
    "actions": [
        None,
        "open_faq",
        ["unknown"],
        ["open_faq", "open_faq"],
        ["open_faq", "publish_rules", "hold_meetup"],
        [1],
    ],
    "card_choice": ["no-such-choice", 3, ["a"]],
}


@pytest.mark.parametrize(("field", "value"), [pair for field in FORGED for pair in product([field], FORGED[field])])
def test_a_forged_decision_is_refused_and_records_nothing(page, field, value):
    begin(page)
    count = len(page.events())
    decide(page, **{field: value})
    assert page.view["problem"]
    assert len(page.events()) == count


@pytest.mark.parametrize(
    "content",
    [
        {"type": "begin"},
        {"type": "begin", "same_luck": "yes", "attempt": 0},
        {"type": "begin", "same_luck": True, "attempt": "0"},
        {"type": "predict", "indicators": {"active": "soars"}},
        {"type": "predict", "indicators": {"say": "held"}},
        {"type": "predict", "indicators": None},
        {"type": "try_mix", "preferences": {}, "orientations": {}},
        {"type": "no-such-thing"},
    ],
    ids=str,
)
def test_a_forged_message_is_refused_and_records_nothing(page, content):
    page.send_raw({"uuid": "forged-message", **content})
    assert page.view["problem"]
    assert page.events() == []


def test_a_decision_sent_twice_is_one_quarter(page):
    begin(page)
    form = page.view["form"]
    fields = {
        "quarter": 1,
        "preferences": form["preferences"]["parts"],
        "orientations": form["orientations"]["parts"],
        "actions": [],
        "card_choice": form["card"]["choices"][0]["id"] if form["card"] else None,
    }
    uuid = page.send("decide", **fields)
    page.send("decide", uuid=uuid, **fields)
    assert sum(isinstance(event, QuarterDecided) for event in page.events()) == 1
    assert page.view["problem"] is None
