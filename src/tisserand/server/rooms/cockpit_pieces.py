"""The pieces of the cockpit. Each returns what its template takes besides the scene."""

from collections.abc import Callable, Mapping
from typing import Any

from tisserand.server.rooms.participant_pieces import nothing, results, stage
from tisserand.server.rooms.scene import Scene

COCKPIT: Mapping[str, Callable[[Scene], dict[str, Any]]] = {
    "cockpit_room": nothing,
    "cockpit_programme": stage,
    "cockpit_collection": stage,
    "count": nothing,
    "cockpit_people": nothing,
    "results": results,
}
