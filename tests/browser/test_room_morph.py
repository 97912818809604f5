"""A room's page becomes what the server says, node by node: ``widgets/room_page/morph.js`` in a real browser."""

from collections.abc import Iterator
from html import escape
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from tisserand.paths import front_end_folder

NAMES = ["a", "b", "c"]
TAGS = ["p", "div", "section", "form", "b", "button"]
WORDS = st.sampled_from(["un", "deux", "é", " "])
LEAF = st.one_of(WORDS, st.sampled_from(["<input>", '<input type="checkbox">', "<br>"]))
NODES = st.recursive(
    LEAF,
    lambda inner: st.tuples(st.sampled_from(TAGS), st.sampled_from(["", *NAMES]), WORDS, st.lists(inner, max_size=4)),
    max_leaves=12,
)
FRAGMENTS = st.lists(NODES, max_size=5)


def html_of(nodes: list[Any], seen: set[str]) -> str:
    """A fragment in which no name stands twice."""
    found = []
    for node in nodes:
        if isinstance(node, str):
            found.append(node)
            continue
        tag, name, title, inner = node
        is_new = bool(name) and name not in seen
        seen.add(name)
        named = f' id="{name}"' if is_new else ""
        found.append(f'<{tag}{named} title="{escape(title)}">{html_of(inner, seen)}</{tag}>')
    return "".join(found)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """An empty page that can morph."""
    page = browser.new_page()
    page.set_content("<main></main>")
    script = (front_end_folder() / "room_page" / "morph.js").read_text("utf-8")
    page.add_script_tag(content=script.replace("export function", "function") + "\nwindow.morph = morph;")
    yield page
    page.close()


@given(before=FRAGMENTS, after=FRAGMENTS)
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stood_there_the_page_says_what_the_server_said(
    page: Page, before: list[Any], after: list[Any]
) -> None:
    """And what is there already is left as it is."""
    old, new = html_of(before, set()), html_of(after, set())
    shown, wanted, changes = page.evaluate(
        """async ([before, after]) => {
          const place = document.querySelector("main");
          const fresh = document.createElement("template");
          place.innerHTML = before;
          fresh.innerHTML = after;
          morph(place, after);
          const shown = place.innerHTML;
          const watcher = new MutationObserver(() => {});
          watcher.observe(place, { subtree: true, childList: true, attributes: true, characterData: true });
          morph(place, after);
          return [shown, fresh.innerHTML, watcher.takeRecords().length];
        }""",
        [old, new],
    )
    assert shown == wanted
    assert changes == 0


def kept(page: Page, before: str, after: str, where: str) -> bool:
    """Whether what is at ``where`` is the same node, focused, with what was typed, after the page changed."""
    found: bool = page.evaluate(
        """([before, after, where]) => {
          const place = document.querySelector("main");
          place.innerHTML = before;
          const field = place.querySelector(where);
          field.focus();
          field.value = "typed";
          morph(place, after);
          return field.isConnected && document.activeElement === field && field.value === "typed";
        }""",
        [before, after, where],
    )
    return found


FORM = '<section id="stage"><h2>{title}</h2><form data-key="{key}"><input name="x"></form></section>'


@pytest.mark.parametrize(
    "after",
    [
        "<p>before</p>" + FORM,
        FORM + "<p>after</p>",
        "<section><p>another</p></section>" + FORM,
        FORM.replace("<form", "<p>more</p><form"),
        FORM.replace('name="x"', 'name="x" value="from the server" class="y"'),
    ],
)
def test_a_field_in_use_survives_what_changes_around_it(page: Page, after: str) -> None:
    """Whatever comes and goes before, after and above it."""
    one, other = FORM.format(title="One", key="k"), after.format(title="Two", key="k")
    assert kept(page, one, other, "input")
    assert kept(page, other, one, "input")


def test_another_question_has_other_fields(page: Page) -> None:
    """What was typed for one is not taken for an answer to the next."""
    assert not kept(page, FORM.format(title="One", key="k"), FORM.format(title="Two", key="l"), "input")


def test_what_people_arrange_and_unfold_is_theirs(page: Page) -> None:
    """Until it is about something else."""
    order = '<ol data-own="{of}"><li id="a">a</li><li id="b">b</li></ol>'
    order += '<details id="d"><summary>s</summary>{words}</details>'
    shown = page.evaluate(
        """([before, same, other]) => {
          const place = document.querySelector("main");
          place.innerHTML = before;
          place.querySelector("ol").append(place.querySelector("#a"));
          place.querySelector("details").open = true;
          morph(place, same);
          const kept = [place.querySelector("ol").textContent, place.querySelector("details").open];
          morph(place, other);
          return [...kept, place.querySelector("ol").textContent];
        }""",
        [order.format(of="q", words="one"), order.format(of="q", words="two"), order.format(of="r", words="two")],
    )
    assert shown == ["ba", True, "ab"]
