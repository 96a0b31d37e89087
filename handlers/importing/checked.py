"""That whoever imported a file said they had checked that it identifies no child."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, select

from handlers.documents.plan_reader import Suspect
from handlers.importing.result import ImportResult
from models import audit
from models.plan import Plan
from models.vocabulary import Platform


def record_checked(
    session: Session, result: ImportResult, suspects: Sequence[Suspect], *, now: datetime, by: str
) -> None:
    """Keep who said so, when, and of what kinds; never the words. Nothing where nothing was imported or asked about."""
    if not suspects or not result.changed:
        return
    kinds = ", ".join(dict.fromkeys(each.kind.value.replace("_", " ") for each in suspects))
    plan_id = session.exec(select(Plan.id).where(Plan.key == result.plan)).one()
    said = f"confirmed that the imported file identifies no child ({kinds})"
    audit.record(
        session, at=now, actor=by, platform=Platform.CONSOLE, event="guard", subject=f"plan:{plan_id}",
        content={"by": by, "summary": said, "places": len(suspects)}, plan_id=plan_id,
    )  # fmt: skip
