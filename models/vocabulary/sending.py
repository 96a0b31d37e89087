"""What came in, what is to be chased, and what was sent."""

from enum import StrEnum


class InboxState(StrEnum):
    """How far a delivery has come. Decided: what it changed is kept, and its answer is still to be told.

    Failed: it was tried until it was given up, and somebody was told.
    """

    RECEIVED = "received"
    DECIDED = "decided"
    ANSWERED = "answered"
    REFUSED = "refused"
    FAILED = "failed"


class DueKind(StrEnum):
    """Why something is to be chased."""

    SIGN_OFF_WAITING = "sign_off_waiting"
    EVIDENCE_WANTED = "evidence_wanted"
    STILL_HOLDING = "still_holding"
    SIGN_OFF_DOUBTED = "sign_off_doubted"
    EVIDENCE_AGAINST = "evidence_against"
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
    MEETING = "meeting"
    PAPERS = "papers"
    REPORT = "report"
    CLOCK = "clock"
    PREPARATION = "preparation"


class DueState(StrEnum):
    """Whether something to chase still waits."""

    PENDING = "pending"
    DONE = "done"
    CANCELLED = "cancelled"


class MessageKind(StrEnum):
    """What a message is: all of one person's day, a plan's week, what stands behind it, a notice, a heartbeat.

    An answer or a file is what was told in a direct message, or given there.

    An erasure is no message: it takes one of the others from chat, because it quotes what was lawfully removed.
    """

    DAILY = "daily"
    DIGEST = "digest"
    DETAILS = "details"
    NOTICE = "notice"
    HEARTBEAT = "heartbeat"
    ANSWER = "answer"
    FILE = "file"
    ERASURE = "erasure"


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
