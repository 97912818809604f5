"""Every rule: its code, its name, its severity. The sentences lie in ``locale/<lang>/checks.yaml``.

A code is never used again for another rule: people search for it. Two letters say the family, see :data:`FAMILIES`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tisserand.checks.diagnostic import Diagnostic, Severity

FAMILIES = ("YA", "MD", "QZ", "SC", "BA", "IN", "ME", "SB", "SA", "CP", "SR", "LG", "TY", "LK", "NB")
"""Files, modules and lessons, quizzes, scenarios, balances, inquiries, meetings, practice forums,
self-assessments, competencies, sources, languages, typography, links and images, notebooks."""


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes:
        code: two letters and three digits.
        name: in words, kebab-case.
        severity: unless the case is milder or graver, such as a missing translation in a draft.
    """

    code: str
    name: str
    severity: Severity


def _rules(severity: Severity, **names: str) -> dict[str, Rule]:
    return {code: Rule(code, name, severity) for code, name in names.items()}


_ERRORS = _rules(
    Severity.ERROR,
    YA001="yaml-syntax",
    YA002="duplicate-key",
    YA003="not-a-mapping",
    YA004="not-utf8",
    YA005="unknown-key",
    YA006="missing-key",
    YA007="wrong-value",
    YA008="wrong-form",
    YA009="id-is-not-file-name",
    YA010="duplicate-id",
    YA011="missing-file",
    MD001="slug-is-not-folder",
    MD002="module-not-in-catalog",
    MD003="unknown-module",
    MD004="unknown-exercise",
    MD005="unknown-exercise-in-lesson",
    MD006="unknown-activity-method",
    MD007="lesson-and-module-differ",
    MD008="parameters-cell",
    MD009="code-cell-syntax",
    MD010="missing-lesson",
    MD012="activities-exceed-duration",
    MD014="activity-form",
    MD015="opening-of-the-lesson",
    MD016="unfinished-exercise",
    QZ001="one-right-answer",
    QZ002="no-right-answer",
    QZ005="all-of-the-above",
    QZ006="missing-feedback",
    QZ007="decimal-comma",
    QZ009="same-text-twice",
    QZ010="no-accepted-text",
    QZ012="credit",
    SC001="dangling-choice",
    SC002="unreachable-scene",
    SC003="unreachable-given-the-guards",
    SC004="no-enabled-choice",
    SC005="no-way-to-an-ending",
    SC006="expression-syntax",
    SC007="unknown-variable",
    SC011="words-of-a-variable",
    SC012="ending-without-debrief",
    SC016="walkthrough-does-not-replay",
    SC017="unknown-cast-member",
    SC021="bounds-of-a-variable",
    SC024="unknown-meeting",
    SC025="unknown-step",
    SC026="clock-of-the-meeting",
    SC027="message-without-time",
    BA001="unknown-indicator",
    BA002="aim-out-of-range",
    BA004="parameter",
    BA005="card-condition-syntax",
    BA006="unknown-name-in-card",
    IN001="unknown-measure",
    IN002="unknown-figure",
    IN003="data-not-found",
    IN004="data-not-readable",
    IN005="trap-without-a-way-out",
    IN006="draw-of-another-measure",
    IN007="figure-withheld",
    IN008="unknown-time-zone",
    IN009="rows-not-readable",
    ME001="minutes-of-a-step",
    SB001="unknown-name-in-forum",
    SB002="example-misses-criterion",
    SB003="place-of-a-reaction",
    SB004="criterion-without-measure",
    SB005="paragraphs-differ",
    SB007="reserved-name",
    SB009="task-can-not-be-done",
    CP001="unknown-competency",
    SR001="unknown-source",
    LG001="missing-translation",
    LG005="headings-differ",
    LG006="code-cells-differ",
    LK001="image-without-text",
    LK002="image-not-found",
    LK004="address-in-code",
    NB001="stale-notebook",
    NB002="output-committed",
)
_WARNINGS = _rules(
    Severity.WARNING,
    YA012="stray-file",
    MD011="unused-exercise",
    MD013="duration-is-not-realistic",
    QZ003="key-always-in-the-same-place",
    QZ004="longest-option-is-the-key",
    QZ008="tolerance",
    QZ011="negative-stem",
    SC008="variable-never-read",
    SC009="variable-never-written",
    SC010="bound-never-reached",
    SC013="choice-without-consequence",
    SC014="best-path-is-a-pattern",
    SC015="same-response-throughout",
    SC018="author-without-quote",
    SC019="length-of-the-paths",
    SC020="exploration-limit",
    SC022="condition-never-met",
    SC023="loop-without-change",
    BA003="nothing-to-weigh",
    BA007="outside-published-range",
    BA008="never-takes-off",
    BA009="never-fades",
    BA010="corner-is-best",
    BA011="dosage-changes-nothing",
    BA012="aims-met-by-keeping-still",
    BA013="aim-never-met",
    BA014="outcome-hangs-on-two-points",
    BA015="too-large-to-be-played",
    SB006="posts-out-of-order",
    SB008="draft-needs-no-rewriting",
    SA001="competency-of-another-role",
    SR002="fact-without-source",
    SR003="unused-source",
    SR004="source-not-in-module",
    LG002="figures-differ",
    LG003="structure-differs",
    LG004="lengths-differ",
    LG007="same-in-both-languages",
    TY001="no-break-space",
    TY002="straight-apostrophe",
    TY003="three-dots",
    LK003="bare-address",
    LK005="raw-html",
    NB003="orphan-notebook",
)

RULES: dict[str, Rule] = dict(
    sorted((_ERRORS | _WARNINGS).items(), key=lambda item: (FAMILIES.index(item[0][:2]), item[0]))
)
"""All the rules by code, in the order of the families."""


def problem(
    code: str,
    path: str,
    line: int,
    /,
    *,
    severity: Severity | None = None,
    near: Sequence[str] = (),
    **values: Any,
) -> Diagnostic:
    """Return a problem that the rule ``code`` found.

    Raises:
        KeyError: there is no such rule.
    """
    rule = RULES[code]
    return Diagnostic(code, rule.name, path, line, severity or rule.severity, values, tuple(near))
