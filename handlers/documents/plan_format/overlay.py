"""An overlay: what a demonstration needs beyond what a real council printed, marked as illustration."""

import datetime as dt
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from handlers.documents.plan_format.entry import Entry
from handlers.documents.plan_format.governance import Board, Organisation
from handlers.documents.plan_format.items import Action, JudgementLink, Owner, PlanMeasure
from handlers.documents.plan_format.people import Person
from handlers.documents.plan_format.plan import Format
from handlers.documents.plan_format.values import Day, Email, Slug, Text, Words
from models.vocabulary import Bearing, Delivery, EvidenceKind, EvidenceState, Impact, OpenTo, SignOff

WRITE_A_MOMENT = "write the day and time as 2010-03-30 10:15"


def read_moment(value: object) -> object:
    """A day and time written as 2010-03-30 10:15, in the council's own time. Raises ValueError."""
    if not isinstance(value, str):
        return value
    try:
        return dt.datetime.strptime(value.strip(), "%Y-%m-%d %H:%M")  # noqa: DTZ007  because the zone is the council's
    except ValueError as problem:
        raise ValueError(f"{WRITE_A_MOMENT}; it says '{value}'") from problem


Moment = Annotated[
    dt.datetime,
    BeforeValidator(read_moment),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$"}),
]


class Ownership(Entry):
    """Owners for an item of the plan."""

    of: Words
    """The number of a recommendation or an action, or the name of a workstream."""
    owners: tuple[Owner, ...] = Field(min_length=1)
    """Its owners, beside those the source prints."""


class Links(Entry):
    """Judgements that a person says a recommendation answers."""

    of: Words
    """The recommendation's number."""
    judgements: tuple[JudgementLink, ...] = Field(min_length=1)
    """The judgements."""


class Update(Entry):
    """What somebody reported of a recommendation or action."""

    of: Words
    """The number of the recommendation or action."""
    at: Moment
    """When they said it."""
    by: Email
    """Who said it."""
    delivery: Delivery | None = None
    """How far the work is, in their word."""
    narrative: str = ""
    """What they said."""
    next_step: str = ""
    """What happens next."""
    help_needed: str = ""
    """What they need."""
    reported_for: Text | None = None
    """The partner they spoke for."""


class Evidence(Entry):
    """Something that shows what changed."""

    of: tuple[Words, ...] = Field(min_length=1)
    """The numbers of the recommendations it serves."""
    at: Moment
    """When it was given."""
    by: Email
    """Who gave it."""
    kind: EvidenceKind
    """What sort of evidence it is."""
    title: Text
    """What it is."""
    shows: str = ""
    """What it shows."""
    period: Words | None = None
    """What it covers."""
    bearing: Bearing = Bearing.FOR
    """Whether it speaks for the improvement, against it, or both."""
    state: EvidenceState = EvidenceState.ACCEPTED
    """Whether it has been accepted."""


class Outcome(Entry):
    """Where a recommendation stands on the two axes a board decides."""

    of: Words
    """The recommendation's number."""
    impact: Impact | None = None
    """What changed for children."""
    sign_off: SignOff | None = None
    """Where it is with the board."""
    on: Day | None = None
    """The day the board decided it, where that is known."""


class Assumed(Entry):
    """A publication date that the source does not print."""

    inspection: Slug
    """The inspection, by its id in the plan."""
    published: Day
    """The day taken for publication."""


class OverlayFile(Entry):
    """Owners, actions and progress made up to show the bot at work on a real plan."""

    format: Format
    """The version of this format: 1."""
    overlay: Slug
    """The id of the plan it is laid over, which must be imported first."""
    illustration: Text
    """The words every card built on it must carry."""
    open_to: OpenTo | None = None
    """Who may read the plan once published."""
    email_domains: tuple[Text, ...] = ()
    """The domains of the council staff's addresses."""
    assumed: tuple[Assumed, ...] = ()
    """Publication dates that the source does not print."""
    organisations: tuple[Organisation, ...] = ()
    """Partners beyond the source's."""
    boards: tuple[Board, ...] = ()
    """Boards and meetings beyond the source's."""
    people: tuple[Person, ...] = ()
    """People and their roles."""
    actions: tuple[Action, ...] = ()
    """Actions."""
    owners: tuple[Ownership, ...] = ()
    """Owners of the plan's items."""
    judgements: tuple[Links, ...] = ()
    """Links between recommendations and judgements."""
    updates: tuple[Update, ...] = ()
    """What was reported, earliest first."""
    evidence: tuple[Evidence, ...] = ()
    """What shows that something changed."""
    measures: tuple[PlanMeasure, ...] = ()
    """Figures."""
    outcomes: tuple[Outcome, ...] = ()
    """Impact and sign-off."""
