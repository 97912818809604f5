"""Guards and effects of scenarios: short expressions on integer variables.

``heat >= 3 and not warned`` is a guard; ``heat += 1``, ``trust -= 2`` and ``warned = 1`` are effects. A text is parsed
once, with an allow-list of syntax, and evaluated by simpleeval. A text that can't be understood raises
:class:`ExpressionError` with a reason (a sentence of ``locale/<lang>/domain.yaml``) and what it is about.
"""

import ast
import operator
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from simpleeval import SimpleEval

from tisserand.errors import ExpressionError

MAX_LENGTH = 200
"""Characters of a guard or an effect: what a trainer can still read at a glance."""

MAX_NUMBER = 1_000_000
"""The largest number that may be written."""

_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.USub: operator.neg,
    ast.Not: operator.not_,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_ALLOWED = (ast.BoolOp, ast.Compare, ast.BinOp, ast.UnaryOp, ast.Name, ast.Load, ast.And, ast.Or, *_OPERATORS)

_INSTEAD = (
    (re.compile(r"&&?"), "and"),
    (re.compile(r"\|\|?"), "or"),
    (re.compile(r"≥|=>"), ">="),
    (re.compile(r"≤|=<"), "<="),
    (re.compile(r"≠|<>"), "!="),
    (re.compile(r"[−–—]"), "-"),
    (re.compile(r"!(?!=)"), "not"),
    (re.compile(r"\bet\b", re.IGNORECASE), "and"),
    (re.compile(r"\bou\b", re.IGNORECASE), "or"),
    (re.compile(r"\bnon\b", re.IGNORECASE), "not"),
    (re.compile(r"\b(AND|And)\b"), "and"),
    (re.compile(r"\b(OR|Or)\b"), "or"),
    (re.compile(r"\b(NOT|Not)\b"), "not"),
)
"""What people write who learnt to count elsewhere, and what is meant."""

_SINGLE_EQUALS = re.compile(r"(?<![<>=!+\-])=(?!=)")
_TRUTH_WORD = re.compile(r"\b(true|false|vrai|faux)\b", re.IGNORECASE)
_EFFECT = re.compile(r"([A-Za-z_]\w*)\s*(\+=|-=|=(?!=))\s*(.*)", re.DOTALL)


@dataclass(frozen=True, eq=False)
class _Expression:
    """An expression that was understood, the names it reads in alphabetical order, and its value if it reads none."""

    text: str
    node: ast.expr
    names: tuple[str, ...]
    constant: int | None

    def value(self, state: Mapping[str, int]) -> int:
        if self.constant is not None:
            return self.constant
        try:
            values = tuple([state[name] for name in self.names])
        except KeyError as error:
            raise ExpressionError("unknown_variable", name=error.args[0], text=self.text) from None
        return _remembered(self, values)


@lru_cache(maxsize=2**16)
def _remembered(expression: _Expression, values: tuple[int, ...]) -> int:
    """Evaluate once for given values: an exploration asks the same guard about the same few values again and again."""
    return _evaluate(expression.text, expression.node, dict(zip(expression.names, values, strict=True)))


def _evaluate(text: str, node: ast.expr, names: dict[str, int]) -> int:
    evaluator = SimpleEval(operators=_OPERATORS, functions={}, names=names)
    return int(evaluator.eval(text, previously_parsed=node))


@dataclass(frozen=True, eq=False)
class ParsedGuard:
    """A condition that was understood.

    Attributes:
        text: as the trainer wrote it.
        names: the variables it reads.
    """

    text: str
    names: frozenset[str]
    _expression: _Expression

    def holds(self, state: Mapping[str, int]) -> bool:
        """Return whether the condition holds in ``state``.

        Raises:
            ExpressionError: ``state`` lacks a variable.
        """
        return self._expression.value(state) != 0


@dataclass(frozen=True, eq=False)
class ParsedEffect:
    """A change of one variable that was understood.

    Attributes:
        text: as the trainer wrote it.
        target: the variable it changes.
        operator: ``+=``, ``-=`` or ``=``.
        reads: the variables to the right of the operator.
    """

    text: str
    target: str
    operator: str
    reads: frozenset[str]
    _expression: _Expression

    def apply(self, state: Mapping[str, int]) -> int:
        """Return the new value of the target, not yet kept within its bounds.

        Raises:
            ExpressionError: ``state`` lacks a variable.
        """
        value = self._expression.value(state)
        if self.operator == "=":
            return value
        try:
            before = state[self.target]
        except KeyError:
            raise ExpressionError("unknown_variable", name=self.target, text=self.text) from None
        return before + value if self.operator == "+=" else before - value


@lru_cache(maxsize=4096)
def parse_guard(text: str) -> ParsedGuard:
    """Return the condition that ``text`` states.

    Raises:
        ExpressionError: it can't be understood, or uses something that guards don't have.
    """
    expression = _parse(text, text, is_guard=True)
    return ParsedGuard(text, frozenset(expression.names), expression)


@lru_cache(maxsize=4096)
def parse_effect(text: str) -> ParsedEffect:
    """Return the change that ``text`` states.

    Raises:
        ExpressionError: it can't be understood, or uses something that effects don't have.
    """
    match = _EFFECT.fullmatch(text.strip())
    if match is None:
        if (compared := re.fullmatch(r"\s*([A-Za-z_]\w*)\s*==(.*)", text)) is not None:
            name, value = compared.groups()
            raise ExpressionError("effect_double_equals", text=text, instead=f"{name} = {value.strip()}")
        raise ExpressionError("effect_form", text=text)
    target, sign, right = match.groups()
    expression = _parse(right, text, is_guard=False)
    return ParsedEffect(text, target, sign, frozenset(expression.names), expression)


def _parse(text: str, whole: str, *, is_guard: bool) -> _Expression:
    """Return ``text``, a part of ``whole``, as an expression of the allow-list."""
    if not text.strip():
        raise ExpressionError("expression_empty", text=whole)
    if len(whole) > MAX_LENGTH:
        raise ExpressionError("expression_too_long", text=f"{whole[:60]}…", length=len(whole), limit=MAX_LENGTH)
    try:
        node = ast.parse(text.strip(), mode="eval").body
        names = _names(node, whole)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise _likely_mistake(text, whole, is_guard=is_guard) from None
    constant = None if names else _evaluate(text, node, {})
    return _Expression(text.strip(), node, tuple(sorted(names)), constant)


def _likely_mistake(text: str, whole: str, *, is_guard: bool) -> ExpressionError:
    """Return what is probably wrong with a text that has no syntax."""
    for pattern, instead in _INSTEAD:
        if (found := pattern.search(text)) is not None:
            return ExpressionError("expression_spelling", text=whole, found=found[0], instead=instead)
    if _SINGLE_EQUALS.search(text) is not None:
        if is_guard:
            return ExpressionError("guard_single_equals", text=whole, instead=_SINGLE_EQUALS.sub("==", text).strip())
        return ExpressionError("effect_form", text=whole)
    return ExpressionError("expression_syntax", text=whole)


def _names(node: ast.AST, whole: str) -> set[str]:
    """Return the names in a tree, or raise for the first piece that is not on the allow-list."""
    names = set()
    for piece in ast.walk(node):
        if isinstance(piece, ast.Name):
            if _TRUTH_WORD.fullmatch(piece.id):
                raise ExpressionError("expression_truth_word", text=whole, piece=piece.id)
            names.add(piece.id)
        elif isinstance(piece, ast.Constant):
            _require_integer(piece.value, whole)
        elif not isinstance(piece, _ALLOWED):
            raise ExpressionError("expression_not_allowed", text=whole, piece=_named(piece))
    return names


def _require_integer(value: Any, whole: str) -> None:
    if isinstance(value, bool):
        raise ExpressionError("expression_truth_word", text=whole, piece=str(value))
    if not isinstance(value, int):
        raise ExpressionError("expression_not_integer", text=whole, piece=repr(value))
    if value > MAX_NUMBER:
        raise ExpressionError("expression_number_too_large", text=whole, limit=MAX_NUMBER)


_SYMBOLS: dict[type[ast.AST], str] = {
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.Invert: "~",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.UAdd: "+",
}


def _named(piece: ast.AST) -> str:
    """Return a forbidden piece as it was written, as far as it can be known."""
    if (symbol := _SYMBOLS.get(type(piece))) is not None:
        return symbol
    return ast.unparse(piece) if isinstance(piece, ast.expr) else type(piece).__name__
