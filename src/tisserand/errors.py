"""Every exception that Tisserand raises on purpose, under one base class.

A message says what went wrong, where, and how to mend it, in the reader's language: raise with a text that is
already translated (see :mod:`tisserand.i18n`), or, from the pure rules, with a :class:`ReasonedError`.
"""

from typing import Any, ClassVar

from tisserand.i18n import Lang, translate


class TisserandError(Exception):
    """Something the reader of the message can understand and mend."""


class ReasonedError(TisserandError):
    """A reason and its values, phrased when somebody reads it: the rules don't know who that will be.

    Attributes:
        area: which file of ``locale/<lang>/`` holds the sentence.
        reason: key of the sentence in it.
        values: what the sentence names.
    """

    area: ClassVar[str] = "domain"

    def __init__(self, reason: str, **values: Any) -> None:
        super().__init__(reason, values)
        self.reason = reason
        self.values = values

    def sentence(self, lang: Lang) -> str:
        """Return what went wrong and how to mend it, in ``lang``."""
        return translate(lang, f"{self.area}.{self.reason}", **self.values)

    def __str__(self) -> str:
        return self.sentence(Lang.EN)


# Content


class ContentRootError(TisserandError):
    """No folder holds modules/, exercises/, notebooks/ and widgets/."""


class ContentError(TisserandError):
    """A content file can't be read as what it should be."""


class UnknownNameError(TisserandError):
    """A module, an exercise or a competency was named that doesn't exist."""


# Playing


class RoomError(ReasonedError):
    """Something may not happen in a room now, or not by this person."""

    area = "rooms"


class ExpressionError(ReasonedError):
    """A guard or an effect of a scenario can't be understood."""


class ChoiceError(ReasonedError):
    """A choice was made that the scene does not offer now."""


class AnswerError(ReasonedError):
    """An answer has a shape that its question can't take."""


class DecisionError(ReasonedError):
    """A decision was made that the game of balance can't take: a dosage, an action or a choice it does not have."""

    area = "balance"


class ExportError(ReasonedError):
    """A person's own export can't be read as a table of posts."""

    area = "exports"


class ForumError(ReasonedError):
    """Something was done in a sandbox forum that can't be: a thread, a post or a reason that it does not have."""

    area = "sandbox"


class VoteError(ReasonedError):
    """A vote of a room can't be taken, ended or settled like this."""

    area = "rooms_runs"


class GroupsError(ReasonedError):
    """A room can't be split into these groups."""

    area = "rooms_runs"


class RefusedError(ReasonedError):
    """What a person sent breaks a limit: too long, not a date, not a web address."""

    area = "services"


class StaleViewError(ReasonedError):
    """A person acted on a view that is no longer current: another notebook went on. Show the present state."""

    area = "services"


# Keeping


class StoreError(TisserandError):
    """The events could not be read or written."""


class NewerDatabaseError(StoreError):
    """The database was written by a newer version; it is left untouched."""


class DamagedDatabaseError(StoreError):
    """The database can't be read; it is kept aside, never replaced in silence."""


# Kernels


class ForkUnavailableError(ReasonedError):
    """A kernel can't be forked, and none was: launch it in the ordinary way."""

    area = "forkserver"


class KernelLostError(ReasonedError):
    """Nobody knows whether a kernel was forked: launching another one could leave two on one connection file."""

    area = "forkserver"
