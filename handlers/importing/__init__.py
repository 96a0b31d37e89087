"""Drafts read from plan files into rows: atomic, repeatable, and silent."""

from handlers.importing.checked import record_checked
from handlers.importing.overlay import import_overlay
from handlers.importing.plan import import_plan
from handlers.importing.result import ImportResult
from handlers.importing.work import NotHere

__all__ = ["ImportResult", "NotHere", "import_overlay", "import_plan", "record_checked"]
