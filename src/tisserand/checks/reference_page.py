"""The public page of each rule, written from the rules: ``python -m tisserand.checks.reference_page``.

It writes ``docs/reference/checks.md`` and ``checks.fr.md`` of the checkout; a test says when they are not current.
"""

import re
from itertools import groupby
from pathlib import Path

from tisserand.checks.rules import RULES, Rule
from tisserand.i18n import Lang, sentences, translate

_FOLDER = Path(__file__).parents[3] / "docs" / "reference"


def page_path(lang: Lang) -> Path:
    """Return where the page lies in the checkout."""
    return _FOLDER / ("checks.md" if lang is Lang.EN else f"checks.{lang}.md")


def render_page(lang: Lang) -> str:
    """Return the page in ``lang``, as Markdown."""
    families = [(family, list(rules)) for family, rules in groupby(RULES.values(), key=lambda rule: rule.code[:2])]
    lines = [f"# {_say(lang, 'page.title')}", "", _say(lang, "page.intro"), ""]
    for family, rules in families:
        lines += ["", f"## {_say(lang, f'family.{family}')}", ""]
        for rule in rules:
            lines += _rule(rule, lang)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


def _rule(rule: Rule, lang: Lang) -> list[str]:
    known = sentences(lang, "checks")
    sentence = known.get(f"{rule.code}.sentence") or known[f"{rule.code}.sentence.one"]
    severity = _say(lang, f"severity.{rule.severity}")
    return [
        f"### {rule.code}",
        "",
        f"**{_say(lang, f'{rule.code}.title')}** · `{rule.name}` · {severity}",
        "",
        f"- {_say(lang, 'page.example')} {_shown(sentence)}",
        f"- {_say(lang, 'page.mend')} {_shown(known[f'{rule.code}.hint'])}",
        f"- {_say(lang, 'page.why')} {_say(lang, f'{rule.code}.why')}",
        "",
    ]


def _shown(sentence: str) -> str:
    """Values stand as an ellipsis; what Markdown would take for markup stays as it is written, but for code."""
    pieces = re.split(r"(`[^`]*`)", re.sub(r"\{\w+\}", "…", sentence))
    return "".join(part if part.startswith("`") else re.sub(r"([*\[\]<>])", r"\\\1", part) for part in pieces)


def _say(lang: Lang, key: str) -> str:
    return translate(lang, f"checks.{key}")


def write_pages() -> None:
    """Write both pages."""
    for lang in Lang:
        page_path(lang).parent.mkdir(parents=True, exist_ok=True)
        page_path(lang).write_text(render_page(lang), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_pages()
