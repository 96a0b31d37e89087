"""Writing into the chain what a write found that this program had not done, so that it is found ever after."""

import logging
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import func, select
from sqlmodel import Session

from models.audit.chain import append
from models.audit.faults import FOUND, spoken
from models.audit.noted import Finding

log = logging.getLogger(__name__)

EVERY_ROW: Final = "rows_head:1"  # the subject of what is wrong with all rows together
_EVENT = {fault: event for event, fault in FOUND.items()}


def tell(session: Session, finding: Finding, at: datetime | None) -> None:
    """Add the entry of a finding, at the moment of what was recorded with it, or else at the database's own."""
    subject = finding.subject or EVERY_ROW
    log.error("%s: %s. See: ofsted-bot audit verify", spoken(finding.subject) or "The record", finding.fault)
    summary = f"{finding.called or spoken(finding.subject)}: {finding.fault}" if finding.subject else str(finding.fault)
    sides = {
        "at": at or _database_now(session),
        "actor": "audit",
        "person_id": None,
        "platform": "database",
        "event": _EVENT[finding.fault],
        "subject": subject,
        "plan_id": finding.plan_id,
    }
    append(session, sides, {"by": "Found by its seal", "summary": summary})


def _database_now(session: Session) -> datetime:
    now = session.connection().execute(select(func.current_timestamp())).scalar_one()
    return now if now.tzinfo else now.replace(tzinfo=UTC)
