"""A notebook edited in JupyterLab brings the change back to the Markdown of the lesson, and nothing else."""

import asyncio
import inspect
import os
import shutil

import pytest
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager, LargeFileManager
from jupytext.async_contentsmanager import build_async_jupytext_contents_manager_class
from jupytext.sync_contentsmanager import build_sync_jupytext_contents_manager_class

from tisserand.content.lesson_notebook import has_outputs, is_stale, markdown_path, notebook_path, write_notebook
from tisserand.paths import content_root

SLUG, LANG = "gerer-un-troll", "fr"
MANAGERS = {
    "async": build_async_jupytext_contents_manager_class(AsyncLargeFileManager),
    "sync": build_sync_jupytext_contents_manager_class(LargeFileManager),
}


@pytest.fixture
def root(tmp_path):
    shutil.copytree(content_root() / "modules", tmp_path / "modules")
    shutil.copy(content_root() / "jupytext.toml", tmp_path)
    write_notebook(tmp_path, SLUG, LANG)
    return tmp_path


@pytest.fixture(params=MANAGERS)
def session(request, root):
    """What JupyterLab asks of the server: open the notebook, save it."""
    manager = MANAGERS[request.param](root_dir=str(root))
    path = f"notebooks/{SLUG}/{LANG}.ipynb"

    def run(result):
        async def wait():
            return await result

        return asyncio.run(wait()) if inspect.isawaitable(result) else result

    class JupyterLab:
        def open(self):
            return run(manager.get(path, content=True, type="notebook"))["content"]

        def save(self, content):
            run(manager.save({"type": "notebook", "format": "json", "content": content}, path))

    return JupyterLab()


def test_saving_without_a_change_leaves_the_markdown_as_it_is(session, root):
    before = markdown_path(root, SLUG, LANG).read_bytes()
    session.save(session.open())
    assert markdown_path(root, SLUG, LANG).read_bytes() == before
    assert not is_stale(root, SLUG, LANG)


def test_an_edited_sentence_reaches_the_markdown_and_only_it(session, root):
    source = markdown_path(root, SLUG, LANG)
    before = source.read_text(encoding="utf-8")
    content = session.open()
    cell = next(cell for cell in content["cells"] if cell["cell_type"] == "markdown")
    old = cell["source"].splitlines()[-1]
    cell["source"] = cell["source"].replace(old, "Une phrase changée dans JupyterLab.")
    session.save(content)
    assert source.read_text(encoding="utf-8") == before.replace(old, "Une phrase changée dans JupyterLab.")
    assert not is_stale(root, SLUG, LANG)


def test_what_a_kernel_leaves_in_the_notebook_does_not_reach_the_markdown(session, root):
    before = markdown_path(root, SLUG, LANG).read_bytes()
    content = session.open()
    content["metadata"]["language_info"]["version"] = "3.11.2"
    code = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
    code[1]["execution_count"] = 2
    code[1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "bonjour"}]
    code[1]["metadata"]["trusted"] = True
    session.save(content)
    assert markdown_path(root, SLUG, LANG).read_bytes() == before
    assert not is_stale(root, SLUG, LANG)
    assert has_outputs(notebook_path(root, SLUG, LANG))


def test_a_lesson_edited_as_markdown_shows_in_jupyterlab_folded(session, root):
    source = markdown_path(root, SLUG, LANG)
    source.write_text(source.read_text(encoding="utf-8") + "\nUn dernier mot.\n", encoding="utf-8")
    content = session.open()
    assert content["cells"][-1]["source"].endswith("Un dernier mot.")
    code = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
    assert all(cell["metadata"]["jupyter"]["source_hidden"] for cell in code)


def test_file_times_of_a_clone_do_not_matter(session, root):
    """After a clone the notebook may look hours newer than its Markdown; the two say the same, so it opens."""
    os.utime(markdown_path(root, SLUG, LANG), (0, 0))
    assert session.open()["cells"]
