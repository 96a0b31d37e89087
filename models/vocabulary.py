"""The words the plan is kept in: every state, kind and role, once."""

from enum import StrEnum

from models.rules.deadlines import TimeLimit

__all__ = [
    "Bearing",
    "ChallengeState",
    "ChangeKind",
    "ChangeState",
    "DecisionKind",
    "Delivery",
    "DueKind",
    "DueState",
    "EventStatus",
    "EvidenceKind",
    "EvidenceState",
    "Harm",
    "Impact",
    "InboxState",
    "InspectionKind",
    "ItemKind",
    "LedgerState",
    "MessageKind",
    "Money",
    "NumberBasis",
    "OpenTo",
    "OrganisationKind",
    "OutboxState",
    "Platform",
    "Relation",
    "ReviewState",
    "Role",
    "SignOff",
    "TimeLimit",
    "WorkstreamKind",
]


class Delivery(StrEnum):
    """How far the work is, in its owner's word or a board's."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    COMPLETED = "completed"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"
    PAUSED = "paused"


class Impact(StrEnum):
    """What changed for children, as stated by someone with evidence."""

    NONE_STATED = "none_stated"
    EMERGING = "emerging"
    EVIDENCED = "evidenced"
    SUSTAINED = "sustained"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"


class SignOff(StrEnum):
    """Where an item stands with the board that may sign it off."""

    NOT_REQUESTED = "not_requested"
    REQUESTED = "requested"
    RETURNED = "returned"
    SIGNED_OFF = "signed_off"
    REOPENED = "reopened"


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


class OrganisationKind(StrEnum):
    """Whose people these are."""

    COUNCIL = "council"
    PARTNER = "partner"


class EventStatus(StrEnum):
    """How far a date in the source can be relied on."""

    AS_STATED = "as_stated"
    PLANNED = "planned"
    FORECAST = "forecast"
    CORRECTED = "corrected"
    DERIVED = "derived"


class EvidenceKind(StrEnum):
    """What a piece of evidence is. Process evidence proves delivery, never impact."""

    PROCESS = "process"
    OUTCOME_DATA = "outcome_data"
    AUDIT = "audit"
    VOICE_OF_CHILD = "voice_of_child"
    VOICE_OF_STAFF = "voice_of_staff"
    EXTERNAL = "external"
    OBSERVATION = "observation"


class Bearing(StrEnum):
    """Whether evidence speaks for the improvement, against it, or both."""

    FOR = "for"
    AGAINST = "against"
    MIXED = "mixed"


class EvidenceState(StrEnum):
    """Whether the board's officers have accepted a piece of evidence."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class Money(StrEnum):
    """Whether a resource is revenue or capital."""

    REVENUE = "revenue"
    CAPITAL = "capital"


class Platform(StrEnum):
    """Where somebody spoke."""

    CONSOLE = "console"
    SLACK = "slack"
    TEAMS = "teams"


class InboxState(StrEnum):
    """How far a delivery has come. Decided: what it changed is kept, and its answer is still to be told."""

    RECEIVED = "received"
    DECIDED = "decided"
    ANSWERED = "answered"
    REFUSED = "refused"


class ChallengeState(StrEnum):
    """How far a challenge has come."""

    OPEN = "open"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    NOT_YET = "not_yet"


class ChangeKind(StrEnum):
    """What a request would change in the plan."""

    DATE = "date"
    ADD = "add"
    DROP = "drop"
    REWORD = "reword"
    MOVE = "move"
    PAUSE = "pause"
    RESUME = "resume"


class ChangeState(StrEnum):
    """Whether a request to change the plan has been decided."""

    OPEN = "open"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class DecisionKind(StrEnum):
    """A step towards or away from sign-off."""

    REQUEST = "request"
    RETURN = "return"
    SIGN_OFF = "sign_off"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    STILL_HOLDING = "still_holding"
    NOT_HOLDING = "not_holding"
    REPORTED = "reported"


class DueKind(StrEnum):
    """Why something is to be chased."""

    SIGN_OFF_WAITING = "sign_off_waiting"
    EVIDENCE_WANTED = "evidence_wanted"
    STILL_HOLDING = "still_holding"
    SIGN_OFF_DOUBTED = "sign_off_doubted"
    REVIEW = "review"
    LIBRARY = "library"
    CHALLENGE = "challenge"
    PAUSE_REVIEW = "pause_review"
    HARM = "harm"
    CHAIR_REPORT = "chair_report"
    CHANGE_WAITING = "change_waiting"
    DEADLINE = "deadline"
    SILENCE = "silence"
    ESCALATION = "escalation"
    SNOOZED = "snoozed"
    UNREACHED = "unreached"
    INSPECTION = "inspection"
    NOT_MINE = "not_mine"
    DIGEST = "digest"


class DueState(StrEnum):
    """Whether something to chase still waits."""

    PENDING = "pending"
    DONE = "done"
    CANCELLED = "cancelled"


class MessageKind(StrEnum):
    """What a message is: all of one person's day, a plan's week, what stands behind it, a notice, a heartbeat."""

    DAILY = "daily"
    DIGEST = "digest"
    DETAILS = "details"
    NOTICE = "notice"
    HEARTBEAT = "heartbeat"


class OutboxState(StrEnum):
    """How far a message has come. Only what is sent was sent."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    SUPPRESSED = "suppressed"
    FAILED = "failed"


class LedgerState(StrEnum):
    """What became of one request. `caught_up` is that a later one, after an outage, stood for it."""

    QUEUED = "queued"
    SENT = "sent"
    SUPPRESSED = "suppressed"
    SNOOZED = "snoozed"
    FAILED = "failed"
    CAUGHT_UP = "caught_up"


class Harm(StrEnum):
    """Whether a delay could harm a child, in its lead's word."""

    NO = "no"
    YES = "yes"
    NOT_KNOWN = "not_known"


class ReviewState(StrEnum):
    """Whether a planned review has been done."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"
