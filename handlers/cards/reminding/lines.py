"""What a line of a reminder is made of."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from handlers.access import PlanView
from handlers.reminding.matters import Matter
from handlers.reminding.recipients import Because
from models.card import Action
from models.vocabulary import DueKind


@dataclass(frozen=True, slots=True)
class Said:
    """What one item's line is made of. `next_on` is the next step, `manager_on` when a manager would be told."""

    view: PlanView
    matter: Matter
    because: Because
    kinds: Collection[DueKind]
    next_on: date | None
    manager_on: date | None
    digest_on: date | None
    told_on: date | None
    may_assign: bool
    may_update: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a message: its words, how urgent it is (the least first), its buttons, and what stops it."""

    view: PlanView
    label: str
    words: str
    urgency: tuple[int, int, str]
    answers: tuple[Action, ...]
    open: Action
    alone: str
    because: Because | None = None
    stops: str = ""
    about: str = ""
    manager_on: date | None = None
    due_on: date | None = None
    besides: str = ""
    why: str = ""
    before_all: bool = False
    disown: Action | None = None
