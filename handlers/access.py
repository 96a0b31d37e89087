"""Who may see and do what: the one way to a plan or an item. Deny by default."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, exists, false, func, literal, not_, or_, select, true, union_all

from handlers.context import Actor, Context
from handlers.errors import Refused, UserError
from handlers.grammar import LONGEST_LABEL, Reference, reference
from handlers.request import Request
from models.card import Action
from models.database import Reader, Statement
from models.database.reading import table_of
from models.people import Organisation as OrganisationTable
from models.people import RoleGrant as RoleGrantTable
from models.plan import Plan as PlanTable
from models.rules.dates import say_day
from models.rules.standing import Key, key_from
from models.sql import (
    Absence,
    Council,
    Identity,
    Organisation,
    Person,
    Plan,
    PlanAction,
    PlanChoice,
    PostHolder,
    Recommendation,
    RoleGrant,
    Tie,
    Workstream,
)
from models.vocabulary import OpenTo, OrganisationKind, Platform, Relation, Role


class Ability(StrEnum):
    """What a role lets a person do in a plan."""

    READ = "read"
    SEE_PEOPLE = "see people"
    UPDATE_OWN = "update what they own"
    UPDATE = "update anything"
    PUBLISH = "publish"
    MANAGE_PEOPLE = "manage people"
    CHALLENGE = "ask for a board"
    DECIDE = "decide for a board"
    ASSIGN = "name owners"
    JUDGE_EVIDENCE = "accept evidence or send it back"
    SEE_LIMITED = "see evidence limited to the board and its owners"
    PLAN_REVIEWS = "plan reviews of anything"
    KEEP_LIBRARY = "keep the library"


_MEMBER = frozenset({Ability.READ, Ability.UPDATE_OWN})
_OFFICE = frozenset({Ability.SEE_PEOPLE, Ability.JUDGE_EVIDENCE, Ability.SEE_LIMITED, Ability.PLAN_REVIEWS})
_BOARDS_OWN = frozenset({Ability.JUDGE_EVIDENCE, Ability.DECIDE})
ROLE_MAY: dict[Role, frozenset[Ability]] = {
    Role.ADMIN: frozenset(Ability) - _BOARDS_OWN,
    Role.CHAIR: _MEMBER | _OFFICE | {Ability.DECIDE},
    Role.VICE_CHAIR: _MEMBER | _OFFICE | {Ability.DECIDE},
    Role.SECRETARY: _MEMBER | _OFFICE | {Ability.KEEP_LIBRARY},
    Role.LEAD: _MEMBER | _OFFICE | {Ability.ASSIGN, Ability.UPDATE, Ability.KEEP_LIBRARY},
    Role.OWNER: _MEMBER,
    Role.CONTRIBUTOR: _MEMBER | {Ability.UPDATE, Ability.PLAN_REVIEWS, Ability.KEEP_LIBRARY},
    Role.VIEWER: frozenset({Ability.READ}),
}
"""What each role may do. A person tied to an item without a role is treated as an owner."""

_GOVERNING = frozenset({Role.ADMIN, Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY, Role.LEAD})


class PlanView(NamedTuple):
    """A plan as one person may see it. `everything` is False for partners' people: their items only."""

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

    @property
    def whole(self) -> bool:
        """Whether this person sees all of it, so that what they do not see is not there."""
        return self.everything and self.restricted


@dataclass(frozen=True, slots=True)
class Item:
    """A recommendation, action or workstream by its plan's own label."""

    kind: str
    id: int
    label: str
    text: str


def _who(guest: Any) -> Any:
    counts = or_(RoleGrant.until.is_(None), RoleGrant.admitted)
    return (
        select(
            Person.id, Person.name, Person.email, Person.active,
            Organisation.kind.label("organisation_kind"), Person.organisation_id,
            RoleGrant.plan_id, RoleGrant.role, RoleGrant.until, RoleGrant.admitted, guest.label("guest"),
        )
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(RoleGrant, and_(RoleGrant.person_id == Person.id, counts))
    )  # fmt: skip


def _is_guest() -> Any:
    """Whether a person is a guest: one of their accounts is, or they were admitted and no account has been seen."""
    accounts = exists().where(Identity.person_id == Person.id)
    admitted = exists().where(_ADMITTED.c.person_id == Person.id, _ADMITTED.c.admitted)
    return or_(accounts.where(Identity.guest), and_(admitted, not_(accounts)))


_ADMITTED = table_of(RoleGrantTable).alias("admitted")
_BY_EMAIL = Statement(lambda: _who(_is_guest()).where(Person.email == bindparam("email")))
_BY_ACCOUNT = Statement(
    lambda: (
        _who(Identity.guest)
        .join(Identity, Identity.person_id == Person.id)
        .where(Identity.platform == bindparam("platform"), Identity.external_id == bindparam("account"))
    )
)


def identify(reader: Reader, request: Request, now: datetime) -> Actor:
    """Who is behind a request: at the console by e-mail, on a platform by the account linked to them.

    Somebody unknown or inactive comes back with no id and no roles, and a guest with those that stand at `now`.
    """
    if request.platform != Platform.CONSOLE:
        rows = reader.unchanged(_BY_ACCOUNT, platform=Platform(request.platform), account=request.actor)
        return (
            _actor(rows, now)
            if rows and rows[0].active
            else Actor(f"{request.platform}:{request.actor}", request.actor)
        )
    if not request.actor:
        return Actor("operator", "Local operator", operator=True)
    email = request.actor.strip().casefold()
    rows = reader.unchanged(_BY_EMAIL, email=email)
    if not rows:
        return Actor(f"{request.platform}:{email}", email, email)
    return _actor(rows, now) if rows[0].active else Actor(f"{request.platform}:{email}", email)


def _actor(rows: Sequence[Any], now: datetime) -> Actor:
    first = rows[0]
    ended = [row.until for row in rows if row.admitted and row.until <= now]
    return Actor(
        f"person:{first.id}",
        first.name,
        first.email,
        first.id,
        first.organisation_id if first.organisation_kind is OrganisationKind.PARTNER else None,
        roles=tuple([(row.plan_id, row.role) for row in rows if row.role is not None and _counts(row, now)]),
        guest=bool(first.guest),
        ended=max(ended, default=None),
    )


def _counts(row: Any, now: datetime) -> bool:
    """Whether a role is theirs at `now`: a guest's are only those they were admitted to, and never an admin's."""
    if row.admitted:
        return row.until > now and row.plan_id is not None and row.role is not Role.ADMIN
    return not row.guest


_LATER = table_of(PlanTable).alias("later")
_PLANS = Statement(
    lambda: (
        select(
            Plan.id, Plan.key, Plan.title, Plan.open_to, Plan.published_at, Plan.illustration, Plan.settings,
            Plan.version, Plan.ended_on, Council.short_name, Council.email_domains,
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


def held_by_person() -> Any:
    """The condition that a tie is to `:person`, a post they hold, `:organisation`, or somebody they cover for.

    An organisation holds what was tied to the one it replaced.

    Binds what `holder` gives.
    """
    return or_(*_ways_to_hold())


def _ways_to_hold() -> tuple[Any, ...]:
    """Each way a tie can be theirs: a database finds the ties of each by an index, but not those of all in one."""
    covered = select(Absence.person_id).where(Absence.cover_id == bindparam("person"), away_on_day())
    return (
        *_held_by(Tie.person_id == bindparam("person"), PostHolder.person_id == bindparam("person")),
        and_(Tie.until_on.is_(None), Tie.organisation_id == bindparam("organisation")),
        *(and_(Tie.until_on.is_(None), Tie.organisation_id.in_(replaced)) for replaced in _replaced()),
        *_held_by(Tie.person_id.in_(covered), PostHolder.person_id.in_(covered)),
    )


def _replaced() -> tuple[Any, Any]:
    """The organisations whose place `:organisation` has taken by `:on_day`, and those whose place these had taken."""
    table = table_of(OrganisationTable)
    one, other = table.alias("replaced"), table.alias("replaced_before")
    by_mine = select(one.c.id).where(
        one.c.successor_id == bindparam("organisation"), one.c.succeeded_on <= bindparam("on_day")
    )
    return by_mine, select(other.c.id).where(
        other.c.successor_id.in_(by_mine), other.c.succeeded_on <= bindparam("on_day")
    )


def away_on_day() -> Any:
    """The condition that an absence stands on `:on_day`, both its days included."""
    return and_(
        Absence.ended_at.is_(None), Absence.from_on <= bindparam("on_day"), Absence.until_on >= bindparam("on_day")
    )


def _held_themselves() -> Any:
    return or_(*_held_by(Tie.person_id == bindparam("person"), PostHolder.person_id == bindparam("person")))


def _held_by(person: Any, holder_of_post: Any) -> tuple[Any, Any]:
    posts = select(PostHolder.post_id).where(holder_of_post, PostHolder.until_on.is_(None))
    return and_(Tie.until_on.is_(None), person), and_(Tie.until_on.is_(None), Tie.post_id.in_(posts))


def holder(ctx: Context) -> dict[str, Any]:
    """The parameters that `held_by_person` binds."""
    return {
        "person": ctx.actor.person_id or -1,
        "organisation": ctx.actor.partner or -1,
        "on_day": ctx.today,
    }


_TIED_PLANS = Statement(
    lambda: select(Plan.id).where(or_(*(exists().where(Tie.plan_id == Plan.id, way) for way in _ways_to_hold())))
)


def plans(ctx: Context) -> tuple[tuple[PlanView, bool], ...]:
    """Every plan this person may see, each with whether they chose it in this conversation."""
    return ctx.once("plans", _plans)


def _plans(ctx: Context) -> tuple[tuple[PlanView, bool], ...]:
    rows = ctx.reader.unchanged(
        _PLANS, actor=ctx.actor.key, platform=ctx.request.platform, conversation=ctx.request.conversation
    )
    held = [_by_role(ctx.actor, row.id) for row in rows]
    tied = _tied_plans(ctx, held)
    seen = [(row, may) for row, by_role in zip(rows, held, strict=True) if (may := _may(ctx.actor, row, by_role, tied))]
    others = len(seen) > 1
    return tuple([(_plan_view(ctx.actor, row, may, tied, others=others), bool(row.chosen)) for row, may in seen])


def _tied_plans(ctx: Context, held: Iterable[frozenset[Ability]]) -> frozenset[int]:
    """The plans in which something is tied to this person, unless a role in each gives them all that a tie gives."""
    if ctx.actor.person_id is None or ctx.actor.guest or all(may >= _MEMBER for may in held):
        return frozenset()
    return frozenset(row.id for row in ctx.reader.all(_TIED_PLANS, **holder(ctx)))


def _by_role(actor: Actor, plan_id: int) -> frozenset[Ability]:
    may: frozenset[Ability] = ROLE_MAY[Role.ADMIN] if actor.admin else frozenset()
    for granted_in, role in actor.roles:
        if granted_in in (None, plan_id):
            may |= ROLE_MAY[role]
    return may


def _may(actor: Actor, row: Any, by_role: frozenset[Ability], tied: frozenset[int]) -> frozenset[Ability]:
    may = by_role | _MEMBER if row.id in tied else by_role
    return may or _open_to_staff(actor, row)


def _open_to_staff(actor: Actor, row: Any) -> frozenset[Ability]:
    """A published plan open to staff is read by anybody with one of the council's own e-mail domains."""
    name, _, domain = actor.email.rpartition("@") if not actor.guest else ("", "", "")
    staff = row.published_at is not None and row.open_to is OpenTo.STAFF and actor.partner is None and name != ""
    return frozenset({Ability.READ}) if staff and domain in row.email_domains else frozenset()


def _plan_view(actor: Actor, row: Any, may: frozenset[Ability], tied: frozenset[int], *, others: bool) -> PlanView:
    roles = {role for plan_id, role in actor.roles if plan_id in (None, row.id)}
    governing = actor.admin or bool(roles & _GOVERNING)
    return PlanView(
        row.id, row.key, plan_name(row.short_name, row.key), row.title, row.published_at is not None,
        row.illustration, key_from(row.settings), may,
        everything=governing or actor.partner is None,
        restricted=governing or bool(roles) or row.id in tied,
        others=others, version=row.version, superseded=row.superseded, ended_on=row.ended_on,
    )  # fmt: skip


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


def stranger(ctx: Context) -> UserError:
    """The polite refusal for somebody no plan is open to; it says nothing of what there is."""
    if ctx.actor.admin:
        return UserError("There is no plan here yet. Load one with: ofsted-bot import FILE")
    if ctx.actor.guest and ctx.actor.ended:
        last = ctx.day_of(ctx.actor.ended - timedelta(microseconds=1))
        return Refused(
            f"You were admitted here as a guest until {say_day(last)}, and that has ended. If you still need it, "
            "ask the plan's administrator."
        )
    return Refused(
        "Sorry, this plan is only open to people the council has added to it. If you should be one of them, "
        "ask the plan's administrator."
    )


def whose(ability: Ability) -> str:
    """Who has an ability, in words: "an administrator of the plan"."""
    return {
        Ability.READ: "everybody to whom the plan is open",
        Ability.UPDATE: "the item's owner, its deputy, or a lead or contributor of the plan",
        Ability.UPDATE_OWN: "the item's owner, its deputy, or a lead or contributor of the plan",
        Ability.ASSIGN: "an administrator or a lead of the plan",
        Ability.CHALLENGE: "the members and officers of a board of the plan",
        Ability.SEE_PEOPLE: "the plan's chairs, secretary, leads and administrators",
        Ability.JUDGE_EVIDENCE: "the chair, the vice-chair, the secretary or a lead of the plan",
        Ability.KEEP_LIBRARY: "the secretary, a lead, a contributor or an administrator of the plan",
        Ability.PLAN_REVIEWS: "the plan's chairs, secretary, leads, contributors and administrators",
    }.get(ability, "an administrator of the plan")


def not_theirs(ability: Ability) -> Refused:
    """The refusal for something another role does."""
    return Refused(f"That is for {whose(ability)}. Nothing was changed.", Action("Help", "help"))


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


def visible(table: Any, kind: str) -> Any:
    """The condition that a row of `table` is in the plan and may be seen: not dropped by a decision, and `theirs`."""
    return and_(present(table, kind), theirs(table, kind))


def present(table: Any, kind: str) -> Any:
    """The condition that a row of `table` is still in the plan: not dropped by a decision."""
    return true() if kind == "workstream" else table.withdrawn_on.is_(None)


class Seen:
    """A statement of what one person may see; whoever sees the whole plan is not asked what is theirs.

    `build` is given `visible`, or for them `present`, to put to every table of items that it reads.
    """

    def __init__(self, build: Callable[[Callable[[Any, str], Any]], Any]) -> None:
        self._theirs = Statement(lambda: build(visible))
        self._whole = Statement(lambda: build(present))

    def all(self, ctx: Context, view: PlanView, **given: Any) -> list[Any]:
        """Every row that this person may see."""
        if view.whole:
            return ctx.reader.all(self._whole, **given)
        return ctx.reader.all(self._theirs, **given, **reach(ctx, view))


def theirs(table: Any, kind: str) -> Any:
    """The condition that a row may be seen, dropped or not: unrestricted, and theirs where they see only theirs.

    Binds `:see_restricted` and what `reach` gives.
    """
    tie = {"recommendation": Tie.recommendation_id, "action": Tie.action_id, "workstream": Tie.workstream_id}[kind]
    open_to_them = (
        true_when("see_restricted")
        if not hasattr(table, "restricted")
        else or_(table.restricted == false(), true_when("see_restricted"))
    )
    if not hasattr(table, "restricted"):
        return or_(true_when("everything"), exists().where(tie == table.id, held_by_person()))
    return and_(open_to_them, or_(true_when("everything"), exists().where(tie == table.id, held_by_person())))


def true_when(name: str) -> Any:
    """The condition that the parameter `name` is 1."""
    return bindparam(name) == literal(1)


def scope(ctx: Context, view: PlanView) -> dict[str, Any]:
    """The plan, and the parameters that `visible` binds."""
    return {"plan": view.id, **reach(ctx, view)}


def reach(ctx: Context, view: PlanView) -> dict[str, Any]:
    """The parameters that `visible` binds for recommendations and actions."""
    return {"see_restricted": int(view.restricted), **reach_of_streams(ctx, view)}


def reach_of_streams(ctx: Context, view: PlanView) -> dict[str, Any]:
    """The parameters that `visible` binds for workstreams, none of which is restricted."""
    return {"everything": int(view.everything), **holder(ctx)}


def _items(by: str) -> Statement:
    """A statement for items of a plan by label or number, of every kind, in the plan's order."""

    def build() -> Any:
        parts = _each_kind(by)
        return union_all(*parts).order_by("kind", "position").limit(MOST_FOUND)

    return Statement(build)  # fmt: skip


def _each_kind(by: str) -> list[Any]:
    return [
        select(
            literal(kind).label("kind"),
            table.id,
            table.label,
            text.label("text"),
            table.position.label("position"),
            literal(rank).label("rank"),
        ).where(table.plan_id == bindparam("plan"), _by(table, text, by), visible(table, kind))
        for rank, (kind, table, text) in enumerate(_kinds())
    ]


def _by_words() -> Any:
    """A page of the items that hold the words, recommendations first, each with how many there are of them all."""
    found = union_all(*_each_kind("words")).subquery()
    ordered = select(found, func.count().over().label("total")).order_by(found.c.rank, found.c.position)
    return ordered.limit(bindparam("size")).offset(bindparam("skip"))


def _kinds() -> tuple[tuple[str, Any, Any], ...]:
    return (
        (
            "recommendation",
            Recommendation,
            func.coalesce(Recommendation.council_text, Recommendation.source_text),
        ),
        ("action", PlanAction, PlanAction.text),
        ("workstream", Workstream, Workstream.name),
    )


def _by(table: Any, text: Any, by: str) -> Any:
    if by == "label" and table is Workstream:
        return func.substr(table.label_key, 1, LONGEST_LABEL) == func.substr(bindparam("label"), 1, LONGEST_LABEL)
    if by == "label":
        return table.label_key == bindparam("label")
    if by == "number":
        return table.number == bindparam("number")
    said = func.lower(table.label + literal(" ") + text)
    return and_(*(said.like(bindparam(f"word{n}"), escape="\\") for n in range(_WORDS)))


_WORDS = 8
MOST_FOUND = 60
_NO_END = 2**31 - 1
_BY_LABEL, _BY_NUMBER, _BY_WORDS = _items("label"), _items("number"), Statement(_by_words)
_KIND_OF_NOUN = {"rec": "recommendation", "action": "action", "workstream": "workstream",
                 "phase": "workstream", "programme": "workstream"}  # fmt: skip


def find(ctx: Context, view: PlanView, said: str) -> tuple[Item, ...]:
    """The items of a plan that `said` may mean, of those this person may see; none when nothing fits."""
    ref = reference(said)
    found = _by_reference(ctx, view, ref) if ref else ()
    return found or (() if ref and ref.number is not None else search(ctx, view, said, size=MOST_FOUND)[0])


def how_many(ctx: Context, view: PlanView, said: str, found: Sequence[Item]) -> int:
    """How many items `said` may mean, of which `find` gives the first."""
    return len(found) if len(found) < MOST_FOUND else search(ctx, view, said, size=1)[1]


def search(ctx: Context, view: PlanView, said: str, *, size: int, page: int = 1) -> tuple[tuple[Item, ...], int]:
    """A page of the items whose words hold all of `said`'s words, and how many there are."""
    wanted = list(dict.fromkeys(bare for word in said.casefold().split() if (bare := word.strip('?!.,;:"“”…'))))
    if not wanted:
        return (), 0
    skip = (page - 1) * size
    if len(wanted) > _WORDS:  # a sentence: few items can hold it, and the statement has not room for it all
        found = [row for row in _holding(ctx, view, wanted[:_WORDS], _NO_END, 0) if _holds(row, wanted)]
        return tuple(_item(row) for row in found[skip : skip + size]), len(found)
    rows = _holding(ctx, view, wanted, size, skip)
    first = rows or (_holding(ctx, view, wanted, 1, 0) if skip else [])
    return tuple(_item(row) for row in rows), first[0].total if first else 0


def example(ctx: Context, view: PlanView) -> str:
    """What to call one item of the plan, the first that this person sees, in a hint: "SG4", "action 4.2"."""
    first = _holding(ctx, view, (), 1, 0)
    if not first:
        return "ITEM"
    return f"action {first[0].label}" if first[0].kind == "action" else str(first[0].label)


def _holding(ctx: Context, view: PlanView, wanted: Sequence[str], size: int, skip: int) -> list[Any]:
    likes = {f"word{n}": _like(wanted[n]) if n < len(wanted) else "%" for n in range(_WORDS)}
    return ctx.reader.all(_BY_WORDS, size=size, skip=skip, **likes, **scope(ctx, view))


def _holds(row: Any, wanted: Sequence[str]) -> bool:
    return all(word in f"{row.label} {row.text}".casefold() for word in wanted)


def _like(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _by_reference(ctx: Context, view: PlanView, ref: Reference) -> tuple[Item, ...]:
    within = scope(ctx, view)
    for label in dict.fromkeys((ref.label_key, ref.bare or ref.label_key)):
        found = _of_noun(ref, [_item(row) for row in ctx.reader.all(_BY_LABEL, label=label, **within)])
        if found:
            return found
    if ref.number is None:
        return ()
    numbered = [_item(row) for row in ctx.reader.all(_BY_NUMBER, number=ref.number, **within)]
    recommendations = tuple(item for item in numbered if item.kind == "recommendation")
    return _of_noun(ref, numbered) if ref.noun else recommendations or tuple(numbered)


def _of_noun(ref: Reference, items: Sequence[Item]) -> tuple[Item, ...]:
    kind = _KIND_OF_NOUN.get(ref.noun)
    return tuple(item for item in items if kind is None or item.kind == kind)


def _item(row: Any) -> Item:
    return Item(row.kind, row.id, row.label, row.text)


_TIE_COLUMNS = {
    "recommendation": Tie.recommendation_id, "action": Tie.action_id, "workstream": Tie.workstream_id,
}  # fmt: skip


_REPORTING = (Relation.OWNER, Relation.DEPUTY, Relation.LINK_OFFICER)


def may_update(ctx: Context, view: PlanView, kind: str, item_id: int) -> bool:
    """Whether this person may report on an item: by role, or as its owner, deputy or link officer."""
    own = Ability.UPDATE_OWN in view.may and tied_to(ctx, kind, item_id, *_REPORTING)
    return may_report(view, _REPORTING if own else ())


def may_report(view: PlanView, theirs: Iterable[Relation]) -> bool:
    """Whether somebody may report on an item to which they have these relations."""
    if Ability.UPDATE in view.may:
        return True
    return Ability.UPDATE_OWN in view.may and any(relation in _REPORTING for relation in theirs)


def tied_to(ctx: Context, kind: str, item_id: int, *relations: Relation) -> bool:
    """Whether this person, a post they hold or somebody they cover for has one of `relations` to an item."""
    if ctx.actor.person_id is None:
        return False
    rows = ctx.reader.all(_RELATIONS[kind], id=item_id, **holder(ctx))
    return any(row.relation in relations for row in rows)


def holds(ctx: Context, kind: str, item_id: int, *relations: Relation) -> bool:
    """Whether one of `relations` to an item is their own or their post's: not an organisation's, nor as cover."""
    if ctx.actor.person_id is None:
        return False
    rows = ctx.reader.all(_OWN_RELATIONS[kind], id=item_id, person=ctx.actor.person_id)
    return any(row.relation in relations for row in rows)


def _relations(held: Callable[[], Any]) -> dict[str, Statement]:
    return {
        kind: Statement(select(Tie.relation).where(column == bindparam("id"), held()))
        for kind, column in _TIE_COLUMNS.items()
    }


_RELATIONS, _OWN_RELATIONS = _relations(held_by_person), _relations(_held_themselves)
