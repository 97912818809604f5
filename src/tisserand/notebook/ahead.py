"""What every lesson needs, read before there is one: by the process from which the workshop's kernels are forked."""

from tisserand.content.catalogue import published_modules
from tisserand.content.loading import load_deck, load_framework, load_sources
from tisserand.i18n import Lang, sentences
from tisserand.paths import front_end_folder
from tisserand.services.progress import load_exercises
from tisserand.widgets.front_end import front_end

AREAS = ("kit", "notebook", "services", "domain", "sources", "roles", "measures", "exports")
"""Of sentences that several activities say; each widget has one of its own name besides."""


def read_ahead() -> None:
    """Fill the caches of content, front ends and sentences. No thread is started, and nothing is displayed."""
    load_framework()
    load_sources()
    load_deck()
    for module in published_modules(drafts=True):
        load_exercises(module)
    widgets = sorted(path.parent.name for path in front_end_folder().glob("*/widget.js"))
    for name in widgets:
        front_end(name)
    for lang in Lang:
        for area in (*AREAS, *widgets):
            sentences(lang, area)
