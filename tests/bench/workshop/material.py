"""The small quiz that every rival shows: one question, three options, a button, a feedback on the server's side.

As one of our widgets (a lesson of a copy of the content), in plain ipywidgets (a notebook), and as a Panel application.
"""

import shutil
from pathlib import Path

import nbformat
import yaml
from nbformat import v4

from tisserand.content.catalogue import published_modules
from tisserand.content.lesson_notebook import write_notebook
from tisserand.content.models.module import TrainingModule
from tisserand.paths import content_root

WIDGET_SLUG, PLAIN_SLUG = "petit-quiz", "petit-quiz-ipywidgets"
REAL_SLUG = "gerer-un-troll"
"""The lesson that crowds join: a quiz of twelve questions, three scenarios, a self-assessment, a plan."""

QUESTION = "Un membre provoque le groupe. Que faites-vous ?"
OPTIONS = ("Lui répondre en public", "Lui écrire en privé", "Ne rien faire")
BUTTON = "Valider"
FEEDBACK = "Bien vu, et sans bruit"

_HEADING = "# Petit quiz\n\nUne question, comme dans les autres outils comparés."

_NEWCOMER = """\
import uuid

lang, learner, persona = "fr", uuid.uuid4().hex, ""
"""
"""Outside our server, whoever opens the page is the same person, who has answered already."""

_PLAIN = f"""\
import ipywidgets as w

options = w.RadioButtons(options={list(OPTIONS)!r}, value=None, description="")
button, feedback = w.Button(description={BUTTON!r}), w.HTML()

def mark(_):
    if options.value is not None:
        feedback.value = "<p>{FEEDBACK}</p>"

button.on_click(mark)
w.VBox([w.HTML("<p>{QUESTION}</p>"), options, button, feedback])
"""

_PANEL = f"""\
import panel as pn

pn.extension()
options = pn.widgets.RadioBoxGroup(options={list(OPTIONS)!r}, value=None)
button, feedback = pn.widgets.Button(name={BUTTON!r}), pn.pane.HTML("")

def mark(_):
    if options.value is not None:
        feedback.object = "<p>{FEEDBACK}</p>"

button.on_click(mark)
heading = pn.pane.Markdown({_HEADING!r})
pn.Column(heading, pn.pane.HTML("<p>{QUESTION}</p>"), options, button, feedback).servable()
"""


def make_content(folder: Path) -> Path:
    """Copy our content to ``folder``, with two lessons more: the small quiz as our widget, and in plain ipywidgets."""
    source = content_root()
    for name in ("modules", "exercises", "notebooks"):
        shutil.copytree(source / name, folder / name)
    _write_yaml(folder / "exercises" / "quizzes" / f"{WIDGET_SLUG}.yaml", _quiz())
    cells = {WIDGET_SLUG: f'lesson.quiz("{WIDGET_SLUG}")', PLAIN_SLUG: _PLAIN}
    for number, (slug, cell) in enumerate(cells.items(), 1):
        _write_module(folder, slug, number, cell)
    catalogue = folder / "modules" / "catalog.yaml"
    catalogue.write_text(catalogue.read_text("utf-8") + "".join(f"  - {slug}\n" for slug in cells), "utf-8")
    for slug in cells:
        for lang in ("fr", "en"):
            write_notebook(folder, slug, lang)
    return folder


def real_slugs() -> list[str]:
    """Return the modules that people can open."""
    return [module.slug for module in published_modules(drafts=False)]


def make_notebooks(folder: Path) -> Path:
    """Write the small quiz to ``folder`` for stock Voilà: the notebook of our lesson, and the plain one."""
    folder.mkdir(parents=True)
    _parameters, *opening = _lesson_cells(WIDGET_SLUG, f'lesson.quiz("{WIDGET_SLUG}")')
    cells = {WIDGET_SLUG: [_NEWCOMER, *opening], PLAIN_SLUG: [_PLAIN]}
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    for slug, sources in cells.items():
        code = [v4.new_code_cell(source) for source in sources]
        notebook = v4.new_notebook(metadata={"kernelspec": kernel}, cells=[v4.new_markdown_cell(_HEADING), *code])
        nbformat.write(notebook, folder / f"{slug}.ipynb")
    return folder


def make_panel(folder: Path) -> Path:
    """Write the Panel application to ``folder``."""
    folder.mkdir(parents=True)
    application = folder / "petit_quiz.py"
    application.write_text(_PANEL, "utf-8")
    return application


def _lesson_cells(slug: str, cell: str) -> list[str]:
    opening = f'lesson = open_lesson("{slug}", lang=lang, learner=learner, persona=persona)'
    return [
        'lang = "fr"\nlearner = ""\npersona = ""',
        f"from tisserand.notebook import open_lesson\n\n{opening}",
        cell,
    ]


def _write_module(folder: Path, slug: str, number: int, cell: str) -> None:
    """Write a lesson; the plain one opens none of ours, so that its kernel does what any notebook's does."""
    module = folder / "modules" / slug
    module.mkdir()
    _write_yaml(module / "module.yaml", _module(slug, number))
    for lang in ("fr", "en"):
        first, *others = _lesson_cells(slug, cell)
        rest = [cell] if slug == PLAIN_SLUG else others
        blocks = [f'```python tags=["parameters"]\n{first}\n```', *(f"```python\n{one}\n```" for one in rest)]
        (module / f"{lang}.md").write_text("\n\n".join([*blocks[:-1], _HEADING, blocks[-1]]) + "\n", "utf-8")


def _both(text: str) -> dict[str, str]:
    return {"fr": text, "en": text}


def _module(slug: str, number: int) -> dict[str, object]:
    data = {
        "id": f"mod-bq-{number:06}",
        "slug": slug,
        "version": 1,
        "status": "published",
        "role": "animator",
        "title": _both("Petit quiz"),
        "summary": _both("Pour comparer des outils."),
        "duration_min": 5,
        "objectives": [{"competency": "A4", "level": 1, "text": _both("Répondre à une question")}],
        "activities": [{"kind": "quiz", "id": WIDGET_SLUG, "minutes": 1}],
        "sources": [],
    }
    TrainingModule.model_validate(data)
    return data


def _quiz() -> dict[str, object]:
    options = [
        {"id": f"option-{n}", "text": _both(text), "correct": n == 1, "feedback": _both(FEEDBACK)}
        for n, text in enumerate(OPTIONS)
    ]
    question = {"id": "provocation", "kind": "single", "prompt": _both(QUESTION), "options": options}
    return {
        "id": WIDGET_SLUG,
        "kind": "quiz",
        "version": 1,
        "status": "published",
        "title": _both("Petit quiz"),
        "questions": [question],
    }


def _write_yaml(path: Path, data: object) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
