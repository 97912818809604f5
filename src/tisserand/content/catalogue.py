"""What learners may open: the modules that are ready, and what their lessons are called on disk."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path

from tisserand.content.loading import load_catalog, load_module
from tisserand.content.models.base import Status
from tisserand.content.models.module import TrainingModule
from tisserand.errors import TisserandError
from tisserand.i18n import Lang

log = logging.getLogger(__name__)

_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def published_modules(root: Path | None = None, *, drafts: bool = False) -> list[TrainingModule]:
    """Return the modules of the catalogue that are ready for learners, in its order.

    One that is not there or has faults is left out, with a line in the log: what an author is writing today must not
    close the other modules.

    Args:
        root: the content; by default the one in use.
        drafts: also those that are being written or reviewed, for their authors.

    Raises:
        ContentError: the catalogue itself has faults.
    """
    shown = {Status.PUBLISHED, Status.DRAFT, Status.REVIEW} if drafts else {Status.PUBLISHED}
    return [module for module in _readable(root) if module.status in shown]


def _readable(root: Path | None) -> Iterator[TrainingModule]:
    for slug in load_catalog(root).modules:
        try:
            yield load_module(slug, root)
        except TisserandError as error:
            log.warning("modules/%s: %s", slug, error)


def lesson_file(module: TrainingModule, lang: Lang) -> str:
    """Return where a learner's copy of a lesson lies in their folder, such as ``fr/Gérer un troll.ipynb``.

    The name is the module's title, less what some systems refuse in file names.
    """
    title = _NOT_IN_FILE_NAMES.sub(" ", module.title.in_lang(lang).replace("\N{NARROW NO-BREAK SPACE}", " "))
    return f"{lang}/{' '.join(title.split()).strip('. ')}.ipynb"
