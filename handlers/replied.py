"""What a message that somebody replies under was about: known from what was sent and shown, and never guessed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, select
from sqlmodel import Session

from handlers import access
from handlers.access import Item, PlanView
from handlers.cards.words import called
from handlers.context import Context
from handlers.errors import UserError
from handlers.grammar import reference
from models.card import Action, Reply
from models.database import Statement, Writer, table_of
from models.drafts import Shown as ShownTable
from models.sql import Ledger, Outbox, Plan, PlanAction, Recommendation, Shown
from models.vocabulary import LedgerState, Platform

KEPT_FOR = timedelta(days=60)
_MOST = 20
_SHOWN = table_of(ShownTable)
_REMINDED = Statement(
    lambda: (
        select(Ledger.subject, Ledger.plan_id)
        .join(Outbox, Outbox.id == Ledger.outbox_id)
        .where(
            Outbox.platform == bindparam("on"), Outbox.message_id == bindparam("message"),
            Outbox.person_id == bindparam("person"), Ledger.state == LedgerState.SENT,
        )
        .order_by(Ledger.id)
    )
)  # fmt: skip
_ANSWERED = Statement(
    lambda: select(Shown.about).where(
        Shown.platform == bindparam("on"), Shown.conversation == bindparam("conversation"),
        Shown.message_id == bindparam("message"),
    )
)  # fmt: skip
_LAST_REMINDED = Statement(
    lambda: (
        select(Outbox.message_id, Outbox.sent_at.label("at"))
        .join(Ledger, Ledger.outbox_id == Outbox.id)
        .where(
            Outbox.platform == bindparam("on"), Outbox.person_id == bindparam("person"),
            Outbox.sent_at > bindparam("since"), Outbox.message_id.is_not(None), Ledger.state == LedgerState.SENT,
            Ledger.subject.startswith("recommendation:") | Ledger.subject.startswith("action:"),
        )
        .order_by(Outbox.sent_at.desc(), Outbox.id.desc())
        .limit(1)
    )
)  # fmt: skip
_LAST_ANSWERED = Statement(
    lambda: (
        select(Shown.message_id, Shown.at)
        .where(
            Shown.platform == bindparam("on"), Shown.conversation == bindparam("conversation"),
            Shown.at > bindparam("since"),
        )
        .order_by(Shown.at.desc(), Shown.id.desc())
        .limit(1)
    )
)  # fmt: skip
_KEYS = Statement(lambda: select(Plan.key))
_NOTE = Statement(
    lambda: insert(_SHOWN).values(
        platform=bindparam("on"), conversation=bindparam("where"), message_id=bindparam("message"),
        about=bindparam("items"), at=bindparam("now"),
    )
)  # fmt: skip
_OLD = Statement(lambda: delete(_SHOWN).where(_SHOWN.c.at < bindparam("before")))


def _by_id(table: Any, kind: str) -> Statement:
    return Statement(
        lambda: select(table.id, table.label).where(
            table.id == bindparam("id"), table.plan_id == bindparam("plan"), access.visible(table, kind)
        )
    )


_ITEMS = {"recommendation": _by_id(Recommendation, "recommendation"), "action": _by_id(PlanAction, "action")}


def about(ctx: Context) -> list[tuple[PlanView, Item]] | None:
    """The items a message was about, of those this person may report on; None where it is not known.

    Where nobody can say under which message they write, it is the newest in their own chat that is about an item.
    Raises UserError where it is known, and none of them is theirs.
    """
    message = ctx.request.reply_to or _newest(ctx)
    found = list({(item.kind, item.id): (view, item) for view, item in _items(ctx, message)}.values())
    if not found:
        return None
    theirs = [(view, item) for view, item in found if access.may_update(ctx, view, item.kind, item.id)]
    if not theirs and not ctx.request.reply_to:
        return None
    if not theirs:
        named = called(found[0][1]) if len(found) == 1 else "items"
        raise UserError(
            f"That message is about {named}, which others report on. Nothing was kept. To report on something of "
            "yours, write it as a new message.", Action("Mine", "mine"),
        )  # fmt: skip
    return theirs[:_MOST]


def references(reply: Reply) -> tuple[str, ...]:
    """The items that a reply offers to update, else all that its buttons are about, as buttons name them."""
    said = [each.command for card in reply.cards for each in card.actions]
    offered = [command for command in said if command.startswith("update ")]
    return tuple(dict.fromkeys(name for command in offered or said for name in _named(command)))


def note(session: Session, platform: Platform, conversation: str, message: str, reply: Reply, now: datetime) -> None:
    """Keep which items an answer was about, for whoever replies under it, and nothing of its words."""
    writer = Writer(session)
    plans = {row.key for row in writer.all(_KEYS)}
    names = [name for name in references(reply) if _plan_of(name) in plans]
    if names:
        writer.run(_NOTE, on=platform, where=conversation, message=message, items="\n".join(names), now=now)


def forget_old(writer: Writer, now: datetime) -> None:
    """Let go of what stood in messages that nobody replies under any more."""
    writer.run(_OLD, before=now - KEPT_FOR)


def _named(command: str) -> Iterator[str]:
    words = command.split()
    for place, word in enumerate(words):
        ref = reference(word) if "/" in word else None
        if ref is not None and ref.plan:
            yield f"action {word}" if place and words[place - 1] == "action" else word


def _plan_of(name: str) -> str:
    ref = reference(name)
    return ref.plan if ref else ""


def _newest(ctx: Context) -> str:
    """The newest message in somebody's own chat that is about an item, on a platform whose chats have no threads."""
    person, on = ctx.actor.person_id, Platform(ctx.request.platform)
    if person is None or not ctx.request.direct or on is not Platform.TEAMS:
        return ""
    since = ctx.now - KEPT_FOR
    told = ctx.reader.all(_LAST_REMINDED, on=on, person=person, since=since)
    told += ctx.reader.all(_LAST_ANSWERED, on=on, conversation=ctx.request.conversation, since=since)
    return max(told, key=lambda row: row.at).message_id if told else ""


def _items(ctx: Context, message: str) -> Iterator[tuple[PlanView, Item]]:
    person = ctx.actor.person_id
    if not message or person is None:
        return
    on = Platform(ctx.request.platform)
    views = {view.id: view for view, _ in access.plans(ctx)}
    for row in ctx.reader.all(_REMINDED, on=on, message=message, person=person):
        kind, _, number = row.subject.partition(":")
        if kind in _ITEMS and row.plan_id in views:
            yield from _item(ctx, views[row.plan_id], kind, int(number))
    shown = ctx.reader.one(_ANSWERED, on=on, conversation=ctx.request.conversation, message=message)
    yield from _referred(ctx, views.values(), shown.about.splitlines() if shown else ())


def _item(ctx: Context, view: PlanView, kind: str, number: int) -> Iterator[tuple[PlanView, Item]]:
    row = ctx.reader.one(_ITEMS[kind], id=number, **access.scope(ctx, view))
    if row is not None:
        yield view, Item(kind, row.id, row.label, "")


def _referred(ctx: Context, views: Iterable[PlanView], names: Iterable[str]) -> Iterator[tuple[PlanView, Item]]:
    by_key = {view.key: view for view in views}
    for name in names:
        ref = reference(name)
        if ref is not None and ref.plan in by_key:
            view = by_key[ref.plan]
            found = [item for item in access.find(ctx, view, name) if item.kind in _ITEMS]
            yield from ((view, replace(item, text="")) for item in found if len(found) == 1)
