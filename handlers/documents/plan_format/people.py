"""People of a plan: their roles and posts. Names may be the names of roles."""

from typing import ClassVar, Literal

from pydantic import field_validator

from handlers.documents.plan_format.entry import Entry, Short
from handlers.documents.plan_format.values import Email, Slug, Text
from models.vocabulary import Role


class Grant(Short):
    """A role in this plan; admin is everywhere."""

    short: ClassVar[str] = "role"

    role: Literal[Role.ADMIN, Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY, Role.LEAD, Role.CONTRIBUTOR, Role.VIEWER]
    """What they may do."""
    board: Slug | None = None
    """The board they chair or serve, by id."""

    @field_validator("role", mode="before")
    @classmethod
    def _is_not_ownership(cls, value: object) -> object:
        if value == Role.OWNER:
            raise ValueError("owner is not given here: name the person among an item's owners")
        return value


class Person(Entry):
    """Somebody with a work e-mail address."""

    email: Email
    """Their work e-mail address: it is how chat accounts are matched to them."""
    name: Text
    """What they are called."""
    organisation: Slug | None = None
    """Their organisation, by id; left out for the council's own staff."""
    posts: tuple[Text, ...] = ()
    """The posts they hold, by title."""
    manager: Email | None = None
    """Their line manager, by e-mail address."""
    roles: tuple[Grant, ...] = ()
    """Their roles in this plan."""
