"""Which messages of the outbox may go now, and in which order."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, bindparam
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, or_, select, tuple_
from sqlmodel.sql.sqltypes import UTCDateTime

from models.outbox import Outbox
from models.vocabulary import OutboxState, Platform

_WAITS = (OutboxState.QUEUED, OutboxState.SENDING)


def due(session: Session, now: datetime, platforms: Sequence[Platform], most: int) -> list[Outbox]:
    """The first `most` that may go at `now` by one of these platforms, locked: the oldest of each conversation."""
    return list(session.exec(_due(tuple(platforms)), params={"now": now, "most": most}))


@cache
def _due(platforms: tuple[Platform, ...]) -> Any:
    """Built once: it takes longer to build than to run."""
    now = bindparam("now", type_=UTCDateTime())
    earlier = aliased(Outbox)
    before = tuple_(col(earlier.next_at), col(earlier.id)) < tuple_(col(Outbox.next_at), col(Outbox.id))
    held = and_(earlier.state == OutboxState.SENDING, col(earlier.lease_until) > now, earlier.id != Outbox.id)
    first = and_(_waits(earlier), or_(held, and_(before, _may_go(earlier, now, platforms))))
    ahead = [
        select(earlier.id).where(mine == theirs, first).exists()
        for mine, theirs in ((earlier.person_id, Outbox.person_id), (earlier.place_id, Outbox.place_id))
    ]
    wanted = select(Outbox).where(_waits(Outbox), _may_go(Outbox, now, platforms), *(~each for each in ahead))
    wanted = wanted.order_by(col(Outbox.next_at), col(Outbox.id)).limit(bindparam("most", type_=Integer()))
    return wanted.with_for_update(skip_locked=True, of=Outbox)


def _may_go(row: Any, now: Any, platforms: Sequence[Platform]) -> Any:
    """The condition that nobody has it, one of these platforms may take it, and it waits for nothing."""
    free = or_(row.state == OutboxState.QUEUED, and_(row.state == OutboxState.SENDING, row.lease_until <= now))
    ours = or_(row.platform.is_(None), row.platform.in_(platforms))
    return and_(free, ours, row.next_at <= now, _leader_has_gone(row))


def _waits(row: Any) -> Any:
    """The condition that it is not settled, in the very words of the index of what waits: else SQLite reads it all."""
    return row.state.in_(bindparam(None, _WAITS, expanding=True, literal_execute=True))


def _leader_has_gone(row: Any) -> Any:
    """The condition that a message follows none, or one that is not waiting any more."""
    leader = aliased(Outbox)
    waits = select(leader.id).where(leader.id == row.follows_id, _waits(leader))
    return or_(row.follows_id.is_(None), ~waits.exists())
