"""Who is who: people, posts, organisations, roles, and who owns what."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from models.columns import DayType, Row, choice, json_dict
from models.vocabulary import OrganisationKind, Platform, Relation, Role


class Organisation(Row, table=True):
    """The council or a partner. From `succeeded_on` its successor answers; history keeps this name."""

    key: str = Field(unique=True)
    name: str
    kind: OrganisationKind = Field(sa_type=choice(OrganisationKind, "kind"))
    successor_id: int | None = Field(default=None, foreign_key="organisation.id")
    succeeded_on: date | None = Field(default=None, sa_type=DayType)
    source: dict[str, Any] = json_dict()


class Person(Row, table=True):
    """Somebody with a work e-mail address, kept in lower case. `organisation_id` None is the council."""

    email: str = Field(unique=True)
    name: str
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id")
    line_manager_id: int | None = Field(default=None, foreign_key="person.id")
    time_zone: str | None = None
    preferred_platform: Platform | None = Field(default=None, sa_type=choice(Platform, "preferred_platform"))
    active: bool = True


class Identity(Row, table=True):
    """A person's one identity on a platform, linked once by confirmed work e-mail.

    Through a `guest`'s account only what its person was admitted to counts. `home` is that they have opened the page
    the platform has for them.
    """

    __table_args__ = (UniqueConstraint("platform", "external_id"), UniqueConstraint("person_id", "platform"))

    person_id: int = Field(foreign_key="person.id")
    platform: Platform = Field(sa_type=choice(Platform, "platform"))
    external_id: str
    linked_at: datetime
    guest: bool = False
    home: bool = False


class Post(Row, table=True):
    """A job title that can own work whoever holds it."""

    __table_args__ = (UniqueConstraint("key"),)

    key: str
    title: str
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id")


class PostHolder(Row, table=True):
    """Who held a post, and when. `until_on` is the last day; None while they hold it."""

    __tablename__ = "post_holder"
    __table_args__ = (Index("ix_post_holder_person_id", "person_id"), Index("ix_post_holder_post_id", "post_id"))

    post_id: int = Field(foreign_key="post.id")
    person_id: int = Field(foreign_key="person.id")
    from_on: date | None = Field(default=None, sa_type=DayType)
    until_on: date | None = Field(default=None, sa_type=DayType)


class RoleGrant(Row, table=True):
    """A role in one plan, or everywhere when `plan_id` is None (an admin). Ended, never deleted.

    One that is `admitted` is a guest's: it has its end, `until`, from the first. `granted_by_id` is None where a plan
    file or the operator gave it.
    """

    __tablename__ = "role_grant"
    __table_args__ = (
        Index("ix_role_grant_person_id_plan_id", "person_id", "plan_id"),
        Index("ix_role_grant_plan_id", "plan_id"),
    )

    person_id: int = Field(foreign_key="person.id")
    plan_id: int | None = Field(default=None, foreign_key="plan.id")
    board_id: int | None = Field(default=None, foreign_key="board.id")
    role: Role = Field(sa_type=choice(Role, "role"))
    since: datetime
    until: datetime | None = None
    granted_by: str
    granted_by_id: int | None = Field(default=None, foreign_key="person.id")
    admitted: bool = False


class Tie(Row, table=True):
    """Who is tied to an item: a person, a post or an organisation, or only words where none is known."""

    __table_args__ = (
        Index("ix_tie_recommendation_id", "recommendation_id"),
        Index("ix_tie_action_id", "action_id"),
        Index("ix_tie_workstream_id", "workstream_id"),
        Index("ix_tie_person_id", "person_id"),
        Index("ix_tie_post_id", "post_id"),
        Index("ix_tie_organisation_id", "organisation_id"),
    )

    plan_id: int = Field(foreign_key="plan.id")
    recommendation_id: int | None = Field(default=None, foreign_key="recommendation.id")
    action_id: int | None = Field(default=None, foreign_key="action.id")
    workstream_id: int | None = Field(default=None, foreign_key="workstream.id")
    relation: Relation = Field(sa_type=choice(Relation, "relation"))
    person_id: int | None = Field(default=None, foreign_key="person.id")
    post_id: int | None = Field(default=None, foreign_key="post.id")
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id")
    printed: str | None = None
    position: int = 0
    from_on: date | None = Field(default=None, sa_type=DayType)
    until_on: date | None = Field(default=None, sa_type=DayType)


class PlanChoice(Row, table=True):
    """Which plan somebody chose to talk about, in one conversation (`use`)."""

    __tablename__ = "plan_choice"
    __table_args__ = (UniqueConstraint("actor", "platform", "conversation"),)

    actor: str
    platform: Platform = Field(sa_type=choice(Platform, "platform"))
    conversation: str
    plan_id: int = Field(foreign_key="plan.id")


class Absence(Row, table=True):
    """When somebody is away and who covers, both days included; why is never asked."""

    __table_args__ = (Index("ix_absence_person_id_until_on", "person_id", "until_on"),)

    person_id: int = Field(foreign_key="person.id")
    cover_id: int | None = Field(default=None, foreign_key="person.id")
    from_on: date = Field(sa_type=DayType)
    until_on: date = Field(sa_type=DayType)
    ended_at: datetime | None = None
