"""The people of a workshop's room, with raw clients: who leads it, and who takes part."""

import html
import json
import re
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from tests.integration.workshop_visitor import Answer, Visitor

_FORM = "application/x-www-form-urlencoded"
Field = tuple[str, str]


def token_of(visitor: Visitor) -> str:
    """Return the token that the visitor's forms bring."""
    found = re.search(r'name="_xsrf" value="([^"]+)"', visitor.get("/fr/data").text)
    assert found
    return html.unescape(found[1])


def act(visitor: Visitor, code: str, *fields: Field, lang: str = "fr") -> Answer:
    """Press a button of a room's page."""
    body = urlencode([("_xsrf", token_of(visitor)), *fields]).encode()
    return visitor.ask("POST", f"/{lang}/rooms/{code}/act", body, Content_Type=_FORM)


@dataclass
class RoomTrainer:
    """Whoever leads a room.

    Attributes:
        visitor: their browser.
        database: the server's, where the ids are read that a cockpit would show.
        code: of the room.
    """

    visitor: Visitor
    database: Path
    code: str = ""

    def open(self, password: str, name: str = "Atelier", lang: str = "fr") -> str:
        """Open a room and return its code."""
        self.visitor.post(f"/{lang}/trainer", action="enter", password=password)
        answer = self.visitor.post(f"/{lang}/trainer", action="open-room", name=name)
        self.code = answer.headers["Location"].split("/")[-2]
        return self.code

    def act(self, action: str, *more: Field, **fields: str) -> None:
        """Press a button of the cockpit."""
        answer = act(self.visitor, self.code, ("as", "trainer"), ("action", action), *more, *fields.items())
        assert answer.status == 200, answer.text

    def programme(self, *items: str) -> None:
        """Say what the room works on."""
        self.act("programme", *[("items", item) for item in items])

    def collect(self, item: str, prompt: str = "") -> str:
        """Ask the room something; return the id of the collection."""
        self.act("collect", item=item, prompt=prompt)
        return str(self.events("collection_begun")[-1]["collection"])

    def events(self, kind: str) -> list[dict[str, Any]]:
        """Return what happened in all rooms, of one kind, as it is on the disk."""
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as connection:
            rows = connection.execute("select payload, person from room_event where kind = ? order by id", (kind,))
            found = [{**json.loads(payload), "by": person} for payload, person in rows]
        connection.close()
        return found


@dataclass
class RoomPerson:
    """Somebody who takes part."""

    visitor: Visitor
    code: str
    name: str = ""
    uuids: list[str] = field(default_factory=list)

    def join(self) -> "RoomPerson":
        """Come in."""
        answer = self.visitor.post(f"/fr/rooms/{self.code}", name=self.name)
        assert answer.status == 302, answer.text
        return self

    def act(self, action: str, *more: Field, uuid: str = "", **fields: str) -> Answer:
        """Press a button; the answer is as it came."""
        self.uuids.append(uuid or uuid4().hex)
        return act(self.visitor, self.code, ("action", action), ("uuid", self.uuids[-1]), *more, *fields.items())

    def answer(self, collection: str, *values: str, uuid: str = "") -> Answer:
        """Answer what the room is asked."""
        return self.act("answer", *[("answer", value) for value in values], collection=collection, uuid=uuid)

    @property
    def page(self) -> str:
        """The room's page as they see it now."""
        return self.visitor.get(f"/fr/rooms/{self.code}").text
