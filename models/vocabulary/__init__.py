"""The words the plan is kept in: every state, kind and role, once."""

from models.rules.deadlines import TimeLimit
from models.vocabulary.axes import Delivery, Harm, Impact, SignOff
from models.vocabulary.deciding import ChallengeState, ChangeKind, ChangeState, DecisionKind
from models.vocabulary.people import OrganisationKind, Platform, Relation, Role
from models.vocabulary.plan import EventStatus, InspectionKind, ItemKind, Money, NumberBasis, OpenTo, WorkstreamKind
from models.vocabulary.proof import Bearing, EvidenceKind, EvidenceState, ReviewState
from models.vocabulary.sending import DueKind, DueState, InboxState, LedgerState, MessageKind, OutboxState

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
