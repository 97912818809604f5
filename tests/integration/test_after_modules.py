"""The plan, the follow-up and the certificate of a real server, asked with raw forms: what they keep and refuse."""

import html
import re
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit
from uuid import uuid4

import icalendar
import pytest
from finished_module import finish_module
from person_cookie import learner_of
from tests.integration.workshop_server import WorkshopServer

from tisserand.content.loading import load_module, load_quiz
from tisserand.domain.events import ReviewAnswered
from tisserand.domain.right_answer import right_answer
from tisserand.i18n import Lang
from tisserand.paths import content_root
from tisserand.services.plans import current_plan
from tisserand.services.session import Session
from tisserand.store.event_log import open_event_log

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("after-modules")]

ADMIN = load_module("administrer-et-rendre-capable")
QUIZ = load_quiz("droits-questions-relais")
STEP = f"step-{ADMIN.slug}"
PAGES = ("plan", "review", "certificate")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """With the real modules."""
    made = WorkshopServer(tmp_path_factory.mktemp("after"), content_root())
    yield made.start()
    made.stop()


@pytest.fixture
def log(server):
    return open_event_log(f"sqlite:///{server.database}")


class Person:
    """A visitor, with what the server keeps of them."""

    def __init__(self, server, log):
        self.visitor = server.visitor()
        self.visitor.join()
        self.learner = learner_of(self.visitor.cookies["tisserand_person"])
        self.log = log

    def finish(self, days_ago):
        """Have them finish the module for administrators, so many days ago."""
        finish_module(self.log, self.learner, ADMIN, datetime.now(UTC) - timedelta(days=days_ago))

    @property
    def plan(self):
        """Their plan for that module."""
        return current_plan(Session(self.log, self.learner, Lang.FR, ADMIN))

    @property
    def reviews(self):
        """Their answers of the follow-up."""
        return [one for one in self.log.records(self.learner) if isinstance(one.event, ReviewAnswered)]

    def get(self, page, lang="fr"):
        """Look at a page."""
        return self.visitor.get(f"/{lang}/{page}")

    def post(self, page, lang="fr", **form):
        """Send a form; follow where it leads."""
        token = re.search(r'name="_xsrf" value="([^"]+)"', self.get("data").text)[1]
        answer = self.visitor.post(f"/{lang}/{page}", token, **{"uuid": uuid4().hex, **form})
        if answer.status != HTTPStatus.SEE_OTHER:
            return answer
        parts = urlsplit(answer.headers["Location"])
        return self.visitor.get(f"{parts.path}?{parts.query}")

    def change(self, action, **form):
        """Press a button of their step."""
        return self.post("plan", **{"module": ADMIN.id, "step": STEP, "action": action, **form})


@pytest.fixture
def ada(server, log):
    person = Person(server, log)
    yield person
    person.visitor.leave()


@pytest.fixture
def grace(server, log):
    person = Person(server, log)
    yield person
    person.visitor.leave()


def said(answer):
    """What the page says first, whatever its role."""
    return [
        html.unescape(re.sub(r"<[^>]+>", "", one)).strip()
        for one in re.findall(r'<p class="ts-message[^>]*>(.*?)</p>', answer.text, re.DOTALL)
    ]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_who_only_looks_around_finds_pages_that_say_how_they_fill(server, page, lang):
    """Without becoming somebody, and with the way to the other pages."""
    visitor = server.visitor()
    answer = visitor.get(f"/{lang}/{page}")
    assert answer.status == HTTPStatus.OK
    assert f'<html lang="{lang}">' in answer.text
    assert re.search(rf'href="/{lang}/{page}" aria-current="page"', answer.text)
    assert all(f'href="/{lang}/{other}"' in answer.text for other in PAGES)
    assert "tisserand_person" not in visitor.cookies


@pytest.mark.parametrize("page", ["plan", "review"])
def test_a_form_without_its_token_is_refused(ada, page):
    assert ada.visitor.post(f"/fr/{page}", _xsrf="no", action="remove").status == HTTPStatus.FORBIDDEN


# The plan


def test_a_step_is_marked_told_and_dated_then_shown_in_the_other_language(ada):
    ada.finish(3)
    page = ada.get("plan")
    assert ADMIN.title.fr in html.unescape(page.text)
    page = ada.change("done")
    assert "C’est noté" in said(page)[0]
    assert re.search(r"<details[^>]* open", page.text), "what happened is asked at once"
    assert ada.plan[0].done
    ada.change("save", text="Essayer à deux", date="2027-01-04", done="yes", note="À trois,\r\nfinalement <b>")
    (step,) = ada.plan
    assert (step.text, step.date, step.done, step.note) == (
        "Essayer à deux",
        date(2027, 1, 4),
        True,
        "À trois,\nfinalement <b>",
    )
    english = ada.get("plan", "en").text
    assert "Monday 4 January 2027" in english
    assert "finalement &lt;b&gt;" in english


def test_what_can_not_be_kept_comes_back_in_its_fields_with_the_reason(ada):
    ada.finish(3)
    before = ada.plan
    page = ada.change("save", text="Autre chose", date="demain", note="un récit")
    assert "« demain » n’est pas une date" in said(page)[0].replace("\u202f", " ").replace("\u00a0", " ")
    assert "Autre chose</textarea>" in page.text
    assert "un récit</textarea>" in page.text
    assert ada.plan == before


def test_a_removed_step_comes_back_with_one_click(ada):
    ada.finish(3)
    (before,) = ada.plan
    page = ada.change("remove")
    assert ada.plan == ()
    assert 'value="restore"' in page.text
    assert "Étape retirée" in html.unescape(page.text)
    ada.change("restore")
    assert ada.plan == (before,)
    assert "retirée dans une autre fenêtre" in said(ada.change("restore"))[0]


def test_the_same_form_sent_twice_counts_once(ada):
    ada.finish(3)
    count = len(ada.log.records(ada.learner))
    for _ in range(2):
        ada.change("done", uuid="the-same-uuid-twice")
    assert len(ada.log.records(ada.learner)) == count + 1


@pytest.mark.parametrize(
    "form",
    [
        {"action": "erase"},
        {"action": "done", "uuid": "<b>"},
        {"action": "save", "uuid": "", "text": "x"},
        {"action": "done", "step": "never"},
        {"action": "restore", "module": "../../etc"},
        {"action": "remove", "module": ""},
        {"action": "save", "text": "x" * 3000},
    ],
)
def test_a_forged_form_changes_nothing_and_fails_nowhere(ada, form):
    ada.finish(3)
    before, count = ada.plan, len(ada.log.records(ada.learner))
    assert ada.change(**{"action": "done", **form}).status == HTTPStatus.OK
    assert (ada.plan, len(ada.log.records(ada.learner))) == (before, count)


def test_nobody_changes_or_sees_the_plan_of_somebody_else(ada, grace):
    ada.finish(3)
    before = ada.plan
    for action in ("done", "remove", "restore", "save"):
        page = grace.change(action, text="x")
        assert before[0].text not in html.unescape(page.text)
    assert ada.plan == before
    assert grace.log.records(grace.learner) == []
    assert before[0].text not in grace.get(f"plan?said=removed&module={ADMIN.id}&step={STEP}").text


@pytest.mark.parametrize("page", ["plan", "review"])
def test_the_calendar_is_a_file_to_keep(ada, page):
    ada.finish(5)
    answer = ada.get(f"{page}/calendar.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert re.fullmatch(r'attachment; filename="[a-z-]+\.ics"', answer.headers["Content-Disposition"])
    assert len(icalendar.Calendar.from_ical(answer.text).walk("VEVENT")) == 1


# What comes back


def shown(page):
    """The question that the page asks."""
    return re.search(r'name="question" value="([^"]+)"', page.text)[1]


def form_for(question_id, *, wrong=False):
    """What a browser sends for the right answer, or for a wrong one to a true-or-false question."""
    question = next(one for one in QUIZ.questions if one.id == question_id)
    answer = right_answer(question)
    form = {"quiz": QUIZ.id, "question": question_id}
    match question.kind:
        case "ordering":
            return {**form, **{f"place-{one}": str(rank) for rank, one in enumerate(answer, 1)}}
        case "matching":
            return {**form, **{f"match-{left}": right for left, right in answer.items()}}
        case "true_false":
            return {**form, "answer": "true" if answer is not wrong else "false"}
        case "multiple":
            return {**form, "answer": answer[0]}
    return {**form, "answer": answer}


def test_a_day_of_questions_from_the_home_page_to_the_end(ada):
    """Each with its feedback, which stays when it is reloaded; the quiz keeps its results."""
    ada.finish(5)
    assert "5 questions vous attendent" in html.unescape(ada.get("").text)
    quiz_records = [one for one in ada.log.records(ada.learner) if one.activity.startswith("quiz/")]
    verdicts = []
    for number in range(5):
        page = ada.get("review")
        assert f"Question {number + 1} sur 5" in html.unescape(page.text)
        page = ada.post("review", **form_for(shown(page), wrong=True))
        verdicts.append(html.unescape(re.search(r"<title>(.*?)</title>", page.text)[1]).split(" · ")[0])
    assert set(verdicts) == {"C’est juste", "En partie juste", "Ce n’est pas cela"}
    assert "C’est tout pour aujourd’hui" in html.unescape(page.text)
    assert "attendent" not in ada.get("").text
    assert len(ada.reviews) == 5
    assert quiz_records == [one for one in ada.log.records(ada.learner) if one.activity.startswith("quiz/")]


def test_an_answer_is_shown_again_to_its_author_only_and_counts_once(ada, grace):
    ada.finish(5)
    form = {**form_for(shown(ada.get("review"))), "uuid": uuid4().hex}
    page = ada.post("review", **form)
    assert "C’est juste" in html.unescape(page.text)
    assert "C’est juste" in html.unescape(ada.post("review", **form).text), "the back button, then send again"
    assert len(ada.reviews) == 1
    assert "C’est juste" not in html.unescape(grace.get(f"review?answered={form['uuid']}").text)
    late = ada.post("review", **{**form, "uuid": uuid4().hex})
    assert "a déjà sa réponse" in said(late)[0]
    assert len(ada.reviews) == 1


def test_an_answer_that_is_not_complete_comes_back_with_the_reason(ada):
    """A single one, several boxes, then an order."""
    ada.finish(5)
    for number in range(3):
        if number != 1:
            nothing = {name: value for name, value in form_for(shown(ada.get("review"))).items() if name != "answer"}
            assert "Choisissez d’abord une réponse" in said(ada.post("review", **nothing))[0]
        page = ada.post("review", **form_for(shown(ada.get("review"))))
    form = form_for(shown(ada.get("review")))
    ranks = [name for name in form if name.startswith("place-")]
    page = ada.post("review", **{**form, ranks[0]: form[ranks[1]]})
    assert "une place différente" in said(page)[0]
    assert page.text.count(" selected>") == len(ranks), "what was picked is still there"
    page = ada.post("review", quiz=form["quiz"], question=form["question"])
    assert said(page)
    assert len(ada.reviews) == 3


@pytest.mark.parametrize(
    "form",
    [
        {"answer": "no-such-option"},
        {"question": "never"},
        {"quiz": "../premiers-mots"},
        {"uuid": "<script>"},
        {"certainty": "absolute"},
        {"answer": "<script>alert(1)</script>"},
    ],
)
def test_a_forged_answer_is_not_kept(ada, form):
    ada.finish(5)
    page = ada.post("review", **{**form_for(shown(ada.get("review"))), **form})
    assert page.status == HTTPStatus.OK
    assert "<script>alert" not in page.text
    assert ada.reviews == []


def test_a_module_that_is_not_finished_asks_nothing(ada):
    ada.finish(5)
    ada.change("remove")
    assert "Rien à revoir" in html.unescape(ada.get("review").text)
    assert "vous attend" not in html.unescape(ada.get("").text)


# The certificate


def test_the_name_on_a_certificate_is_on_that_page_only(server, ada):
    ada.finish(5)
    name = "Zéphirine <b>Quinquet</b>"
    page = ada.visitor.post("/fr/certificate", name=name)
    assert html.escape(name) in page.text
    assert "Zéphirine" not in ada.get("certificate").text
    assert "Zéphirine" not in server.log
    assert "Zéphirine".encode() not in b"".join(file.read_bytes() for file in server.database.parent.glob("*.db*"))
    assert "80" in said(ada.visitor.post("/fr/certificate", name="x" * 81))[0]


def test_a_certificate_says_what_was_done_and_what_it_does_not_say(ada):
    ada.finish(5)
    french, english = html.unescape(ada.get("certificate").text), html.unescape(ada.get("certificate", "en").text)
    assert "Premières réponses" in french
    assert "certifies no competency" in english
    assert "5 activities out of 5" in english


def test_erasing_ones_data_empties_the_three_pages(ada):
    ada.finish(5)
    ada.visitor.post("/fr/data", action="erase", confirm="yes")
    assert ada.log.records(ada.learner) == []
    for page in PAGES:
        assert ADMIN.title.fr not in html.unescape(ada.get(page).text)
