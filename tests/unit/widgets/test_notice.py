import pytest

from tisserand.i18n import Lang
from tisserand.widgets.notice import NoticeWidget


@pytest.mark.parametrize("lang", list(Lang))
def test_an_author_gets_the_nearest_names_and_the_detail(lang):
    widget = NoticeWidget(
        "« lundi-matim » n'existe pas.", lang, author=True, detail="Traceback", suggestions=["lundi-matin"]
    )
    assert widget.view == {
        "text": "« lundi-matim » n'existe pas.",
        "author": True,
        "detail": "Traceback",
        "suggestions": ["lundi-matin"],
    }
    assert widget.labels["lang"] == lang.value
    assert widget.labels["detail"]


def test_a_participant_gets_one_sentence_and_no_detail():
    """The detail never travels to a participant's browser."""
    widget = NoticeWidget("Indisponible.", Lang.FR, author=False, detail="/secret/path", suggestions=["x"])
    assert widget.view == {"text": "Indisponible.", "author": False, "detail": "", "suggestions": []}


def test_a_message_of_the_browser_is_passed_over(browser):
    page = browser(NoticeWidget("Indisponible.", Lang.FR, author=False))
    page.send("answer", question="x")
    assert page.view["text"] == "Indisponible."
    assert page.received == []
