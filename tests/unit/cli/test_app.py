"""``tisserand`` itself: its help, its languages, its manners when something goes wrong."""

import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from tisserand.cli import app as app_module
from tisserand.cli import main
from tisserand.errors import TisserandError
from tisserand.i18n import Lang, sentences


@pytest.fixture
def run(monkeypatch):
    """Run ``tisserand`` with some arguments in a language."""

    def _run(*args, lang="en"):
        monkeypatch.setenv("TISSERAND_LANG", lang)
        return CliRunner().invoke(main, args)

    return _run


@pytest.mark.parametrize(("lang", "has", "has_not"), [("fr", "Utilisation", "Usage"), ("en", "Usage", "Utilisation")])
@pytest.mark.parametrize("arguments", [[], ["check"], ["mend"], ["new"]])
def test_help_is_wholly_in_the_language_of_the_reader(lang, has, has_not, arguments):
    command = [sys.executable, "-c", "from tisserand.cli import main; main()", *arguments, "--help"]
    environment = {**os.environ, "TISSERAND_LANG": lang}
    text = subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout
    assert has in text
    assert has_not not in text
    assert ("Show this message" in text) == (lang == "en")


def test_each_command_whose_file_exists_is_listed(run):
    names = app_module.Commands().list_commands(None)
    assert {"check", "mend", "new"} <= set(names)
    lines = [line.split()[0] for line in run("--help").stdout.splitlines() if line.startswith("  ") and line.split()]
    assert [line for line in lines if line in names] == names


def test_a_wrong_command_is_answered_with_the_nearest_right_one(run):
    result = run("chek")
    assert result.exit_code == 2
    assert "'check'" in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "Erreur\u00a0: Commande inconnue 'chek'. Vouliez-vous dire 'check'?"),
        (["check", "--lnag"], "Option inconnue\u00a0: --lnag"),
        (["new"], "Il manque l’argument"),
        (["new", "quizz", "x"], "n’est pas parmi"),
        (["--absent"], "Option inconnue\u00a0: --absent"),
    ],
)
def test_what_is_not_understood_is_told_in_french_too(run, arguments, said):
    result = run(*arguments, lang="fr")
    assert result.exit_code == 2
    assert said in result.stderr
    for english in ("Error", "Usage", "Try ", "No such", "Missing", "Invalid", "Did you"):
        assert english not in result.stderr


def test_an_error_on_purpose_is_told_without_a_traceback(run, monkeypatch):
    def refuse(_name):
        raise TisserandError("le fichier est occupé")

    monkeypatch.setattr(app_module, "load_command", refuse)
    result = run("check")
    assert result.exit_code == 1
    assert result.stderr.strip() == "le fichier est occupé"


def test_the_version_is_that_of_the_package(run):
    assert run("--version").stdout.startswith("tisserand ")


def test_both_languages_have_the_same_sentences_with_the_same_values():
    french, english = sentences(Lang.FR, "cli"), sentences(Lang.EN, "cli")
    assert list(french) == list(english)


def test_starting_the_command_line_loads_no_heavy_library():
    code = "import sys, tisserand.cli; print([m for m in ('jupytext', 'sqlalchemy', 'pandas') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
