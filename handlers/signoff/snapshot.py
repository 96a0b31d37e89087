"""What was signed, kept as it was: the item's words, states, actions, updates and evidence, with the files' hashes."""

from typing import Any

from sqlalchemy import bindparam, select

from handlers.context import Context
from handlers.signoff.matter import Matter
from models import sql
from models.database import Statement

NOT_FROZEN = "not frozen: what stands there may have changed since"

_ITEM = Statement(
    lambda: select(
        sql.Recommendation.label, sql.Recommendation.source_text, sql.Recommendation.council_text,
        sql.Recommendation.due_on, sql.Recommendation.agreed_on, sql.Recommendation.extensions,
    ).where(sql.Recommendation.id == bindparam("id"))
)  # fmt: skip
_ACTIONS = Statement(
    lambda: (
        select(sql.PlanAction.label, sql.PlanAction.text, sql.PlanAction.delivery, sql.PlanAction.due_on)
        .join(sql.ActionRecommendation, sql.ActionRecommendation.action_id == sql.PlanAction.id)
        .where(sql.ActionRecommendation.recommendation_id == bindparam("id"))
        .order_by(sql.PlanAction.position)
    )
)
_UPDATES = Statement(
    lambda: (
        select(sql.Update.id, sql.Update.at, sql.Update.by_name, sql.Update.delivery, sql.Update.narrative)
        .where(sql.Update.recommendation_id == bindparam("id"))
        .order_by(sql.Update.at, sql.Update.id)
    )
)
_IMPACT = Statement(
    lambda: (
        select(sql.ImpactStatement.id, sql.ImpactStatement.at, sql.ImpactStatement.by_name,
               sql.ImpactStatement.impact, sql.ImpactStatement.narrative)
        .where(sql.ImpactStatement.recommendation_id == bindparam("id"))
        .order_by(sql.ImpactStatement.id)
    )
)  # fmt: skip
_EVIDENCE = Statement(
    lambda: (
        select(
            sql.Evidence.id, sql.Evidence.title, sql.Evidence.kind, sql.Evidence.bearing, sql.Evidence.state,
            sql.Evidence.shows, sql.Evidence.period, sql.Evidence.by_name, sql.Evidence.answered, sql.Evidence.answer,
            sql.Evidence.file_name, sql.Evidence.file_sha256, sql.Evidence.link,
        )
        .join(sql.EvidenceRecommendation, sql.EvidenceRecommendation.evidence_id == sql.Evidence.id)
        .where(sql.EvidenceRecommendation.recommendation_id == bindparam("id"))
        .order_by(sql.Evidence.id)
    )
)  # fmt: skip


def snapshot(ctx: Context, matter: Matter) -> dict[str, Any]:
    """What the board has before it at this moment, as JSON values."""
    item, facts = matter.item.id, matter.facts
    return {
        "at": ctx.now.isoformat(),
        "item": _plain(ctx.reader.one(_ITEM, id=item)),
        "states": {"delivery": facts.delivery.value, "impact": facts.impact.value, "version": facts.version},
        "actions": [_plain(row) for row in ctx.reader.all(_ACTIONS, id=item)],
        "updates": [_plain(row) for row in ctx.reader.all(_UPDATES, id=item)],
        "impact": [_plain(row) for row in ctx.reader.all(_IMPACT, id=item)],
        "evidence": [_piece(row) for row in ctx.reader.all(_EVIDENCE, id=item)],
    }


def _piece(row: Any) -> dict[str, Any]:
    return _plain(row) | ({"link_is": NOT_FROZEN} if row.link else {})


def _plain(row: Any) -> dict[str, Any]:
    """A row as JSON values, without what is empty."""
    said = {name: value for name, value in row._asdict().items() if value not in (None, "")}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in said.items()}
