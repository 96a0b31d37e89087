"""What came in from a platform: kept before it is acknowledged, and until its answer is told."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, bindparam, case, cast, delete, exists, insert, literal, not_, null, select, update
from sqlmodel import Session

from handlers.request import Attachment, Request
from models.card import Reply, from_json, to_json
from models.database import Reader, Statement, Writer, is_busy, table_of
from models.inbox import Inbox as InboxTable
from models.vocabulary import InboxState

_INBOX = table_of(InboxTable)
_AT_ONCE = 100
_PARTS = tuple(each.name for each in fields(Request))
_as_json = json.JSONEncoder(ensure_ascii=False).encode
_SENT_AGAIN_FOR = timedelta(days=7)
Route = dict[str, Any]
REPEAT = "repeat"
"""Where a route keeps that its answer may have been told already: the sign by which it can be looked for."""


class Busy(Exception):
    """Somebody else was writing for too long; nothing was kept, and the same may be sent again."""


class MayHaveArrived(Exception):
    """A platform took `reply`, or did not: nobody knows. `sign` is what tells it from others where it can be sought."""

    def __init__(self, reply: Reply, sign: str = "yes") -> None:
        super().__init__("it may have arrived")
        self.reply = reply
        self.sign = sign


class Repeated(Exception):
    """The same delivery was worked off already, or is being worked off elsewhere; nothing was done now."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing that came in, and how its answer is to be told. `request.id` is the platform's own key for it."""

    request: Request
    route: Route


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A delivery that somebody left: with its request, or with the reply that was decided and never told."""

    key: str
    route: Route
    request: Request | None
    reply: Reply | None
    tries: int


def _mine() -> tuple[Any, Any]:
    return _INBOX.c.platform == bindparam("on"), _INBOX.c.event_key == bindparam("key")


_WAITING = _INBOX.c.state == literal(InboxState.RECEIVED, _INBOX.c.state.type)
_TO_TELL = _INBOX.c.state == literal(InboxState.DECIDED, _INBOX.c.state.type)
_DECIDED = {"state": InboxState.DECIDED, "payload": null()}

_CAME_MEANWHILE = "23505"  # PostgreSQL's word for a key that somebody else wrote down at the same moment
_NEW = {
    "platform": "on", "event_key": "key", "state": "state", "received_at": "now",
    "payload": "payload", "route": "route",
}  # fmt: skip


def _arriving() -> Any:
    given = {name: bindparam(value, type_=_INBOX.c[name].type) for name, value in _NEW.items()}
    named = {name: cast(given[name], _INBOX.c[name].type) for name in ("platform", "event_key")}  # given twice
    values = [each.label(name) for name, each in {**given, **named}.items()]
    fresh = select(*values, literal(0).label("attempts")).where(~exists().where(*_mine()))
    return insert(_INBOX).from_select([*_NEW, "attempts"], fresh)


_ARRIVE = Statement(_arriving)
_CLAIM = Statement(
    lambda: update(_INBOX).where(*_mine(), _WAITING).values(decided_at=bindparam("now"), reply=null(), **_DECIDED)
)
_KEEP = Statement(lambda: update(_INBOX).where(*_mine(), _TO_TELL).values(reply=bindparam("reply")))
_SETTLE = Statement(
    lambda: (
        update(_INBOX)
        .where(*_mine(), _WAITING)
        .values(decided_at=bindparam("now"), reply=bindparam("reply"), **_DECIDED)
    )
)


_REPEAT = Statement(
    lambda: (
        update(_INBOX)
        .where(*_mine(), _WAITING | _TO_TELL)
        .values(reply=bindparam("reply"), route=bindparam("to"), **_DECIDED)
    )
)


def _ends_as(state: InboxState) -> Statement:
    return Statement(
        lambda: (
            update(_INBOX)
            .where(*_mine(), _INBOX.c.state != literal(InboxState.REFUSED, _INBOX.c.state.type))
            .values(
                state=literal(state, _INBOX.c.state.type),
                answered_at=bindparam("now"), payload=null(), route=null(), reply=null(),
            )
        )
    )  # fmt: skip


_FINISH, _GIVE_UP = _ends_as(InboxState.ANSWERED), _ends_as(InboxState.FAILED)
_TRY = Statement(lambda: update(_INBOX).where(*_mine(), _TO_TELL | _WAITING).values(attempts=_INBOX.c.attempts + 1))
_LEFT = Statement(
    lambda: (
        select(
            _INBOX.c.event_key, _INBOX.c.attempts,
            _INBOX.c.payload, _INBOX.c.route, _INBOX.c.reply,
            case((_WAITING, 1), else_=0).label("waiting"),
        )
        .where(_INBOX.c.platform == bindparam("on"), _TO_TELL | _WAITING, _INBOX.c.received_at <= bindparam("before"))
        .order_by(_INBOX.c.received_at)
        .limit(_AT_ONCE)
    )
)  # fmt: skip


_OLD = Statement(
    lambda: delete(_INBOX).where(_INBOX.c.received_at < bindparam("before"), not_(_TO_TELL), not_(_WAITING))
)


def forget_old(writer: Writer, now: datetime) -> None:
    """Let go of keys that no platform sends again."""
    writer.run(_OLD, before=now - _SENT_AGAIN_FOR)


def claim(writer: Writer, request: Request, now: datetime) -> None:
    """Take the delivery of `request` as worked off, in the transaction that does it. Raises Repeated."""
    if writer.run(_CLAIM, on=request.platform, key=request.id, now=now) == 0:
        raise Repeated


def keep(writer: Writer, request: Request, reply: Reply) -> None:
    """Keep what is to be told, in the same transaction, so that a crash before it is told loses nothing."""
    writer.run(_KEEP, on=request.platform, key=request.id, reply=json.dumps(to_json(reply)))


class Inbox:
    """The rows of one platform. Every call here writes, and so belongs on a writer's thread."""

    def __init__(self, engine: Engine, platform: str, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._platform = platform
        self._clock = clock

    def arrive(self, delivery: Delivery, *, keeping: bool) -> bool:
        """Write down that something came; False when it came before. Its words are kept only with `keeping`."""
        (fresh,) = self.arrive_all([(delivery, keeping)])
        return fresh

    def arrive_all(self, came: Sequence[tuple[Delivery, bool]]) -> list[bool]:
        """The same of several at once, each with whether its words are kept. Raises Busy; then none is written down."""
        rows = [self._row(delivery, keeping=keeping) for delivery, keeping in came]
        try:
            with Session(self._engine) as session, session.begin():
                writer = Writer(session)
                return [writer.run(_ARRIVE, **row) == 1 for row in rows]
        except Exception as error:
            if len(rows) == 1 and getattr(error, "sqlstate", "") == _CAME_MEANWHILE:
                return [False]
            if is_busy(error):
                raise Busy from error
            raise

    def _row(self, delivery: Delivery, *, keeping: bool) -> dict[str, Any]:
        return {
            "on": self._platform, "key": delivery.request.id, "now": self._clock(),
            "state": InboxState.RECEIVED if keeping else InboxState.REFUSED,
            "payload": _written(delivery.request) if keeping else None,
            "route": json.dumps(delivery.route) if keeping else None,
        }  # fmt: skip

    def settle(self, key: str, reply: Reply) -> None:
        """Keep the reply to what changed nothing; what changed something keeps its own."""
        self._run(_SETTLE, key, now=self._clock(), reply=json.dumps(to_json(reply)))

    def repeat(self, key: str, route: Route, reply: Reply) -> None:
        """Keep what is to be told once more, and that it may be a repeat; its files with it, lest none comes."""
        kept = json.dumps(to_json(reply))
        self._run(_REPEAT, key, to=json.dumps(route), reply=kept)

    def finish(self, key: str) -> None:
        """The answer was told: all that is left is that it came."""
        self.finish_all([key])

    def finish_all(self, keys: Sequence[str]) -> Sequence[None]:
        """The answers to these were told."""
        with Session(self._engine) as session, session.begin():
            Writer(session).run_each(
                _FINISH, [{"on": self._platform, "key": key, "now": self._clock()} for key in keys]
            )
        return [None] * len(keys)

    def give_up(self, key: str) -> None:
        """It was tried for long enough."""
        self._run(_GIVE_UP, key, now=self._clock())

    def tried(self, key: str) -> None:
        """It is taken up once more, after it was left."""
        self._run(_TRY, key)

    def left(self, reader: Reader, before: datetime) -> list[Unfinished]:
        """What came up to `before` and is not finished, the oldest first."""
        rows = reader.all(_LEFT, on=self._platform, before=before)
        return [
            Unfinished(
                row.event_key,
                json.loads(row.route or "{}"),
                _read(row.payload) if row.waiting and row.payload else None,
                from_json(json.loads(row.reply)) if row.reply else None,
                row.attempts,
            )
            for row in rows
        ]

    def _run(self, statement: Statement, key: str, **given: Any) -> None:
        with Session(self._engine) as session, session.begin():
            Writer(session).run(statement, on=self._platform, key=key, **given)


def _written(request: Request) -> str:
    files = [{"name": each.name, "handle": each.handle} for each in request.attachments]
    said = {name: getattr(request, name) for name in _PARTS}
    return _as_json({**said, "values": dict(request.values), "attachments": files})


def _read(payload: str) -> Request:
    parts: Mapping[str, Any] = json.loads(payload)
    files = tuple(Attachment(**each) for each in parts["attachments"])
    return Request(**{**parts, "attachments": files})
