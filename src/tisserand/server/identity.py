"""Who a visitor is: an opaque id in a cookie, made when a lesson is first opened."""

import re
import secrets

from tornado.web import RequestHandler

LEARNER_HEADER = "X-Tisserand-Learner"
"""How the id travels from the page handler to the kernel's environment (``HTTP_X_TISSERAND_LEARNER``)."""

_COOKIE = "tisserand_learner"
_DAYS = 400  # the longest that browsers keep a cookie
_ID = re.compile(r"[A-Za-z0-9_-]{22,64}")


def learner_of(handler: RequestHandler) -> str | None:
    """Return the visitor's id, or ``None`` for somebody who has not opened a lesson yet."""
    value = handler.get_cookie(_COOKIE)
    return value if value and _ID.fullmatch(value) else None


def make_learner(handler: RequestHandler, base_url: str) -> str:
    """Return the visitor's id, making one (128 random bits) and its cookie for a newcomer."""
    learner = learner_of(handler) or secrets.token_urlsafe(16)
    secure = handler.request.protocol == "https"
    handler.set_cookie(
        _COOKIE, learner, expires_days=_DAYS, path=base_url, httponly=True, samesite="Lax", secure=secure
    )
    return learner


def forget_learner(handler: RequestHandler, base_url: str) -> None:
    """Take the cookie away."""
    handler.clear_cookie(_COOKIE, path=base_url)
