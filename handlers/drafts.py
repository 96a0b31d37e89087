"""`draft`: words somebody wrote that were no command become an update when they say so, within a day."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, literal, null, select, union_all, update
from sqlmodel import Session

from handlers import access, replied, status
from handlers import update as updating
from handlers.cards import drafts as cards
from handlers.cards.evidence import saving_form
from handlers.cards.words import item_ref
from handlers.context import Arguments, Context
from handlers.errors import UserError
from models import sql
from models.card import Action, Reply
from models.database import Reader, Statement, Writer, table_of
from models.drafts import Draft
from models.vocabulary import Relation

KEPT_FOR = timedelta(hours=24)
_MOST = 5
_DRAFT = table_of(Draft)
_HELP = Action("Help", "help")


def _mine() -> Any:
    kinds = (
        ("recommendation", sql.Recommendation, sql.Tie.recommendation_id),
        ("action", sql.PlanAction, sql.Tie.action_id),
    )
    parts = [
        select(literal(kind).label("kind"), table.label, sql.Plan.key, table.position.label("position"))
        .join(sql.Tie, tie == table.id)
        .join(sql.Plan, sql.Plan.id == table.plan_id)
        .where(
            access.held_by_person(), table.withdrawn_on.is_(None), sql.Plan.published_at.is_not(None),
            sql.Tie.relation.in_([Relation.OWNER, Relation.DEPUTY]),
        )
        for kind, table, tie in kinds
    ]  # fmt: skip
    both = union_all(*parts).subquery()
    return select(both).distinct().order_by(both.c.kind.desc(), both.c.position).limit(_MOST)


_MINE = Statement(_mine)
_FILES = Statement(
    lambda: (
        select(sql.Draft.files)
        .join(sql.Identity, sql.Identity.person_id == sql.Draft.person_id)
        .where(
            sql.Draft.id == bindparam("draft"), sql.Draft.expires_at > bindparam("now"),
            sql.Identity.platform == bindparam("platform"), sql.Identity.external_id == bindparam("account"),
        )
    )
)  # fmt: skip
_EXPIRED = Statement(
    lambda: (
        update(_DRAFT)
        .where(_DRAFT.c.expires_at <= bindparam("now"), _DRAFT.c.words.is_not(None))
        .values(words=null(), files=null())
    )
)


def keep(ctx: Context, args: Arguments) -> Reply:
    """Keep somebody's words for a day, and ask what they are."""
    mine = _meant(ctx) if ctx.actor.person_id else []
    words, files = args.get("words"), args.get("files")
    if not mine or ctx.actor.person_id is None or not (words or files):
        raise UserError("I did not understand that, and you own nothing an update could be about.", _HELP)
    if len(words) > updating.LONGEST:
        raise UserError(f"That is {len(words):,} characters long; an update has at most {updating.LONGEST:,}.", _HELP)
    added = Draft(
        person_id=ctx.actor.person_id, at=ctx.now, expires_at=ctx.now + KEPT_FOR, words=words, files=files or None
    )
    ctx.change.add(added)
    ctx.change.flush()
    return Reply((cards.draft_card(added.key_id, words, _count(added), mine),))


def _meant(ctx: Context) -> list[tuple[str, str]]:
    """The items it may be an update of: what the message they replied under was about, else what is theirs."""
    about = replied.about(ctx)
    if about is not None:
        return [(item.label, item_ref(view, item)) for view, item in about]
    seen = {view.key for view, _ in access.plans(ctx)}
    return cards.named([row for row in ctx.reader.all(_MINE, **access.holder(ctx)) if row.key in seen])


def use(ctx: Context, args: Arguments) -> Reply:
    """Record a draft as an update of one item, once it is said how that is going."""
    draft = _own(ctx, args)
    view, item = status.one(ctx, args.get("number"))
    word = args.get("how")
    if not word:
        return Reply((cards.how_card(draft.key_id, item.label, item_ref(view, item), draft.words or ""),))
    said = {"number": args.get("number"), "narrative": draft.words or ""}
    said |= {} if word == cards.WORDS_ALONE else {"delivery": word}
    reply = updating.report(ctx, Arguments(said))
    if reply.refused or reply.form is not None:
        return reply
    count = _count(draft)
    _forget(ctx, draft, files=False)
    return replace(reply, cards=(cards.with_its_files(reply.cards[0], draft.key_id, count), *reply.cards[1:]))


def file(ctx: Context, args: Arguments) -> Reply:
    """Ask what the files of a draft are evidence for."""
    draft = _own(ctx, args)
    return Reply(form=saving_form(draft.words or "", files=len(ctx.attached), number=args.get("number")))


def drop(ctx: Context, args: Arguments) -> Reply:
    """Forget a draft."""
    _forget(ctx, _own(ctx, args), files=True)
    return Reply((cards.dropped_card(),))


def files_of(reader: Reader, platform: str, account: str, draft: int, now: datetime) -> str:
    """The files of somebody's own draft, as their platform calls them; empty where there are none."""
    row = reader.one(_FILES, platform=platform, account=account, draft=draft, now=now)
    return (row.files if row else None) or ""


def expire(session: Session, now: datetime) -> None:
    """Erase what nobody said anything about in time, and what stood in old messages."""
    Writer(session).run(_EXPIRED, now=now)
    replied.forget_old(Writer(session), now)


def _own(ctx: Context, args: Arguments) -> Draft:
    said = args.get("draft")
    number = int(said) if said.isdecimal() and len(said) < 10 else 0  # noqa: PLR2004  because no id is longer
    draft = ctx.change.get(Draft, number, with_for_update=True) if number else None
    if draft is None or draft.person_id != ctx.actor.person_id or draft.expires_at <= ctx.now or draft.words is None:
        raise UserError("That is no longer kept: it was used, or is over a day old. Send it again.", _HELP)
    return draft


def _count(draft: Draft) -> int:
    return len(draft.files.split(",")) if draft.files else 0


def _forget(ctx: Context, draft: Draft, *, files: bool) -> None:
    """Erase the words; the files too, or for as long as they may still become evidence only their ids are kept."""
    keeping = bool(draft.files) and not files
    draft.words = "" if keeping else None
    draft.files = draft.files if keeping else None
    ctx.change.add(draft)
    ctx.change.flush()
