"""People of a workshop's room without browsers: they do over HTTP what its pages do.

What a browser does besides (reading the scripts, drawing) costs the server nothing and is left out.
"""

import asyncio
import json
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse

_XSRF = re.compile(r'data-xsrf="([^"]+)"|name="_xsrf" value="([^"]+)"')
_PATIENCE_S = 60

AsyncHTTPClient.configure(None, max_clients=2000)


@dataclass
class RoomPerson:
    """Somebody with a browser of their own.

    Attributes:
        base: address of the server, without a slash at its end.
        pieces: what their page shows, by name.
        seen: each message of the stream: when it came, and what it changed.
    """

    base: str
    lang: str = "fr"
    code: str = ""
    view: str = "participant"
    pieces: dict[str, str] = field(default_factory=dict)
    seen: list[tuple[float, Mapping[str, str]]] = field(default_factory=list)
    _cookies: dict[str, str] = field(default_factory=dict)
    _xsrf: str = ""
    _listening: asyncio.Task[None] | None = None
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def get(self, path: str) -> HTTPResponse:
        """Open a page."""
        return await self._ask(path)

    async def post(self, path: str, **fields: str | Sequence[str]) -> HTTPResponse:
        """Send a form."""
        return await self._ask(path, urlencode({**fields, "_xsrf": self._xsrf}, doseq=True))

    async def join(self, code: str, name: str = "") -> None:
        """Come into a room."""
        self.code = code
        await self.get(f"/{self.lang}/rooms/{code}")
        await self.post(f"/{self.lang}/rooms/{code}", name=name)
        await self.get(f"/{self.lang}/rooms/{code}")

    async def act(self, action: str, uuid_: str = "", **fields: str | Sequence[str]) -> dict[str, Any]:
        """Press a button of the room's page; return what the server says."""
        path = f"/{self.lang}/rooms/{self.code}/act"
        answer = await self.post(path, action=action, uuid=uuid_ or uuid.uuid4().hex, **fields)
        return {"status": answer.code, **json.loads(answer.body)}

    def listen(self) -> None:
        """Keep the page open: what the stream sends is kept in ``pieces`` and ``seen``."""
        self._listening = asyncio.create_task(self._listen())

    async def leave_page(self) -> None:
        """Close it."""
        if self._listening:
            self._listening.cancel()
            await asyncio.wait([self._listening])
            self._listening = None

    async def wait_for(self, piece: str, words: str, seconds: float = 20) -> float:
        """Wait until a piece holds some words, and return when the message came.

        Raises:
            TimeoutError: it never does.
        """
        await self.wait_until(lambda: words in self.pieces.get(piece, ""), seconds)
        return next(at for at, changed in reversed(self.seen) if words in changed.get(piece, ""))

    async def wait_until(self, is_so: Callable[[], bool], seconds: float = 20) -> None:
        """Wait until what the page shows is so.

        Raises:
            TimeoutError: it never is.
        """
        async with asyncio.timeout(seconds), self._news:
            await self._news.wait_for(is_so)

    async def _listen(self) -> None:
        pieces: asyncio.Queue[bytes] = asyncio.Queue()
        reading = asyncio.create_task(self._read(pieces))
        request = HTTPRequest(
            f"{self.base}/{self.lang}/rooms/{self.code}/stream?view={self.view}",
            headers={"Cookie": self._cookie},
            streaming_callback=pieces.put_nowait,
            request_timeout=0,
            decompress_response=False,
        )
        try:
            await AsyncHTTPClient().fetch(request)
        finally:
            reading.cancel()

    async def _read(self, pieces: "asyncio.Queue[bytes]") -> None:
        buffer = b""
        while True:
            *messages, buffer = (buffer + await pieces.get()).split(b"\n\n")
            for message in messages:
                await self._take(message)

    async def _take(self, message: bytes) -> None:
        lines = message.decode().split("\n")
        data = "\n".join(line.removeprefix("data: ") for line in lines if line.startswith("data: "))
        if not data:
            return
        changed = json.loads(data)["pieces"]
        self.seen.append((perf_counter(), changed))
        self.pieces |= changed
        async with self._news:
            self._news.notify_all()

    @property
    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    async def _ask(self, path: str, body: str | None = None) -> HTTPResponse:
        request = HTTPRequest(
            self.base + path,
            method="GET" if body is None else "POST",
            body=body,
            headers={
                "Cookie": self._cookie,
                "Accept-Language": self.lang,
                "Content-Type": "application/x-www-form-urlencoded",
            },
            follow_redirects=False,
            request_timeout=_PATIENCE_S,
        )
        try:
            answer = await AsyncHTTPClient().fetch(request, raise_error=False)
        except (OSError, HTTPClientError) as error:
            raise ConnectionError(str(error)) from error
        for header in answer.headers.get_list("Set-Cookie"):
            name, _, value = header.partition(";")[0].partition("=")
            self._cookies[name] = value
        if found := _XSRF.search(answer.body.decode("utf-8", "replace")):
            self._xsrf = found[1] or found[2]
        return answer


@dataclass
class RoomTrainer(RoomPerson):
    """The trainer, with the cockpit."""

    view: str = "cockpit"

    async def open_room(self, password: str, name: str = "Atelier") -> str:
        """Give the password, open a room, and return its code."""
        await self.get(f"/{self.lang}/trainer")
        await self.post(f"/{self.lang}/trainer", action="enter", password=password)
        await self.get(f"/{self.lang}/trainer")
        answer = await self.post(f"/{self.lang}/trainer", action="open-room", name=name)
        self.code = answer.headers["Location"].split("/")[-2]
        await self.get(f"/{self.lang}/rooms/{self.code}/cockpit")
        return self.code

    async def steer(self, action: str, **fields: str | Sequence[str]) -> dict[str, Any]:
        """Press a button of the cockpit."""
        return await self.act(action, **{"as": "trainer", **fields})
