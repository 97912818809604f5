"""Small modules for the tests of the page: each a lesson whose cells show widgets that are not all ours."""

import shutil
from pathlib import Path

import yaml

from tisserand.content.lesson_notebook import write_notebook

GOOD = Path(__file__).parents[1] / "content" / "good"

_PARAMETERS = '```python tags=["parameters"]\nlang = "fr"\nlearner = ""\npersona = ""\n```\n'
_OPEN = (
    "```python\nfrom tisserand.notebook import open_lesson\n\n"
    'lesson = open_lesson("{slug}", lang=lang, learner=learner, persona=persona)\n```\n'
)

CONTROLS = """
# Des commandes

Une moyenne $\\bar{x} = \\frac{1}{n}\\sum_i x_i$ dans la phrase.

$$
x < \\sqrt{2}
$$

```python
import ipywidgets as w
import pandas as pd
from IPython.display import HTML, display

out = w.Output()
with out:
    print("au début")
button = w.Button(description="Dire")

def say(_):
    with out:
        print("depuis le clic")
        display(HTML("<b id=rich>riche</b>"))

button.on_click(say)
slider = w.IntSlider(description="Curseur", value=3, max=10)
told = w.Label("3")
slider.observe(lambda change: setattr(told, "value", f"vaut {change.new}"), "value")
upload = w.FileUpload(description="Fichier", accept=".txt")
received = w.Label("rien")

def uploaded(change):
    file = upload.value[0]
    received.value = f"reçu {file.name} {bytes(file.content)!r}"

upload.observe(uploaded, "value")
w.VBox([slider, told, button, out, upload, received])
```

```python
pd.DataFrame({"membres": [3, 5]})
```

```python
print("du texte")
```
"""

LATE = """
# Un curseur qui vient plus tard

```python
import ipywidgets as w

quiz = lesson.quiz("premiers-mots")
```

```python
lesson.action_plan()
```

```python
import threading

place = w.VBox([w.Label("avant")])

def later():
    place.children = [*place.children, w.IntSlider(description="tardif", value=4)]

threading.Timer(6, later).start()
place
```
"""

FOREIGN = """
# Un widget d’ailleurs

```python
import anywidget
import ipywidgets as w
import traitlets


class Echo(anywidget.AnyWidget):
    _esm = '''
    function render({ model, el }) {
      const said = document.createElement("pre");
      said.id = "said";
      const bytes = model.get("blob");
      said.textContent = "octets " + [...new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)].join(",");
      const button = document.createElement("button");
      button.textContent = "Envoyer";
      button.onclick = () => {
        for (let n = 1; n <= 50; n++) { model.set("n", n); model.save_changes(); }
        model.set("blob", new DataView(new Uint8Array([7, 8]).buffer));
        model.save_changes();
      };
      model.on("msg:custom", (message, buffers) => {
        said.textContent = message + " " + new Uint8Array(buffers[0].buffer, buffers[0].byteOffset)[0];
      });
      el.append(said, button);
    }
    export default { render };
    '''
    _css = "#said { color: rgb(1, 2, 3) }"
    n = traitlets.Int(0).tag(sync=True)
    blob = traitlets.CBytes(b"abc").tag(sync=True)

    @traitlets.observe("blob")
    def _received(self, change):
        self.send(f"python {bytes(change.new)!r} n={self.n}", [b"!"])


w.VBox([Echo(), w.HTML("<b>gras</b>", layout=w.Layout(margin="7px"))])
```
"""

LESSONS = {"commandes": CONTROLS, "tardif": LATE, "ailleurs": FOREIGN}


def write_content(folder: Path) -> Path:
    """Write the good content of the tests and our modules beside it, with their notebooks; return the folder."""
    shutil.copytree(GOOD, folder)
    module = yaml.safe_load((folder / "modules" / "bonjour" / "module.yaml").read_text("utf-8"))
    for number, (slug, prose) in enumerate(LESSONS.items(), 2):
        place = folder / "modules" / slug
        place.mkdir()
        own = {**module, "id": f"mod-bj-00000{number}", "slug": slug, "title": {"fr": slug.capitalize(), "en": slug}}
        (place / "module.yaml").write_text(yaml.safe_dump(own, allow_unicode=True), "utf-8")
        for lang in ("fr", "en"):
            text = f"{_PARAMETERS}\n{_OPEN.format(slug=slug)}{prose}".replace('lang = "fr"', f'lang = "{lang}"')
            (place / f"{lang}.md").write_text(text, "utf-8")
    catalog = {"modules": ["bonjour", *LESSONS]}
    (folder / "modules" / "catalog.yaml").write_text(yaml.safe_dump(catalog), "utf-8")
    for slug in catalog["modules"]:
        for lang in ("fr", "en"):
            write_notebook(folder, slug, lang)
    return folder
