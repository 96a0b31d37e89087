"""What people and organisations are, to a plan and to a platform."""

from enum import StrEnum


class Role(StrEnum):
    """What a person may do in a plan, or everywhere. Owner is also a relation to an item."""

    ADMIN = "admin"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARY = "secretary"
    LEAD = "lead"
    OWNER = "owner"
    CONTRIBUTOR = "contributor"
    VIEWER = "viewer"


class Relation(StrEnum):
    """How a person, post or organisation is tied to an item."""

    OWNER = "owner"
    DEPUTY = "deputy"
    LINK_OFFICER = "link_officer"
    OVERSEER = "overseer"


class OrganisationKind(StrEnum):
    """Whose people these are."""

    COUNCIL = "council"
    PARTNER = "partner"


class Platform(StrEnum):
    """Where somebody spoke."""

    CONSOLE = "console"
    SLACK = "slack"
    TEAMS = "teams"
