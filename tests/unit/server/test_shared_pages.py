"""What the fragments of a shared run say and keep back."""

import re

import pytest
from played_run import PlayedRun

from tisserand.content.loading import load_balance, load_deck, load_scenario
from tisserand.content.models.scenario import Scenario
from tisserand.domain.balance.replays import Table
from tisserand.domain.rooms.events import ReasonWritten, RunEnded
from tisserand.domain.rooms.shared_balance import SharedBalance
from tisserand.domain.rooms.shared_scenario import SharedScenario
from tisserand.errors import RoomError
from tisserand.i18n import Lang
from tisserand.paths import content_root
from tisserand.server.rooms.shared_content import play_of
from tisserand.server.rooms.shared_pages import cockpit_html, count_html, groups_html, own_vote_html, stage_html

TROLL = "le-troll-avait-raison"
SCENARIOS = sorted(path.stem for path in (content_root() / "exercises" / "scenarios").glob("*.yaml"))
BALANCES = sorted(path.stem for path in (content_root() / "exercises" / "balances").glob("*.yaml"))
BARS = re.compile(r'class="ts-run-n">(\d+)<')


@pytest.fixture
def troll():
    return PlayedRun(SharedScenario.begin(load_scenario(TROLL)), vote_s=60)


def names(played):
    return played.run.play.ballot.questions[0].names


def stages(played, lang=Lang.EN):
    return [stage_html(played.run, lang, view=view) for view in ("participant", "screen")]


def test_a_ballot_is_a_form_for_participants_only(troll):
    """Native radios in a fieldset, with where the vote belongs; the projector shows letters."""
    form, screen = stages(troll)
    assert form.count('type="radio"') == len(names(troll))
    assert '<input type="hidden" name="step" value="0" />' in form
    assert 'data-key="vote-run-0-0"' in form
    assert 'name="action" value="vote"' in form
    assert "<form" not in screen
    assert "<b>A</b>" in screen
    assert troll.run.closes_at.isoformat() in form


def test_no_tendency_shows_before_the_vote_ends(troll):
    """Whatever was voted, everybody sees the same as before; only how many have voted is told."""
    before = stages(troll)
    cockpit = cockpit_html(troll.run, Lang.EN, 12)
    troll.vote(*[names(troll)[0]] * 6)
    assert stages(troll) == before
    assert cockpit_html(troll.run, Lang.EN, 12) == cockpit.replace("0 people of 12", "6 people of 12")
    assert "6 people of 12 have voted." in count_html(troll.run, Lang.EN, 12)
    assert "Your vote is recorded" in own_vote_html(troll.run, Lang.EN, "person-0")
    assert own_vote_html(troll.run, Lang.EN, "person-7") == ""


def test_after_the_vote_the_counts_show_with_what_follows(troll):
    """Bars with their numbers, the decision, the consequence."""
    first, second, *_ = names(troll)
    troll.vote(*[first] * 4, *[second] * 2).end()
    for html in stages(troll):
        assert BARS.findall(html)[:2] == ["4", "2"]
        assert "6 people answered." in html
        assert "The room has decided" in html
        assert "The next vote opens in a moment." in html
        assert "<form" not in html
    assert 'value="open-vote"' in cockpit_html(troll.run, Lang.EN, 12)
    assert count_html(troll.run, Lang.EN, 12) == ""


def test_under_five_votes_how_they_were_shared_is_kept_back(troll):
    """The decision has to be known; who voted what does not."""
    first, second, *_ = names(troll)
    troll.vote(first, first, first, second).end()
    for html in stages(troll):
        assert BARS.findall(html) == []
        assert "4 people answered. Fewer than 5 answers" in html
        assert "ts-run-decided" in html


def test_a_tie_is_broken_where_everybody_sees_it(troll):
    """First it is said that it is one; then who chose."""
    first, second, *_ = names(troll)
    troll.vote(first, second).end(waits=True)
    for html in stages(troll):
        assert "it is a tie" in html
        assert "A and B are level." in html
    cockpit = cockpit_html(troll.run, Lang.EN, 12)
    assert cockpit.count('type="radio"') == 2
    assert 'value="settle-vote"' in cockpit
    troll.end(chosen={troll.run.play.ballot.questions[0].id: second})
    for html in stages(troll):
        assert "A and B were level: the trainer chose B." in html


def test_counts_that_were_shown_are_hidden_once_somebody_erased_their_vote(troll):
    """Beside those that everybody saw, what is left would tell how that person voted; the decision stands."""
    first, second, *_ = names(troll)
    troll.vote(*[first] * 5, second).end()
    del troll.room.runs["run"].votes[0, 0]["person-5"]
    for html in stages(troll):
        assert BARS.findall(html) == []
        assert "6 people answered. Somebody has erased their data since" in html
        assert "ts-run-decided" in html


def test_silence_is_said(troll):
    """Chance decides among all."""
    troll.end()
    for html in stages(troll):
        assert "Nobody answered: chance picked" in html


def test_groups_show_what_they_decided_and_why(troll):
    """Reasons are shown as they were typed, whatever they hold; counts of small groups are not."""
    runs = []
    for group in (1, 2):
        played = PlayedRun(troll.play, by="groups", group=group)
        played.vote(names(played)[-1], names(played)[-1]).end()
        assert "Why did you decide so?" in stages(played)[0]
        assert "Why did you decide so?" not in stages(played)[1]
        runs.append(played.add(ReasonWritten("run", group, 0, "<i>because</i> & so")).run)
    shown = groups_html(runs, Lang.EN)
    assert shown.count("&lt;i&gt;because&lt;/i&gt; &amp; so") == 2
    assert "Group 2" in shown
    assert "This group did not reach the end." in shown
    assert BARS.findall(shown) == []


def test_what_the_content_says_is_never_markup_of_its_own():
    """Authored text is Markdown: a tag in it is text."""
    sly = "<script>alert(1)</script>"
    text = {"fr": sly, "en": sly}
    model = load_scenario(TROLL).model_dump(mode="json")
    for scene in model["scenes"]:
        scene |= {"title": text, "text": text, "variants": []}
        for choice in scene["choices"]:
            choice["text"] = text
    played = PlayedRun(SharedScenario.begin(Scenario.model_validate(model)))
    assert all("<script" not in html for html in (*stages(played), cockpit_html(played.run, Lang.EN, 3)))


def test_a_run_that_was_cut_short_says_so(troll):
    """The trainer ended it before its end."""
    troll.vote(names(troll)[0]).end().add(RunEnded("run"))
    assert all("stopped here, before its end" in html for html in stages(troll))


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("name", SCENARIOS)
def test_every_scenario_can_be_shown_all_along(name, lang):
    """To its end, with the reasons of its path."""
    played = PlayedRun(SharedScenario.begin(load_scenario(name)))
    for _ in range(80):
        assert all("ts-run-" in html for html in (*stages(played, lang), cockpit_html(played.run, lang, 9)))
        if played.run.is_over:
            break
        played.go_on().vote(*[names(played)[-1]] * 6).end()
    end = stages(played, lang)[1]
    assert {"fr": "Le chemin de la salle", "en": "The room’s path"}[lang] in end


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("name", BALANCES)
def test_every_balance_can_be_shown_all_along(name, lang):
    """Quarter after quarter, with figures before and after; at the end what became of each indicator."""
    played = PlayedRun(SharedBalance(Table.of(load_balance(name), load_deck()), 5))
    for _ in range(9):
        form, screen = stages(played, lang)
        assert "ts-run-figures" in form
        assert "ts-run-figures" in screen
        if played.run.is_over:
            break
        played.go_on().vote({"preferences": "political", "actions": ("wait",)}).end()
        told = stages(played, lang)[1]
        assert {"fr": "Personne n’a répondu", "en": "Nobody answered"}[lang] in told
    assert {"fr": "Les deux ans sont passés", "en": "The two years are over"}[lang] in form


def test_what_a_room_plays_is_read_from_the_content():
    """Something that is no longer there is said as such."""
    assert play_of(f"gerer-un-troll/scenario/{TROLL}", 1).ballot
    assert play_of("equilibrer-la-gouvernance/balance/jeune-groupe-de-pratiques", 1).ballot
    for gone in ("gerer-un-troll/scenario/gone", "gone/balance/x", "gerer-un-troll"):
        with pytest.raises(RoomError):
            play_of(gone, 1)
