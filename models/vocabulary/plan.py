"""What a plan and the inspection it answers are made of."""

from enum import StrEnum


class OpenTo(StrEnum):
    """Who may read a published plan: its members only, or all staff."""

    MEMBERS = "members"
    STAFF = "staff"


class InspectionKind(StrEnum):
    """What a plan answers."""

    INSPECTION = "inspection"
    REVIEW = "review"


class ItemKind(StrEnum):
    """What the report calls an item (domain: frameworks differ)."""

    RECOMMENDATION = "recommendation"
    AREA_FOR_IMPROVEMENT = "area_for_improvement"
    AREA_FOR_PRIORITY_ACTION = "area_for_priority_action"


class NumberBasis(StrEnum):
    """Where a number came from: printed, a paragraph, or the position in the source."""

    DOCUMENT = "document"
    PARAGRAPH = "paragraph"
    POSITION_IN_SOURCE = "position_in_source"
    COUNCIL = "council"


class WorkstreamKind(StrEnum):
    """What the council calls a stream of work."""

    WORKSTREAM = "workstream"
    PHASE = "phase"
    PROGRAMME = "programme"


class EventStatus(StrEnum):
    """How far a date in the source can be relied on."""

    AS_STATED = "as_stated"
    PLANNED = "planned"
    FORECAST = "forecast"
    CORRECTED = "corrected"
    DERIVED = "derived"


class Money(StrEnum):
    """Whether a resource is revenue or capital."""

    REVENUE = "revenue"
    CAPITAL = "capital"
