"""`assign`, `away` and `leaver`: who answers for an item, who covers, and whose items must go to somebody."""

from handlers.ownership.absences import away, back
from handlers.ownership.assigning import assign
from handlers.ownership.leaving import leaver

__all__ = ["assign", "away", "back", "leaver"]
