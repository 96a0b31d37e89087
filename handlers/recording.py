"""How a handler puts what it did into the audit chain."""

from typing import Any

from handlers.context import Context
from models import audit
from models.columns import Row


def record(
    ctx: Context, event: str, subject: str, summary: str, *, plan_id: int | None = None, row: Row | None = None
) -> None:
    """Add what this person just did. Call it after every other change; `row` is an appended row to keep beside it."""
    ctx.recorded.append((subject, plan_id))
    content: dict[str, Any] = {"by": ctx.actor.name, "summary": summary}
    if row is not None:
        content |= audit.row_content(row)
    audit.record(
        ctx.change, at=ctx.now, actor=ctx.actor.key, person_id=ctx.actor.person_id, platform=ctx.request.platform,
        event=event, subject=subject, content=content, plan_id=plan_id,
    )  # fmt: skip
