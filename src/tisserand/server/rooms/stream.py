"""``/<lang>/rooms/<code>/stream``: what a page of a room shows, sent again as it changes (server-sent events).

A page is made of pieces of HTML with names. The first message holds them all, each later one those that changed: a page
that was away gets everything again, and there is nothing to miss. What changes within 0.1 s goes together.
"""

import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError

from tisserand.i18n import Lang
from tisserand.server.page_handler import PageHandler
from tisserand.server.people import person_of
from tisserand.server.rooms.hub import LiveRoom
from tisserand.server.rooms.pieces import OF_PARTICIPANTS, VIEWS, Piece, pieces_of, prepare_pieces

_BEAT_S = 15
"""A sign of life, after so long a silence: proxies close what is silent, a gone page is noticed, and a phone whose
connection died without a word notices too."""

_RETRY_MS = 1500

_COCKPIT_REST_S = 0.3
"""A cockpit shows everybody: with three hundred who answer, it is made again three times a second and not ten."""


class StreamHandler(PageHandler):
    """The stream of one page."""

    async def get(self, lang_code: str, code: str) -> None:
        """Send pieces until the page is gone."""
        lang, live, person = Lang(lang_code), await self.workshop.rooms.find(code), person_of(self)
        view, who = self.get_query_argument("view", "participant"), person.username if person else ""
        # One answer for a room that is not there and for one that is not theirs: this is no place to guess codes.
        if live is None or view not in VIEWS or not VIEWS[view].may_see(live.room, who):
            raise HTTPError(HTTPStatus.FORBIDDEN)
        if not self.workshop.sockets.take(who or self.network):
            raise HTTPError(HTTPStatus.TOO_MANY_REQUESTS)
        self.set_header("Content-Type", "text/event-stream; charset=utf-8")
        self.set_header("X-Accel-Buffering", "no")
        self.write(f"retry: {_RETRY_MS}\n\n")
        try:
            with live.watched_by(who if view in OF_PARTICIPANTS else ""):
                await self._go_on(live, lang, view, who)
        except StreamClosedError:
            pass

    async def _go_on(self, live: LiveRoom, lang: Lang, view: str, who: str) -> None:
        sent: Mapping[str, Piece] = {}
        while not self._is_left and VIEWS[view].may_see(live.room, who):  # somebody may leave, or be erased, elsewhere
            await prepare_pieces(self.workshop, live, lang, view, who)
            version = live.version
            pieces = pieces_of(self.workshop, live, lang, view, who)
            new = {name: piece for name, piece in pieces.items() if name not in sent or sent[name].mark != piece.mark}
            if new:
                marks = tuple((name, piece.mark) for name, piece in new.items())
                is_first = not sent  # the first one tells what time it is now
                self.write(
                    _message(live, new) if is_first else live.cached(("message", marks), partial(_message, live, new))
                )
            sent = pieces
            await self.flush()
            if live.is_gone:
                return
            # What changed while this was sent is not waited for.
            if view == "cockpit":
                await asyncio.sleep(_COCKPIT_REST_S)
            while not self._is_left and live.version == version and not await live.changed(_BEAT_S):
                self.write("event: beat\ndata: .\n\n")
                await self.flush()
                if view == "cockpit":
                    live.forget_rendered(view)  # it says how long ago things were
                    break

    @property
    def _is_left(self) -> bool:
        connection = self.request.connection
        return connection is None or connection.stream.closed()  # type: ignore[attr-defined]  # of HTTP/1


def _message(live: LiveRoom, pieces: Mapping[str, Piece]) -> bytes:
    told = {"now": datetime.now(UTC).isoformat(), "pieces": {name: piece.html for name, piece in pieces.items()}}
    data = json.dumps(told, ensure_ascii=False)
    return f"id: {live.room.number}\nevent: pieces\ndata: {data}\n\n".encode()
