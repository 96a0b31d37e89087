"""The sign in a message's metadata, by which it is found again where nobody knows whether Slack took it."""

from typing import Any, Final

Json = dict[str, Any]
EVENT_TYPE: Final = "ofsted_bot_message"
LOOKED_THROUGH: Final = 15
MAY_HAVE_ARRIVED = frozenset({"fatal_error", "internal_error", "request_timeout"})


def signed(key: str) -> Json:
    """The metadata by which a message is found again."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key}}


def key_of(posted: Json) -> object:
    """The key in a message's metadata; None where there is none."""
    metadata = posted.get("metadata")
    payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
    return payload.get("key") if isinstance(payload, dict) else None
