"""A wall of texts, by the titles that a trainer gave. What people typed is text, never markup: templates escape it."""

from tisserand.domain.rooms.wall_tally import FOR_THE_ROOM, WallTally
from tisserand.i18n import Lang
from tisserand.server.rooms.picture_words import View, say


def wall_view(tally: WallTally, lang: Lang) -> View:
    """Return what to show of a wall; states are named where they are not the ordinary one."""
    is_trainers = any(text.state not in FOR_THE_ROOM for group in tally.groups for text in group.texts)
    others = say(lang, "wall_others") if any(group.title for group in tally.groups) else ""
    texts, people = say(lang, "wall_texts", n=tally.texts), say(lang, "count", n=tally.people)
    return {
        "prompt": tally.prompt,
        "summary": say(lang, "wall_n", texts=texts, people=people) if tally.texts else "",
        "waiting": say(lang, "wall_waiting", n=tally.waiting) if tally.waiting else "",
        "empty": "" if tally.groups else say(lang, "wall_empty"),
        "groups": [
            {
                "title": group.title or others,
                "texts": [
                    {
                        "text": text.text,
                        "state": text.state,
                        "state_text": say(lang, f"state.{text.state}") if is_trainers or text.state != "shown" else "",
                    }
                    for text in group.texts
                ],
            }
            for group in tally.groups
        ],
    }
