import json

import pytest

from tisserand.content.models.quiz import Quiz
from tisserand.i18n import Lang, sentences
from tisserand.widgets.quiz import QuizWidget


def both(text):
    return {"fr": text, "en": text}


def option(option_id, **fields):
    return {"id": option_id, "text": both(option_id), "feedback": both(f"fb-{option_id}"), **fields}


QUIZ = Quiz.model_validate(
    {
        "id": "essai",
        "kind": "quiz",
        "title": both("Essai"),
        "questions": [
            {
                "id": "un",
                "kind": "single",
                "prompt": both("?"),
                "certainty": True,
                "options": [option("a", correct=True), option("b", credit=0.5), option("c"), option("d")],
                "sources": ["cheng-2017"],
            },
            {
                "id": "plusieurs",
                "kind": "multiple",
                "prompt": both("?"),
                "options": [option("a", correct=True), option("b", correct=True), option("c"), option("d")],
            },
            {"id": "vrai", "kind": "true_false", "prompt": both("?"), "answer": False, "feedback_true": both("non")},
            {"id": "ordre", "kind": "ordering", "prompt": both("?"), "options": [option(x) for x in "abcd"]},
            {
                "id": "paires",
                "kind": "matching",
                "prompt": both("?"),
                "pairs": [
                    {"id": "p1", "left": both("*gauche*"), "right": both("droite **1**")},
                    {"id": "p2", "left": both("g2"), "right": both("d2")},
                ],
                "distractors": [{"id": "rien", "right": both("de trop"), "feedback": both("seul")}],
            },
            {
                "id": "nombre",
                "kind": "numeric",
                "prompt": both("?"),
                "answer": 60,
                "tolerance": 2.5,
                "unit": {"fr": "%", "en": "%"},
                "feedback_low": both("plus haut"),
            },
            {
                "id": "mots",
                "kind": "short_text",
                "prompt": both("?"),
                "accepted": {"fr": ["intérêt"], "en": ["interest"]},
            },
            {"id": "degre", "kind": "scale", "prompt": both("?"), "options": [option(x) for x in "abc"]},
        ],
    }
)
RIGHT = {
    "un": "a",
    "plusieurs": ["a", "b"],
    "vrai": False,
    "ordre": ["a", "b", "c", "d"],
    "paires": {"p1": "p1", "p2": "p2"},
    "nombre": "60 %",
    "mots": "Interet",
    "degre": "b",
}


@pytest.fixture
def page(session, browser):
    return browser(QuizWidget(session, QUIZ, Lang.FR))


def question(page, question_id):
    return next(one for one in page.view["questions"] if one["id"] == question_id)


def result(page, question_id):
    return question(page, question_id)["result"]


def test_before_any_answer_nothing_of_the_key_travels(page):
    """A browser can't read what is right before its person has answered."""
    sent = json.dumps(page.view, ensure_ascii=False)
    assert all(one["result"] is None for one in page.view["questions"])
    assert "fb-" not in sent
    assert "correct" not in sent
    assert page.view["summary"] is None
    assert page.view["restart"] is None


def test_every_kind_is_answered_right_and_summed_up(page):
    for question_id, answer in RIGHT.items():
        page.send("answer", question=question_id, answer=answer, certainty=None)
    verdicts = [one["result"]["verdict"] for one in page.view["questions"]]
    assert verdicts == ["right"] * 7 + ["noted"]
    assert page.view["summary"]["lines"][0] == "Points : 7 sur 7".replace(" :", "\u00a0:")
    assert page.view["summary"]["reread"] == []
    assert page.widget.counts == {"accepted": 8, "refused": 0}


def test_the_chosen_answer_shows_its_feedback_and_the_others_are_apart(page):
    page.send("answer", question="un", answer="b", certainty="high")
    shown = result(page, "un")
    assert shown["verdict"] == "partly"
    assert [one["feedback_html"] for one in shown["lines"]] == ["<p>fb-b</p>"]
    assert {one["tag"] for one in shown["others"]} == {"expected", "other"}
    assert "0,5" in shown["points_text"]
    assert shown["credit_rule"]
    assert shown["certainty_text"]
    assert shown["sources"][0]["stars"] == "★★★"


def test_ticked_and_missed_options_are_told_apart(page):
    page.send("answer", question="plusieurs", answer=["a", "c"], certainty=None)
    shown = result(page, "plusieurs")
    assert {one["tag"] for one in shown["lines"]} == {"chosen_right", "chosen_wrong"}
    assert {one["tag"] for one in shown["others"]} == {"missed", "left_rightly"}


def test_an_order_says_for_each_thing_where_it_was_and_where_it_goes(page):
    page.send("answer", question="ordre", answer=["b", "a", "c", "d"], certainty=None)
    lines = result(page, "ordre")["lines"]
    assert [one["tag"] for one in lines] == ["placed_wrong", "placed_wrong", "placed_right", "placed_right"]
    assert "2" in lines[0]["given"]
    assert lines[0]["html"].startswith("1.")


def test_a_match_names_what_was_chosen_and_what_was_right(page):
    page.send("answer", question="paires", answer={"p1": "rien", "p2": "p2"}, certainty=None)
    first, second = result(page, "paires")["lines"]
    assert "de trop" in first["given"]
    assert "droite 1" in first["expected"]
    assert second["expected"] is None
    assert "feedback_html" in result(page, "paires")["others"][0]


def test_a_number_shows_its_range_in_the_readers_form(page):
    page.send("answer", question="nombre", answer="12", certainty=None)
    (line,) = result(page, "nombre")["lines"]
    assert "57,5" in line["expected"]
    assert line["feedback_html"] == "<p>plus haut</p>"


def test_what_was_typed_comes_back_as_text(page):
    """Markup typed by the person is never HTML: it travels under a key that is shown as text."""
    page.send("answer", question="mots", answer="<img src=x onerror=alert(1)>", certainty=None)
    (line,) = result(page, "mots")["lines"]
    assert "<img" in line["given"]
    assert line["html"] == ""


def test_options_stand_in_the_same_order_after_a_reload_and_differ_between_people(session, browser):
    def order(learner_session):
        view = browser(QuizWidget(learner_session, QUIZ, Lang.FR)).view
        return [[one["id"] for one in asked["options"]] for asked in view["questions"]]

    assert order(session) == order(session)
    others = {json.dumps(order(type(session)(**{**vars(session), "learner": f"p{n}"}))) for n in range(10)}
    assert len(others) > 1


def test_an_order_to_find_never_starts_right(session, browser):
    for n in range(60):
        view = browser(QuizWidget(type(session)(**{**vars(session), "learner": f"p{n}"}), QUIZ, Lang.FR)).view
        asked = next(one for one in view["questions"] if one["id"] == "ordre")
        assert [one["id"] for one in asked["options"]] != ["a", "b", "c", "d"]


def test_a_second_try_counts_and_the_first_stays_in_the_history(page):
    page.send("answer", question="un", answer="c", certainty="high")
    page.send("retry", question="un")
    assert result(page, "un") is None
    assert question(page, "un")["earlier"]
    page.send("answer", question="un", answer="a", certainty="low")
    assert result(page, "un")["verdict"] == "right"
    assert "2" in result(page, "un")["attempts_text"]
    assert len(page.events()) == 2


def test_opening_a_question_again_records_nothing_and_a_reload_shows_the_answer(page, session, browser):
    page.send("answer", question="un", answer="c", certainty=None)
    page.send("retry", question="un")
    assert len(page.events()) == 1
    reloaded = browser(QuizWidget(session, QUIZ, Lang.FR))
    assert result(reloaded, "un")["verdict"] == "wrong"


def test_starting_over_keeps_the_history(page):
    page.send("answer", question="un", answer="c", certainty=None)
    page.send("restart")
    assert all(one["result"] is None for one in page.view["questions"])
    assert question(page, "un")["earlier"]
    assert [event.kind for event in page.events()] == ["answer_submitted", "exercise_restarted"]


def test_the_summary_says_kindly_how_certainty_and_truth_went_together(page):
    for question_id, answer in {**RIGHT, "un": "c"}.items():
        page.send("answer", question=question_id, answer=answer, certainty="high")
    summary = page.view["summary"]
    assert summary["calibration"] == [sentences(Lang.FR, "quiz")["sure_wrong.one"]]
    assert [one["id"] for one in summary["reread"]] == ["un"]


def test_the_verdict_is_announced(page):
    page.send("answer", question="un", answer="a", certainty=None)
    (text,) = page.announced()
    assert text.startswith(sentences(Lang.FR, "quiz")["verdict_right"])


def test_the_same_answer_sent_twice_is_recorded_once(page):
    uuid = page.send("answer", question="un", answer="a", certainty=None)
    page.send("answer", question="un", answer="a", certainty=None, uuid=uuid)
    assert len(page.events()) == 1
    assert page.view["problem"] is None


@pytest.mark.parametrize(
    "content",
    [
        {"type": "answer", "question": "nulle-part", "answer": "a"},
        {"type": "answer", "question": ["un"], "answer": "a"},
        {"type": "answer", "question": "un", "answer": "z"},
        {"type": "answer", "question": "un", "answer": {"a": 1}},
        {"type": "answer", "question": "un", "answer": "a", "certainty": "absolute"},
        {"type": "answer", "question": "un", "answer": "a", "certainty": []},
        {"type": "answer", "question": "plusieurs", "answer": ["a", "a"]},
        {"type": "answer", "question": "vrai", "answer": "false"},
        {"type": "answer", "question": "ordre", "answer": ["a"]},
        {"type": "answer", "question": "paires", "answer": {"p1": "p1"}},
        {"type": "answer", "question": "nombre", "answer": "beaucoup"},
        {"type": "answer", "question": "nombre", "answer": True},
        {"type": "answer", "question": "mots", "answer": "x" * 100_000},
        {"type": "answer"},
        {"type": "retry", "question": "nulle-part"},
        {"type": "retry", "question": {}},
        {"type": "grade_me_well"},
    ],
)
def test_a_forged_intention_is_refused_in_one_sentence_and_recorded_nowhere(page, content):
    uuid = "u" * 36
    page.send_raw({"uuid": uuid, **content})
    assert page.events() == []
    assert page.view["problem"]
    assert page.widget.counts == {"accepted": 0, "refused": 1}
    assert {"type": "done", "uuid": uuid, "ok": False} in page.received


@pytest.mark.parametrize("content", [None, "answer", 3, [], {"type": "restart"}, {"type": "restart", "uuid": 7}])
def test_nonsense_never_raises_and_records_nothing(page, content):
    page.send_raw(content)
    assert page.events() == []


@pytest.mark.parametrize("lang", list(Lang))
def test_all_the_sentences_exist_in_both_languages(session, browser, lang):
    """Every tag that a line may carry has its words."""
    page = browser(QuizWidget(session, QUIZ, lang))
    for answers in (RIGHT, {"un": "b", "plusieurs": ["c"], "vrai": True, "paires": {"p1": "p2", "p2": "rien"}}):
        for question_id, answer in answers.items():
            page.send("answer", question=question_id, answer=answer, certainty=None)
        for one in page.view["questions"]:
            for line in (*one["result"]["lines"], *one["result"]["others"]):
                assert line["tag"] is None or f"tag_{line['tag']}" in page.widget.labels
