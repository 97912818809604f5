"""What a lesson's page may load and run (its Content-Security-Policy): nothing from another host, nothing inline."""

import ast

from nbformat import NotebookNode

from tisserand.server.page_facts import Runtime

_SCRIPTS = {
    "house": "'self'",
    "foreign": "'self' blob:",  # anywidget makes a module of a widget's text through a blob
    "stock": "'self' 'unsafe-inline' 'unsafe-eval' blob:",  # Voilà's inline scripts, JupyterLab's schema compiler
}
_OTHERS = {
    "default-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",  # widgets size their bars with a style attribute
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' ws: wss:",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}


def lesson_policy(notebook: NotebookNode, runtime: Runtime) -> str:
    """Return the policy for a lesson: as strict as its widgets allow.

    Args:
        notebook: the lesson, not executed: the policy is sent before its cells run.
        runtime: how its widgets are shown.
    """
    kind = "stock" if runtime == "stock" else "house" if shows_ours_only(notebook) else "foreign"
    return "; ".join(f"{what} {where}" for what, where in {"script-src": _SCRIPTS[kind], **_OTHERS}.items())


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
    """Whether it is a parameter, the import and the opening of a lesson, or one call of a method of the lesson."""
    match statement:
        case ast.ImportFrom(module="tisserand.notebook"):
            return True
        case ast.Assign(targets=[ast.Name()], value=ast.Constant()):
            return True
        case ast.Assign(targets=[ast.Name(id="lesson")], value=ast.Call(func=ast.Name(id="open_lesson"))):
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id="lesson")))):
            return True
    return False
