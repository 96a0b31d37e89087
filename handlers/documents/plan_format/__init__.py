"""The native format of a plan file, as pydantic models: fields, their meaning, and the JSON Schema."""

from handlers.documents.plan_format.entry import Entry, Short
from handlers.documents.plan_format.overlay import OverlayFile
from handlers.documents.plan_format.plan import PlanFile

__all__ = ["Entry", "OverlayFile", "PlanFile", "Short"]
