"""A community small enough to simulate in a test, with events that come often; for the tests of several layers."""

from tisserand.content.models.balance import Balance, BalanceDeck

EVEN = {"technical": 34, "organisational": 33, "political": 33}
TECHNICAL = {"technical": 100, "organisational": 0, "political": 0}
SPREAD = {
    "legal_watch": 20,
    "practice_exchange": 20,
    "mutual_aid": 20,
    "training_extension": 20,
    "knowledge_building": 20,
}


def text(words):
    return {"fr": words, "en": words}


def profile(**changes):
    """Return the profile of a group of twenty."""
    return Balance.model_validate(
        {
            "id": "a-group",
            "kind": "balance",
            "title": text("A group"),
            "duration_min": 10,
            "you_are": text("you"),
            "situation": text("situation"),
            "evidence_note": text("note"),
            "start": {"members": 20, "audience": 30, "regulars": 8, "team": 2, "arrivals": 0.5, "posts": 8},
            "preferences": EVEN,
            "orientations": SPREAD,
            "needs": SPREAD,
            "aims": [
                {"indicator": "belonging", "at_least": 0.3, "text": text("aim")},
                {"indicator": "load", "at_most": 0.6, "text": text("aim")},
            ],
            "questions": [text("1"), text("2"), text("3")],
            **changes,
        }
    )


def deck(*choices):
    """Return a deck of one event that comes again and again, with these choices."""
    card = {"id": "news", "title": text("News"), "text": text("Something happened."), "once": False}
    card["choices"] = [{"id": each, "text": text(each), "consequence": text("so")} for each in choices or ("yes", "no")]
    return BalanceDeck.model_validate({"cards": [card]})
