"""A person without a browser: fetches a lesson's page, opens its websocket and answers, as the page would.

What a browser does besides (reading the scripts, drawing) costs the server nothing and is left out.
"""

import asyncio
import json
import re
import uuid
from dataclasses import dataclass, field
from html import unescape
from time import perf_counter
from typing import Any
from urllib.parse import urljoin

from kernel_wire import PROTOCOL, message, read
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, WebSocketClosedError, websocket_connect

_KERNEL = re.compile(r"api/kernels/([0-9a-f-]{36})|\"kernelId\": ?\"([0-9a-f-]{36})\"")
_STATES = re.compile(r'<script type="application/vnd.jupyter.widget-state\+json">(.*?)</script>', re.DOTALL)
_FILES = re.compile(r'<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+\.(?:js|css|svg)[^"]*)"')
_CONTROL = "jupyter.widget.control"
_PATIENCE_S = 60

AsyncHTTPClient.configure(None, max_clients=1000)


class NoPageError(Exception):
    """The page came without a kernel, or with one that does not answer."""


@dataclass
class Arrival:
    """When things were there, in seconds after the page was asked for.

    Attributes:
        first_byte: of the page.
        html: the page is complete.
        live: the kernel answered over the websocket, and the widgets' states are known.
        files: the page's own files came too.
        html_bytes: of the page.
        states_came: ``page`` or ``websocket``.
    """

    first_byte: float = 0.0
    html: float = 0.0
    live: float = 0.0
    files: float = 0.0
    html_bytes: int = 0
    states_came: str = "page"


@dataclass
class Question:
    """A question of a quiz on the page.

    Attributes:
        model_id: the quiz's widget.
        id: the question.
        option: one of its options.
    """

    model_id: str
    id: str
    option: str


@dataclass
class SimulatedPerson:
    """One person, one page.

    Attributes:
        base: address of the server, without a slash at its end.
        path: of the lesson.
        states: the widgets' states, by model id.
        confirmed: uuids of the answers whose feedback came.
    """

    base: str
    path: str
    states: dict[str, Any] = field(default_factory=dict)
    confirmed: list[str] = field(default_factory=list)
    kernel_id: str = ""
    _cookies: dict[str, str] = field(default_factory=dict)
    _session: str = field(default_factory=lambda: uuid.uuid4().hex)
    _socket: WebSocketClientConnection | None = None
    _reading: asyncio.Task[None] | None = None
    _replies: dict[str, asyncio.Future[dict[str, Any]]] = field(default_factory=dict)
    _done: dict[str, asyncio.Future[bool]] = field(default_factory=dict)
    _options: dict[str, str] = field(default_factory=dict)
    _files_seen: list[str] = field(default_factory=list)

    async def arrive(self) -> Arrival:
        """Open the page and wait until it is live.

        Raises:
            NoPageError: there is no kernel in it, or it does not answer.
            HTTPError, OSError: the server is not there, or refuses.
        """
        arrival, begun = Arrival(), perf_counter()
        html = await self._fetch_page(arrival, begun)
        files = asyncio.create_task(self._fetch_files())
        try:
            await self._come_alive(html, arrival)
            arrival.live = perf_counter() - begun
        finally:
            await asyncio.wait([files])
        files.result()
        arrival.files = perf_counter() - begun
        return arrival

    async def _come_alive(self, html: str, arrival: Arrival) -> None:
        await self.connect()
        await self._ask("kernel_info_request", {})
        self.states = {}
        if found := _STATES.search(html):
            self.states = json.loads(found[1].replace(r"\u003c", "<"))["state"]
        if not self.states:
            arrival.states_came = "websocket"
            await self._request_states()

    async def connect(self) -> None:
        """Open the websocket of the page's kernel, or open it again."""
        await self.disconnect()
        url = f"{self.base.replace('http', 'ws', 1)}/api/kernels/{self.kernel_id}/channels?session_id={self._session}"
        request = HTTPRequest(url, headers={"Cookie": self._cookie, "Origin": self.base}, request_timeout=_PATIENCE_S)
        self._socket = await websocket_connect(request, subprotocols=[PROTOCOL])
        self._reading = asyncio.create_task(self._read())

    async def disconnect(self) -> None:
        """Leave the websocket."""
        if self._socket:
            self._socket.close()
        if self._reading:
            await asyncio.wait([self._reading], timeout=2)
            self._reading.cancel()
        self._socket = self._reading = None

    def question(self, number: int = 0) -> Question:
        """Return a question of the page's quiz, of those that are answered by one option.

        A question that was answered shows no options any more; those seen on an earlier page are remembered.
        """
        for model_id, model in self.states.items():
            view = model.get("state", model).get("view") or {}
            found = [one for one in view.get("questions", ()) if one["kind"] == "single"]
            self._options |= {one["id"]: one["options"][0]["id"] for one in found if one["options"]}
            if known := [one["id"] for one in found if one["id"] in self._options]:
                question_id = known[number % len(known)]
                return Question(model_id, question_id, self._options[question_id])
        raise NoPageError("no quiz in the page")

    async def answer(self, question: Question, uuid_: str = "", patience_s: float = _PATIENCE_S) -> str:
        """Answer, wait for the confirmation that comes with the feedback, and return the answer's uuid.

        Args:
            question: from :meth:`question`.
            uuid_: that of an answer to be sent again; by default a new one.
            patience_s: how long to wait.

        Raises:
            TimeoutError: no confirmation came.
            ConnectionError: the connection broke.
            NoPageError: the answer was refused.
        """
        uuid_ = uuid_ or str(uuid.uuid4())
        intention = {"type": "answer", "uuid": uuid_, "question": question.id, "answer": question.option}
        data = {"method": "custom", "content": {**intention, "certainty": None}}
        self._send("comm_msg", {"comm_id": question.model_id, "data": data})
        waiting = self._done.setdefault(uuid_, asyncio.get_running_loop().create_future())
        try:
            async with asyncio.timeout(patience_s):
                ok = await waiting
        finally:
            self._done.pop(uuid_, None)
        if not ok:
            raise NoPageError(f"the answer {uuid_} was refused")
        self.confirmed.append(uuid_)
        return uuid_

    @property
    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    async def _fetch_page(self, arrival: Arrival, begun: float) -> str:
        pieces: list[bytes] = []

        def piece(data: bytes) -> None:
            arrival.first_byte = arrival.first_byte or perf_counter() - begun
            pieces.append(data)

        request = HTTPRequest(
            self.base + self.path,
            headers={"Cookie": self._cookie, "Accept-Language": "fr"},
            streaming_callback=piece,
            request_timeout=2 * _PATIENCE_S,
        )
        answer = await AsyncHTTPClient().fetch(request)
        arrival.html, arrival.html_bytes = perf_counter() - begun, sum(map(len, pieces))
        for header in answer.headers.get_list("Set-Cookie"):
            name, _, value = header.partition(";")[0].partition("=")
            self._cookies[name] = value
        html = b"".join(pieces).decode()
        found = _KERNEL.search(html)
        if not found:
            raise NoPageError("no kernel in the page")
        self.kernel_id = found[1] or found[2]
        self._files_seen = list(dict.fromkeys(unescape(path) for path in _FILES.findall(html)))
        return html

    async def _fetch_files(self) -> None:
        """Fetch the scripts and style sheets that the page names, as a first visit does."""
        headers = {"Cookie": self._cookie, "Accept-Encoding": "br, gzip"}
        await asyncio.gather(
            *[
                AsyncHTTPClient().fetch(
                    HTTPRequest(urljoin(self.base + self.path, path), headers=headers, decompress_response=False)
                )
                for path in self._files_seen
            ]
        )

    async def _request_states(self) -> None:
        """Ask for the states of all widgets, as a page does that has none of them."""
        comm_id, answer = uuid.uuid4().hex, asyncio.get_running_loop().create_future()
        self._replies[comm_id] = answer
        self._send("comm_open", {"comm_id": comm_id, "target_name": _CONTROL, "data": {}})
        self._send("comm_msg", {"comm_id": comm_id, "data": {"method": "request_states"}})
        async with asyncio.timeout(_PATIENCE_S):
            self.states = (await answer)["content"]["data"]["states"]

    async def _ask(self, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        msg_id = self._send(kind, content)
        self._replies[msg_id] = asyncio.get_running_loop().create_future()
        async with asyncio.timeout(_PATIENCE_S):
            return await self._replies[msg_id]

    def _send(self, kind: str, content: dict[str, Any]) -> str:
        if self._socket is None:
            raise ConnectionError("the websocket is closed")
        msg_id, data = message(kind, content, self._session)
        try:
            sent = asyncio.ensure_future(self._socket.write_message(data, binary=True))
        except WebSocketClosedError as error:
            raise ConnectionError("the websocket is closed") from error
        sent.add_done_callback(lambda done: done.exception())  # an error there shows as the end of reading
        return msg_id

    async def _read(self) -> None:
        socket = self._socket
        while socket is not None and (data := await socket.read_message()) is not None:
            if isinstance(data, bytes):
                self._hear(read(data))
        for waiting in [*self._replies.values(), *self._done.values()]:
            if not waiting.done():
                waiting.set_exception(ConnectionError("the websocket was closed"))

    def _hear(self, heard: dict[str, Any]) -> None:
        kind, content = heard["header"]["msg_type"], heard["content"]
        if kind.endswith("_reply"):
            self._settle(self._replies.get(heard["parent"].get("msg_id", "")), heard)
        elif kind == "comm_msg":
            said = content["data"].get("content") or {}
            if said.get("type") == "done":
                self._settle(self._done.get(said["uuid"]), said["ok"])
            elif content["data"].get("method") == "update_states":
                self._settle(self._replies.get(content["comm_id"]), heard)

    @staticmethod
    def _settle(waiting: asyncio.Future[Any] | None, value: Any) -> None:
        if waiting is not None and not waiting.done():
            waiting.set_result(value)
