"""What a piece of evidence is called to people who may not all see it: its number is for those who may."""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, exists, not_, or_, select

from handlers import access
from handlers.access import Ability, PlanView
from handlers.context import Context
from handlers.evidence.shown import evidence_shown, sight
from models.database import Statement
from models.sql import Evidence, EvidenceRecommendation, Recommendation

LIMITED = "a piece of evidence limited to the board and its owners"
MANY_LIMITED = "some pieces of evidence limited to the board and its owners"
UNSEEN = "a piece of evidence you may not see"
_NAMED = re.compile(r"\b(?:E ?-?|evidence:)(\d{1,9})\b", re.IGNORECASE)


def _serves_what_is_theirs() -> Any:
    served = EvidenceRecommendation
    return exists().where(
        and_(
            served.evidence_id == Evidence.id, Recommendation.id == served.recommendation_id,
            access.theirs(Recommendation, "recommendation"),
        )
    )  # fmt: skip


_UNSEEN = Statement(lambda: select(Evidence.id).where(or_(not_(evidence_shown()), not_(_serves_what_is_theirs()))))


def told_as(row: Any) -> str:
    """What everybody who sees the item may be told a piece is called."""
    return LIMITED if row.restricted else f"E{row.id}"


def unseen(ctx: Context, view: PlanView, texts: Iterable[str]) -> frozenset[int]:
    """The numbers of the evidence named in `texts` that this person may not see."""
    named = {int(number) for text in texts for number in _NAMED.findall(text)}
    if not named or (view.whole and Ability.SEE_LIMITED in view.may):
        return frozenset()
    hidden = {row.id for row in ctx.reader.all(_UNSEEN, **(sight(ctx, view) | access.reach(ctx, view)))}
    return frozenset(number for number in named & hidden if not _is_an_item(ctx, view, f"E{number}"))


def _is_an_item(ctx: Context, view: PlanView, said: str) -> bool:
    """Whether the plan calls an item that itself."""
    return any(item.label.casefold() == said.casefold() for item in access.find(ctx, view, said))


def without(text: str, hidden: frozenset[int]) -> str:
    """`text` with what it calls each hidden piece taken out of it."""
    return _NAMED.sub(lambda found: UNSEEN if int(found[1]) in hidden else found[0], text) if hidden else text
