"""What a page and its kernel may say to each other: deny by default, in both directions."""

import json
from typing import Any

from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from tornado.web import HTTPError

from tisserand.server.rates import MESSAGES, Limiter

PROTOCOL = "v1.kernel.websocket.jupyter.org"
LARGEST_MESSAGE = 512 * 1024
"""Bytes of one message of a page: a file that a learner analyses comes in pieces."""

_MOST_PARTS = 64

FLOODED = 4429
"""Code with which a page that sends far too much is cut off: it comes back after a while."""

FROM_PAGE = frozenset({"comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request"})
_COMM_TARGETS = frozenset({"jupyter.widget.control"})
"""Opening ``jupyter.widget`` would make any widget that the kernel knows, with any state."""

_TO_PAGE = {
    "iopub": frozenset({
        *("status", "comm_open", "comm_msg", "comm_close", "display_data", "update_display_data"),
        *("clear_output", "stream", "error"),
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

    async def pre_get(self) -> None:
        """Open it for the kernel's owner, in the one protocol whose messages are looked into."""
        if PROTOCOL not in self.request.headers.get("Sec-WebSocket-Protocol", ""):
            raise HTTPError(400)
        if self.kernel_id not in self.kernel_manager:
            raise HTTPError(404)
        await super().pre_get()


class GuardedConnection(ZMQChannelsWebsocketConnection):  # type: ignore[misc]
    """Lets the messages of widgets through, and no code either way."""

    def __init__(self, **values: Any) -> None:
        self._limiter = Limiter(MESSAGES)
        super().__init__(**values)

    def handle_incoming_message(self, incoming_msg: bytes) -> None:
        """Pass on what a page may say; cut off one that floods."""
        if not self._limiter.take(""):
            self.log.warning("kernel %s: its page sends too much, closed", self.kernel_id)
            self.websocket_handler.close(FLOODED, "too many messages")
        elif may_say(incoming_msg):
            super().handle_incoming_message(incoming_msg)
        else:
            self.log.warning("kernel %s: a message of its page was refused", self.kernel_id)

    def handle_outgoing_message(self, stream: Any, outgoing_msg: list[Any]) -> None:
        """Pass on what a kernel may tell a page: never code, nor what went wrong in it."""
        _, parts = self.session.feed_identities(outgoing_msg)
        channel = stream if isinstance(stream, str) else stream.channel
        if _may_hear(channel, self.session.unpack(parts[1])["msg_type"], parts, self.session.unpack):
            super().handle_outgoing_message(stream, outgoing_msg)


def may_say(message: Any) -> bool:
    """Return whether a page may say this to its kernel; what can't be read is refused too."""
    if not isinstance(message, bytes) or int.from_bytes(message[:8], "little") > _MOST_PARTS:
        return False  # jupyter_server would make a list of as many parts as the first bytes claim
    try:
        channel, parts = deserialize_msg_from_ws_v1(message)
        header, content = json.loads(parts[0]), json.loads(parts[3])
        kind = header["msg_type"]
        opens = content["target_name"] if kind == "comm_open" else None
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, UnicodeDecodeError, OverflowError):
        return False
    if channel == "control":  # a trial of the connection, which a kernel that works on something long answers too
        return bool(kind == "kernel_info_request")
    return channel == "shell" and kind in FROM_PAGE and (opens is None or opens in _COMM_TARGETS)


def _may_hear(channel: str, kind: str, parts: list[Any], unpack: Any) -> bool:
    if kind not in _TO_PAGE.get(channel, frozenset()):
        return False
    # Standard error is for whoever runs the server; a comm that fails prints its traceback there.
    return kind != "stream" or unpack(parts[4])["name"] == "stdout"
