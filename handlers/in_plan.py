"""Everybody who is in a plan: by a role, or by what is theirs to answer for."""

from typing import Any

from sqlalchemy import and_, bindparam, exists, func, not_, or_, select

from handlers.access import away_on_day
from handlers.admitted import stands
from models import sql
from models.database import Statement
from models.database.reading import table_of
from models.people import Absence, Identity, Organisation, Person, RoleGrant
from models.vocabulary import OrganisationKind

_MEMBER, _THEIRS = table_of(Person).alias("member"), table_of(Organisation).alias("theirs")
_ACCOUNT, _GRANT = table_of(Identity).alias("account"), table_of(RoleGrant).alias("admission")
_COVER = table_of(Person).alias("cover")
_COVERS_AWAY = table_of(Absence).alias("covers_away")


def _members() -> Any:
    """The people of each partner, by the organisation that a tie names: their own, or one whose place it has taken.

    `access` has it so too, and as there a guest has nothing in a plan they are not admitted to.
    """
    tied, after, last = (table_of(Organisation).alias(name) for name in ("tied_to", "after", "last"))
    return (
        select(tied.c.id.label("organisation_id"), _MEMBER.c.id.label("person_id"))
        .select_from(tied)
        .outerjoin(after, _succeeded(tied, after))
        .outerjoin(last, _succeeded(after, last))
        .join(_MEMBER, _MEMBER.c.organisation_id.in_([tied.c.id, after.c.id, last.c.id]))
        .join(_THEIRS, and_(_THEIRS.c.id == _MEMBER.c.organisation_id, _THEIRS.c.kind == OrganisationKind.PARTNER))
        .where(or_(not_(_is_guest()), exists().where(_GRANT.c.person_id == _MEMBER.c.id, _is_admitted_here())))
        .subquery("members")
    )


def _is_guest() -> Any:
    accounts = exists().where(_ACCOUNT.c.person_id == _MEMBER.c.id)
    admitted = exists().where(_GRANT.c.person_id == _MEMBER.c.id, _GRANT.c.admitted)
    return or_(accounts.where(_ACCOUNT.c.guest), and_(admitted, not_(accounts)))


def _is_admitted_here() -> Any:
    return and_(_GRANT.c.admitted, _GRANT.c.plan_id == bindparam("plan"), _GRANT.c.until > bindparam("now"))


def _succeeded(before: Any, after: Any) -> Any:
    return and_(after.c.id == before.c.successor_id, before.c.succeeded_on <= bindparam("on_day"))


def _tied(*columns: Any) -> Any:
    """Ties of the plan that stand now, by whom they fall to: themselves, for a post they hold, or for their partner."""
    members = _members()
    holder = func.coalesce(sql.Tie.person_id, sql.PostHolder.person_id, members.c.person_id)
    holds = and_(sql.PostHolder.post_id == sql.Tie.post_id, sql.PostHolder.until_on.is_(None))
    standing = and_(sql.Tie.plan_id == bindparam("plan"), sql.Tie.until_on.is_(None), holder.is_not(None))
    return (
        select(holder.label("person_id"), *columns)
        .select_from(sql.Tie)
        .outerjoin(sql.PostHolder, holds)
        .outerjoin(members, members.c.organisation_id == sql.Tie.organisation_id)
        .where(standing)
    )


def _in_plan() -> Any:
    """Everybody with a role, a row each role; then those without one who are tied to something."""
    here = or_(sql.RoleGrant.plan_id == bindparam("plan"), sql.RoleGrant.plan_id.is_(None))
    grant = and_(sql.RoleGrant.person_id == sql.Person.id, stands(), here)
    return (
        select(
            sql.Person.id, sql.Person.name, sql.Person.email, sql.RoleGrant.role, sql.RoleGrant.plan_id,
            sql.RoleGrant.admitted, sql.RoleGrant.until,
            sql.Organisation.name.label("organisation"), sql.Organisation.kind.label("organisation_kind"),
        )
        .outerjoin(sql.RoleGrant, grant)
        .outerjoin(sql.Organisation, sql.Organisation.id == sql.Person.organisation_id)
        .where(sql.Person.active, or_(sql.RoleGrant.id.is_not(None), sql.Person.id.in_(_tied())))
        .order_by(sql.RoleGrant.id.is_(None), sql.Person.name, sql.RoleGrant.id)
    )  # fmt: skip


IN_PLAN = Statement(_in_plan)
AWAY = Statement(
    lambda: (
        select(sql.Absence.person_id, _COVER.c.name.label("cover"))
        .select_from(sql.Absence)
        .outerjoin(_COVER, and_(_COVER.c.id == sql.Absence.cover_id, _COVER.c.active, not_(_is_away_too())))
        .where(away_on_day())
        .order_by(sql.Absence.id)
    )
)
"""Who is away, and who covers for them: whoever left, or is away as well, does not."""


def _is_away_too() -> Any:
    day: Any = bindparam("on_day")
    return exists().where(
        _COVERS_AWAY.c.person_id == _COVER.c.id, _COVERS_AWAY.c.ended_at.is_(None), _COVERS_AWAY.c.from_on <= day,
        _COVERS_AWAY.c.until_on >= day,
    )  # fmt: skip


HELD = Statement(
    lambda: (
        _tied(
            sql.Tie.relation, sql.Recommendation.label, sql.Recommendation.position,
            sql.PlanAction.id.label("action_id"),
        )
        .outerjoin(
            sql.Recommendation,
            and_(sql.Recommendation.id == sql.Tie.recommendation_id, sql.Recommendation.withdrawn_on.is_(None)),
        )
        .outerjoin(
            sql.PlanAction, and_(sql.PlanAction.id == sql.Tie.action_id, sql.PlanAction.withdrawn_on.is_(None))
        )
        .where(or_(sql.Recommendation.id.is_not(None), sql.PlanAction.id.is_not(None)))
        .distinct()
        .order_by(sql.Recommendation.position)
    )
)  # fmt: skip
