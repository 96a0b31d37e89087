"""What a plan answers: inspections and reviews, their grades, judgements and rules."""

from pydantic import Field

from handlers.documents.plan_format.entry import Entry
from handlers.documents.plan_format.values import Announced, Day, Kept, Slug, Text, Verbatim, Words, YesNo
from models.vocabulary import InspectionKind


class Grade(Entry):
    """One grade of an inspection's own scale, best first. Grades are never converted between scales."""

    grade: Text
    """The grade's name, such as Requires improvement."""
    number: int | None = None
    """Its number on the scale."""
    meaning: Text | None = None
    """What the source says it means."""


class Judgement(Entry):
    """One row of the report's table of judgements."""

    area: Words
    """What was judged."""
    group: Words | None = None
    """The half or section of the report the row is in."""
    parent: Words | None = None
    """The heading the row stands under."""
    grade: Text | None = None
    """The grade given, a name on this inspection's scale. Leave it out where none is printed."""
    grade_number: int | None = None
    """The number printed with the grade."""
    note: Text | None = None
    """What a reader should know about the row."""


class LimitingRule(Entry):
    """How one judgement is likely to bear on another: a tendency, never a prediction."""

    id: Words
    """A short name for the rule, such as SG-L1."""
    element: Text
    """The half of the inspection it is about."""
    text: Text
    """The rule in the source's exact words."""
    strength: Text
    """The source's own word: likely or unlikely."""
    condition: Verbatim = Field(alias="if")
    """When the rule speaks, in fields of your choice."""
    outcome: Verbatim = Field(alias="then")
    """What it then says."""


class Fieldwork(Entry):
    """When inspectors were on site."""

    start: Day | None = None
    """The first day."""
    end: Day | None = None
    """The last day."""


class Inspection(Entry):
    """One inspection or review. The dates start clocks, so leave out what the source does not say."""

    id: Slug
    """A short name, used wherever this file points at the inspection."""
    name: Text
    """What the source calls it."""
    kind: InspectionKind = InspectionKind.INSPECTION
    """An inspection, or a review that the council itself asked for."""
    framework: Text | None = None
    """The framework's code: SLAC, LAC2013, SIF, ILACS, JTAI, AREA_SEND or COUNCIL_REVIEW."""
    answered: YesNo = True
    """Whether this plan answers it; no for an earlier inspection the source only mentions."""
    inspectorates: tuple[Text, ...] = ()
    """Who inspected."""
    announced: Announced | None = None
    """Yes, no, or how it was announced."""
    notified: Day | None = None
    """The day the council was told of it."""
    fieldwork: Fieldwork | None = None
    """When inspectors were on site."""
    feedback: Day | None = None
    """The day of the headline feedback."""
    received: Day | None = None
    """The day the council received the report, before publication. Statutory clocks run from it."""
    published: Day | None = None
    """The day the report was published. Time limits run from it."""
    statement_due: Day | None = None
    """The deadline the source states for a written statement of action; it beats a computed one."""
    scale: tuple[Grade, ...] = ()
    """The inspection's own grades, best first."""
    judgements: tuple[Judgement, ...] = ()
    """The report's table of judgements, in its order."""
    limiting_rules: tuple[LimitingRule, ...] = ()
    """The framework's rules about how one judgement bears on another."""
    source: Kept
    """Anything else the source says of it, kept word for word."""
