"""What counts as proof: the one rule behind "completed, unproved", "evidenced" and "sustained".

Process evidence proves delivery, never impact (domain: Central Bedfordshire). Evidence against, or mixed, stands in
the way from the moment it is offered until it is answered or sent back with a reason.

What a reader offers, who neither answers for the item nor is an officer of the board, waits to be looked at. From that
moment it is shown first and nobody can newly call the impact evidenced, so that it is never hidden; but what was
evidenced or signed off before stands until an officer of the board accepts it, so no reader alone undoes a finding.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from models.rules.periods import Period
from models.vocabulary import Bearing, EvidenceKind, EvidenceState, Impact, SignOff


class Piece(NamedTuple):
    """What matters of a piece of evidence, or of several that are alike."""

    kind: EvidenceKind
    bearing: Bearing
    state: EvidenceState
    answered: bool = False
    period: Period | None = None
    by_reader: bool = False


class Weighed(NamedTuple):
    """Whether pieces prove an impact, and whether any of them stands against it."""

    proved: bool
    against: bool


class Lack(StrEnum):
    """What stands between an item and proof of impact."""

    NOTHING = "nothing"
    SENT_BACK = "sent_back"
    NOT_ACCEPTED = "not_accepted"
    ONLY_PROCESS = "only_process"
    ONLY_AGAINST = "only_against"
    UNANSWERED = "unanswered"
    LATER_PERIOD = "later_period"


_STRENGTH = {
    Impact.NONE_STATED: 0,
    Impact.NOT_ENOUGH_EVIDENCE: 1,
    Impact.EMERGING: 2,
    Impact.EVIDENCED: 3,
    Impact.SUSTAINED: 4,
}


def shows_change(piece: Piece) -> bool:
    """Accepted, more than process, and not only against."""
    accepted = piece.state is EvidenceState.ACCEPTED
    return accepted and piece.kind is not EvidenceKind.PROCESS and piece.bearing is not Bearing.AGAINST


def stands_against(piece: Piece) -> bool:
    """Against or mixed, and neither answered nor sent back."""
    return piece.bearing is not Bearing.FOR and piece.state is not EvidenceState.RETURNED and not piece.answered


def unlooked(piece: Piece) -> bool:
    """Offered by a reader of the plan, and not yet accepted by an officer of the board."""
    return piece.by_reader and piece.state is EvidenceState.OFFERED


def weighing(pieces: Iterable[Piece], impact: Impact, sign_off: SignOff) -> tuple[Piece, ...]:
    """What counts for an item as it stands: where it is evidenced or signed off, not what waits to be looked at."""
    found = impact in (Impact.EVIDENCED, Impact.SUSTAINED) or sign_off is SignOff.SIGNED_OFF
    return tuple([piece for piece in pieces if not unlooked(piece)] if found else pieces)


def proved(pieces: Iterable[Piece]) -> bool:
    """Whether accepted evidence that is not only process speaks for it, and none against it is unanswered."""
    return weighed(tuple(pieces)).proved


def weighed(pieces: Sequence[Piece]) -> Weighed:
    """What pieces come to together."""
    against = any(map(stands_against, pieces))
    return Weighed(not against and any(map(shows_change, pieces)), against)


def lasting(pieces: Iterable[Piece]) -> bool:
    """Whether change is shown in one period, and again in one that began after it had ended."""
    periods = [piece.period for piece in pieces if shows_change(piece) and piece.period is not None]
    return any(later.after(earlier) for later in periods for earlier in periods)


def lacking(pieces: Iterable[Piece]) -> Lack | None:
    """What is missing before an item's impact is proved; None when nothing is."""
    held = [piece for piece in pieces if piece.state is not EvidenceState.RETURNED]
    if any(stands_against(piece) for piece in held):
        return Lack.UNANSWERED
    if any(shows_change(piece) for piece in held):
        return None
    return _why_nothing_shows(held) if held or not pieces else Lack.SENT_BACK


def _why_nothing_shows(held: Sequence[Piece]) -> Lack:
    if not held:
        return Lack.NOTHING
    accepted = [piece for piece in held if piece.state is EvidenceState.ACCEPTED]
    telling = [piece for piece in held if piece.kind is not EvidenceKind.PROCESS]
    if any(piece.bearing is not Bearing.AGAINST and piece not in accepted for piece in telling):
        return Lack.NOT_ACCEPTED
    return Lack.ONLY_AGAINST if telling else Lack.ONLY_PROCESS


def refused(stated: Impact, cited: Sequence[Piece], held: Sequence[Piece]) -> Lack | None:
    """Why an impact cannot be stated, from the evidence cited for it and all that is held; None when it can."""
    if stated in (Impact.NONE_STATED, Impact.NOT_ENOUGH_EVIDENCE):
        return None
    if stated is Impact.EMERGING:
        return None if any(piece.state is not EvidenceState.RETURNED for piece in cited) else Lack.NOTHING
    missing = lacking(cited)
    if missing is None and any(stands_against(piece) for piece in held):
        return Lack.UNANSWERED
    if missing is None and stated is Impact.SUSTAINED and not lasting(cited):
        return Lack.LATER_PERIOD
    return missing


def borne_out(stated: Impact, held: Sequence[Piece]) -> Impact:
    """The impact that the evidence still bears out: what was stated, or the step down it now calls for."""
    if stated not in (Impact.EVIDENCED, Impact.SUSTAINED):
        return stated
    weighed = weighing(held, stated, SignOff.NOT_REQUESTED)
    if not proved(weighed):
        return Impact.NOT_ENOUGH_EVIDENCE
    return stated if stated is Impact.EVIDENCED or lasting(weighed) else Impact.EVIDENCED


def is_step_down(before: Impact, after: Impact) -> bool:
    """Whether an impact is less than the one before it."""
    return _STRENGTH[after] < _STRENGTH[before]
