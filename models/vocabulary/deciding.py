"""What is asked, answered and decided."""

from enum import StrEnum


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
