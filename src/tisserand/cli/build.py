"""``tisserand build``: write the notebooks from the Markdown of the lessons."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from tisserand.cli.language import Command
from tisserand.content.loading import unknown_name
from tisserand.errors import ContentError, UnknownNameError
from tisserand.i18n import translate
from tisserand.paths import content_root
from tisserand.settings import read_settings


def _say(key: str, **values: object) -> str:
    return translate(read_settings().lang, f"notebook.{key}", **values)


_NOT_NEEDED: Any = None

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(cls=Command, help=_say("build_help"))
def build(
    slugs: Annotated[list[str] | None, typer.Argument(help=_say("build_slugs"))] = None,
    *,
    check: Annotated[bool, typer.Option("--check", help=_say("build_check"))] = False,
) -> None:
    """Write notebooks/<slug>/<lang>.ipynb for every lesson, or for the ones named; exit with 1 on a problem."""
    # nbformat imports jsonschema, and that a grammar of web addresses: seconds to build, and not needed here.
    sys.modules.setdefault("rfc3987_syntax", _NOT_NEEDED)
    from tisserand.content.lesson_notebook import find_lessons, write_notebook  # noqa: PLC0415

    root = content_root()
    lessons = find_lessons(root)
    known = {slug for slug, _ in lessons}
    problems = [unknown_name(name, known) for name in slugs or () if name not in known]
    done = []
    for slug, lang in lessons:
        if slugs and slug not in slugs:
            continue
        try:
            if check:
                problems += _faults(root, slug, lang)
            elif write_notebook(root, slug, lang):
                typer.echo(_say("built", path=f"notebooks/{slug}/{lang}.ipynb"))
            done.append((slug, lang))
        except (ContentError, UnknownNameError) as error:
            problems.append(str(error))
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(1)
    typer.echo(_say("built_all", n=len(done)))


def _faults(root: Path, slug: str, lang: str) -> list[str]:
    from tisserand.content.lesson_notebook import has_outputs, is_stale, notebook_path  # noqa: PLC0415 - see build

    path = f"notebooks/{slug}/{lang}.ipynb"
    if is_stale(root, slug, lang):
        return [_say("stale", path=path, source=f"modules/{slug}/{lang}.md")]
    if has_outputs(notebook_path(root, slug, lang)):
        return [_say("outputs", path=path)]
    return []
