"""``tisserand mend``: put French typography right in the content files."""

from pathlib import Path
from typing import Annotated

import typer

from tisserand.cli.language import say
from tisserand.paths import content_root
from tisserand.settings import read_settings

_BOM = "\ufeff"


def mend(
    paths: Annotated[list[Path] | None, typer.Argument(help=say("mend.paths"), show_default=False)] = None,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("mend.dry_run"))] = False,
) -> None:
    """Mend the French of the files named, or of all, and print what changed."""
    from tisserand.cli.check import content_path  # noqa: PLC0415 - see check: not for --help

    root = content_root()
    chosen = [content_path(root, path, read_settings().lang) for path in paths or ()]
    counts = [_mend_file(root, path, dry_run=dry_run) for path in french_files(root, chosen)]
    changed = [count for count in counts if count]
    done = "mend.would" if dry_run else "mend.done"
    typer.echo(say(done, n=sum(changed), files=len(changed)) if changed else say("mend.nothing"))


def french_files(root: Path, chosen: list[Path]) -> list[Path]:
    """Return the content files that hold French, under ``chosen`` or everywhere."""
    found = [
        *root.glob("exercises/**/*.yaml"),
        *root.glob("modules/*.yaml"),
        *root.glob("modules/*/module.yaml"),
        *root.glob("modules/*/fr.md"),
    ]
    return sorted(path for path in found if not chosen or any(path == one or one in path.parents for one in chosen))


def _mend_file(root: Path, path: Path, *, dry_run: bool) -> int:
    """Mend one file and say what changed; return how many places."""
    import yaml  # noqa: PLC0415 - see check: not for --help

    from tisserand.content.french_source import french_problems, mend_source  # noqa: PLC0415

    name = path.relative_to(root).as_posix()
    try:
        with path.open(encoding="utf-8", newline="") as file:  # as it is: line ends and all
            text = file.read()
        body = text.removeprefix(_BOM)
        found = french_problems(body, path.suffix)
        mended = mend_source(body, path.suffix)
    except (yaml.YAMLError, UnicodeDecodeError):
        typer.echo(say("mend.unreadable", path=name), err=True)
        return 0
    except ValueError:
        typer.echo(say("mend.by_hand", path=name), err=True)
        return 0
    for before, after, number in _changed_lines(body, mended):
        typer.echo(f"{name}:{number}\n  - {before.strip()}\n  + {visible(after.strip())}")
    if mended != body and not dry_run:
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(text[: len(text) - len(body)] + mended)
    return len(found)


def _changed_lines(before: str, after: str) -> list[tuple[str, str, int]]:
    """The lines that mending changed; it never adds nor removes one."""
    pairs = enumerate(zip(before.split("\n"), after.split("\n"), strict=True), start=1)
    return [(one, other, number) for number, (one, other) in pairs if one != other]


def visible(text: str) -> str:
    """Return ``text`` with its no-break spaces shown as ``·`` (narrow) and ``°``."""
    return text.replace("\u202f", "·").replace("\u00a0", "°")
