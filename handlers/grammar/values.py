"""Words with a fixed meaning: a delivery, a kind of evidence, a bearing, an impact, a role, yes."""

import re

from models.vocabulary import Bearing, Delivery, EvidenceKind, Impact, Role

_CLOSING = re.compile(r"(?<=\w)[,.:;!]+\Z")
_EMAIL = re.compile(r"[^@\s<>|]{1,64}@[^@\s<>|]{1,190}\.[^@\s<>|.]{1,60}\Z")


def delivery(said: str) -> Delivery | None:
    """The delivery word in `said`: "at risk", "at-risk", "AT_RISK", "at risk:", "done"."""
    word = re.sub(r"[\s_-]+", "_", _CLOSING.sub("", said.strip()).casefold())
    word = {"done": "completed", "complete": "completed", "finished": "completed"}.get(word, word)
    return Delivery(word) if word in list(Delivery) else None


_KINDS = {
    "data": "outcome_data", "outcome": "outcome_data", "outcomes": "outcome_data", "figure": "outcome_data",
    "policy": "process", "procedure": "process", "re_audit": "audit", "dip_sample": "audit",
    "voice": "voice_of_child", "children": "voice_of_child", "voice_of_children": "voice_of_child",
    "voice_of_family": "voice_of_child", "voice_of_child_or_family": "voice_of_child", "staff": "voice_of_staff",
    "peer_review": "external", "practice_observation": "observation",
}  # fmt: skip


def _word(said: str) -> str:
    return re.sub(r"[\s_/-]+", "_", said.strip().casefold())


def evidence_kind(said: str) -> EvidenceKind | None:
    """The kind of evidence in `said`: "outcome data", "voice of the child", "audit"."""
    word = _word(said).replace("_the_", "_")
    word = _KINDS.get(word, word)
    return EvidenceKind(word) if word in list(EvidenceKind) else None


def bearing(said: str) -> Bearing | None:
    """Which way `said` says evidence speaks: "for", "against", "mixed"."""
    word = _word(said)
    return Bearing(word) if word in list(Bearing) else None


def impact(said: str) -> Impact | None:
    """The impact in `said`: "emerging", "evidenced", "not enough evidence"."""
    word = _word(said)
    return Impact(word) if word in list(Impact) else None


def yes(said: str) -> bool:
    """Whether `said` is a yes."""
    return said.strip().casefold() in ("yes", "y", "true", "on", "1")


def is_email(said: str) -> bool:
    """Whether `said` has the shape of an e-mail address."""
    return _EMAIL.match(said) is not None


def role(said: str) -> Role | None:
    """The role in `said`: "vice-chair", "Vice chair"."""
    word = re.sub(r"[\s_-]+", "_", said.strip().casefold())
    return Role(word) if word in list(Role) else None
