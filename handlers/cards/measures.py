"""Measures and their figures: always with the period and the raw counts, the wrong way first."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from handlers.access import PlanView
from handlers.cards.common import foot, paged
from handlers.cards.words import count, ended, item_ref, listed, ref, short
from handlers.grammar import compose, quoted
from models.card import Action, Card, ChoiceField, Facts, Form, Paragraph, Spans, TextField, Tinted, Tone
from models.rules.movement import Movement

if TYPE_CHECKING:
    from handlers.measures import MeasureView
    from models.progress import Measure

__all__ = [
    "corrects",
    "defined_card",
    "figure_card",
    "figure_form",
    "figure_words",
    "item_ref",
    "measure_form",
    "measures_card",
]

PAGE = 8
_MOVED = {
    Movement.FIRST: "first figure",
    Movement.SAME: "no change",
    Movement.BETTER: "the right way",
    Movement.UNREAD: "cannot be compared",
}


def figure_words(row: Any) -> str:
    """A figure with its raw counts and period: "86% (43 of 50), March 2010"."""
    return f"{value_words(row)}{f', {row.period}' if row.period else ''}"


def value_words(row: Any) -> str:
    """A figure with its raw counts: "86% (43 of 50)"."""
    return f"{row.value}{f' ({row.numerator} of {row.denominator})' if row.denominator else ''}"


def corrects(before: Any) -> str:
    """What a figure corrects, after it: "; corrects 86% (43 of 50)"."""
    return f"; corrects {value_words(before)}" if before is not None else ""


def measure_line(measure: "MeasureView") -> Spans:
    """A measure in one line."""
    row = measure.row
    target = f"; target {row.target}" if row.target else ""
    serves = f"{listed(measure.serves)}: " if measure.serves else ""
    if not measure.own:
        return (f"{serves}{row.name}: no figure yet{target}",)
    latest = measure.own[-1]
    now = f"{figure_words(latest)}{corrects(measure.corrected.get(latest.id))}"
    before = f"; before: {figure_words(measure.own[-2])}" if len(measure.own) > 1 else ""
    if measure.moved is Movement.WORSE:
        return (Tinted("WRONG WAY", Tone.RED), f" · {serves}{row.name}: {now}{before}{target}")
    return (f"{serves}{row.name}: {now}{before}{target} · {_MOVED[measure.moved]}",)


def measures_card(
    view: PlanView,
    name: str,
    found: Sequence["MeasureView"],
    *,
    page: int,
    command: str,
    may_add: bool,
    theirs: Callable[["MeasureView"], bool],
) -> Card:
    """The measures of a plan or an item; `theirs` says to which of them the reader may add a figure."""
    define = (Action("Define a measure", "measure add"),) if may_add else ()
    if not found:
        said = f"{name} has no measure yet. A measure shows change over time: define one once, then add figures."
        return Card(said, foot(view), (*define, Action("Status", "status")))
    here = found[(page - 1) * PAGE : page * PAGE]
    shown, turn = paged(page, len(found), PAGE, command)
    wrong = sum(each.moved is Movement.WORSE for each in found)
    title = f"{name}: {count(len(found), 'measure')}" + (f", {wrong} moving the wrong way" if wrong else "")
    adding = tuple(Action(f"Add to {each.name}", f"figure {each.name}") for each in here if theirs(each))[:3]
    quiet = (Paragraph((shown,), quiet=True),) if shown else ()
    rows = tuple((each.name, measure_line(each)) for each in here)
    return Card(title, (Facts(rows), *quiet, *foot(view)), (*adding, *define, *turn))


def measure_form(name: str, kept: Mapping[str, str], errors: tuple[tuple[str, str], ...]) -> Form:
    """What a measure is."""
    return Form(
        "Define a measure",
        compose("measure add", quoted(name)) if name else "measure add",
        (
            TextField("name", "What is measured?", value=name, required=True, max_length=300,
                      hint="Such as: referrals allocated on the day of the decision."),
            TextField("for", "Which recommendations is it for?", value=kept["for"], hint="Such as SG1, SG6."),
            ChoiceField("direction", "Which way is better?", (("up", "up"), ("down", "down")),
                        value=kept["direction"], required=True),
            TextField("baseline", "Where it started", value=kept["baseline"]),
            TextField("target", "Target", value=kept["target"]),
            TextField("frequency", "How often", value=kept["frequency"], hint="Such as quarterly."),
        ),
        errors=errors,
    )  # fmt: skip


def defined_card(view: PlanView, row: "Measure", labels: Sequence[str]) -> Card:
    """That a measure was defined, and how to add to it."""
    serves = f" for {listed(labels)}" if labels else ""
    said = f"Defined: M{row.id}, “{row.name}”{serves}; better when it goes {row.direction}"
    how = f"Add a figure with: figure M{row.id} numerator=43 denominator=50 period=“March 2010”."
    return Card(ended(said), (Paragraph((how,)), *foot(view)), (Action("Add a figure", f"figure M{row.id}"),))


def figure_form(measure: "MeasureView", kept: Mapping[str, str], errors: tuple[tuple[str, str], ...]) -> Form:
    """One figure of a measure."""
    return Form(
        f"{measure.name}: {short(measure.row.name, 80)}",
        f"figure {measure.name}",
        (
            TextField("value", "The figure", value=kept["value"], hint="Such as 86%. Worked out from the counts."),
            TextField("numerator", "How many", value=kept["numerator"], hint="Such as 43."),
            TextField("denominator", "Of how many", value=kept["denominator"], hint="Such as 50."),
            TextField("period", "Which period?", value=kept["period"], required=True,
                      hint="Such as March 2010 or Q4 2009/10."),
            TextField("note", "Anything that explains it", value=kept["note"]),
        ),
        errors=errors if any(kept.values()) else (),
    )  # fmt: skip


def figure_card(view: PlanView, measure: "MeasureView", figure_id: int, followed: Sequence[str] = ()) -> Card:
    """A figure that was added, beside the one before it; the wrong way is said first, and who is asked of it."""
    row = next(each for each in (*measure.own, *measure.others) if each.id == figure_id)
    said = f"Recorded: {measure.row.name}, {figure_words(row)}{corrects(measure.corrected.get(figure_id))}"
    wrong = measure.moved is Movement.WORSE and measure.own[-1].id == figure_id
    blocks = [Paragraph(measure_line(measure))]
    if wrong:
        blocks.append(
            Paragraph(("Moving the wrong way is an exception: it is listed in “gaps” until a figure turns it.",))
        )
    blocks += [Paragraph((ended(said),)) for said in followed]
    label = ref(view, measure.serves[0]) if measure.serves else ""
    buttons = (
        *((Action("Use it as evidence", compose("evidence add", label, f"figure={measure.name}")),) if label else ()),
        Action("Measures", "measures"),
    )
    return Card(ended(said), (*blocks, *foot(view)), buttons)
