"""A practice forum small enough to keep in one's head, for the tests of every layer."""

from tisserand.content.models.sandbox import Sandbox


def text(words, english=None):
    return {"fr": words, "en": english or words}


def post(post_id, by="awa", words="Bonjour.", day=-1, time="10:00"):
    return {"id": post_id, "by": by, "day": day, "time": time, "text": text(words)}


def criterion(criterion_id, rule, **rest):
    return {
        "id": criterion_id,
        "rule": rule,
        "title": text(criterion_id),
        "met": text("met"),
        "unmet": text("unmet"),
        **rest,
    }


def reaction(reaction_id, when, after_min=10, **place):
    return {
        "id": reaction_id,
        "when": [when],
        "after_min": after_min,
        "by": "bob",
        "text": text(f"words of {reaction_id}"),
        **({} if {"own_thread", "opens", "thread"} & set(place) else {"thread": "prets"}),
        **place,
    }


def task(task_id, *conditions):
    return {
        "id": task_id,
        "title": text(f"title of {task_id}"),
        "text": text("do it"),
        "done_when": list(conditions),
        "hints": [text("one"), text("two")],
        "why": text("because"),
    }


def sandbox(**changes):
    """Two threads, one of them with a poll; a review of new threads; what follows; three tasks."""
    raw = {
        "id": "petit",
        "kind": "sandbox",
        "title": text("Petit"),
        "duration_min": 5,
        "name": text("Le banc"),
        "you_are": text("vous"),
        "rules": text("règles"),
        "starts": "09:00",
        "evidence_note": text("inventé"),
        "people": [
            {"id": "awa", "name": "Awa Traoré", "role": text("animatrice"), "about": text("me voici")},
            {"id": "bob", "name": "Bob", "role": text("membre")},
        ],
        "categories": [
            {"id": "entraide", "name": text("Entraide"), "about": text("demander")},
            {"id": "vie", "name": text("Vie"), "about": text("décider")},
        ],
        "flag_reasons": [{"id": "personne", "text": text("vise une personne")}, {"id": "autre", "text": text("autre")}],
        "draft": {"category": "vie", "title": text("Au secours"), "text": text("rien ne va")},
        "threads": [
            {
                "id": "prets",
                "category": "entraide",
                "title": text("Prêts à domicile", "Lending"),
                "unread": True,
                "posts": [
                    post("prets-1", words="Une caution ?"),
                    post("prets-2", "bob", "Un.\n\nDeux.\n\nTrois.", time="11:00"),
                ],
            },
            {
                "id": "creneau",
                "category": "vie",
                "title": text("Créneau"),
                "posts": [post("creneau-1", words="Quel jour ?")],
                "poll": {
                    "question": text("Quel jour"),
                    "options": [
                        {"id": "lundi", "text": text("lundi"), "votes": 3},
                        {"id": "mardi", "text": text("mardi"), "votes": 1},
                    ],
                },
            },
        ],
        "reviews": [
            {
                "id": "demande",
                "criteria": [
                    criterion("titre", "title", least=2, words={"fr": ["aide"], "en": ["help"]}),
                    criterion("question", "questions", most=1),
                    criterion("prive", "private", words={"fr": ["Odile"], "en": []}),
                ],
                "example_title": text("Ouvrir lundi matin"),
                "example_text": text("Qui ouvre ?"),
            }
        ],
        "reactions": [
            reaction("claire", {"kind": "posted", "review": "demande", "least": 3}, own_thread=True),
            reaction("vague", {"kind": "posted", "review": "demande", "most": 1}, 600, own_thread=True),
            reaction(
                "prive", {"kind": "missed", "review": "demande", "criterion": "prive"}, own_thread=True, private=True
            ),
            reaction("masque", {"kind": "flagged", "post": "prets-2", "reasons": ["personne"]}, hides="prets-2"),
            reaction("decide", {"kind": "voted", "thread": "creneau"}, 100, thread="creneau", closes_poll=True),
            reaction(
                "nouveau", {"kind": "watching", "category": "vie"}, 30, opens={"category": "vie", "title": text("Neuf")}
            ),
            reaction("duquel", {"kind": "unquoted", "thread": "prets", "post": "prets-2", "part": 2}, 60),
        ],
        "tasks": [
            task("trouver", {"kind": "helped", "post": "prets-2"}),
            task("demander", {"kind": "posted", "review": "demande", "least": 3}),
            task("revenir", {"kind": "own_helped"}, {"kind": "returned"}),
        ],
        **changes,
    }
    return Sandbox.model_validate(raw)


SMALL = sandbox()
