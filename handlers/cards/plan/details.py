"""What else a plan holds: its inspections, clocks, boards, duties, rules, resources and risks."""

from collections.abc import Sequence
from typing import Any

from handlers.access import PlanView
from handlers.cards.common import foot
from handlers.cards.words import ended, listed
from handlers.dated.reading import is_focused, runs
from handlers.plan_view import PlanDetails
from models.card import Action, Block, Bold, Card, Divider, Paragraph
from models.rules.clocks import Clock, Ends, clock_due, clocks_for, concerns
from models.rules.clocks import qualifier as clock_qualifier
from models.rules.dates import PartialDate, say_day, say_meeting, say_partial


def details_card(plan: PlanView, details: PlanDetails) -> Card:
    """What stands behind the plan's first card."""
    row = details.row
    about = [part for part in (row.purpose, row.state and f"State: {row.state}", _approved(row)) if part]
    sections = (
        ("Inspections and reviews this plan answers", _inspections(details)),
        ("Statutory clocks", _clocks(details)),
        ("Boards", [_board(board, reports) for board, reports in details.boards]),
        ("Who must be told what, by when", [_duty(duty) for duty in details.duties]),
        # One statement about several items is a row for each, and is read once.
        ("How it has been judged", list(dict.fromkeys(_statement(said) for said in details.statements))),
        ("Who may change the plan", [_amendment(rule) for rule in details.amendments]),
        ("Strengths to keep", [strength.text for strength in details.strengths]),
        ("Money and people", [_resource(resource) for resource in details.resources]),
        ("Risks", [_risk(risk) for risk in details.risks]),
    )
    blocks = tuple(block for title, said in sections if said for block in _section(title, said))
    lead = (Paragraph((". ".join(part.rstrip(".") for part in about) + ".",)),) if about else ()
    return Card(
        f"{plan.name} · {plan.title}",
        (*lead, *blocks, *foot(plan)),
        (Action("Status", "status"), Action("Judgements", "status judgements"), Action("Timeline", "status timeline")),
    )


def _section(title: str, said: Sequence[str]) -> tuple[Block, ...]:
    return (Divider(), Paragraph((Bold(title),)), *(Paragraph((line,)) for line in said))


def _approved(row: Any) -> str | None:
    if not row.approved_by:
        return None
    return f"Approved by {row.approved_by}" + (f" on {say_day(row.approved_on)}" if row.approved_on else "")


def _inspections(details: PlanDetails) -> list[str]:
    return [f"{row.name}{f' ({row.framework})' if row.framework else ''}: {_dates(row)}" for row in details.inspections]


def _dates(row: Any) -> str:
    assumed = " (assumed)" if row.published_assumed else ""
    said = [
        f"{what} {say_day(on)}{more}"
        for what, on, more in (
            ("told", row.notified_on, ""),
            (
                "on site from",
                row.fieldwork_start,
                f" to {say_day(row.fieldwork_end)}" if row.fieldwork_end else "",
            ),
            ("draft received", row.received_on, ""),
            ("published", row.published_on, assumed),
        )
        if on
    ]
    return ", ".join(said) if said else "dates not known"


def _clocks(details: PlanDetails) -> list[str]:
    said = []
    for row in details.inspections:
        for clock in _running(row):
            stated = row.statement_due_on if clock.ends is Ends.STATEMENT else None
            reading = clock_due(clock, row.received_on, row.published_on, stated)
            if reading.due is not None:
                about = "about " if reading.about else clock_qualifier(reading)
                said.append(f"{clock.name}: {about}{say_day(reading.due)}")
    return said


def _running(row: Any) -> list[Clock]:
    """The clocks of an inspection that nothing has stopped."""
    return [
        clock
        for clock in clocks_for(row.framework, row.published_on or row.received_on)
        if concerns(clock, focused=is_focused(row.name), priority=row.priority) and runs(clock, row)
    ]


def _board(board: Any, reports: Sequence[str]) -> str:
    said = [
        part
        for part in (
            f"chaired by {board.chair_role}" if board.chair_role else "",
            _cadence(board.cadence),
            f"reports to {listed(reports)}" if reports else "",
            board.state or "",
        )
        if part
    ]
    return f"{board.name}: {'; '.join(said)}" if said else str(board.name)


def _cadence(said: str | None) -> str:
    """How often a board meets: "meets monthly"; longer words as they are printed."""
    return f"meets {said}" if said and len(said.split()) == 1 else said or ""


def _duty(duty: Any) -> str:
    on = say_meeting(PartialDate(duty.by_on, duty.by_precision, duty.by_text, duty.by_end))
    own_words = on.startswith(("before ", "after ", "as ", "by ", "ongoing"))
    by = "no date" if duty.by_precision is None else on if own_words else f"by {on}"
    done = f", done {say_day(duty.done_on)}" if duty.done_on else ""
    return f"{duty.recipient}: {duty.what}, from {duty.reporter} ({by}{done})"


def _statement(said: Any) -> str:
    as_at = say_partial(PartialDate(said.as_at_on, said.as_at_precision, said.as_at_text, said.as_at_end))
    axes = [
        f"{axis}: {words}"
        for axis, words in (
            ("delivery", said.delivery_words), ("impact", said.impact_words), ("sign-off", said.sign_off_words)
        )
        if words
    ]  # fmt: skip
    return f"{said.scope}, {as_at}. {'; '.join(axes) if axes else said.text}"


def _amendment(rule: Any) -> str:
    return f"{rule.change}: {rule.decided_by}" + (f", {'; '.join(rule.conditions)}" if rule.conditions else "")


def _resource(resource: Any) -> str:
    extra = [part for part in (resource.years, resource.money and resource.money.value) if part]
    amount = f" (£{resource.amount_pence / 100:,.0f})" if resource.amount_pence else ""
    return f"{resource.statement}{amount}" + (f" [{', '.join(extra)}]" if extra else "")


def _risk(risk: Any) -> str:
    more = (f"Mitigation: {risk.mitigation}" if risk.mitigation else "", f"Owner: {risk.owner}" if risk.owner else "")
    said = [str(risk.text), *(part for part in more if part)]
    return " ".join(ended(part) for part in said) if len(said) > 1 else said[0]
