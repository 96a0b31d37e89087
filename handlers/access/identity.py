"""Who is behind a request: a person, with the roles that stand, or nobody known."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, exists, not_, or_, select

from handlers.context import Actor
from handlers.request import Request
from models.database import Reader, Statement, among
from models.database.reading import table_of
from models.governance import Board as BoardTable
from models.people import RoleGrant as RoleGrantTable
from models.rules.signoff import RUNNING_BOARDS
from models.sql import Board, Identity, Organisation, Person, Plan, RoleGrant
from models.vocabulary import OrganisationKind, Platform, Role


def _who(guest: Any) -> Any:
    counts = or_(RoleGrant.until.is_(None), RoleGrant.admitted, RoleGrant.board_id.is_not(None))
    return (
        select(
            Person.id, Person.name, Person.email, Person.active,
            Organisation.kind.label("organisation_kind"), Person.organisation_id,
            RoleGrant.plan_id, RoleGrant.role, RoleGrant.until, RoleGrant.admitted, guest.label("guest"),
            RoleGrant.since, RoleGrant.board_id, _runs_its_plan().label("runs"),
        )
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(RoleGrant, and_(RoleGrant.person_id == Person.id, counts))
        .outerjoin(Board, Board.id == RoleGrant.board_id)
        .outerjoin(Plan, Plan.id == Board.plan_id)
    )  # fmt: skip


def _runs_its_plan() -> Any:
    """Whether a board runs its plan: the one the plan sets to sign off, else one of that kind, else any."""
    other = table_of(BoardTable).alias("other")
    of_its_kind = exists().where(other.c.plan_id == Board.plan_id, other.c.kind.in_(RUNNING_BOARDS))
    set_to = Plan.settings["signing_board"].as_string()
    chosen = exists().where(other.c.plan_id == Board.plan_id, set_to.in_((other.c.key, other.c.name)))
    return case(
        (chosen, set_to.in_((Board.key, Board.name))), else_=or_(Board.kind.in_(RUNNING_BOARDS), not_(of_its_kind))
    )


def _is_guest() -> Any:
    """Whether a person is a guest: one of their accounts is, or they were admitted and no account has been seen."""
    accounts = exists().where(Identity.person_id == Person.id)
    admitted = exists().where(_ADMITTED.c.person_id == Person.id, _ADMITTED.c.admitted)
    return or_(accounts.where(Identity.guest), and_(admitted, not_(accounts)))


_ADMITTED = table_of(RoleGrantTable).alias("admitted")
_BY_EMAIL = Statement(lambda: _who(_is_guest()).where(Person.email == bindparam("email")))
_BY_EMAILS = Statement(lambda: _who(_is_guest()).where(among(Person.email, "emails")))
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


def read_ahead(reader: Reader, put: Callable[..., None], emails: Collection[str]) -> None:
    """Read together who is behind each of these e-mails, for `identify`: see `Writer.ahead`."""
    found: dict[str, list[Any]] = {email: [] for email in emails}
    for row in reader.all(_BY_EMAILS, emails=list(found)):
        found[row.email].append(row)
    for email, rows in found.items():
        put(_BY_EMAIL, rows, email=email)


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
        chairs_for_now=tuple(dict.fromkeys(row.plan_id for row in rows if _chairs_a_meeting(row, now))),
        sits_on=tuple(dict.fromkeys(row.plan_id for row in rows if row.runs and _sits(row, now))),
        guest=bool(first.guest),
        ended=max(ended, default=None),
    )


def _counts(row: Any, now: datetime) -> bool:
    """Whether a role is theirs at `now`: a guest's are only those they were admitted to, and never an admin's."""
    if row.admitted:
        return row.until > now and row.plan_id is not None and row.role is not Role.ADMIN
    return not row.guest and row.until is None


def _chairs_a_meeting(row: Any, now: datetime) -> bool:
    """Whether this is the chair of one meeting, who holds that office at `now`; a guest has no such office."""
    named = row.role is Role.CHAIR and row.until is not None and not row.admitted and not row.guest
    return named and row.since <= now < row.until


def _sits(row: Any, now: datetime) -> bool:
    return row.board_id is not None and row.role is not Role.SECRETARY and _counts(row, now)
