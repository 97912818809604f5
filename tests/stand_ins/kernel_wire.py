"""Messages of a kernel's websocket, protocol ``v1.kernel.websocket.jupyter.org``, as a page writes and reads them."""

import json
import uuid
from datetime import UTC, datetime
from typing import Any

PROTOCOL = "v1.kernel.websocket.jupyter.org"
_WORD = 8


def message(kind: str, content: dict[str, Any], session: str, channel: str = "shell") -> tuple[str, bytes]:
    """Return a new message's id, and the message as it is sent."""
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": kind,
        "session": session,
        "username": "",
        "version": "5.4",
        "date": datetime.now(UTC).isoformat(),
    }
    parts = [channel.encode(), *(json.dumps(part).encode() for part in (header, {}, {}, content))]
    offsets = [_WORD * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    words = [len(offsets), *offsets]
    return header["msg_id"], b"".join(word.to_bytes(_WORD, "little") for word in words) + b"".join(parts)


def read(data: bytes) -> dict[str, Any]:
    """Return what the server sent: its channel, header, parent header and content."""
    count = int.from_bytes(data[:_WORD], "little")
    offsets = [int.from_bytes(data[_WORD * (n + 1) : _WORD * (n + 2)], "little") for n in range(count)]
    channel, header, parent, _metadata, content = (data[offsets[n] : offsets[n + 1]] for n in range(5))
    return {
        "channel": channel.decode(),
        "header": json.loads(header),
        "parent": json.loads(parent),
        "content": json.loads(content),
    }
