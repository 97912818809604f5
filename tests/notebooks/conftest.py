"""A small content root of its own, with one module and one lesson to spoil."""

import shutil
from pathlib import Path

import pytest

from tisserand.content.lesson_notebook import markdown_path, write_notebook
from tisserand.paths import content_root

MODULE = """
id: mod-essai-1
slug: essai
version: 1
status: published
role: animator
title: {fr: Essai, en: Trial}
summary: {fr: Un essai., en: A trial.}
duration_min: 5
objectives:
  - {competency: A4, level: 1, text: {fr: Essayer, en: Try}}
activities:
  - {kind: scenario, id: le-troll-avait-raison, minutes: 5}
"""

HEAD = """```python tags=["parameters"]
lang = "fr"
learner = ""
persona = ""
```

```python
from tisserand.notebook import open_lesson

lesson = open_lesson("essai", lang=lang, learner=learner, persona=persona)
```
"""

SCENARIO = 'lesson.scenario("le-troll-avait-raison")'


@pytest.fixture
def write_lesson(tmp_path):
    """Write a lesson made of these cells, and return the content root that holds it."""

    def write(*cells: str) -> Path:
        root = tmp_path / "content"
        real = content_root()
        for name in ("widgets", "exercises"):
            shutil.copytree(real / name, root / name, ignore=shutil.ignore_patterns("node_modules"))
        (root / "modules" / "essai").mkdir(parents=True)
        for name in ("competencies.yaml", "sources.yaml"):
            shutil.copy(real / "modules" / name, root / "modules" / name)
        (root / "modules" / "catalog.yaml").write_text("modules: [essai]\n", encoding="utf-8")
        (root / "modules" / "essai" / "module.yaml").write_text(MODULE, encoding="utf-8")
        markdown = "\n".join([HEAD, *(f"```python\n{cell}\n```\n" for cell in cells)])
        markdown_path(root, "essai", "fr").write_text(markdown, encoding="utf-8")
        write_notebook(root, "essai", "fr")
        return root

    return write
