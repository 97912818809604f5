"""The pages of a room: to join it, to take part, to project, to steer; and what their buttons do."""

import hashlib
import hmac
import re
import secrets
from http import HTTPStatus
from typing import Any

import segno
from tornado.web import HTTPError

from tisserand.content.catalogue import published_modules
from tisserand.domain.rooms import events as ev
from tisserand.errors import ReasonedError, RefusedError, RoomError, StoreError
from tisserand.i18n import Lang, translate
from tisserand.server.page_handler import PageHandler
from tisserand.server.people import LONGEST_NAME, Person, is_trainer, named, person_of, welcome
from tisserand.server.rooms.hub import LiveRoom
from tisserand.server.rooms.participant_actions import Deed, take_part
from tisserand.server.rooms.pieces import VIEWS, pieces_of, prepare_pieces, scope_of
from tisserand.server.rooms.programme_choice import choices_of
from tisserand.server.rooms.trainer_actions import steer
from tisserand.store.resume_codes import spaced, tidy

_UUID = re.compile(r"[\w-]{8,64}")
_SHARE_LENGTH = 8
_LONGEST_CODE = 16


class RoomHandler(PageHandler):
    """What all pages of rooms begin with."""

    async def room(self, code: str) -> LiveRoom:
        """Return the room of an address; wrong codes are counted.

        Whoever is in the room already is let in even where somebody at the same address guesses.

        Raises:
            HTTPError: 404 or 429.
        """
        live, person = await self.workshop.rooms.find(code), person_of(self)
        if live is not None and person is not None and live.knows(person.username):
            return live
        if not self.workshop.room_codes.take(self.network):
            raise HTTPError(HTTPStatus.TOO_MANY_REQUESTS)
        if live is None:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        self.workshop.room_codes.was_right(self.network)
        return live

    def trainer(self) -> Person | None:
        """Return the trainer who asks, if it is one."""
        return person_of(self) if is_trainer(self, self.workshop.password.hash) else None

    def show_room(self, live: LiveRoom, lang: Lang, view: str, person: str, **values: Any) -> None:
        """Answer with a page that shows pieces, and goes on by itself."""
        pieces = {name: piece.html for name, piece in pieces_of(self.workshop, live, lang, view, person).items()}
        path = f"rooms/{live.code}" + ("" if view == "participant" else f"/{view}")
        self.render_page(
            f"rooms/{view}.html",
            lang,
            path=path,
            live=live,
            room=live.room,
            view=view,
            pieces=pieces,
            say=lambda key, **names: translate(lang, f"rooms.{key}", **names),
            code=spaced(live.code),
            xsrf_token=self.xsrf_token.decode(),
            scope=scope_of(live, person),
            **values,
        )


class JoinHandler(RoomHandler):
    """``/<lang>/join``: where the code is typed."""

    async def get(self, lang_code: str) -> None:
        """Ask for it; with ``?code=``, which the home page sends, go to the room at once."""
        typed = self.request.query_arguments.get("code", [b""])[-1].decode("utf-8", "replace")
        if typed.strip():
            await self._go(Lang(lang_code), typed[:_LONGEST_CODE])
        else:
            await self._ask(Lang(lang_code))

    async def post(self, lang_code: str) -> None:
        """Go to the room of the code."""
        await self._go(Lang(lang_code), self.get_body_argument("code", "")[:_LONGEST_CODE])

    async def _go(self, lang: Lang, typed: str) -> None:
        if not self.workshop.room_codes.take(self.network):
            self.set_status(HTTPStatus.TOO_MANY_REQUESTS)
            await self._ask(lang, translate(lang, "server.too_many_tries"), typed)
            return
        live = await self.workshop.rooms.find(typed)
        if live is None:
            self.set_status(HTTPStatus.NOT_FOUND)
            await self._ask(lang, translate(lang, "rooms.no_such_code"), typed)
            return
        self.workshop.room_codes.was_right(self.network)
        self.redirect(f"{self.base_url}{lang}/rooms/{live.code}")

    async def _ask(self, lang: Lang, message: str = "", typed: str = "") -> None:
        person = person_of(self)
        await self.workshop.rooms.load()
        self.render_page(
            "rooms/join.html",
            lang,
            path="join",
            message=message,
            typed=typed,
            present=self.workshop.rooms.room_of_person(person.username) if person else None,
            xsrf=self.xsrf_form_html(),
        )


class ParticipantHandler(RoomHandler):
    """``/<lang>/rooms/<code>``: the room as its participants see it, or the door."""

    async def get(self, lang_code: str, code: str) -> None:
        """Show it to those who joined, and the door to the others."""
        lang, live, person = Lang(lang_code), await self.room(code), person_of(self)
        if person is not None and VIEWS["participant"].may_see(live.room, person.username):
            await prepare_pieces(self.workshop, live, lang, "participant", person.username)
            self.show_room(live, lang, "participant", person.username)
        else:
            self._door(live, lang, person)

    async def post(self, lang_code: str, code: str) -> None:
        """Come in, under a pseudonym or none."""
        lang, live = Lang(lang_code), await self.room(code)
        person = person_of(self)
        try:
            someone = named(person or Person(secrets.token_urlsafe(16)), self.get_body_argument("name", ""))
            name = someone.display_name if someone.display_name != someone.username else ""
            await self.workshop.rooms.post(live, ev.PersonJoined(name), someone.username, secrets.token_hex(16))
        except (RefusedError, RoomError) as error:
            self.set_status(HTTPStatus.CONFLICT)
            self._door(live, lang, person, error.sentence(lang))
            return
        welcome(self, someone)
        self.redirect(f"{self.base_url}{lang}/rooms/{live.code}")

    def _door(self, live: LiveRoom, lang: Lang, person: Person | None, message: str = "") -> None:
        name = person.display_name if person and person.display_name != person.username else ""
        self.render_page(
            "rooms/door.html",
            lang,
            path=f"rooms/{live.code}",
            room=live.room,
            code=live.code,
            was_here=person is not None and person.username in live.room.people,
            name=name,
            longest=LONGEST_NAME,
            message=message,
            xsrf=self.xsrf_form_html(),
        )


class ScreenHandler(RoomHandler):
    """``/<lang>/rooms/<code>/screen``: for the projector. It shows nothing that participants don't see."""

    async def get(self, lang_code: str, code: str) -> None:
        """Show it to trainers and participants; the code alone does not show what a room answers."""
        lang, live, person = Lang(lang_code), await self.room(code), person_of(self)
        who = person.username if person else ""
        if not VIEWS["screen"].may_see(live.room, who):
            raise HTTPError(HTTPStatus.FORBIDDEN)
        address = f"{self.workshop.shown_address(self.request)}{lang}/rooms/{live.code}"
        join = self.workshop.shown_address(self.request).rstrip("/")
        self.show_room(live, lang, "screen", who, address=address, join=join, qr=_qr(address))


class CockpitHandler(RoomHandler):
    """``/<lang>/rooms/<code>/cockpit``: where its trainers steer a room."""

    async def get(self, lang_code: str, code: str) -> None:
        """Show it to its trainers."""
        lang, live = Lang(lang_code), await self.room(code)
        trainer = self.trainer()
        if trainer is None:
            self.redirect(f"{self.base_url}{lang}/trainer")
            return
        if trainer.username not in live.room.trainers:
            raise HTTPError(HTTPStatus.FORBIDDEN)
        modules = [(module, choices_of(module)) for module in published_modules(drafts=self.workshop.drafts)]
        address = f"{self.workshop.shown_address(self.request)}{lang}/rooms/{live.code}"
        share = spaced(share_code(self.workshop.secret, live.room.id))
        values = {"modules": modules, "address": address, "share": share, "qr": _qr(address)}
        self.show_room(live, lang, "cockpit", trainer.username, **values)


class ActHandler(RoomHandler):
    """``/<lang>/rooms/<code>/act``: what a button does; the answer is JSON, with what went wrong, if anything."""

    async def post(self, lang_code: str, code: str) -> None:
        """Do it."""
        lang, live = Lang(lang_code), await self.room(code)
        person = person_of(self)
        if person is None:
            raise HTTPError(HTTPStatus.FORBIDDEN)
        fields = {name: self.get_body_argument(name) for name in self.request.body_arguments}
        uuid = fields.get("uuid", "")
        if not _UUID.fullmatch(uuid):
            uuid = secrets.token_hex(16)
        deed = Deed(self.workshop, live, lang, person.username, fields, self.get_body_arguments, uuid)
        try:
            if fields.get("as") != "trainer":
                await take_part(deed)
            elif self.trainer() is None:
                raise RoomError("not_your_room")
            else:
                await steer(deed)
        except ReasonedError as error:
            self._refuse(error.sentence(lang))
        except StoreError as error:
            self._refuse(str(error), HTTPStatus.SERVICE_UNAVAILABLE)
        except (KeyError, TypeError, ValueError):
            self._refuse(translate(lang, "rooms.not_understood"))
        else:
            self.finish({"problem": None})

    def _refuse(self, problem: str, status: HTTPStatus = HTTPStatus.CONFLICT) -> None:
        self.set_status(status)
        self.finish({"problem": problem})


def _qr(address: str) -> str:
    return str(segno.make(address, micro=False, error="m").svg_inline(scale=6, border=2, omitsize=True))


def share_code(secret: bytes, room: str) -> str:
    """Return what a trainer gives another one, so that they share a room."""
    digest = hmac.new(secret, b"share " + room.encode(), hashlib.sha256).digest()
    alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    return "".join(alphabet[byte % 32] for byte in digest[:_SHARE_LENGTH])


def is_share_code(secret: bytes, room: str, typed: str) -> bool:
    """Return whether a trainer typed the share code of a room."""
    return hmac.compare_digest(share_code(secret, room), tidy(typed))
