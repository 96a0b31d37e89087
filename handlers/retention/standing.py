"""Which plans have ended and when, which a legal hold keeps, and into which plans their items were carried over."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session, col, select

from models.assurance import LegalHold
from models.plan import Plan, PlanAction, Recommendation

_TABLES = {"recommendation": Recommendation, "action": PlanAction}


class Standing:
    """How the plans stand at this moment. `ended` has the day each ended plan ended."""

    def __init__(self, session: Session) -> None:
        rows = session.exec(select(Plan.id, Plan.ended_on).where(col(Plan.ended_on).is_not(None)))
        self.ended: dict[int, date] = {key: day for key, day in rows if key is not None and day is not None}
        holds = session.exec(select(LegalHold.plan_id).where(col(LegalHold.lifted_at).is_(None)))
        self._holds = set(holds)
        self._later: dict[tuple[str, int], list[tuple[int, int]]] = {}
        for kind, table in _TABLES.items():
            carried = select(table.id, table.plan_id, table.carried_from_id).where(
                col(table.carried_from_id).is_not(None)
            )
            for key, plan_id, earlier in session.exec(carried):
                if key is not None and earlier is not None:
                    self._later.setdefault((kind, earlier), []).append((key, plan_id))

    def held(self, plans: Iterable[int]) -> bool:
        """Whether a legal hold stands on one of these plans, or on everything."""
        return None in self._holds or not self._holds.isdisjoint(plans)

    def plans_of(self, plan_id: int, items: Iterable[tuple[str, int | None]]) -> frozenset[int]:
        """The plans a record belongs to: its own, and those that its items were carried over into."""
        found, wait = {plan_id}, [(kind, key) for kind, key in items if key is not None]
        while wait:
            kind, key = wait.pop()
            for later, plan in self._later.get((kind, key), ()):
                found.add(plan)
                wait.append((kind, later))
        return frozenset(found)
