"""The judgements of an inspection, and the timeline of a plan."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from handlers.access import PlanView
from handlers.cards.common import foot, paged
from handlers.cards.plan import event_day
from handlers.cards.words import count
from models.card import Action, Block, Bold, Card, Facts, Paragraph

PAGE = 20
_TENDENCIES = (
    "These are tendencies of that framework, never a prediction: a grade is decided by inspectors, and never here."
)


def judgements_card(plan: PlanView, rows: Sequence[Any], rules: Sequence[Any], *, page: int) -> Card:
    """Judgements under their groups, as graded; where no grade is printed, that is said."""
    if not rows and not rules:
        return Card(f"{plan.name} holds no judgements.", foot(plan), _BACK)
    shown, turn = paged(page, len(rows), PAGE, "status judgements")
    here = rows[(page - 1) * PAGE : page * PAGE]
    last = page * PAGE >= len(rows)
    return Card(
        f"{plan.name}: {count(len(rows), 'judgement') if rows else 'not judged yet'}",
        (*_grouped(here), *(_rules(rules) if last else ()), *_quiet(shown), *foot(plan)),
        (*turn, *_BACK),
    )


def _grouped(rows: Sequence[Any]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    groups: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        groups.setdefault((row.inspection, row.group_name or ""), []).append(row)
    for (_, group), held in groups.items():
        facts = tuple((row.grade or "no grade printed", (row.area,)) for row in held)
        blocks += [*((Paragraph((Bold(group),)),) if group else ()), Facts(facts)]
    return tuple(blocks)


def _rules(rules: Sequence[Any]) -> tuple[Block, ...]:
    if not rules:
        return ()
    rows = tuple((rule.key, (f"{rule.element}: {rule.text}",)) for rule in rules)
    return (Paragraph((Bold("Limiting judgements"),)), Facts(rows), Paragraph((_TENDENCIES,), quiet=True))


def timeline_card(plan: PlanView, events: Sequence[Any], today: date, *, page: int) -> Card:
    """The events of a plan in order, those to come marked."""
    if not events:
        return Card(f"{plan.name} holds no dates yet.", foot(plan), _BACK)
    shown, turn = paged(page, len(events), PAGE, "status timeline")
    here = events[(page - 1) * PAGE : page * PAGE]
    rows = tuple((event_day(event), (f"{event.what}{_mark(event, today)}",)) for event in here)
    return Card(f"{plan.name}: timeline", (Facts(rows), *_quiet(shown), *foot(plan)), (*turn, *_BACK))


def _mark(event: Any, today: date) -> str:
    said = [event.status.value] if event.status in ("planned", "forecast", "corrected") else []
    said += ["still to come"] if event.date_on and event.date_on > today else []
    return f" ({', '.join(said)})" if said else ""


def _quiet(said: str) -> tuple[Block, ...]:
    return (Paragraph((said,), quiet=True),) if said else ()


_BACK = (Action("More", "status more"), Action("Status", "status"))
