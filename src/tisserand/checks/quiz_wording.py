"""QZ005, QZ011: wordings that test something else than the subject."""

import re
from collections.abc import Iterator
from typing import Any

from tisserand.checks.bank import Document
from tisserand.checks.diagnostic import Diagnostic, Severity
from tisserand.content.models.quiz import MultipleQuestion, Question, SingleQuestion
from tisserand.content.yaml_source import Location
from tisserand.i18n import Lang

_OF_THE_ABOVE = {
    Lang.FR: re.compile(
        r"^(toutes? (ces|les) (réponses|propositions)|tou(te)?s (celles|ceux|les) |tout(es)? (ce qui précède|cela)|"
        r"aucune? (de ces|des) |aucune? (réponse|proposition)|ni l[’']une? ni l[’']autre|les deux réponses|"
        r"toutes les (réponses )?précédentes|les réponses [a-d] et [a-d]\b)",
        re.IGNORECASE,
    ),
    Lang.EN: re.compile(
        r"^((all|none|any|both) of (the above|these|them|the (answers|options|others))|neither of|"
        r"both [a-d] and [a-d]\b|all the (above|answers)|no(ne)? correct answer)",
        re.IGNORECASE,
    ),
}
_NEGATION = {
    Lang.FR: re.compile(
        r"\b(n[e’'] ?\w+ (pas|jamais|aucune?|guère)|lequel n[e’']|laquelle n[e’']|lesquels ne|lesquelles ne|sauf|"
        r"excepté|à l[’']exception|incorrecte?s?|fausses?)\b",
        re.IGNORECASE,
    ),
    Lang.EN: re.compile(
        r"\b(is|are|was|were|do|does|did|would|should|could|can|will|has|have) "
        r"((you|we|they|one|it|he|she) )?not\b|\bexcept\b|\bnever\b|\b\w+n[’']t\b|\bincorrect\b",
        re.IGNORECASE,
    ),
}
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|‘[^’]*’")
_EMPHASIS = re.compile(r"(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1|\b[A-ZÀ-Þ]{3,}\b")


def wording(document: Document[Any], question: Question, at: Location) -> Iterator[Diagnostic]:
    """Yield the options that speak of the others, and a negation that is easily missed in the question."""
    if not isinstance(question, SingleQuestion | MultipleQuestion):
        return
    for n, option in enumerate(question.options):
        for lang in Lang:
            text = option.text.in_lang(lang)
            if _OF_THE_ABOVE[lang].search(text.strip(" «“\u00a0\u202f")):
                where = (*at, "options", n, "text", lang.value)
                severity = Severity.ERROR if question.shuffle else Severity.WARNING
                yield document.at("QZ005", where, severity, text=text)
    for lang in Lang:
        prompt = _QUOTED.sub("", question.prompt.in_lang(lang))
        if (found := _NEGATION[lang].search(_EMPHASIS.sub("", prompt))) is not None:
            yield document.at("QZ011", (*at, "prompt", lang.value), found=found[0])
