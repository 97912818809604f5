"""Somebody with a raw client: what a browser would never send, and everything that it would."""

import html
import json
import re
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import websocket
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1

PROTOCOL = "v1.kernel.websocket.jupyter.org"
_STATES = "application/vnd.jupyter.widget-state+json"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: HTTPMessage
    text: str

    @property
    def heading(self) -> str:
        """The first heading of the page."""
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.text, re.DOTALL)
        return html.unescape(found[1]).strip() if found else ""


@dataclass(frozen=True)
class OpenLesson:
    """A lesson's page, and what is in it."""

    visitor: "Visitor"
    text: str
    kernel_id: str
    states: dict[str, Any]

    def widget(self, key: str, value: Any) -> str:
        """Return the id of the widget whose state has this value."""
        return next(one for one, model in self.states.items() if model["state"].get(key) == value)

    def ours(self, name: str) -> str:
        """Return the id of our widget of that name."""
        return next(
            one for one, model in self.states.items() if str(model["state"].get("_esm", "")).endswith(f":{name}")
        )


class Visitor:
    """A browser without a screen, which does as it is told."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self.cookies: dict[str, str] = {}
        self.set_cookies: list[str] = []

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """Ask for something below the server's URL; underscores of headers stand for hyphens."""
        parts = urlsplit(self.url)
        if parts.scheme == "https":
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            connection: HTTPConnection = HTTPSConnection(parts.netloc, timeout=90, context=context)
        else:
            connection = HTTPConnection(parts.netloc, timeout=90)
        all_headers = {"Cookie": self.cookie, **{name.replace("_", "-"): value for name, value in headers.items()}}
        try:
            connection.request(method, parts.path + path, body, all_headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.set_cookies.append(line)
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(answer.status, answer.headers, text)

    @property
    def cookie(self) -> str:
        """The header of the cookies."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items() if value not in {"", '""'})

    def get(self, path: str, **headers: str) -> Answer:
        """Look at a page."""
        return self.ask("GET", path, **headers)

    def post(self, path: str, _xsrf: str | None = None, _headers: dict[str, str] | None = None, **form: str) -> Answer:
        """Send a form of the page at ``path``, with its token unless another is given."""
        if _xsrf is None:
            _xsrf = html.unescape(re.search(r'name="_xsrf" value="([^"]+)"', self.get(path).text)[1])  # type: ignore[index]
        body = urlencode({"_xsrf": _xsrf, **form}).encode()
        return self.ask("POST", path, body, Content_Type="application/x-www-form-urlencoded", **(_headers or {}))

    def join(self) -> None:
        """Become somebody, without opening a lesson."""
        self.post("/fr/data", action="name", name="")

    def leave(self) -> None:
        """Erase everything of oneself, the kernels too."""
        if "tisserand_person" in self.cookies:
            self.post("/fr/data", action="erase", confirm="yes")

    def lesson(self, slug: str, lang: str = "fr") -> OpenLesson:
        """Open a lesson."""
        answer = self.get(f"/{lang}/modules/{slug}")
        assert answer.status == 200, (answer.status, answer.heading)
        config = json.loads(re.search(r'id="ts-page-config"[^>]*>(.*?)</script>', answer.text)[1])  # type: ignore[index]
        assert config["kernelUrl"], "the lesson could not be opened: the server's log says why"
        found = re.search(rf'<script type="{re.escape(_STATES)}">(.*?)</script>', answer.text, re.DOTALL)
        states = json.loads(found[1])["state"] if found else {}
        return OpenLesson(self, answer.text, config["kernelUrl"].rpartition("/")[2], states)

    def connect(
        self, kernel_id: str, *, session: str | None = None, protocol: str = PROTOCOL, **options: Any
    ) -> "Line":
        """Open the websocket of a kernel."""
        session = uuid4().hex if session is None else session
        address = f"{self.url.replace('http', 'ws', 1)}/api/kernels/{kernel_id}/channels?session_id={session}"
        options = {"cookie": self.cookie, "subprotocols": [protocol], "suppress_origin": True, **options}
        return Line(websocket.create_connection(address, timeout=30, sslopt={"cert_reqs": ssl.CERT_NONE}, **options))

    def refusal(self, kernel_id: str, **options: Any) -> int:
        """Return the status with which the websocket of a kernel is refused."""
        try:
            self.connect(kernel_id, **options).close()
        except websocket.WebSocketBadStatusException as error:
            return error.status_code
        return 101


class Line:
    """A websocket to a kernel."""

    def __init__(self, socket: websocket.WebSocket) -> None:
        self.socket = socket
        self.closed_with: int | None = None

    def say(self, kind: str, content: Any, channel: str = "shell", metadata: Any = None) -> str:
        """Send a message; return its id."""
        msg_id = uuid4().hex
        header = {"msg_id": msg_id, "msg_type": kind, "session": "s", "username": "", "version": "5.4", "date": ""}
        parts = [json.dumps(one).encode() for one in (header, {}, metadata or {}, content)]
        self.socket.send_binary(serialize_msg_to_ws_v1(parts, channel))
        return msg_id

    def update(self, widget: str, **state: Any) -> str:
        """Write traits of a widget."""
        return self.say(
            "comm_msg", {"comm_id": widget, "data": {"method": "update", "state": state, "buffer_paths": []}}
        )

    def tell(self, widget: str, content: Any) -> str:
        """Send a widget a message of its own."""
        return self.say("comm_msg", {"comm_id": widget, "data": {"method": "custom", "content": content}})

    def hear(self, *, until: str | None = None, seconds: float = 20) -> list[dict[str, Any]]:
        """Return what comes, up to the end of the work on ``until``, or to the end of the time."""
        found: list[dict[str, Any]] = []
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.socket.settimeout(left)
            try:
                code, data = self.socket.recv_data()
            except websocket.WebSocketTimeoutException:
                break
            except (websocket.WebSocketConnectionClosedException, OSError):
                self.closed_with = self.closed_with or 1006
                break
            if code == websocket.ABNF.OPCODE_CLOSE:
                self.closed_with = int.from_bytes(data[:2], "big") if data else 1005
                break
            if code != websocket.ABNF.OPCODE_BINARY:
                continue
            channel, parts = deserialize_msg_from_ws_v1(data)
            header, parent, _, content = (json.loads(part) for part in parts[:4])
            found.append({"channel": channel, "kind": header["msg_type"], "parent": parent, "content": content})
            is_end = header["msg_type"] == "status" and content["execution_state"] == "idle"
            if is_end and until and parent.get("msg_id") == until:
                break
        return found

    def ask_states(self) -> dict[str, Any]:
        """Return the states of all widgets, as a page asks for them after it was away."""
        comm_id = uuid4().hex
        opened = {"comm_id": comm_id, "target_name": "jupyter.widget.control", "data": {}}
        self.say("comm_open", opened, metadata={"version": "1.0.0"})
        asked = self.say("comm_msg", {"comm_id": comm_id, "data": {"method": "request_states"}})
        heard = self.hear(until=asked)
        return next(
            one["content"]["data"]["states"]
            for one in heard
            if one["kind"] == "comm_msg" and one["content"]["comm_id"] == comm_id
        )

    def close(self) -> None:
        """Hang up."""
        with suppress(OSError, websocket.WebSocketException):
            self.socket.close(timeout=1)
