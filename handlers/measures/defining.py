"""`measure add`: a measure is defined once."""

import re
from collections.abc import Sequence

from sqlmodel import select as rows_of

from handlers import access
from handlers.access import Ability, Item, PlanView
from handlers.cards import measures as cards
from handlers.context import Arguments, Context
from handlers.errors import Refused, UserError, about
from handlers.evidence.listing import recommendation
from handlers.recording import record
from models.card import Action, Reply
from models.progress import Measure, MeasureRecommendation

_LONGEST = 300
DIRECTIONS = {
    "up": "up", "higher": "up", "more": "up", "down": "down", "lower": "down", "less": "down", "fewer": "down",
}  # fmt: skip


def add(ctx: Context, args: Arguments) -> Reply:
    """Define a measure, once."""
    name = " ".join(args.get("name").split())
    with about("for"):
        view, items = _for(ctx, args.get("for"))
    if name:
        _check_theirs(ctx, view, items)
    direction = DIRECTIONS.get(args.get("direction").casefold(), "")
    if errors := _wrong(name, direction):
        kept = {each: args.get(each) for each in ("for", "direction", "unit", "baseline", "target", "frequency")}
        return Reply(form=cards.measure_form(name, kept, errors), refused=bool(args.get("direction")))
    key = _key(name)
    if ctx.change.exec(rows_of(Measure).where(Measure.plan_id == view.id, Measure.key == key)).first():
        raise UserError(
            f"There is a measure “{name}” in {view.name} already. Add to it with: figure {name} value=…",
            Action("Measures", "measures"),
        )
    row = Measure(
        plan_id=view.id, key=key, name=name, direction=direction,
        unit=args.get("unit") or None, baseline=args.get("baseline") or None, target=args.get("target") or None,
        frequency=args.get("frequency") or None, note=args.get("note") or None,
    )  # fmt: skip
    ctx.change.add(row)
    ctx.change.flush()
    for item in items:
        ctx.change.add(MeasureRecommendation(recommendation_id=item.id, measure_id=row.key_id))
    ctx.change.flush()
    summary = f"defined the measure M{row.key_id} “{name}”, better when {_better(direction)}"
    record(ctx, "measure", f"measure:{row.key_id}", summary, plan_id=view.id)
    return Reply((cards.defined_card(view, row, [item.label for item in items]),))


def _better(direction: str) -> str:
    return "it goes up" if direction == "up" else "it goes down"


def _wrong(name: str, direction: str) -> tuple[tuple[str, str], ...]:
    errors = []
    if not name or len(name) > _LONGEST:
        errors.append(("name", f"Give it a name of at most {_LONGEST} characters."))
    if not direction:
        errors.append(("direction", "Which way is better: up or down?"))
    return tuple(errors)


def _key(name: str) -> str:
    return "-".join("".join(char if char.isalnum() else " " for char in name.casefold()).split())


def _for(ctx: Context, said: str) -> tuple[PlanView, list[Item]]:
    """The recommendations a measure is for, and their plan."""
    found = [recommendation(ctx, word) for word in re.split(r"[,;\s]+", said) if word]
    if not found:
        return access.plan(ctx), []
    view = found[0][0]
    return view, list({item.id: item for other, item in found if other.id == view.id}.values())


def _check_theirs(ctx: Context, view: PlanView, items: Sequence[Item]) -> None:
    if Ability.UPDATE in view.may and (items or view.everything):
        return
    not_mine = [item.label for item in items if not access.may_update(ctx, view, "recommendation", item.id)]
    if not items or not_mine:
        what = f"{not_mine[0]} is not yours" if not_mine else "A measure of the whole plan"
        raise Refused(
            f"{what}: a lead or a contributor of the plan defines it; you can define one for what you own, with "
            "for=SG4. Nothing was recorded.", Action("Measures", "measures"),
        )  # fmt: skip
