"""Choosing one's roles: it belongs to no module, and is kept beside what happens in them."""

from collections.abc import Iterable

from tisserand.content.models.base import Role
from tisserand.domain.chosen_roles import chosen_roles
from tisserand.domain.events import RolesChosen
from tisserand.errors import RefusedError
from tisserand.services.session import ModuleVersion, Session

PATH = ModuleVersion("path", 1)
"""What the records of the path hang on, since they belong to no module; no module's id looks like it."""

ROLES = "roles"
"""The activity under which they are recorded."""


def current_roles(session: Session) -> tuple[Role, ...]:
    """Return the roles that the person chose; none is fine too.

    Raises:
        StoreError: the log can't be read.
    """
    return chosen_roles(session.records(ROLES))


def choose_roles(session: Session, roles: Iterable[str], uuid: str) -> tuple[Role, ...]:
    """Keep which roles are the person's, in place of those before, and return them.

    Args:
        session: who and when; its module is :data:`PATH`.
        roles: names of ``Role``; none to have none.
        uuid: made by the client.

    Raises:
        RefusedError: there is no such role.
        StoreError: it could not be kept.
        TypeError: a role is not a text: the message was forged.
    """
    wanted = list(dict.fromkeys(roles))
    if not all(isinstance(role, str) for role in wanted):
        raise TypeError("a role is a text")
    if unknown := [role for role in wanted if role not in set(Role)]:
        raise RefusedError("no_such_role", role=unknown[0][:40])
    session.record(ROLES, uuid, RolesChosen([role.value for role in Role if role in wanted]))
    return current_roles(session)
