"""Who holds something of a plan."""

from typing import Any

from sqlmodel import col, select

from models.people import PostHolder, Tie


def holders(plan_id: int) -> Any:
    """Those who hold something of a plan, themselves or by their post, for a statement to look in."""
    tied = select(Tie.person_id).where(
        Tie.plan_id == plan_id, col(Tie.until_on).is_(None), col(Tie.person_id).is_not(None)
    )
    posts = select(Tie.post_id).where(Tie.plan_id == plan_id, col(Tie.until_on).is_(None))
    held = select(PostHolder.person_id).where(col(PostHolder.post_id).in_(posts), col(PostHolder.until_on).is_(None))
    return tied.union(held)
