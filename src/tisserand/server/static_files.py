"""Files that never change: each is found by a name with its digest in it, and was compressed beforehand."""

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import brotli
from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError, RequestHandler

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_FOR_EVER = "public, max-age=31536000, immutable"
_REFUSED = re.compile(r"q=0(\.0*)?$")


@dataclass(frozen=True)
class StaticFile:
    """The content of a file as it can be sent.

    Attributes:
        content_type: for the browser.
        plain: the content.
        encoded: the same, compressed, by the name of the encoding, the best first.
    """

    content_type: str
    plain: bytes
    encoded: Mapping[str, bytes]

    def best_for(self, accepted: str) -> tuple[str, bytes]:
        """Return the encoding to use (an empty text for none) and the bytes, for a header ``Accept-Encoding``."""
        wanted = [part.replace(" ", "").partition(";") for part in accepted.lower().split(",")]
        names = {name for name, _, weight in wanted if not _REFUSED.match(weight)}
        for encoding, content in self.encoded.items():
            if encoding in names:
                return encoding, content
        return "", self.plain


def compress(text: str, suffix: str) -> StaticFile:
    """Return a text ready to be sent, compressed as well as can be (a tenth of a second for 30 kB)."""
    plain = text.encode()
    encoded = {"br": brotli.compress(plain, quality=11), "gzip": gzip.compress(plain, 9, mtime=0)}
    return StaticFile(TYPES[suffix], plain, encoded)


def read_compressed(path: Path) -> StaticFile:
    """Return a file that has its compressed copies beside it (``.br``, ``.gz``)."""
    encoded = {"br": path.with_name(f"{path.name}.br"), "gzip": path.with_name(f"{path.name}.gz")}
    return StaticFile(TYPES[path.suffix], path.read_bytes(), {name: at.read_bytes() for name, at in encoded.items()})


def digest_name(stem: str, suffix: str, file: StaticFile) -> str:
    """Return a name that changes with the content."""
    return f"{stem}-{sha256(file.plain).hexdigest()[:12]}{suffix}"


class StaticFileHandler(RequestHandler):
    """Sends a file by its name. They are the same for everybody, and public."""

    def initialize(self, files: Mapping[str, StaticFile]) -> None:
        """Take what may be sent: a name that is not among these is not a file."""
        self.files = files

    @allow_unauthenticated  # type: ignore[untyped-decorator]  # jupyter_server is not followed
    def get(self, name: str) -> None:
        """Send the file in the best form that the browser takes, to be kept for ever."""
        file = self.files.get(name)
        if file is None:
            raise HTTPError(404)
        encoding, content = file.best_for(self.request.headers.get("Accept-Encoding", ""))
        if encoding:
            self.set_header("Content-Encoding", encoding)
        self.set_header("Vary", "Accept-Encoding")
        self.set_header("Content-Type", file.content_type)
        self.set_header("Cache-Control", _FOR_EVER)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.finish(content)

    @allow_unauthenticated  # type: ignore[untyped-decorator]  # jupyter_server is not followed
    def head(self, name: str) -> None:
        """Send the headers alone."""
        self.get(name)

    def compute_etag(self) -> None:
        """Give none: the name says it all, and nothing is ever asked again."""
        return

    def write_error(self, status_code: int, **_details: object) -> None:
        """Say nothing but the status."""
        self.set_header("Cache-Control", "no-store")
        self.finish(str(status_code))
