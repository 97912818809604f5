"""Who a browser is to our server, read off its cookie."""

import base64
import json


def learner_of(cookie: str) -> str:
    """Return the opaque id in the value of a signed cookie (its parts are ``length:text``; the fifth is the value)."""
    value = cookie.strip('"').split("|")[4].partition(":")[2]
    return str(json.loads(base64.b64decode(value))["id"])
