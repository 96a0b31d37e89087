"""Whether an item is with its board, or signed off: a change asked of it then waits."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from handlers.context import Context
from models import sql
from models.database import Statement
from models.vocabulary import SignOff

_BOARDS_NOW = {
    SignOff.REQUESTED: "is with the board for sign-off and is locked until they decide",
    SignOff.SIGNED_OFF: "is signed off; the board reopens it before anything in it changes",
}
_SIGN_OFFS = {
    "recommendation": Statement(
        lambda: select(sql.Recommendation.label, sql.Recommendation.sign_off).where(
            sql.Recommendation.id == bindparam("id")
        )
    ),
    "action": Statement(
        lambda: (
            select(sql.Recommendation.label, sql.Recommendation.sign_off)
            .join(sql.ActionRecommendation, sql.ActionRecommendation.recommendation_id == sql.Recommendation.id)
            .where(sql.ActionRecommendation.action_id == bindparam("id"))
        )
    ),
}


@dataclass(frozen=True, slots=True)
class Held:
    """The recommendation that keeps a change waiting, and why it does; `decided` once the board has signed it off."""

    label: str
    said: str
    decided: bool

    @property
    def waits(self) -> str:
        """What that means for a request made before."""
        if self.decided:
            return f"{self.label} is signed off by now, so this is refused, or waits until the board reopens that."
        return f"It waits until the board has decided {self.label}."


def held_by_a_board(ctx: Context, kind: str, item_id: int) -> Held | None:
    """What keeps changes of an item waiting: it is with the board, or all that it is under is signed off."""
    found = {row.sign_off: row.label for row in ctx.reader.all(_SIGN_OFFS[kind], id=item_id)}
    held = [state for state in _BOARDS_NOW if state in found]
    if SignOff.REQUESTED in held or (held and set(found) == {SignOff.SIGNED_OFF}):
        label = found[held[0]]
        return Held(label, f"{label} {_BOARDS_NOW[held[0]]}", held[0] is SignOff.SIGNED_OFF)
    return None


def held_back(ctx: Context, recommendation_id: int | None, action_id: int | None) -> Held | None:
    """The same of what a request is about; None for one about a stream of work."""
    if recommendation_id is not None:
        return held_by_a_board(ctx, "recommendation", recommendation_id)
    return held_by_a_board(ctx, "action", action_id) if action_id is not None else None
