"""Small modules whose lessons tell what a kernel knows, and fail on purpose."""

import shutil
from pathlib import Path

import yaml

from tisserand.content.lesson_notebook import write_notebook

GOOD = Path(__file__).parents[1] / "content" / "good"

_OPEN = """```python tags=["parameters"]
lang = "{lang}"
learner = ""
persona = ""
```

```python
from tisserand.notebook import open_lesson

lesson = open_lesson("{slug}", lang=lang, learner=learner, persona=persona)
```
"""

SECRET_WORD = "mot-de-la-cellule"  # noqa: S105 - what must not reach a page

FAILS = f"""
# Une cellule échoue

```python
lesson.quiz("premiers-mots")
```

```python
{SECRET_WORD.replace("-", "_")} = 1 / 0
```

Après l’échec.
"""

BUTTONS = f"""
# Des boutons

```python
import os
import ipywidgets as w

told = w.Label("rien", description="told")
fail = w.Button(description="fail")
show = w.Button(description="show")
own = w.Text(description="own")
out = w.Output()


def failing(_):
    print("{SECRET_WORD} sur la sortie", file=__import__("sys").stderr)
    raise RuntimeError("{SECRET_WORD}")


def showing(_):
    import json, time
    known = {{"environ": dict(os.environ), "names": sorted(globals()), "lang": lang, "own": own.value}}
    told.value = json.dumps({{"at": time.time(), **known}})


fail.on_click(failing)
show.on_click(showing)
w.VBox([told, fail, show, own, out])
```
"""

SHORT = """
# Une leçon courte

Une personne arrive.

```python
lesson.quiz("premiers-mots")
lesson.action_plan()
```
"""

LATE = """
# Ce que la cellule montre tarde

```python
import sys
import time

sys.stdout.flush = sys.stderr.flush = lambda: None  # else the kernel waits for its own outputs before it says "done"
get_ipython().kernel.iopub_thread.schedule(lambda: time.sleep(6))  # as when a hundred lessons begin at once
lesson.quiz("premiers-mots")
```
"""

LESSONS = {"court": SHORT, "echoue": FAILS, "boutons": BUTTONS, "tarde": LATE}


def write_content(folder: Path) -> Path:
    """Write the good content of the tests with these modules beside it, and all notebooks; return the folder."""
    shutil.copytree(GOOD, folder)
    module = yaml.safe_load((folder / "modules" / "bonjour" / "module.yaml").read_text("utf-8"))
    for number, (slug, prose) in enumerate(LESSONS.items(), 2):
        place = folder / "modules" / slug
        place.mkdir()
        own = {**module, "id": f"mod-bj-00000{number}", "slug": slug, "title": {"fr": slug, "en": slug}}
        (place / "module.yaml").write_text(yaml.safe_dump(own, allow_unicode=True), "utf-8")
        for lang in ("fr", "en"):
            (place / f"{lang}.md").write_text(_OPEN.format(lang=lang, slug=slug) + prose, "utf-8")
    catalog = {"modules": ["bonjour", *LESSONS]}
    (folder / "modules" / "catalog.yaml").write_text(yaml.safe_dump(catalog), "utf-8")
    for slug in catalog["modules"]:
        for lang in ("fr", "en"):
            write_notebook(folder, slug, lang)
    return folder
