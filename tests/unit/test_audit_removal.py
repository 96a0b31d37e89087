"""What an entry says can be lawfully removed: it leaves a gap, and the chain is whole."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from models.audit import AuditContent, Fault, remove_content
from tests.audit_chains import NOON, begun, faults, tamper


@pytest.fixture
def chain(session: Session) -> Session:
    """A session on a database with a chain of six entries, committed."""
    return begun(session)


def test_lawfully_removed_content_leaves_a_gap_in_a_whole_chain(chain: Session, engine: Engine) -> None:
    entry = remove_content(chain, 3, "asked by the parent", at=NOON, actor="console:1", platform="console")
    chain.commit()
    gap = chain.get(AuditContent, 3)
    assert gap is not None
    assert (gap.salt, gap.content, gap.removed_at, gap.removed_reason) == (None, None, NOON, "asked by the parent")
    assert (entry.id, entry.subject, entry.event) == (7, "audit:3", "content removed")
    assert faults(engine) == []
    for again in (3, 99):
        with pytest.raises(LookupError, match=f"nothing to remove at entry {again}"):
            remove_content(chain, again, "again", at=NOON, actor="console:1", platform="console")


def test_even_the_record_of_a_removal_can_lose_its_reason(chain: Session, engine: Engine) -> None:
    remove_content(chain, 3, "asked by the parent", at=NOON, actor="console:1", platform="console")
    remove_content(chain, 7, "named the parent", at=NOON, actor="console:1", platform="console")
    chain.commit()
    assert faults(engine) == []


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        ("removed_reason = 'other'", (3, Fault.CONTENT_MISSING)),
        ("removed_at = '2026-11-20 12:00:01.000000'", (3, Fault.CONTENT_MISSING)),
        ("content = '{}'", (3, Fault.CONTENT_MISSING)),
        ("salt = 's', content = '{}', removed_at = NULL, removed_reason = NULL", (3, Fault.CONTENT_BACK)),
    ],
)
def test_a_change_to_what_is_left_of_removed_content_is_seen(
    change: str, seen: tuple[int, Fault], chain: Session, engine: Engine
) -> None:
    remove_content(chain, 3, "asked", at=NOON, actor="console:1", platform="console")
    chain.commit()
    tamper(engine, f"UPDATE audit_content SET {change} WHERE audit_id = 3")
    assert seen in faults(engine)
