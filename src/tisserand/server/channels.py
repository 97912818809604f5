"""What a page and its kernel may say to each other: deny by default, in both directions."""

import json
import logging
import re
import struct
from contextlib import ExitStack
from http import HTTPStatus
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from tornado.web import HTTPError

from tisserand.server.addresses import is_known
from tisserand.server.kernels import TooManyPagesError
from tisserand.server.rates import Limiter, Rate
from tisserand.server.workshop import workshop_of

log = logging.getLogger(__name__)

PROTOCOL = "v1.kernel.websocket.jupyter.org"
LARGEST_MESSAGE = 512 * 1024
"""Bytes of one message of a page: a file that a learner analyses comes in pieces."""

_COUNTS_FOR_ONE = 32 * 1024  # bytes: a larger message counts for several
_PARTS = range(6, 65)  # offsets of a message: channel, header, parent, metadata, content, its end; then buffers
_SESSION = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TROUBLES = Rate(burst=5, per_second=0.1)

FLOODED = 4429
"""Code with which a page that sends far too much is cut off: it comes back after a while."""

FROM_PAGE = frozenset({"comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request"})
_COMM_TARGETS = frozenset({"jupyter.widget.control"})
"""Opening ``jupyter.widget`` would make any widget that the kernel knows, with any state."""

_TO_PAGE = {
    "iopub": frozenset({
        *("status", "comm_open", "comm_msg", "comm_close", "display_data", "update_display_data"),
        *("clear_output", "stream"),
    }),
    "shell": frozenset({"kernel_info_reply", "comm_info_reply"}),
    "control": frozenset({"kernel_info_reply"}),
}  # fmt: skip


class LessonChannels(KernelWebsocketHandler):  # type: ignore[misc]  # jupyter_server types it, mypy does not follow
    """``/api/kernels/<id>/channels``: the websocket of a page, for the owner of the kernel only."""

    @property
    def max_message_size(self) -> int:
        """What tornado refuses to read more than."""
        return LARGEST_MESSAGE

    def check_host(self) -> bool:
        """Return whether it is asked for under a name of ours."""
        return is_known(self.request.host, workshop_of(self).hosts)

    async def get(self, kernel_id: str) -> None:
        """Open it, and keep it open."""
        with ExitStack() as self.counted:
            try:
                await super().get(kernel_id)
            finally:
                if self.ws_connection is None:  # refused after all: jupyter_server would remember it for ever
                    self._forget_session()

    async def pre_get(self) -> None:
        """Let the kernel's owner pass, in the one protocol whose messages are looked into."""
        protocols = self.request.headers.get("Sec-WebSocket-Protocol", "").split(",")
        if PROTOCOL not in map(str.strip, protocols) or not _SESSION.fullmatch(self.get_argument("session_id", "")):
            raise HTTPError(HTTPStatus.BAD_REQUEST)
        if self.kernel_id not in self.kernel_manager:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        learner = self.current_user.username
        if self.kernel_manager.owner_of(self.kernel_id) != learner:
            raise HTTPError(HTTPStatus.FORBIDDEN)
        try:
            self.counted.enter_context(self.kernel_manager.page_of(self.kernel_id))
        except TooManyPagesError:
            raise HTTPError(HTTPStatus.TOO_MANY_REQUESTS) from None
        if not workshop_of(self).sockets.take(learner):
            raise HTTPError(HTTPStatus.TOO_MANY_REQUESTS)
        await super().pre_get()

    def write_error(self, status_code: int, **_details: Any) -> None:
        """Answer with the status only: jupyter_server's page for errors is not ours."""
        self.set_status(status_code)
        self.finish()

    def _forget_session(self) -> None:
        connection = getattr(self, "connection", None)
        if connection is not None and connection._open_sessions.get(connection.session_key) is self:  # noqa: SLF001
            del connection._open_sessions[connection.session_key]  # noqa: SLF001 - it is nobody's but jupyter_server's


class GuardedConnection(ZMQChannelsWebsocketConnection):  # type: ignore[misc]
    """Lets the messages of widgets through, and no code either way."""

    def __init__(self, **values: Any) -> None:
        self._troubles = Limiter(_TROUBLES)
        super().__init__(**values)

    def handle_incoming_message(self, incoming_msg: bytes) -> None:
        """Pass on what a page may say; cut off one that floods."""
        handler = self.websocket_handler
        if handler.ws_connection is None:
            return  # it was cut off: what it had sent already is not read
        if not workshop_of(handler).messages.take(self.kernel_id, 1 + len(incoming_msg) / _COUNTS_FOR_ONE):
            log.warning("kernel %s: its page sends too much, closed", self.kernel_id)
            handler.close(FLOODED, "too many messages")
        elif may_say(incoming_msg):
            super().handle_incoming_message(incoming_msg)
        elif self._troubles.take(""):
            log.warning("kernel %s: a message of its page was refused", self.kernel_id)

    def handle_outgoing_message(self, stream: Any, outgoing_msg: list[Any]) -> None:
        """Pass on what a kernel may tell a page: never code, nor what went wrong in it."""
        _, parts = self.session.feed_identities(outgoing_msg)
        channel = stream if isinstance(stream, str) else stream.channel
        kind = self.session.unpack(parts[1])["msg_type"]
        if kind == "error" or (kind == "stream" and self.session.unpack(parts[4])["name"] == "stderr"):
            # For whoever runs the server: a callback that fails, or a comm, prints its traceback.
            if channel == "iopub" and self._troubles.take(""):
                content = self.session.unpack(parts[4])
                log.error("kernel %s: %s", self.kernel_id, content.get("text") or "\n".join(content["traceback"]))
        elif kind in _TO_PAGE.get(channel, frozenset()):
            super().handle_outgoing_message(stream, outgoing_msg)


def may_say(message: Any) -> bool:
    """Return whether a page may say this to its kernel; what can't be read is refused too."""
    if not isinstance(message, bytes):
        return False
    try:
        channel, header, content = _read(message)
        kind = header["msg_type"]
        opens = content["target_name"] if kind == "comm_open" else None
    except (ValueError, KeyError, TypeError, struct.error, RecursionError):
        return False
    if any(isinstance(value, dict | list) for value in header.values()):
        return False  # replies repeat it, and the server itself reads them
    if channel == "control":  # a trial of the connection, which a kernel that works on something long answers too
        return bool(kind == "kernel_info_request")
    if channel != "shell" or not isinstance(kind, str) or kind not in FROM_PAGE:
        return False
    return kind != "comm_open" or (isinstance(opens, str) and opens in _COMM_TARGETS)


def _read(message: bytes) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Return the channel, the header and the content of a message.

    jupyter_server would make as many parts as the first bytes claim, each of them as long as the whole if so written.

    Raises:
        ValueError, TypeError, struct.error, RecursionError: it is not written as its protocol says.
    """
    count = int.from_bytes(message[:8], "little")
    if count not in _PARTS:
        raise ValueError(f"{count} offsets")
    offsets = struct.unpack_from(f"<{count}Q", message, 8)
    if offsets[0] < 8 * (count + 1) or list(offsets) != sorted(offsets) or offsets[-1] > len(message):
        raise ValueError("parts that overlap")
    channel, header, _parent, _metadata, content = (message[offsets[at] : offsets[at + 1]] for at in range(5))
    found, said = json.loads(header), json.loads(content)
    if not isinstance(found, dict) or not isinstance(said, dict):
        raise TypeError("header and content are objects")
    return channel.decode(), found, said
