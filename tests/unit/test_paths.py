"""Where the content is found, and what a trainer's own copy of it must hold."""

import pytest

from tisserand.errors import ContentRootError
from tisserand.paths import content_root, front_end_folder
from tisserand.widgets.front_end import front_end, inline_front_end


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A trainer's copy: a catalogue, and no front end."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "catalog.yaml").write_text("modules: []\n", encoding="utf-8")
    monkeypatch.setenv("TISSERAND_CONTENT", str(tmp_path))
    return tmp_path


def test_the_environment_names_the_content(copy):
    assert content_root() == copy.resolve()


def test_a_copy_of_the_content_needs_no_front_end(copy):
    assert not (copy / "widgets").exists()
    inline_front_end.cache_clear()
    module, style = front_end("quiz")
    assert "export default" in module
    assert style
    assert (front_end_folder() / "theme.css").is_file()


def test_a_folder_without_a_catalogue_is_refused_with_its_name(tmp_path, monkeypatch):
    monkeypatch.setenv("TISSERAND_CONTENT", str(tmp_path))
    with pytest.raises(ContentRootError, match=tmp_path.name):
        content_root()
