"""The roles that somebody says are theirs, folded from their records."""

from collections.abc import Iterable

from tisserand.content.models.base import Role
from tisserand.domain.events import Record, RolesChosen


def chosen_roles(records: Iterable[Record]) -> tuple[Role, ...]:
    """Return the roles of the last choice, in the order of :class:`Role`; none when nothing was chosen.

    What is no role, or no longer one, is passed over.
    """
    chosen: object = ()
    for record in records:
        if isinstance(record.event, RolesChosen):
            chosen = record.event.roles
    names = {name for name in chosen if isinstance(name, str)} if isinstance(chosen, list | tuple) else set()
    return tuple(role for role in Role if role.value in names)
