"""Which recommendations something stands behind: a measure, or a planned review."""

from typing import Any

from sqlalchemy import bindparam, select

from handlers import access
from models.database import Statement
from models.sql import Recommendation


def serving(link: Any, key: str) -> Statement:
    """Reads each recommendation of a plan that this person may see (id, label), with `key` of what serves it."""
    return Statement(
        lambda: (
            select(getattr(link, key), Recommendation.id, Recommendation.label)
            .join(Recommendation, Recommendation.id == link.recommendation_id)
            .where(Recommendation.plan_id == bindparam("plan"), access.visible(Recommendation, "recommendation"))
            .order_by(Recommendation.position)
        )
    )
