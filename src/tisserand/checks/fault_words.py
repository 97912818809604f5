"""What pydantic found wrong with a value, in a phrase of ours and with the values that were probably meant."""

from typing import Any

from tisserand.checks.diagnostic import Phrase
from tisserand.checks.model_keys import nearest
from tisserand.content.loading import Fault
from tisserand.content.models.base import LocalizedText

_KINDS = {
    "string_type": "text",
    "int_type": "integer",
    "int_parsing": "integer",
    "int_from_float": "integer",
    "float_type": "number",
    "float_parsing": "number",
    "finite_number": "number",
    "bool_type": "boolean",
    "bool_parsing": "boolean",
    "tuple_type": "list",
    "url_type": "address",
    "url_parsing": "address",
    "url_scheme": "address",
    "string_too_short": "empty",
    "url_too_long": "address",
}
_BALANCE = {"not_a_whole", "sizes_out_of_order", "too_many_founders", "one_bound"}
"""What the model of a balance refuses by itself: its sentences are ours."""

_LIMITS = {
    "greater_than_equal": ("at_least", "ge"),
    "less_than_equal": ("at_most", "le"),
    "too_short": ("too_few", "min_length"),
    "too_long": ("too_many", "max_length"),
}


def wrong_value(fault: Fault) -> tuple[Phrase, list[str]]:
    """Return what is wrong with a value, and what was probably meant."""
    context, read = fault.context, fault.context.get("input")
    if fault.type in {"literal_error", "enum", "union_tag_invalid"}:
        allowed = _allowed(context.get("expected") or context.get("expected_tags") or "")
        value = context.get("tag", read)
        return _phrase("choice", value=_short(value), allowed=allowed), list(nearest(value, allowed))
    if fault.type in {"model_type", "model_attributes_type", "dict_type"}:
        localized = context.get("class_name") == LocalizedText.__name__
        return _phrase("localized" if localized else "mapping"), []
    if read is None:
        return _phrase("empty"), []
    if fault.type in _BALANCE:
        return Phrase(f"checks.fault.{fault.type}", context), []
    return _plain(fault), []


def _plain(fault: Fault) -> Phrase:
    context, read = fault.context, fault.context.get("input")
    if fault.type in _KINDS:
        return _phrase(_KINDS[fault.type], value=_short(read))
    if fault.type in _LIMITS:
        name, key = _LIMITS[fault.type]
        return _phrase(name, value=_short(read), limit=context.get(key))
    return _phrase("other", said=context.get("message", fault.type))


def _phrase(name: str, **values: Any) -> Phrase:
    return Phrase(f"checks.fault.{name}", values)


def _allowed(expected: object) -> list[str]:
    """Pydantic writes ``'a', 'b' or 'c'``."""
    return [part.strip().strip("'") for part in str(expected).replace(" or ", ", ").split(",") if part.strip()]


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"  # noqa: PLR2004 - enough to recognise it
