"""``tisserand serve``: what the command line makes of its options, before a server starts."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from tisserand.cli import main, serve
from tisserand.cli.app import load_command
from tisserand.server import application

DOCS = Path(__file__).parents[3] / "docs"


class Password:
    """The trainer's, without a file."""

    was_asked = is_set = True


@pytest.fixture
def given(monkeypatch, tmp_path):
    """Run the command with a server that does not start; return the traits that it was given."""
    traits = {}

    def make_server(arguments):
        traits.update(argument.removeprefix("--").split("=", 1) for argument in arguments)
        workshop = SimpleNamespace(
            password=Password, addresses=["http://localhost:8866/"], keeper=SimpleNamespace(name="x")
        )
        return SimpleNamespace(
            password_file="", public_url="", default_lang="fr", workshop=workshop, start=lambda: None,
            serverapp=SimpleNamespace(ip="127.0.0.1"),
        )  # fmt: skip

    monkeypatch.setattr(application, "make_server", make_server)
    for name in ("HOST", "PORT", "PUBLIC_URL", "MAX_PARTICIPANTS", "PASSWORD_FILE", "LANG"):
        monkeypatch.delenv(f"TISSERAND_{name}", raising=False)

    def run(*arguments, **environ):
        traits.clear()
        result = CliRunner().invoke(main, ["serve", *arguments], env={"TISSERAND_LANG": "en", **environ})
        return result, dict(traits)

    return run


def test_without_options_nothing_is_set(given):
    """What the configuration file says then counts, else the defaults."""
    result, traits = given()
    assert (result.exit_code, traits) == (0, {})


def test_each_option_sets_its_trait(given, tmp_path):
    """And nothing else."""
    (tmp_path / "password").write_text("long enough")
    _, traits = given(
        *("--host", "0.0.0.0", "--port", "8000", "--lang", "en", "--database", str(tmp_path / "a b.db")),  # noqa: S104
        *("--public-url", "https://example.org/a", "--max-participants", "30", "--no-browser", "--drafts"),
        *("--password-file", str(tmp_path / "password"), "--compatible"),
    )
    assert traits == {
        "ServerApp.ip": "0.0.0.0",  # noqa: S104
        "ServerApp.port": "8000",
        "ServerApp.open_browser": "False",
        "WorkshopApp.default_lang": "en",
        "WorkshopApp.database_url": f"sqlite:///{tmp_path}/a b.db",
        "WorkshopApp.public_url": "https://example.org/a/",
        "WorkshopApp.max_participants": "30",
        "WorkshopApp.password_file": str(tmp_path / "password"),
        "WorkshopApp.drafts": "True",
        "WorkshopApp.compatible": "True",
    }


def test_the_environment_sets_what_the_command_line_does_not(given):
    """Which wins."""
    environ = {"TISSERAND_HOST": "0.0.0.0", "TISSERAND_PORT": "9000", "TISSERAND_MAX_PARTICIPANTS": "7"}  # noqa: S104
    _, traits = given("--port", "9001", **environ, TISSERAND_PUBLIC_URL="https://example.org")
    assert traits == {
        "ServerApp.ip": "0.0.0.0",  # noqa: S104
        "ServerApp.port": "9001",
        "WorkshopApp.max_participants": "7",
        "WorkshopApp.public_url": "https://example.org/",
    }


@pytest.mark.parametrize("url", ["example.org", "ftp://example.org", "https://", "https://example.org/?room=1"])
def test_a_public_address_that_is_none_is_refused(given, url):
    """With how to write it."""
    result, traits = given("--public-url", url)
    assert result.exit_code == 2
    assert "https://example.org/community/" in result.output
    assert traits == {}


@pytest.mark.parametrize(
    ("option", "value"),
    [("--port", "0"), ("--port", "65536"), ("--max-participants", "0"), ("--lang", "de"), ("--port", "x")],
)
def test_a_value_out_of_range_is_refused(given, option, value):
    """Before anything starts."""
    result, traits = given(option, value)
    assert (result.exit_code, traits) == (2, {})


def test_there_is_no_option_for_the_password_itself(given):
    """It would stand in the list of processes."""
    result, _ = given("--password", "correct horse")
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("database", "url"),
    [
        (None, None),
        ("sqlite:////srv/answers.db", "sqlite:////srv/answers.db"),
        ("postgresql+psycopg://x@y/z", "postgresql+psycopg://x@y/z"),
        ("/srv/answers.db", "sqlite:////srv/answers.db"),
    ],
)
def test_a_database_is_an_address_or_a_file(database, url):
    """Relative files are below the present folder."""
    assert serve._database_url(database) == url


@pytest.mark.parametrize("guide", ["workshop.md", "atelier.md"])
def test_each_setting_that_the_guides_name_exists(guide):
    """Its option, its variable, its trait in the configuration file, and its default."""
    lines = re.findall(r"^\| .*c\.\w+App.*$", DOCS.joinpath(guide).read_text("utf-8"), re.MULTILINE)
    assert len(lines) == 8
    parameters = load_command("serve").params
    options = {name for one in parameters for name in one.opts}
    variables = {one.envvar for one in parameters} | {"TISSERAND_LANG", "TISSERAND_DATABASE_URL"}
    for line in lines:
        assert set(re.findall(r"`(--[a-z-]+)`", line)) <= options
        assert set(re.findall(r"`(TISSERAND_\w+)`", line)) <= variables
        owner = application.WorkshopApp if "c.WorkshopApp" in line else application.RestrictedServer
        for trait in re.findall(r"`(?:c\.\w+)?\.(\w+)`", line):
            assert owner.class_traits()[trait].metadata["config"], trait
        if default := re.search(r": (\d+) \|$", line):
            assert int(default[1]) == owner.class_traits()[trait].default_value
