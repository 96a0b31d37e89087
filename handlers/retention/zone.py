"""The council's time zone, in which a moment is a day."""

from datetime import UTC
from zoneinfo import ZoneInfo

from handlers.context import Context


def zone_of(ctx: Context) -> ZoneInfo:
    """The zone of the context's moment."""
    zone = ctx.now.tzinfo
    return zone if isinstance(zone, ZoneInfo) else ZoneInfo(str(UTC))
