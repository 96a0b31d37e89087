"""What is known of an item, and why it stands where it does."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from models.rules.deadlines import TimeLimit
from models.rules.standing.key import Standing
from models.vocabulary import Delivery, SignOff


class LateAction(NamedTuple):
    """An open action past its own original date."""

    label: str
    due_on: date


class Facts(NamedTuple):
    """What is known of an item on one day. Days are calendar days in the council's time zone.

    `silent_since` is the day of the last word, or the first day somebody could have given one.
    `open_actions` are the deliveries of actions not completed; `proof` is whether accepted evidence
    that is not only process speaks for the improvement, and none against it stands unanswered; `against` is
    whether any does stand unanswered. `wanted_by` is the day by which the board wants more of it, while none is in.
    `doubted_by` has said that what was signed off no longer holds; `kept` is that the board has answered such a doubt.
    `earliest` is that `due_on` was counted from before publication, so that the limit passes on that day or later.
    `signed` is that its sign-off was decided on evidence held here; `asked` is that the board is asked to look again.
    `reopened_by` is the board that took its sign-off back, with nothing new accepted since; `unevidenced` is that its
    impact is stated as "not enough evidence". `fallen` is a measure that fell since the board last spoke, in words.
    """

    delivery: Delivery
    sign_off: SignOff = SignOff.NOT_REQUESTED
    limit: TimeLimit = TimeLimit.NONE_STATED
    due_on: date | None = None
    silent_since: date | None = None
    open_actions: frozenset[Delivery] = frozenset()
    late_action: LateAction | None = None
    proof: bool = False
    needs_proof: bool = True
    against: bool = False
    wanted_by: date | None = None
    doubted_by: str = ""
    kept: bool = False
    earliest: bool = False
    signed: bool = False
    asked: bool = False
    reopened_by: str = ""
    unevidenced: bool = False
    fallen: str = ""


class Why(StrEnum):
    """The kinds of reason a standing can have; the words for them are chosen where people read them."""

    SIGNED_OFF = "signed_off"
    DOUBTED = "doubted"
    CONTRADICTED = "contradicted"
    UNBORNE = "unborne"
    FALLEN = "fallen"
    REQUESTED = "requested"
    PAST_LIMIT = "past_limit"
    PAST_DATE = "past_date"
    OFF_TRACK = "off_track"
    ACTION_OFF_TRACK = "action_off_track"
    ACTION_LATE = "action_late"
    AT_RISK = "at_risk"
    ACTION_AT_RISK = "action_at_risk"
    SILENT = "silent"
    REOPENED = "reopened"
    UNPROVED = "unproved"
    UNEVIDENCED = "unevidenced"
    AGAINST = "against"
    COMPLETED_AGAINST = "completed_against"
    EVIDENCE_DUE = "evidence_due"
    WANTED = "wanted"
    NOT_ENOUGH = "not_enough"
    ACTION_NOT_ENOUGH = "action_not_enough"
    NO_DATE = "no_date"
    MAYBE_PAST = "maybe_past"
    PROVED = "proved"
    DONE = "done"
    ON_TRACK = "on_track"
    NOT_STARTED = "not_started"
    STARTS_LATE = "starts_late"
    PAUSED = "paused"
    BOARD = "board"


DOUBTS = (Why.DOUBTED, Why.CONTRADICTED, Why.UNBORNE, Why.FALLEN)
"""Why what a board signed off may no longer hold."""


class Reason(NamedTuple):
    """Why an item stands as it does: a kind, a number of days where one matters, and a name."""

    why: Why
    days: int = 0
    name: str = ""


class Verdict(NamedTuple):
    """A standing and every reason that led to it or would have, the deciding one first."""

    standing: Standing
    reasons: tuple[Reason, ...]
