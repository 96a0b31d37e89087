"""A recommendation as the board has it before it: what it lacks, who may decide it, and what was decided so far."""

from handlers.signoff.line import ANSWERING
from handlers.signoff.matter.facts import Matter, Step
from handlers.signoff.matter.reading import (
    board_of,
    chair_for,
    current,
    load,
    locked,
    owners,
    recommendation,
)

__all__ = [
    "ANSWERING",
    "Matter",
    "Step",
    "board_of",
    "chair_for",
    "current",
    "load",
    "locked",
    "owners",
    "recommendation",
]
