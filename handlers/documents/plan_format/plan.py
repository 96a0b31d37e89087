"""A plan file: the whole of a plan in the order people read it."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from handlers.documents.plan_format.entry import Entry
from handlers.documents.plan_format.governance import (
    AmendmentRule,
    Board,
    Duty,
    Event,
    Organisation,
    Risk,
    Statement,
)
from handlers.documents.plan_format.inspections import Inspection
from handlers.documents.plan_format.items import Action, PlanMeasure, Recommendation, Workstream
from handlers.documents.plan_format.people import Person
from handlers.documents.plan_format.values import Day, Kept, Pence, Slug, Text, Words
from models.card import Tone
from models.rules.standing import Standing
from models.vocabulary import Impact, Money, OpenTo, TimeLimit

FORMAT = 1
Format = Annotated[
    Literal[1],
    BeforeValidator(lambda value: FORMAT if value == str(FORMAT) else value),
    WithJsonSchema({"const": FORMAT}),
]


class About(Entry):
    """The plan itself."""

    id: Slug
    """A short name that stays the same for good, such as cambridgeshire-2009."""
    title: Text
    """What the plan is called."""
    state: Text | None = None
    """How the plan itself stands, in the source's words."""
    purpose: Text | None = None
    """What it is for."""
    approved_by: Text | None = None
    """Who approved it."""
    approved_on: Day | None = None
    """When they did."""
    open_to: OpenTo = OpenTo.MEMBERS
    """Who may read it once published: its members, or all the council's staff."""
    succeeds: Slug | None = None
    """The plan it takes over from, by id."""


class Paper(Entry):
    """The paper the plan was taken from. Its date is the date of the responses printed in it."""

    title: Text
    """Its title."""
    kind: Text | None = None
    """What sort of source it is, such as council_report."""
    document_type: Text | None = None
    """What it calls itself, such as Report to Cabinet."""
    document_date: Day | None = None
    """Its date."""
    presented_to: Text | None = None
    """Who it was written for."""
    from_role: Text | None = None
    """Who presented it, by role."""
    source: Kept
    """Anything else the source says of it, kept word for word."""


class Council(Entry):
    """Whose plan it is."""

    name: Text
    """The council's full name."""
    short_name: Text
    """What people call it; with the year in the plan's id it names the plan."""
    id: Slug | None = None
    """A short name; made from the short name when left out."""
    email_domains: tuple[Text, ...] = ()
    """The domains of its staff's addresses, for a plan that is open to staff."""
    source: Kept
    """Anything else the source says of it, kept word for word."""


class Strength(Entry):
    """Something the inspectors praised and the plan must not lose."""

    text: Text
    """The words of the report."""
    inspection: Slug | None = None
    """The inspection that said so."""


class Resource(Entry):
    """Money or people for the plan."""

    statement: Text
    """What the source says."""
    amount_gbp: Pence | None = None
    """The amount in pounds, where the source gives one; nought where it says there is none."""
    recurrence: Words | None = None
    """The years it is for, or how often it is paid."""
    money: Money | None = None
    """Revenue or capital, where the source says which."""
    decision: Text | None = None
    """Who decided it, or is to."""
    note: Text | None = None
    """What a reader should know about it."""
    source: Kept
    """Anything else the source says of it, kept word for word."""


class Look(Entry):
    """How one standing is shown."""

    colour: Tone
    """Its colour."""
    word: Text
    """Its word, which is always shown with the colour."""


class Step(Entry):
    """Something to be done once an inspection is notified."""

    days: int = Field(ge=0, le=366)
    """How many working days after the day the council was told; 0 is that day."""
    what: Text
    """What is to be done."""
    who: Text | None = None
    """Who sees to it: a work e-mail, a name or a post. Without it, who leads the plan."""


DateKind = Literal["meeting", "papers", "report", "clock"]


class Settings(Entry):
    """The plan's own words, colours and thresholds; ours where it says nothing."""

    colour_key: dict[Standing, Look] | None = None
    """A colour and a word for each standing. It must name all ten."""
    silence_days: int | None = Field(default=None, ge=1, le=366)
    """After how many days without a word an item turns amber."""
    reminders: dict[TimeLimit, tuple[Annotated[int, Field(ge=0, le=366)], ...]] | None = None
    """For each time limit, how many days before the date owners are asked; 0 is the day itself."""
    date_reminders: dict[DateKind, tuple[Annotated[int, Field(ge=0, le=366)], ...]] | None = None
    """For `meeting`, `papers`, `report` and `clock`, how many days before each date somebody is asked; 0 is the day."""
    digest_day: Literal["mon", "tue", "wed", "thu", "fri"] | None = None
    """The day of the week on which chairs get the digest: Monday where it says nothing."""
    evidence_days: int | None = Field(default=None, ge=0, le=366)
    """How many days before its limit an item must have evidence of impact."""
    sign_off_needs: Literal[Impact.EVIDENCED, Impact.SUSTAINED] | None = None
    """The impact an item must show before a board may sign it off."""
    signing_board: Slug | None = None
    """The board that signs items off, by id. Without it, the one that runs the plan does."""
    notice_days: int | None = Field(default=None, ge=0, le=366)
    """How many working days after they tell the council inspectors arrive. Without it, as its framework has it."""
    preparation: tuple[Step, ...] | None = None
    """What is to be done once an inspection is notified, and when. Without it, a short list of ours."""


class PlanFile(Entry):
    """An improvement plan after an inspection, as a file people can read, write and keep."""

    format: Format
    """The version of this format: 1."""
    plan: About
    """The plan itself."""
    council: Council
    """Whose plan it is."""
    paper: Paper | None = None
    """The paper it was taken from."""
    inspections: tuple[Inspection, ...] = ()
    """The inspections and reviews it answers, the main one first."""
    organisations: tuple[Organisation, ...] = ()
    """Partners that own work."""
    people: tuple[Person, ...] = ()
    """People and their roles."""
    boards: tuple[Board, ...] = ()
    """Groups and boards, the one that runs the plan first."""
    reporting: tuple[Duty, ...] = ()
    """Who must tell whom what, by when."""
    events: tuple[Event, ...] = ()
    """What happened and what is planned, earliest first."""
    workstreams: tuple[Workstream, ...] = ()
    """Phases, workstreams and programmes."""
    recommendations: tuple[Recommendation, ...] = ()
    """What the report asks for, in its order."""
    actions: tuple[Action, ...] = ()
    """What the council does about it."""
    strengths: tuple[Strength, ...] = ()
    """What the inspectors praised."""
    statements: tuple[Statement, ...] = ()
    """What boards have said of progress."""
    measures: tuple[PlanMeasure, ...] = ()
    """Figures that belong to several recommendations, or to the plan."""
    risks: tuple[Risk, ...] = ()
    """The risks it names."""
    resources: tuple[Resource, ...] = ()
    """Money and people for it."""
    amendment_rules: tuple[AmendmentRule, ...] = ()
    """Who may change it."""
    settings: Settings = Settings()
    """The plan's own words, colours and thresholds."""
    source: Kept
    """What the source holds that has no other place, kept word for word under the source's own keys."""
