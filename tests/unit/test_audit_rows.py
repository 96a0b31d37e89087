"""The rows that are only ever added, held against what the audit chain says they were."""

from datetime import date

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from models.assurance import HarmAnswer, ImpactStatement
from models.audit import Fault, remove_content, row_content
from models.decisions import Decision
from models.plan import Council, Plan, Recommendation
from models.progress import BoardJudgement, Evidence, Figure, Measure, Update
from models.vocabulary import (
    Bearing,
    DecisionKind,
    Delivery,
    EvidenceKind,
    EvidenceState,
    Harm,
    Impact,
    ItemKind,
    NumberBasis,
    Platform,
    TimeLimit,
)
from tests.audit_chains import NOON, add, begun, faults, tamper


@pytest.fixture
def chain(session: Session) -> Session:
    """A session on a database with a chain of six entries, committed."""
    return begun(session)


def _plan(session: Session) -> Plan:
    session.add(Council(key="c", name="Council", short_name="C"))
    session.flush()
    plan = Plan(key="p", council_id=1, title="Plan")
    session.add(plan)
    session.flush()
    session.add(Measure(plan_id=1, key="m", name="Measure"))
    session.add(
        Recommendation(
            plan_id=1,
            position=1,
            label="R1",
            label_key="r1",
            number_basis=NumberBasis.DOCUMENT,
            kind=ItemKind.RECOMMENDATION,
            source_text="Improve",
            time_limit=TimeLimit.NONE_STATED,
        )
    )
    session.flush()
    return plan


def test_an_emptied_chain_is_seen_while_there_are_plans(chain: Session, engine: Engine) -> None:
    _plan(chain)
    chain.commit()
    tamper(engine, "DELETE FROM audit_content", "DELETE FROM audit", "DELETE FROM audit_head")
    assert faults(engine) == [(None, Fault.EMPTY)]


ROWS = {
    "update": Update(
        plan_id=1, at=NOON, by_name="A", platform=Platform.SLACK, delivery=Delivery.AT_RISK, narrative="é"
    ),
    "evidence": Evidence(
        plan_id=1,
        at=NOON,
        by_name="A",
        kind=EvidenceKind.AUDIT,
        title="T",
        bearing=Bearing.FOR,
        state=EvidenceState.OFFERED,
    ),
    "figure": Figure(measure_id=1, position=1, value="79%"),
    "board_judgement": BoardJudgement(plan_id=1, position=1, scope="plan", as_at_on=date(2010, 4, 30), text="Amber"),
    "impact_statement": ImpactStatement(
        plan_id=1,
        recommendation_id=1,
        at=NOON,
        by_name="A",
        platform=Platform.TEAMS,
        impact=Impact.EMERGING,
        narrative="Fewer moves",
    ),
    "harm_answer": HarmAnswer(plan_id=1, recommendation_id=1, at=NOON, by_name="A", answer=Harm.NO),
    "decision": Decision(
        plan_id=1,
        recommendation_id=1,
        kind=DecisionKind.SIGN_OFF,
        version=1,
        at=NOON,
        by_name="A",
        snapshot={"status": ["é", 1.5, None]},
    ),
}
ALTERED = {
    "update": "narrative",
    "evidence": "title",
    "figure": "value",
    "board_judgement": "text",
    "impact_statement": "narrative",
    "harm_answer": "routed_to",
    "decision": "reason",
}


@pytest.fixture(params=ROWS)
def recorded(request: pytest.FixtureRequest, chain: Session) -> str:
    """The table of a row that is only ever added, and was recorded by entry 7."""
    _plan(chain)
    row = type(ROWS[request.param])(**ROWS[request.param].model_dump(exclude={"id"}))
    chain.add(row)
    chain.flush()
    add(chain, subject=f"{request.param}:{row.id}", content=row_content(row))
    chain.commit()
    return str(request.param)


def test_a_recorded_row_that_was_altered_or_deleted_is_seen(recorded: str, engine: Engine) -> None:
    assert faults(engine) == []
    tamper(engine, f"UPDATE \"{recorded}\" SET {ALTERED[recorded]} = 'Other'")
    assert faults(engine) == [(7, Fault.ROW_CHANGED)]
    tamper(engine, f'DELETE FROM "{recorded}"')
    assert faults(engine) == [(7, Fault.ROW_MISSING)]


@pytest.mark.parametrize(
    "change",
    [
        "evidence SET state = 'accepted', answered = true",
        "board_judgement SET lifted_at = '2026-11-20 12:00:00.000000'",
        "decision SET effective = false",
    ],
)
@pytest.mark.usefixtures("recorded")
def test_what_may_change_in_a_recorded_row_may(change: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {change}")
    assert faults(engine) == []


def test_a_recorded_row_may_be_blanked_once_its_entry_is(recorded: str, chain: Session, engine: Engine) -> None:
    remove_content(chain, 7, "asked", at=NOON, actor="console:1", platform="console")
    chain.connection().execute(text(f"UPDATE \"{recorded}\" SET {ALTERED[recorded]} = ''"))
    chain.commit()
    assert faults(engine) == []


def test_a_row_value_that_cannot_be_read_is_seen(chain: Session, engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL stores no such thing")
    _plan(chain)
    row = Update(plan_id=1, at=NOON, by_name="A", platform=Platform.SLACK)
    chain.add(row)
    add(chain, subject="update:1", content=row_content(row))
    chain.commit()
    for change in ("platform = 'fax'", "platform = 'slack', at = 'noon'"):
        tamper(engine, f'UPDATE "update" SET {change}')
        assert faults(engine) == [(7, Fault.ROW_CHANGED)]


def test_a_row_of_no_session_or_a_table_that_changes_has_no_row_content(chain: Session) -> None:
    with pytest.raises(LookupError):
        row_content(Update(plan_id=1, at=NOON, by_name="A", platform=Platform.SLACK))
    with pytest.raises(LookupError):
        row_content(_plan(chain))
