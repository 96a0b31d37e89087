"""Reviews and audits: to come, done, and called off."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from handlers.access import Item, PlanView
from handlers.cards.common import foot, paged
from handlers.cards.evidence.done import to_answer
from handlers.cards.words import count, ended, item_ref, lateness, listed, ref, short
from handlers.grammar import compose
from models.assurance import PlannedReview
from models.card import Action, Card, ChoiceField, DateField, Facts, Form, Paragraph, Spans, TextField
from models.rules.dates import say_day
from models.vocabulary import ReviewState

if TYPE_CHECKING:
    from handlers.evidence.stepping_down import Consequence
    from handlers.reviews.reading import ReviewView

PAGE = 8


def reviews_card(
    view: PlanView,
    found: Sequence["ReviewView"],
    *,
    page: int,
    today: date,
    theirs: Callable[["ReviewView"], bool],
    such_as: str,
) -> Card:
    """The reviews of a plan, those to come first; `theirs` says of which the reader may tell what was found.

    `such_as` is one of its items, for the hint where there is no review.
    """
    if not found:
        hint = f"“review add {such_as}” plans one, by somebody outside the line."
        said = f"{view.name} has no review or audit planned. {hint}"
        return Card(said, foot(view), (Action("What is unproved", "gaps"),))
    here = found[(page - 1) * PAGE : page * PAGE]
    shown, turn = paged(page, len(found), PAGE, "reviews")
    waiting = sum(each.row.state is ReviewState.PLANNED for each in found)
    quiet = (Paragraph((shown,), quiet=True),) if shown else ()
    open_ = [each for each in here if each.row.state is ReviewState.PLANNED and theirs(each)][:3]
    buttons = tuple(Action(f"{each.name} is done", f"review done {each.name}") for each in open_)
    rows = tuple((each.name, _line(each, today)) for each in here)
    title = f"{view.name}: {count(waiting, 'review')} to come"
    return Card(title, (Facts(rows), *quiet, *foot(view)), (*buttons, *turn))


def _line(review: "ReviewView", today: date) -> Spans:
    row = review.row
    sample = f", sample of {row.sample_size}" if row.sample_size else ""
    again = f", re-audit of R{row.re_audit_of_id}" if row.re_audit_of_id else ""
    what = f"{listed(each.label for each in review.serves)}: {short(row.scope, 100)} · {row.reviewer}{sample}{again}"
    if row.state is ReviewState.PLANNED:
        return (f"{what} · {say_day(row.due_on)}, {lateness(row.due_on, today)}",)
    return (f"{what} · {'done' if row.state is ReviewState.DONE else 'called off'}" + (
        f", result E{row.evidence_id}" if row.evidence_id else ""),)  # fmt: skip


def review_form(view: PlanView, item: Item, kept: Mapping[str, str], errors: tuple[tuple[str, str], ...]) -> Form:
    """What a review looks at, by whom and when."""
    return Form(
        f"Plan a review of {item.label}: {short(item.text, 70)}",
        compose("review add", item_ref(view, item)),
        (
            TextField("scope", "What does it look at?", multiline=True, value=kept["scope"], required=True),
            TextField("reviewer", "Who reviews, outside the line?", value=kept["reviewer"], required=True,
                      hint="A work e-mail, or the name of somebody from outside the council."),
            TextField("sample", "How many files, visits or people?", value=kept["sample"], hint="Such as 20."),
            DateField("on", "By which day?", value=kept["on"], required=True),
            TextField("also", "Other recommendations it looks at", value=kept["also"], hint="Such as SG3, SG5."),
        ),
        errors=errors,
    )  # fmt: skip


def planned_card(view: PlanView, row: PlannedReview, labels: Sequence[str]) -> Card:
    """That a review was planned, and what happens next."""
    sample = f", sample of {row.sample_size}" if row.sample_size else ""
    said = f"Planned: R{row.id}, a review of {listed(labels)} by {row.reviewer}{sample}, due {say_day(row.due_on)}"
    line = "The reviewer must be outside the owners' line. The plan may not know of every line: say if it is not so."
    how = "It is reminded. What it finds becomes evidence, with the day of the re-audit."
    buttons = (Action("Record the result", f"review done R{row.id}"), Action("Reviews", "reviews"))
    return Card(ended(said), (Paragraph((how,)), Paragraph((line,), quiet=True), *foot(view)), buttons)


def result_form(review: "ReviewView", kept: Mapping[str, str], errors: tuple[tuple[str, str], ...]) -> Form:
    """What a review found."""
    return Form(
        f"{review.name}: {short(review.row.scope, 80)}",
        f"review done {review.name}",
        (
            TextField("shows", "What did it find?", multiline=True, value=kept["shows"], required=True,
                      hint="Grades and totals only: “17 of 20 files had views recorded”."),
            ChoiceField("bearing", "Does it speak for the improvement?",
                        (("for", "for"), ("against", "against"), ("mixed", "mixed")), value=kept["bearing"],
                        required=True),
            ChoiceField("kind", "What kind is it?",
                        tuple((word, word) for word in ("audit", "observation", "external", "voice of the child",
                                                        "voice of staff")), value=kept["kind"] or "audit"),
            TextField("period", "Which period is it about?", value=kept["period"], hint="Such as March 2010."),
            TextField("link", "A link to the report", value=kept["link"]),
            DateField("again", "When is it audited again?", value=kept["again"], hint="Or “none” in one line."),
        ),
        errors=errors,
    )  # fmt: skip


def done_card(
    view: PlanView, review: "ReviewView", name: str, labels: Sequence[str], following: PlannedReview | None,
    followed: Sequence["Consequence"], asked: Sequence[str],
) -> Card:  # fmt: skip
    """That a review was done: its result is evidence that others accept, and `asked` are the owners to answer it."""
    said = f"Recorded: {review.name} is done, and its result is {name} for {listed(labels)}, waiting to be accepted"
    again = f"Re-audit: R{following.id}, {say_day(following.due_on)}." if following else "No re-audit is planned."
    told = tuple(Paragraph((ended(f"{each.said[:1].upper()}{each.said[1:]}"),)) for each in followed)
    answer = (Paragraph((ended(to_answer(asked)),)),) if asked else ()
    buttons = (
        Action(f"See {name}", f"evidence {name}"),
        Action("Status", compose("status", ref(view, labels[0]))),
        Action("Reviews", "reviews"),
    )
    return Card(ended(said), (Paragraph((again,)), *answer, *told, *foot(view)), buttons)


def cancel_form(review: "ReviewView") -> Form:
    """Why a review is called off."""
    box = TextField("reason", "Why is it called off?", multiline=True, required=True)
    return Form(f"{review.name}: {short(review.row.scope, 80)}", f"review cancel {review.name}", (box,))


def called_off_card(view: PlanView, review: "ReviewView", reason: str) -> Card:
    """That a review was called off."""
    return Card(ended(f"Called off: {review.name}: {reason}"), foot(view), (Action("Reviews", "reviews"),))
