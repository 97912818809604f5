"""A lesson as a notebook: written from its Markdown, which stays the source.

``modules/<slug>/<lang>.md`` becomes ``notebooks/<slug>/<lang>.ipynb``, one way. Writing twice changes nothing, byte for
byte, and a cell that did not change keeps its id, so that the notebooks read well in a diff.
"""

import json
from collections import Counter
from hashlib import sha256
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

from tisserand.errors import ContentError, UnknownNameError
from tisserand.i18n import Lang, translate
from tisserand.settings import read_settings

MARKDOWN_FORMAT = {
    "extension": ".md",
    "format_name": "markdown",
    "notebook_metadata_filter": "-all",
    "cell_metadata_filter": "tags,-all",
}
"""How jupytext reads a lesson. jupytext.toml says the same to JupyterLab; a test holds them together."""

PARAMETERS_TAG = "parameters"

_KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_LANGUAGE_INFO = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}


def markdown_path(root: Path, slug: str, lang: str) -> Path:
    """Return where the Markdown of a lesson lies under a content root."""
    return root / "modules" / slug / f"{lang}.md"


def notebook_path(root: Path, slug: str, lang: str) -> Path:
    """Return where the notebook of a lesson lies under a content root."""
    return root / "notebooks" / slug / f"{lang}.ipynb"


def find_lessons(root: Path) -> list[tuple[str, str]]:
    """Return the slug and the language of every lesson that has Markdown, sorted by slug, French first."""
    found = [(slug, lang.value) for lang in Lang for slug in _slugs(root) if markdown_path(root, slug, lang).is_file()]
    return sorted(found, key=lambda lesson: (lesson[0], lesson[1] != Lang.FR))


def _slugs(root: Path) -> list[str]:
    return [folder.name for folder in (root / "modules").iterdir() if folder.is_dir()]


def lesson_notebook(markdown: str, slug: str, lang: str) -> NotebookNode:
    """Return the notebook of a lesson, without outputs.

    Code cells are folded and the first one is tagged ``parameters`` (papermill's word for where it puts values).

    Raises:
        ContentError: the lesson does not begin with its parameters; the message gives the lines to write.
    """
    notebook = jupytext.reads(markdown, fmt=MARKDOWN_FORMAT)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if not code or PARAMETERS_TAG not in code[0].metadata.get("tags", []):
        raise ContentError(translate(read_settings().lang, "notebook.no_parameters", path=f"modules/{slug}/{lang}.md"))
    for cell in code:
        cell.metadata["jupyter"] = {"source_hidden": True}
    _name_cells(notebook)
    notebook.metadata = nbformat.from_dict(
        {"kernelspec": _KERNELSPEC, "language_info": _LANGUAGE_INFO, "tisserand": {"slug": slug, "lang": str(lang)}}
    )
    return notebook


def _name_cells(notebook: NotebookNode) -> None:
    """Give each cell an id that hangs on its text only, and on its rank among cells of the same text."""
    seen: Counter[str] = Counter()
    for cell in notebook.cells:
        text = f"{cell.cell_type}\n{cell.source}"
        seen[text] += 1
        cell["id"] = sha256(f"{seen[text]}\n{text}".encode()).hexdigest()[:12]


def lesson_markdown(notebook: NotebookNode) -> str:
    """Return the Markdown of a lesson's notebook: the way back, byte for byte."""
    text: str = jupytext.writes(notebook, fmt=MARKDOWN_FORMAT)
    return text


def _built(root: Path, slug: str, lang: str) -> NotebookNode:
    source = markdown_path(root, slug, lang)
    try:
        markdown = source.read_text(encoding="utf-8")
    except FileNotFoundError:
        relative = source.relative_to(root)
        raise UnknownNameError(translate(read_settings().lang, "notebook.no_markdown", path=relative)) from None
    return lesson_notebook(markdown, slug, lang)


def write_notebook(root: Path, slug: str, lang: str) -> bool:
    """Write the notebook of a lesson if it is not already there as it should be.

    Returns:
        Whether the file changed.

    Raises:
        UnknownNameError: the lesson has no Markdown in this language.
        ContentError: as :func:`lesson_notebook`.
    """
    text = nbformat.writes(_built(root, slug, lang), version=nbformat.NO_CONVERT) + "\n"
    target = notebook_path(root, slug, lang)
    if target.is_file() and target.read_text(encoding="utf-8") == text:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")
    return True


def is_stale(root: Path, slug: str, lang: str) -> bool:
    """Return whether the notebook is missing, or is another lesson than its Markdown.

    Outputs, cell ids and the version of Python that a Jupyter server notes do not count: see :func:`has_outputs`.

    Raises:
        UnknownNameError, ContentError: as :func:`write_notebook`.
    """
    try:
        there = nbformat.from_dict(json.loads(notebook_path(root, slug, lang).read_text(encoding="utf-8")))
        return _what_counts(there) != _what_counts(_built(root, slug, lang))
    except (FileNotFoundError, json.JSONDecodeError, KeyError, AttributeError, TypeError):
        return True


def _what_counts(notebook: NotebookNode) -> object:
    cells = [
        (
            cell.cell_type,
            "".join(cell.source),  # a file holds lists of lines, jupytext gives one text
            tuple(cell.metadata.get("tags", ())),
            cell.metadata.get("jupyter", {}).get("source_hidden", False),
            cell.metadata.get("lines_to_next_cell"),
        )
        for cell in notebook.cells
    ]
    return cells, notebook.metadata.kernelspec.name, dict(notebook.metadata.tisserand)


def has_outputs(path: Path) -> bool:
    """Return whether a notebook was saved with outputs, execution counts or widget states."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return "widgets" in notebook["metadata"] or any(
        cell.get("outputs") or cell.get("execution_count") is not None for cell in notebook["cells"]
    )
