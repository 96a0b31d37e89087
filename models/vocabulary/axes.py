"""The three axes of an item, and whether its delay could harm a child."""

from enum import StrEnum


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


class Harm(StrEnum):
    """Whether a delay could harm a child, in its lead's word."""

    NO = "no"
    YES = "yes"
    NOT_KNOWN = "not_known"
