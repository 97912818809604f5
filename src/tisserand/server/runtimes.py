"""What shows the widgets of a lesson, and what follows from it for its kernel and its page."""

import ast
from typing import Literal

from nbformat import NotebookNode

from tisserand.content.models.module import TrainingModule
from tisserand.server.page_assets import ASSETS_PATH
from tisserand.server.security_headers import FOREIGN_WIDGETS, OUR_WIDGETS, STOCK_PAGE
from tisserand.widgets.front_end import WIDGET_URL

Runtime = Literal["auto", "full", "stock"]
"""Our small front end, which brings ipywidgets' manager when a widget needs it (``auto``) or at once (``full``); or
Voilà's own front end (``stock``), the compatible mode, for widgets of other packages."""

TEMPLATES = {"auto": "tisserand", "full": "tisserand", "stock": "tisserand-stock"}
"""Voilà's template for each."""


def runtime_of(module: TrainingModule, *, compatible: bool) -> Runtime:
    """Return what shows a module's lesson; a ``compatible`` server shows all of them with Voilà's front end."""
    return "stock" if compatible else module.runtime


def kernel_environment(runtime: Runtime, base_url: str) -> dict[str, str]:
    """Return what a kernel finds in its environment: where the page has our widgets, if it brings them itself."""
    return {} if runtime == "stock" else {WIDGET_URL: f"{base_url}{ASSETS_PATH}"}


def scripts_of(notebook: NotebookNode, runtime: Runtime) -> str:
    """Return where the page's scripts may come from, for the security policy: as strict as its widgets allow.

    Args:
        notebook: the lesson, not played: the policy is sent before its cells ran.
        runtime: what shows its widgets.
    """
    if runtime == "stock":
        return STOCK_PAGE
    return OUR_WIDGETS if shows_ours_only(notebook) else FOREIGN_WIDGETS


def shows_ours_only(notebook: NotebookNode) -> bool:
    """Whether the cells do nothing but open the lesson and show its activities: then no other widget can appear."""
    return all(_is_ours(cell.source) for cell in notebook.cells if cell.cell_type == "code")


def _is_ours(source: str) -> bool:
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return False
    return all(_is_our_statement(one) for one in statements)


def _is_our_statement(statement: ast.stmt) -> bool:
    """Whether it is a parameter, the import or the opening of a lesson, or a call of one of its methods."""
    match statement:
        case ast.ImportFrom(module="tisserand.notebook"):
            return True
        case ast.Assign(targets=[ast.Name()], value=ast.Constant()):
            return True
        case ast.Assign(targets=[ast.Name(id="lesson")], value=ast.Call(func=ast.Name(id="open_lesson"))):
            return True
        case ast.Expr(value=call) | ast.Assign(targets=[ast.Name()], value=call):
            return isinstance(call, ast.Call) and _is_a_method_of_the_lesson(call.func)
    return False


def _is_a_method_of_the_lesson(function: ast.expr) -> bool:
    match function:
        case ast.Attribute(value=ast.Name(id="lesson")):
            return True
    return False
