"""Who watches over a plan: boards, their meetings and duties, their words, and who may change what."""

from typing import ClassVar

from pydantic import Field, model_validator

from handlers.documents.plan_format.entry import Entry, Short
from handlers.documents.plan_format.values import Day, Kept, Slug, Text, When, Whens, Words
from models.vocabulary import Delivery, EventStatus, Impact, OrganisationKind, SignOff


class Organisation(Entry):
    """The council or a partner that owns work."""

    id: Slug
    """A short name, used wherever this file points at the organisation."""
    name: Text
    """Its full name."""
    kind: OrganisationKind = OrganisationKind.PARTNER
    """The council itself, or a partner."""
    succeeded_by: Slug | None = None
    """The organisation that has taken its place, by id."""
    succeeded_on: Day | None = None
    """The first day of its successor."""
    source: Kept
    """Anything else the source says of it, kept word for word."""


class Meeting(Short):
    """A board's meeting."""

    short: ClassVar[str] = "date"

    date: When
    """When it meets, as exactly as that is known."""
    papers_due: Day | None = None
    """The day its papers must be in."""
    what: Text | None = None
    """What it is for, where that is not the board's usual business."""


class Board(Entry):
    """A group or board: who chairs it, how often it meets, what it is for."""

    id: Slug
    """A short name, used wherever this file points at the board."""
    name: Text
    """What the source calls it."""
    kind: Text
    """What sort of group it is, such as steering_group, programme_board, scrutiny, lscb or corporate_parenting."""
    also_called: tuple[Text, ...] = ()
    """Other names the source uses for the same board."""
    chair: Text | None = None
    """Who chairs it, by role."""
    meets: Text | None = None
    """How often it meets."""
    reports_to: tuple[Text, ...] = ()
    """The boards it reports to, by any of their names."""
    purpose: Text | None = None
    """What it is for."""
    established: Words | None = None
    """When it was set up, as the source says it."""
    state: Text | None = None
    """How it stands, such as envisaged, not yet formed."""
    note: Text | None = None
    """What a reader should know about it."""
    meetings: tuple[Meeting, ...] = ()
    """Its meetings, earliest first."""
    source: Kept
    """Anything else the source says of it, kept word for word."""


class Duty(Entry):
    """Something that somebody must tell somebody, by some date."""

    reporter: Text = Field(alias="from")
    """Who reports."""
    to: tuple[Text, ...] = Field(min_length=1)
    """To whom: boards by any of their names, or anybody else."""
    what: Text
    """What they report."""
    by: Whens = ()
    """By when; several dates for a report that is given several times."""
    done: Day | None = None
    """The day it was done."""


class Event(Entry):
    """Something that happened, or is to happen."""

    date: When
    """When, as exactly as the source says."""
    kind: Text
    """What sort of thing it is, such as publication or governance_meeting."""
    what: Text
    """What happened."""
    status: EventStatus = EventStatus.AS_STATED
    """How far the date can be relied on."""
    inspection: Slug | None = None
    """The inspection it belongs to."""
    note: Text | None = None
    """What a reader should know about it."""


class Reading(Short):
    """A board's words on one question, and how somebody read them."""

    short: ClassVar[str] = "words"

    words: Text
    """The source's exact words."""


class DeliveryReading(Reading):
    """A board's words on how far the work is."""

    reads_as: Delivery | None = None
    """The status these words are taken to mean; leave it out where none fits."""


class ImpactReading(Reading):
    """A board's words on what changed for children."""

    reads_as: Impact | None = None
    """The status these words are taken to mean; leave it out where none fits."""


class SignOffReading(Reading):
    """A board's words on signing off."""

    reads_as: SignOff | None = None
    """The status these words are taken to mean; leave it out where none fits."""


class Statement(Entry):
    """What a board said of the plan, or of part of it, on three questions that are never merged."""

    scope: Text
    """What it is about, in the source's words."""
    as_at: When | None = None
    """The day it was true."""
    board: Text | None = None
    """The board that said it, by any of its names."""
    recommendations: tuple[Words, ...] = ()
    """The recommendations it is about, by number."""
    actions: tuple[Words, ...] = ()
    """The actions it is about, by number."""
    workstreams: tuple[Words, ...] = ()
    """The workstreams it is about, by number or name."""
    delivery: DeliveryReading | None = None
    """How far the work is."""
    impact: ImpactReading | None = None
    """What changed for children."""
    sign_off: SignOffReading | None = None
    """Whether it is signed off."""
    text: Text | None = None
    """The statement in the source's exact words."""
    read_by: Text | None = None
    """Who decided what the words mean; needed with reads_as, which is a reading and not a quotation."""

    @model_validator(mode="after")
    def _says_who_read_it(self) -> "Statement":
        read = [axis.reads_as for axis in (self.delivery, self.impact, self.sign_off) if axis]
        if any(read) and not self.read_by:
            raise ValueError("has reads_as, so it needs read_by: who decided what the board's words mean")
        return self


class Risk(Entry):
    """A risk the plan names."""

    risk: Text
    """The risk."""
    mitigation: Text | None = None
    """What is done about it."""
    owner: Text | None = None
    """Who owns it."""
    assessed_by: tuple[Text, ...] = ()
    """Who assessed it."""
    recorded_in: tuple[Text, ...] = ()
    """The registers or paragraphs it is recorded in."""
    note: Text | None = None
    """What a reader should know about it."""


class AmendmentRule(Entry):
    """Who may change the plan, and on what conditions."""

    change: Text
    """The sort of change."""
    decided_by: Text
    """Who decides it."""
    conditions: tuple[Text, ...] = ()
    """What else must happen first."""
