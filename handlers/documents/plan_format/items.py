"""What a plan asks for and the work that answers it: recommendations, actions, workstreams, measures."""

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from handlers.documents.plan_format.entry import Entry, Short
from handlers.documents.plan_format.values import Day, Email, Kept, Slug, Text, When, Words, YesNo
from models.vocabulary import ItemKind, NumberBasis, Relation, TimeLimit, WorkstreamKind


class Owner(Short):
    """Who is tied to an item."""

    short: ClassVar[str] = "printed"

    printed: Text | None = None
    """The name as the paper prints it, which may be all that is known."""
    person: Email | None = None
    """A person, by work e-mail address."""
    post: Text | None = None
    """A post, by its title, whoever holds it."""
    organisation: Slug | None = None
    """A partner organisation, by its id in this file."""
    relation: Relation = Relation.OWNER
    """Owner, deputy, link officer (who updates for a partner) or overseer."""

    @model_validator(mode="after")
    def _is_one_of_them(self) -> "Owner":
        known = [name for name in ("person", "post", "organisation") if getattr(self, name)]
        if len(known) > 1:
            raise ValueError(f"is tied to {' and '.join(known)}: give one, and the others in entries of their own")
        if not known and not self.printed:
            raise ValueError("names nobody: give a person, a post, an organisation or the printed name")
        return self


class Response(Short):
    """A paragraph of the council's first answer to a recommendation."""

    short: ClassVar[str] = "text"

    text: Text
    """The paragraph in its exact words."""
    on: Day | None = None
    """Its date, where that is not the paper's own."""


class JudgementLink(Entry):
    """A judgement that a recommendation answers, linked by a person and never guessed."""

    area: Words
    """The judgement's area."""
    group: Words | None = None
    """The judgement's group, where two share an area."""
    by: Text
    """Who linked them."""
    on: Day
    """The day they did."""


class Figure(Short):
    """One value of a measure, as printed."""

    short: ClassVar[str] = "value"

    value: Words
    """The value as printed, with its unit: 65.9%."""
    whose: Text = "own"
    """Own for the council's; otherwise whose it is, such as national average."""
    period: Words | None = None
    """What it covers, such as 2008/09."""
    numerator: int | None = Field(default=None, ge=0)
    """The count above the line."""
    denominator: int | None = Field(default=None, gt=0)
    """The count below the line."""
    note: Text | None = None
    """What a reader should know about it."""


class Measure(Entry):
    """A figure watched over time, earliest value first."""

    name: Text
    """What is measured."""
    id: Slug | None = None
    """A short name; made from the name when left out."""
    unit: Words | None = None
    """What it is counted in."""
    direction: Literal["up", "down"] | None = None
    """Which way is better."""
    baseline: Words | None = None
    """Where it started."""
    target: Words | None = None
    """Where it should get to."""
    frequency: Text | None = None
    """How often it is taken."""
    note: Text | None = None
    """What a reader should know about it."""
    figures: tuple[Figure, ...] = ()
    """Its values, and those it is compared with."""


class PlanMeasure(Measure):
    """A measure listed for the whole plan, with the recommendations it belongs to."""

    recommendations: tuple[Words, ...] = ()
    """The numbers of the recommendations it belongs to."""


class Recommendation(Entry):
    """Something the report says must get better, in its exact words."""

    number: Words
    """Its number or label, such as 4 or SG4."""
    text: Text
    """Its exact words in the source."""
    inspection: Slug | None = None
    """The inspection or review it comes from; may be left out when the plan answers only one."""
    kind: ItemKind = ItemKind.RECOMMENDATION
    """What the report calls it."""
    number_basis: NumberBasis = NumberBasis.DOCUMENT
    """Where the number comes from: printed, the report's paragraph, or its place in the source."""
    council_number: Words | None = None
    """The council's own number, where it differs; people then call it by this one."""
    group: Text | None = None
    """The section of the report it is in."""
    parent: Words | None = None
    """The number of the recommendation it is a part of."""
    council_text: Text | None = None
    """The council's own wording, where it differs."""
    published_text: Text | None = None
    """The published report's wording, where the council's paper copies it differently."""
    limit: TimeLimit = TimeLimit.NONE_STATED
    """How soon the inspectors asked for it, counted from publication."""
    limit_text: Text | None = None
    """The time limit as the source prints it."""
    due: When | None = None
    """A date the source states; it beats one counted from the limit."""
    responses: tuple[Response, ...] = ()
    """The council's first answer, a paragraph an entry."""
    owners: tuple[Owner, ...] = ()
    """Who owns it, in the source's order."""
    judgements: tuple[JudgementLink, ...] = ()
    """The judgements it answers, where a person has linked them."""
    measures: tuple[Measure, ...] = ()
    """Figures that belong to it alone."""
    workstreams: tuple[Words, ...] = ()
    """The workstreams, phases or programmes it is in, by number or name."""
    restricted: YesNo = False
    """Whether only the plan's own members may see it."""
    source: Kept
    """Anything else the source says of it, kept word for word."""


class Action(Entry):
    """A piece of work under zero or more recommendations."""

    number: Words
    """Its number or label, such as 4.2."""
    text: Text
    """What is to be done."""
    under: tuple[Words, ...] = ()
    """The numbers of the recommendations it answers."""
    inspection: Slug | None = None
    """The inspection or review it comes from, where that is not its recommendation's."""
    measure: Text | None = None
    """How anyone will know that it worked."""
    due: When | None = None
    """When it is to be finished."""
    owners: tuple[Owner, ...] = ()
    """Who does it."""
    workstreams: tuple[Words, ...] = ()
    """The workstreams, phases or programmes it is in, by number or name."""
    restricted: YesNo = False
    """Whether only the plan's own members may see it."""
    source: Kept
    """Anything else the source says of it, kept word for word."""


class Workstream(Entry):
    """A workstream, phase or programme."""

    name: Text
    """Its name."""
    kind: WorkstreamKind = WorkstreamKind.WORKSTREAM
    """What the council calls it."""
    number: Words | None = None
    """Its number, where it has one."""
    within: Words | None = Field(default=None, alias="in")
    """The phase or programme it is in, by number or name."""
    scope: Text | None = None
    """What it covers."""
    state: Text | None = None
    """How it stands, in the source's words."""
    due: When | None = None
    """When it is to be finished."""
    completion_test: Text | None = None
    """What must be true for it to be finished."""
    depends_on: tuple[Words, ...] = ()
    """What it waits for, by number or name."""
    depends_text: Text | None = None
    """What it waits for, in the source's words."""
    owners: tuple[Owner, ...] = ()
    """Who leads and who oversees it."""
    source: Kept
    """Anything else the source says of it, kept word for word."""
