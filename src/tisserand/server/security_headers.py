"""What browsers are told about our pages: nothing from another host, no frames, no guessing of types."""

from tornado.httputil import HTTPServerRequest

_EVERYWHERE = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",  # widths of bars and places of dots are style attributes
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "object-src": "'none'",
}

OUR_WIDGETS = "'self'"
"""Scripts of a lesson that shows our widgets only."""

FOREIGN_WIDGETS = "'self' blob:"
"""Scripts of a lesson with widgets that are not ours: anywidget imports their source from a blob."""

STOCK_PAGE = "'self' 'unsafe-inline' 'unsafe-eval' blob:"
"""Scripts of the compatible mode: Voilà's stock page has inline scripts and JupyterLab's module loader."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}


def policy(request: HTTPServerRequest, scripts: str = OUR_WIDGETS) -> str:
    """Return the content security policy of a page.

    Args:
        request: says which host and scheme the websocket has: older browsers don't count it as ``'self'``.
        scripts: where scripts may come from.
    """
    socket = f"{'wss' if request.protocol == 'https' else 'ws'}://{request.host}"
    allowed = {**_EVERYWHERE, "script-src": scripts, "connect-src": f"'self' {socket}"}
    return "; ".join(f"{what} {where}" for what, where in allowed.items())
