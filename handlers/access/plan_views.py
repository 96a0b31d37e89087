"""The plans that a person may see, what they may do in each, and which of them is meant."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, exists, or_, select

from handlers.access.refusals import not_theirs, stranger
from handlers.access.roles import FOR_A_MEETING, GOVERNING, MEMBER, OFFICES, ON_THE_BOARD, ROLE_MAY, Ability
from handlers.access.ties import holder, ways_to_hold
from handlers.context import Actor, Context
from handlers.errors import UserError
from models.card import Action
from models.database import Reader, Statement
from models.database.reading import table_of
from models.plan import Plan as PlanTable
from models.rules.standing import Key, key_from
from models.sql import Council, Plan, PlanChoice, Tie
from models.vocabulary import OpenTo, Role


class PlanView(NamedTuple):
    """A plan as one person may see it. `everything` is False for partners' people off its board: their items only.

    `later` are the plans that succeed it, the next first.
    """

    id: int
    key: str
    name: str
    title: str
    published: bool
    illustration: str | None
    colours: Key
    may: frozenset[Ability]
    everything: bool
    restricted: bool
    others: bool
    version: int
    superseded: bool = False
    ended_on: date | None = None
    later: tuple[int, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether this person sees all of it, so that what they do not see is not there."""
        return self.everything and self.restricted


_LATER = table_of(PlanTable).alias("later")
_PLANS = Statement(
    lambda: (
        select(
            Plan.id, Plan.key, Plan.title, Plan.open_to, Plan.published_at, Plan.illustration, Plan.settings,
            Plan.version, Plan.ended_on, Plan.succeeds_id, Council.short_name, Council.email_domains,
            PlanChoice.id.is_not(None).label("chosen"),
            exists().where(_LATER.c.succeeds_id == Plan.id).label("superseded"),
        )
        .join(Council, Council.id == Plan.council_id)
        .outerjoin(
            PlanChoice,
            and_(
                PlanChoice.plan_id == Plan.id,
                PlanChoice.actor == bindparam("actor"),
                PlanChoice.platform == bindparam("platform"),
                PlanChoice.conversation == bindparam("conversation"),
            ),
        )
        .order_by(Plan.id)
    )
)  # fmt: skip


_TIED_PLANS = Statement(
    lambda: select(Plan.id).where(or_(*(exists().where(Tie.plan_id == Plan.id, way) for way in ways_to_hold())))
)


def plans(ctx: Context) -> tuple[tuple[PlanView, bool], ...]:
    """Every plan this person may see, each with whether they chose it in this conversation."""
    return ctx.once("plans", _derived_plans)


def _derived_plans(ctx: Context) -> tuple[tuple[PlanView, bool], ...]:
    key = ("plans", ctx.actor, ctx.request.platform, ctx.request.conversation, ctx.today)
    return ctx.reader.derived(key, lambda: _plans(ctx))


def _plans(ctx: Context) -> tuple[tuple[PlanView, bool], ...]:
    rows = ctx.reader.all(
        _PLANS, actor=ctx.actor.key, platform=ctx.request.platform, conversation=ctx.request.conversation
    )
    later = _later(rows)
    held = [_by_role(ctx.actor, row.id, later.get(row.id, ())) for row in rows]
    tied = _tied_plans(ctx, held)
    seen = [(row, may) for row, by_role in zip(rows, held, strict=True) if (may := _may(ctx.actor, row, by_role, tied))]
    others = len(seen) > 1
    return tuple([
        (_plan_view(ctx.actor, row, may, tied, later.get(row.id, ()), others=others), bool(row.chosen))
        for row, may in seen
    ])  # fmt: skip


def _later(rows: Iterable[Any]) -> dict[int, tuple[int, ...]]:
    """The plans that succeed each plan that is succeeded, the next first."""
    following = {row.succeeds_id: row.id for row in rows if row.succeeds_id is not None}
    found: dict[int, tuple[int, ...]] = {}
    for plan_id in sorted(following, reverse=True):  # a plan is made after the one that it succeeds
        found[plan_id] = (following[plan_id], *found.get(following[plan_id], ()))
    return found


def roles_in(actor: Actor, plan_id: int, later: tuple[int, ...]) -> frozenset[Role]:
    """The roles somebody has in a plan: theirs in it and everywhere, and an office of a plan that succeeds it.

    A guest has what they were admitted to, and nothing else.
    """
    own = {role for granted_in, role in actor.roles if granted_in in (None, plan_id)}
    if not later or actor.guest:
        return frozenset(own)
    return frozenset(own | {role for granted_in, role in actor.roles if granted_in in later and role in OFFICES})


def read_ahead(reader: Reader, put: Callable[..., None], actors: Iterable[str], platform: str, place: str) -> None:
    """Read the plans once for many people, for `plans`, which then finds none of them chosen: see `Writer.ahead`."""
    rows = reader.all(_PLANS, actor="", platform=platform, conversation=place)
    for actor in actors:
        put(_PLANS, rows, actor=actor, platform=platform, conversation=place)


def _tied_plans(ctx: Context, held: Iterable[frozenset[Ability]]) -> frozenset[int]:
    """The plans in which something is tied to this person, unless a role in each gives them all that a tie gives."""
    if ctx.actor.person_id is None or ctx.actor.guest or all(may >= MEMBER for may in held):
        return frozenset()
    return frozenset(row.id for row in ctx.reader.all(_TIED_PLANS, **holder(ctx)))


def _by_role(actor: Actor, plan_id: int, later: tuple[int, ...]) -> frozenset[Ability]:
    may: frozenset[Ability] = ROLE_MAY[Role.ADMIN] if actor.admin else frozenset()
    for role in roles_in(actor, plan_id, later):
        may |= ROLE_MAY[role]
    may |= FOR_A_MEETING if _chairs_for_now(actor, plan_id, later) else frozenset()
    return may | ON_THE_BOARD if _sits(actor, plan_id, later) else may


def _chairs_for_now(actor: Actor, plan_id: int, later: tuple[int, ...]) -> bool:
    """Whether somebody chairs a meeting now of a board of the plan, or of one that succeeds it, as with `OFFICES`."""
    return any(each in actor.chairs_for_now for each in (plan_id, *later))


def _sits(actor: Actor, plan_id: int, later: tuple[int, ...]) -> bool:
    """Whether somebody is on the board that runs the plan, or a plan that succeeds it; a guest on its own alone."""
    return any(each in actor.sits_on for each in ((plan_id,) if actor.guest else (plan_id, *later)))


def _may(actor: Actor, row: Any, by_role: frozenset[Ability], tied: frozenset[int]) -> frozenset[Ability]:
    may = by_role | MEMBER if row.id in tied else by_role
    return may or _open_to_staff(actor, row)


def _open_to_staff(actor: Actor, row: Any) -> frozenset[Ability]:
    """A published plan open to staff is read by anybody with one of the council's own e-mail domains."""
    name, _, domain = actor.email.rpartition("@") if not actor.guest else ("", "", "")
    staff = row.published_at is not None and row.open_to is OpenTo.STAFF and actor.partner is None and name != ""
    return frozenset({Ability.READ}) if staff and domain in row.email_domains else frozenset()


def _plan_view(
    actor: Actor, row: Any, may: frozenset[Ability], tied: frozenset[int], later: tuple[int, ...] = (), *, others: bool
) -> PlanView:  # fmt: skip
    roles = roles_in(actor, row.id, later)
    governing = actor.admin or bool(roles & GOVERNING) or _chairs_for_now(actor, row.id, later)
    governing = governing or _sits(actor, row.id, later)
    return PlanView(
        row.id, row.key, plan_name(row.short_name, row.key), row.title, row.published_at is not None,
        row.illustration, key_from(row.settings), may,
        everything=governing or actor.partner is None,
        restricted=governing or bool(roles) or row.id in tied,
        others=others, version=row.version, superseded=row.superseded, ended_on=row.ended_on,
        later=later,
    )  # fmt: skip


def sits_on(ctx: Context, view: PlanView) -> bool:
    """Whether this person is a member of the board that runs a plan."""
    return _sits(ctx.actor, view.id, view.later)


def open_view(ctx: Context, plan_id: int) -> PlanView | None:
    """A plan as a board's channel may read it, whoever is in it: nothing restricted, and nothing to decide."""
    nobody = {"actor": "", "platform": ctx.request.platform, "conversation": ""}
    row = next((row for row in ctx.reader.all(_PLANS, **nobody) if row.id == plan_id), None)
    may = frozenset({Ability.READ})
    return _plan_view(Actor("", ""), row, may, frozenset(), others=False) if row else None


_YEAR = re.compile(r"(?:19|20)\d\d\Z")


def plan_name(council: str, key: str) -> str:
    """What people call a plan: "Cambridgeshire 2009"."""
    year = _YEAR.search(key)
    return f"{council} {year[0]}" if year else council


def plan(ctx: Context, said: str = "", ability: Ability = Ability.READ) -> PlanView:
    """The plan meant: named, else chosen with `use`, else the only one. Raises UserError otherwise."""
    seen = plans(ctx)
    if not seen:
        raise stranger(ctx)
    found = _named(seen, said) if said else _meant(seen)
    if ability not in found.may:
        raise not_theirs(ability)
    return found


def able(ctx: Context, ability: Ability) -> bool:
    """Whether this person has `ability` in some plan, or runs the deployment."""
    return ctx.actor.admin or any(ability in view.may for view, _ in plans(ctx))


def require(ctx: Context, ability: Ability) -> None:
    """Refuse unless this person has `ability` in some plan, or runs the deployment."""
    if ctx.actor.admin:
        return
    seen = plans(ctx)
    if not seen:
        raise stranger(ctx)
    if not any(ability in view.may for view, _ in seen):
        raise not_theirs(ability)


def _named(seen: Sequence[tuple[PlanView, bool]], said: str) -> PlanView:
    wanted = said.strip().casefold()
    exact = [view for view, _ in seen if wanted in (view.key.casefold(), view.name.casefold(), view.title.casefold())]
    close = exact or [view for view, _ in seen if wanted in f"{view.name} {view.title} {view.key}".casefold()]
    if len(close) == 1:
        return close[0]
    message = f"No plan here is called “{said.strip()}”." if not close else "More than one plan is called that."
    raise UserError(f"{message} Say “plans” for those you can see.", *_choose(close or [view for view, _ in seen]))


def _meant(seen: Sequence[tuple[PlanView, bool]]) -> PlanView:
    views = [view for view, _ in seen]
    chosen = [view for view, picked in seen if picked] or [view for view in views if not view.superseded] or views
    if len(chosen) == 1:
        return chosen[0]
    raise UserError("Which plan do you mean? Your choice is kept for this conversation.", *_choose(chosen))


def _choose(views: Sequence[PlanView]) -> tuple[Action, ...]:
    return tuple(Action(f"Use {view.name}", f"use {view.key}") for view in views[:10])
