"""``tisserand new``: a module or an exercise to fill in, valid from the start: nobody begins with a blank page."""

import re
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from tisserand.cli.language import say
from tisserand.errors import TisserandError
from tisserand.paths import content_root

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ROLE, _BALANCES = "animator", "coordinator"
"""The role that a template speaks to: communities are balanced by those who coordinate them."""


class Kind(StrEnum):
    """What can be created."""

    MODULE = "module"
    QUIZ = "quiz"
    SCENARIO = "scenario"
    SELF_ASSESSMENT = "self-assessment"
    INQUIRY = "inquiry"
    BALANCE = "balance"
    SANDBOX = "sandbox"


def new(
    kind: Annotated[Kind, typer.Argument(help=say("new.kind"), show_default=False)],
    name: Annotated[str, typer.Argument(metavar="ID", help=say("new.id"), show_default=False)],
) -> None:
    """Create a module or an exercise and say what to do next."""
    root = content_root()
    if root.name == "_content":
        raise TisserandError(say("new.installed", root=root))
    if not _SLUG.fullmatch(name):
        raise TisserandError(say("new.bad_id", id=name))
    written = _files(kind, name)
    for path in written:
        if (root / path).exists():
            raise TisserandError(say("new.exists", path=path))
    values = _values(root, name, _BALANCES if kind is Kind.BALANCE else _ROLE)
    for path, template in written.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(_filled(template, values), encoding="utf-8", newline="\n")
        typer.echo(say("new.created", path=path))
    if kind is Kind.MODULE:
        _write_notebooks(root, name)
    if kind is Kind.INQUIRY:
        _write_data(root, name)
    typer.echo(say(f"new.next_{'module' if kind is Kind.MODULE else 'exercise'}", path=next(iter(written)), id=name))


def _files(kind: Kind, name: str) -> dict[str, str]:
    """Return the template of each file to write."""
    if kind is Kind.MODULE:
        folder = f"modules/{name}"
        lessons = {f"{folder}/{lang}.md": f"lesson.{lang}.md" for lang in ("fr", "en")}
        return {f"{folder}/module.yaml": "module.yaml", **lessons}
    from tisserand.content.models.base import ExerciseKind  # noqa: PLC0415 - pydantic: not for --help

    exercise = ExerciseKind(kind.value.replace("-", "_"))
    return {f"exercises/{exercise.folder}/{name}.yaml": f"{exercise.value}.yaml"}


def _values(root: Path, name: str, role: str) -> dict[str, str]:
    """Return what the templates ask for: a competency of the role, and an id of the module that no other has."""
    from secrets import token_hex  # noqa: PLC0415 - for a module only

    from tisserand.content.loading import load_framework  # noqa: PLC0415 - see _files

    competency = next(known for known in load_framework(root).competencies if known.role == role)
    initials = "".join(word[0] for word in name.split("-"))
    module_id = f"mod-{initials}-{token_hex(3)}"
    return {"id": name, "module_id": module_id, "competency": competency.code, "role": role}


def _filled(template: str, values: dict[str, str]) -> str:
    text = files("tisserand.cli").joinpath("templates", template).read_text(encoding="utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda match: values[match[1]], text)


def _write_notebooks(root: Path, slug: str) -> None:
    from tisserand.content.lesson_notebook import notebook_path, write_notebook  # noqa: PLC0415 - jupytext

    for lang in ("fr", "en"):
        write_notebook(root, slug, lang)
        typer.echo(say("new.created", path=notebook_path(root, slug, lang).relative_to(root).as_posix()))


def _write_data(root: Path, name: str) -> None:
    """Write the made community beside a new inquiry: something to try it on, until there is something better."""
    from tisserand.checks.made_community import render_csv  # noqa: PLC0415 - for an inquiry only

    path = root / "exercises" / "inquiries" / f"{name}.csv"
    if not path.exists():
        path.write_text(render_csv(), encoding="utf-8", newline="\n")
        typer.echo(say("new.created", path=path.relative_to(root).as_posix()))
