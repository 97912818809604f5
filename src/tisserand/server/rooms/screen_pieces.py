"""The pieces of the projector's page. Each returns what its template takes besides the scene."""

from collections.abc import Callable, Mapping
from typing import Any

from tisserand.server.rooms.participant_pieces import nothing, results, stage
from tisserand.server.rooms.scene import Scene

SCREEN: Mapping[str, Callable[[Scene], dict[str, Any]]] = {
    "screen_banner": nothing,
    "screen_stage": stage,
    "count": nothing,
    "results": results,
}
