"""What was signed, as it was kept when it was signed, and what became of it since."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, case, select

from handlers.context import Context
from handlers.evidence.shown import SeenEvidence
from handlers.signoff.matter import Matter
from models import sql
from models.database import Statement
from models.vocabulary import DecisionKind, EvidenceState

_SIGNING = (DecisionKind.SIGN_OFF, DecisionKind.CONFIRM)
_SNAPSHOT = Statement(lambda: select(sql.Decision.snapshot).where(sql.Decision.id == bindparam("id")))
_NOW = SeenEvidence(
    lambda shown: (
        select(
            sql.Evidence.id, sql.Evidence.state, sql.Evidence.bearing, sql.Evidence.answered, sql.Evidence.decided_by,
            case((shown, 1), else_=0).label("shown"),
        )
        .join(sql.EvidenceRecommendation, sql.EvidenceRecommendation.evidence_id == sql.Evidence.id)
        .where(sql.EvidenceRecommendation.recommendation_id == bindparam("id"))
        .order_by(sql.Evidence.id)
    )
)  # fmt: skip
_STATES = {
    EvidenceState.OFFERED: "waiting to be accepted", EvidenceState.ACCEPTED: "accepted",
    EvidenceState.RETURNED: "sent back",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """The pieces a board signed on, of those this person may see; how many they may not; and what changed since."""

    pieces: tuple[Mapping[str, Any], ...]
    limited: int
    since: tuple[str, ...]


def kept(ctx: Context, matter: Matter) -> Kept | None:
    """What the sign-off that stands, or waits for a second member, was given on; None where the plan came with it."""
    signing = next((step for step in reversed(matter.steps) if step.kind in _SIGNING), None)
    if signing is None or not (matter.signed or matter.pending):
        return None
    snapshot: Mapping[str, Any] = ctx.reader.one(_SNAPSHOT, id=signing.id).snapshot or {}
    signed = [each for each in snapshot.get("evidence", ()) if each.get("state") != EvidenceState.RETURNED]
    now = {row.id: row for row in _NOW.all(ctx, matter.view, id=matter.item.id)}
    seen = tuple(each for each in signed if each.get("id") in now and now[each["id"]].shown)
    return Kept(seen, len(signed) - len(seen), tuple(_since(snapshot, matter, seen, now)))


def _since(
    snapshot: Mapping[str, Any], matter: Matter, seen: tuple[Mapping[str, Any], ...], now: Mapping[int, Any]
) -> Iterator[str]:
    for each in seen:
        row = now[each["id"]]
        if row.state != each.get("state"):
            by = f" by {row.decided_by}" if row.decided_by else ""
            yield f"E{row.id} was {_STATES[EvidenceState(each['state'])]} then, and is {_STATES[row.state]}{by} now"
        if row.answered and not each.get("answered"):
            yield f"E{row.id} was answered"
    before = {each.get("id") for each in snapshot.get("evidence", ())}
    for row in now.values():
        if row.id not in before and row.shown:
            yield f"E{row.id} was offered, {row.bearing.value}, {_STATES[row.state]}"
    for axis, value in (("delivery", matter.facts.delivery), ("impact", matter.facts.impact)):
        was = snapshot.get("states", {}).get(axis)
        if was and was != value.value:
            yield f"{axis} was {was.replace('_', ' ')}, and is {value.value.replace('_', ' ')} now"
