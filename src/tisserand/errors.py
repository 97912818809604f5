"""Every exception that Tisserand raises on purpose, under one base class.

A message says what went wrong, where, and how to mend it, in the reader's language: raise with a text that is
already translated (see :mod:`tisserand.i18n`).
"""


class TisserandError(Exception):
    """Something the reader of the message can understand and mend."""


# Content


class ContentRootError(TisserandError):
    """No folder holds modules/, exercises/, notebooks/ and widgets/."""


class ContentError(TisserandError):
    """A content file can't be read as what it should be."""


class UnknownNameError(TisserandError):
    """A module, an exercise or a competency was named that doesn't exist."""


# Playing


class ExpressionError(TisserandError):
    """A guard or an effect of a scenario can't be understood."""


class ChoiceError(TisserandError):
    """A choice was made that the scene does not offer now."""


class AnswerError(TisserandError):
    """An answer has a shape that its question can't take."""


# Keeping


class StoreError(TisserandError):
    """The events could not be read or written."""


class NewerDatabaseError(StoreError):
    """The database was written by a newer version; it is left untouched."""


class DamagedDatabaseError(StoreError):
    """The database can't be read; it is kept aside, never replaced in silence."""
