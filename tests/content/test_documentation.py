"""What the documentation names exists: commands, options, make targets, files, headings; and its French is set well."""

import re
import shlex
from pathlib import Path

import pytest
import typer
from markdown_it import MarkdownIt

from tisserand.cli.app import COMMANDS, load_command
from tisserand.content.french_source import french_problems

ROOT = Path(__file__).parents[2]
PAIRS = {
    "README.fr.md": "README.md",
    "docs/apprenants.md": "docs/learners.md",
    "docs/atelier.md": "docs/workshop.md",
    "docs/formateurs.md": "docs/trainers.md",
    "docs/reference/checks.fr.md": "docs/reference/checks.md",
}
PAGES = [*PAIRS, *PAIRS.values(), "CONTRIBUTING.md", "docs/architecture.md", "docs/kernels.md", "docs/security.md"]


def read(page):
    return (ROOT / page).read_text(encoding="utf-8")


def code_of(page):
    """The code of a page, line by line: inline code, and blocks for a shell."""
    for token in MarkdownIt().enable("table").parse(read(page)):
        if token.type == "fence" and token.info.split()[:1] == ["sh"]:
            yield from token.content.split("\n")
        for child in token.children or ():
            if child.type == "code_inline":
                yield child.content


def commands_of(page):
    for line in code_of(page):
        bare = line.split("#")[0].strip()
        if bare.startswith("tisserand ") and "…" not in bare and "<" not in bare:
            yield bare


def options(command):
    return {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}


@pytest.mark.parametrize("page", PAGES)
def test_each_command_and_option_that_a_page_names_exists(page):
    for line in commands_of(page):
        words = shlex.split(line)[1:]
        for name in words.pop(0).split("|") if "|" in words[0] else [words.pop(0)]:
            assert name in COMMANDS, line
            command = load_command(name)
        known = {*options(command), "--help"}
        while words and isinstance(command, typer.core.TyperGroup):
            sub = words.pop(0)
            assert sub.split("|")[0] in command.commands, line
            command = command.commands[sub.split("|")[0]]
            known |= options(command)
        used = {word.split("=")[0] for word in words if word.startswith("-")}
        assert used <= known, line


def test_the_guides_for_trainers_name_every_command_that_they_need():
    for page in ("docs/trainers.md", "docs/formateurs.md"):
        named = {line.split()[1] for line in commands_of(page)}
        assert {"new", "check", "mend", "build", "serve", "lab"} <= named


@pytest.mark.parametrize("page", ["README.md", "README.fr.md"])
def test_the_readme_lists_every_command(page):
    named = {line.split()[1] for line in commands_of(page)}
    assert named == set(COMMANDS)


@pytest.mark.parametrize("page", PAGES)
def test_each_make_target_that_a_page_names_exists(page):
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    named = {match for line in code_of(page) for match in re.findall(r"^(?:\w+=\S+ )?make ([a-z]+)", line)}
    assert named <= targets


@pytest.mark.parametrize("page", PAGES)
def test_each_link_of_a_page_leads_somewhere(page):
    folder = (ROOT / page).parent
    for target in re.findall(
        r"(?<!\\)\]\((?!https?:)([^)\s]+)\)", re.sub(r"```.*?```|`[^`\n]+`", "", read(page), flags=re.DOTALL)
    ):
        path, _, anchor = target.partition("#")
        there = folder / path if path else ROOT / page
        assert there.exists(), f"{page}: {target}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", there.read_text("utf-8"), re.MULTILINE)
            assert anchor in {heading.lower() for heading in headings}, f"{page}: {target}"


@pytest.mark.parametrize(("french", "english"), PAIRS.items())
def test_both_languages_of_a_page_have_the_same_headings(french, english):
    levels = [
        [token.tag for token in MarkdownIt().parse(read(page)) if token.type == "heading_open"]
        for page in (french, english)
    ]
    assert levels[0] == levels[1]


@pytest.mark.parametrize("page", list(PAIRS))
def test_the_french_of_a_page_is_set_as_french_is(page):
    text = read(page)
    found = [text[max(0, problem.start - 20) : problem.end + 20] for problem in french_problems(text, ".md")]
    assert found == []


def test_each_test_that_the_threat_model_names_exists():
    """A file of tests, or the beginning of a test's name before an ellipsis."""
    written = {
        path.relative_to(ROOT / "tests").as_posix(): path.read_text("utf-8") for path in ROOT.glob("tests/**/*.py")
    }
    functions = re.findall(r"^def (test_\w+)", "\n".join(written.values()), re.MULTILINE)
    named = [one for one in code_of("docs/security.md") if "test_" in one]
    assert len(named) > 30
    for one in named:
        file, _, function = one.rpartition("::")
        if one.endswith(".py"):
            assert any(path.endswith(one) for path in written), one
        else:
            assert not file or any(path.endswith(file) for path in written), one
            begins = function.removesuffix("…")
            assert any(name.startswith(begins) if function != begins else name == begins for name in functions), one
