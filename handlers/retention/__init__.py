"""Retention: what is kept how long, what has had its time, and erasing it with a marked gap."""

from handlers.retention.closing import close, reopen
from handlers.retention.expiring import Expired, expire
from handlers.retention.periods import periods_of
from handlers.retention.records import Record, records
from handlers.retention.showing import show

__all__ = ["Expired", "Record", "close", "expire", "periods_of", "records", "reopen", "show"]
