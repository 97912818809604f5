"""Who visits: a person known by a random id in a signed cookie, and the trainer, known by a password."""

import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import Any

from jupyter_server.auth import Authorizer, IdentityProvider, User
from tornado.web import RequestHandler

from tisserand.services.limits import checked_text

LONGEST_NAME = 40
_COOKIE_DAYS = 400  # the longest that browsers keep one
_PERSON, _TRAINER = "tisserand_person", "tisserand_trainer"
_TRAINER_DAYS = 0.5


@dataclass
class Person(User):  # type: ignore[misc]  # jupyter_server types it, mypy does not follow
    """A visitor who did something: ``username`` is their opaque id, ``display_name`` a pseudonym if they gave one."""


class People(IdentityProvider):  # type: ignore[misc]
    """Reads the cookie of a person. There is no token and no login: somebody becomes a person by opening a lesson."""

    token = ""  # with one, whoever has it would be an ordinary Jupyter user, who may run code
    need_token = False
    cookie_name = _PERSON

    async def get_user(self, handler: RequestHandler) -> Person | None:
        """Return who asks, or ``None``: jupyter_server then answers 403."""
        return person_of(handler)

    @property
    def auth_enabled(self) -> bool:
        """Nobody is let in as an anonymous user of Jupyter."""
        return True

    def get_handlers(self) -> list[tuple[str, object]]:
        """Return none: the stock login page has no use here."""
        return []

    def validate_security(self, *_: Any, **__: Any) -> None:
        """Pass over the warning that the server has no token: it is meant."""


class OwnKernelOnly(Authorizer):  # type: ignore[misc]
    """Deny by default: a person may look at their own kernel and talk to it, and nothing else."""

    def is_authorized(self, handler: Any, user: User, action: str, resource: str) -> bool:
        """Return whether ``user`` may; the handler names the kernel in its path."""
        kernel_id = handler.path_kwargs.get("kernel_id") or getattr(handler, "kernel_id", None)
        owns = bool(kernel_id) and handler.settings["kernel_manager"].owner_of(kernel_id) == user.username
        return resource == "kernels" and action in {"read", "execute"} and owns


def person_of(handler: RequestHandler) -> Person | None:
    """Return the person whose signed cookie the request brings, or ``None`` for somebody who only looks around."""
    value = handler.get_signed_cookie(_PERSON, max_age_days=_COOKIE_DAYS, min_version=2)
    if not value:
        return None
    data = json.loads(value)
    return Person(data["id"], display_name=data["name"] or data["id"], name=data["name"] or data["id"])


def welcome(handler: RequestHandler, person: Person | None = None) -> Person:
    """Return the person who asks, made now for a newcomer (128 random bits), with a fresh cookie.

    Args:
        handler: answers the request.
        person: who they are from now on, where a resume code or a new name says so.
    """
    person = person or person_of(handler) or Person(secrets.token_urlsafe(16))
    data = {"id": person.username, "name": person.display_name if person.display_name != person.username else ""}
    _set_cookie(handler, _PERSON, json.dumps(data), _COOKIE_DAYS)
    return person


def named(person: Person, typed: str) -> Person:
    """Return the person under a pseudonym of their own, or under none.

    Raises:
        RefusedError: it is too long.
    """
    name = " ".join(checked_text(typed, LONGEST_NAME).split())
    return Person(person.username, name=name or person.username, display_name=name or person.username)


def forget(handler: RequestHandler) -> None:
    """Have the browser forget the person."""
    handler.clear_cookie(_PERSON, path=handler.settings["base_url"])


def admit_trainer(handler: RequestHandler, password_hash: str) -> None:
    """Remember for half a day that the trainer gave the password; changing it ends this."""
    _set_cookie(handler, _TRAINER, _digest(password_hash), _TRAINER_DAYS)


def is_trainer(handler: RequestHandler, password_hash: str) -> bool:
    """Return whether the request comes from a trainer who gave the present password."""
    value = handler.get_signed_cookie(_TRAINER, max_age_days=_TRAINER_DAYS, min_version=2)
    return bool(password_hash) and value is not None and secrets.compare_digest(value, _digest(password_hash).encode())


def dismiss_trainer(handler: RequestHandler) -> None:
    """Close the trainer's pages again on this browser."""
    handler.clear_cookie(_TRAINER, path=handler.settings["base_url"])


def _digest(password_hash: str) -> str:
    return hashlib.sha256(password_hash.encode()).hexdigest()


def _set_cookie(handler: RequestHandler, name: str, value: str, days: float) -> None:
    path, secure = handler.settings["base_url"], handler.request.protocol == "https"
    handler.set_signed_cookie(name, value, days, path=path, httponly=True, samesite="Lax", secure=secure)
