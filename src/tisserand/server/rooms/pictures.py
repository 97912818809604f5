"""Pictures of what a room thinks, as fragments of HTML with SVG in them: on a phone, on paper, and for a beamer.

Each says in words how many people it is about, and why a figure is withheld; its figures are also a table, but on a
projector, where nobody could open it. Styles: ``static/room_pictures.css``.
"""

from collections.abc import Callable, Mapping
from typing import Any

from tisserand.domain.rooms.game_tally import GamesTally
from tisserand.domain.rooms.level_tally import LevelsTally
from tisserand.domain.rooms.path_tally import PathsTally
from tisserand.domain.rooms.question_tally import QuestionTally
from tisserand.domain.rooms.wall_tally import WallTally
from tisserand.i18n import Lang
from tisserand.server.page_handler import render
from tisserand.server.rooms.games_picture import games_view
from tisserand.server.rooms.levels_picture import levels_view
from tisserand.server.rooms.paths_picture import paths_view
from tisserand.server.rooms.picture_words import say
from tisserand.server.rooms.question_picture import question_view
from tisserand.server.rooms.wall_picture import wall_view

Tally = QuestionTally | LevelsTally | PathsTally | GamesTally | WallTally

_VIEWS: Mapping[type, tuple[str, Callable[[Any, Lang], dict[str, Any]]]] = {
    LevelsTally: ("levels", levels_view),
    PathsTally: ("paths", paths_view),
    GamesTally: ("games", games_view),
    WallTally: ("wall", wall_view),
}


def picture_html(tally: Tally, lang: Lang, *, big: bool = False, letters: Mapping[str, str] | None = None) -> str:
    """Return the picture of a tally: a ``figure`` without a heading of the first two ranks.

    Args:
        tally: what a room answered.
        lang: of who looks.
        big: whether it is for a projector: larger, without what would have to be opened.
        letters: for a question, the letter of each option in the room; the bars then follow these letters.
    """
    if isinstance(tally, QuestionTally):
        name, view = "question", question_view(tally, lang, letters or {})
    else:
        name, make = _VIEWS[type(tally)]
        view = make(tally, lang)

    def sentence(key: str, **values: Any) -> str:
        return say(lang, key, **values)

    return render(f"rooms/pictures/{name}.html", lang, "", p=view, big=big, say=sentence)
