"""LK: images, addresses and raw HTML in the texts."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from markdown_it.token import Token

from tisserand.checks.bank import Bank, Document
from tisserand.checks.diagnostic import Diagnostic
from tisserand.checks.languages import localized_texts
from tisserand.checks.rules import problem
from tisserand.content.markdown import PARSER, is_relative

_ADDRESS = re.compile(r"https?://[^\s<>»”)]+")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")


def check(bank: Bank) -> Iterator[Diagnostic]:
    """Yield what is wrong with images and addresses."""
    for document in bank.documents():
        yield from _in_document(bank, document)
    for lesson in bank.lessons.values():
        folder = (bank.root / lesson.path).parent
        for code, offset, what in _in_text(lesson.prose, folder):
            yield problem(code, lesson.path, offset + 1, what=what)
        for cell in lesson.cells:
            for offset, code_line in enumerate(cell.source.split("\n")):
                if found := _ADDRESS.search(code_line):
                    yield problem("LK004", lesson.path, cell.line + offset, what=found[0])


def _in_document(bank: Bank, document: Document[Any]) -> Iterator[Diagnostic]:
    folder = (bank.root / document.path).parent
    for at, texts in localized_texts(document.source.value if document.source else None):
        for key, text in texts.items():
            for code, _, what in _in_text(str(text or ""), folder):
                yield document.at(code, (*at, key), what=what)


_Found = tuple[str, int, str]


def _in_text(text: str, folder: Path) -> Iterator[_Found]:
    """Yield a code, how many lines below the start of the text, and what is there."""
    for token in PARSER.parse(text):
        line = token.map[0] if token.map else 0
        in_link = False
        for child in token.children or ():
            if child.type in {"softbreak", "hardbreak"}:
                line += 1
            elif child.type in {"link_open", "link_close"}:
                in_link = child.type == "link_open"
            elif child.type == "image":
                yield from _image(child, line, folder)
            elif child.type == "text":
                yield from _plain(child.content, line, in_link=in_link)


def _image(token: Token, line: int, folder: Path) -> Iterator[_Found]:
    address = str(token.attrGet("src") or "")
    if not token.content.strip():
        yield "LK001", line, address
    if not is_relative(address) or not (folder / unquote(address)).is_file():
        yield "LK002", line, address


def _plain(text: str, line: int, *, in_link: bool) -> Iterator[_Found]:
    if not in_link and (address := _ADDRESS.search(text)):
        yield "LK003", line, address[0]
    if tag := _TAG.search(text):
        yield "LK005", line, tag[0]
