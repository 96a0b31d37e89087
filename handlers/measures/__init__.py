"""`measures`, `measure add` and `figure`: a measure is defined once, its figures are only ever added."""

from handlers.measures.adding import figure
from handlers.measures.defining import add
from handlers.measures.reading import Falling, MeasureView, falling, meant, of_plan
from handlers.measures.showing import show

__all__ = [
    "Falling",
    "MeasureView",
    "add",
    "falling",
    "figure",
    "meant",
    "of_plan",
    "show",
]
