"""``tisserand lab``: JupyterLab on the modules."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from tisserand.i18n import Lang, translate
from tisserand.paths import content_root, data_folder
from tisserand.settings import read_settings


def _say(key: str, **values: object) -> str:
    return translate(read_settings().lang, f"lab.{key}", **values)


def lab(
    *,
    lang: Annotated[Lang | None, typer.Option(help=_say("lang_option"))] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help=_say("port_option"))] = 8888,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help=_say("browser_option"))] = True,
    edit: Annotated[bool, typer.Option("--edit", help=_say("edit_option"))] = False,
) -> None:
    """Prepare the learner's folder, or open the content itself for a trainer, and start JupyterLab."""
    from tisserand.lab.launch import arguments, start_lab, write_config  # noqa: PLC0415 - jinja and friends take time
    from tisserand.lab.workspace import home_path, prepare_workspace  # noqa: PLC0415

    lang = lang or read_settings().lang
    root, settings = content_root(), data_folder() / "lab"
    if edit:
        folder, first = root, "/lab"
    else:
        folder, first = data_folder() / "lessons", f"/lab/tree/{home_path(lang)}"
        for mine in prepare_workspace(folder, root, lang, datetime.now(UTC).astimezone().date()):
            typer.echo(_say("set_aside", path=mine))
    write_config(settings / "config", root, lang, run=not edit)
    typer.echo(_say("opening_edit" if edit else "opening", folder=folder))
    argv = arguments(folder, settings, port=port, browser=browser, default_url=first)
    start_lab(argv, settings / "config", lang)
