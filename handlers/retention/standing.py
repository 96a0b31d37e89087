"""Which plans have ended and when, which a legal hold keeps, and into which plans their items were carried over."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from models import sql

_TABLES: dict[str, Any] = {"recommendation": sql.Recommendation, "action": sql.PlanAction}


class Standing:
    """How the plans stand at this moment. `ended` has the day each ended plan ended."""

    def __init__(self, session: Session) -> None:
        ask = session.connection().execute
        ended = select(sql.Plan.id, sql.Plan.ended_on).where(sql.Plan.ended_on.is_not(None))
        self.ended: dict[int, date] = {row.id: row.ended_on for row in ask(ended)}
        holds = select(sql.LegalHold.plan_id).where(sql.LegalHold.lifted_at.is_(None))
        self._holds: set[int | None] = {row.plan_id for row in ask(holds)}
        self._later: dict[tuple[str, int], list[tuple[int, int]]] = {}
        for kind, table in _TABLES.items():
            carried = select(table.id, table.plan_id, table.carried_from_id).where(table.carried_from_id.is_not(None))
            for row in ask(carried):
                self._later.setdefault((kind, row.carried_from_id), []).append((row.id, row.plan_id))

    def held(self, plans: Iterable[int]) -> bool:
        """Whether a legal hold stands on one of these plans, or on everything."""
        return None in self._holds or not self._holds.isdisjoint(plans)

    @property
    def any_hold(self) -> bool:
        """Whether a legal hold stands on anything."""
        return bool(self._holds)

    def plans_of(self, plan_id: int, items: Iterable[tuple[str, int | None]]) -> frozenset[int]:
        """The plans a record belongs to: its own, and those that its items were carried over into."""
        found, wait = {plan_id}, [(kind, key) for kind, key in items if key is not None]
        while wait:
            kind, key = wait.pop()
            for later, plan in self._later.get((kind, key), ()):
                found.add(plan)
                wait.append((kind, later))
        return frozenset(found)
