"""Lists of items, ten a page: counted, with what each is, when it is due and why it stands as it does."""

from collections.abc import Callable, Sequence
from datetime import date

from handlers.access import Ability, PlanView
from handlers.action_lines import ActionLine
from handlers.cards.action import action_row
from handlers.cards.common import foot, paged
from handlers.cards.harm import counted
from handlers.cards.words import count, lateness, listed, moved, ref, short, why
from handlers.grammar import compose
from handlers.harm_tally import Tally
from handlers.overview import Line
from models.card import Action, Block, Bold, Card, Facts, Paragraph, Spans, Tinted
from models.rules.dates import PartialDate, say_meeting
from models.rules.standing import SEVERITY, Key
from models.vocabulary import Delivery, SignOff

PAGE = 10
_UPDATES = 4


def item_row(line: Line, key: Key, today: date) -> tuple[str, Spans]:
    """One recommendation in a list."""
    standing, reasons = line.verdict.standing, line.verdict.reasons
    left = "" if line.sign_off is SignOff.SIGNED_OFF or line.maybe_past else _left(line, today)
    due = f"due {say_meeting(line.due)}{left}" if line.due else "no date"
    due += moved(line)
    return (
        line.label,
        (f"{short(line.text)} · ", Tinted(key.words[standing].upper(), key.tones[standing]),
         f": {why(reasons[0])} · {due}"),
    )  # fmt: skip


def _left(line: Line, today: date) -> str:
    return f", {lateness(line.due_on, today, line.limit)}" if line.due_on else ""


def worst_first(lines: Sequence[Line], key: Key) -> list[Line]:
    """Lines by colour, the most serious first, then by date."""
    far = date.max
    return sorted(
        lines,
        key=lambda line: (
            SEVERITY.index(key.tones[line.verdict.standing]),
            line.due_on or far,
            line.position,
        ),
    )


def list_card(
    plan: PlanView, title: str, lines: Sequence[Line], *, page: int, today: date, command: str, nothing: str
) -> Card:
    """A page of recommendations, or the sentence that says there are none and what to look at instead."""
    shown, turn = paged(page, len(lines), PAGE, command)
    rows = tuple(item_row(line, plan.colours, today) for line in lines[(page - 1) * PAGE : page * PAGE])
    blocks: tuple[Block, ...] = (Facts(rows),) if rows else ()
    return Card(
        title if lines else nothing,
        (*blocks, *((Paragraph((shown,), quiet=True),) if shown else ()), *foot(plan)),
        (*_open(plan, lines[(page - 1) * PAGE : page * PAGE]), *turn),
    )


def _open(plan: PlanView, lines: Sequence[Line]) -> tuple[Action, ...]:
    return tuple(Action(line.label, compose("status", ref(plan, line.label))) for line in lines[:5])


def overdue_card(
    plan: PlanView,
    lines: Sequence[Line],
    late_actions: int,
    *,
    page: int,
    today: date,
    whole: Sequence[Line],
    harm: Tally,
) -> Card:
    """What is past its original limit and not signed off, always as two lists; `whole` is every line of the plan."""
    undelivered = [line for line in lines if line.delivery is not Delivery.COMPLETED]
    unsigned = [line for line in lines if line.delivery is Delivery.COMPLETED]
    ordered = [*undelivered, *unsigned]
    actions = (Action("Late actions", "overdue actions"),) if late_actions else ()
    if not ordered:
        asked = (Facts(counted(*harm)),) if harm[0] else ()
        said = f"{_nothing_overdue(plan, whole)}{_unsure(whole)}{_own_dates(late_actions)}"
        turn = () if whole else (Action("Timeline", "status timeline"),)
        return Card(said, (*asked, *foot(plan)), (*actions, *turn, Action("Due next", "due")))
    shown, pages = paged(page, len(ordered), PAGE, f"overdue {plan.key}")
    here = ordered[(page - 1) * PAGE : page * PAGE]
    blocks: list[Block] = []
    for name, group in (("Not delivered", undelivered), ("Delivered, not signed off", unsigned)):
        rows = tuple(item_row(line, plan.colours, today) for line in here if line in group)
        blocks.append(Paragraph((Bold(f"{name}: {len(group)}"),)))
        blocks += [Facts(rows)] if rows else []
    return Card(
        f"{plan.name}: {len(ordered)} of {len(whole)} past the original limit and not signed off",
        (
            *blocks,
            Facts(counted(*harm)),
            *_quiet(f"{shown}{_unsure(whole)}{_own_dates(late_actions)}".strip()),
            *foot(plan),
        ),
        (*_open(plan, here), *actions, *pages),
    )


def _nothing_overdue(plan: PlanView, whole: Sequence[Line]) -> str:
    if not whole and plan.whole:
        return (
            f"{plan.name} holds no recommendations, so none can be past its limit here. The limits its inspection "
            "set stand in its timeline."
        )
    if not whole:
        return f"You can see no recommendations in {plan.name}, so none that is past its limit."
    certainly = "certainly " if any(line.maybe_past for line in whole) else ""
    undated = sum(line.due is None for line in whole)
    has = "has" if undated == 1 else "have"
    dated = f" {count(undated, 'recommendation')} of {len(whole)} {has} no date." if undated else ""
    return f"Nothing is {certainly}past its original limit without sign-off.{dated}"


def _unsure(whole: Sequence[Line]) -> str:
    number = sum(line.maybe_past for line in whole)
    return f" {number} of {len(whole)} may be past it: the publication date is not recorded." if number else ""


def _own_dates(late_actions: int) -> str:
    their = "is past its" if late_actions == 1 else "are past their"
    return f" {count(late_actions, 'action')} {their} own date." if late_actions else ""


def due_card(  # noqa: PLR0913  because a list of what is due has three kinds of row
    plan: PlanView,
    period: str,
    lines: Sequence[Line],
    actions: Sequence[ActionLine],
    total: int,
    dates: Sequence[tuple[PartialDate, str]],
    *,
    page: int,
    today: date,
    command: str,
) -> Card:
    """What falls due in a period: recommendations, actions, then phases, reports, meetings and pauses to look at."""
    if not lines and not total and not dates:
        return Card(
            f"Nothing open in {plan.name} falls due from {period}.", foot(plan), (Action("Overdue", "overdue"),)
        )
    here = lines[(page - 1) * PAGE : page * PAGE]
    shown, turn = paged(page, max(len(lines), total), PAGE, command)
    how_many = [count(len(lines), "recommendation")] if lines else []
    how_many += [count(total, "action")] if total else []
    title = f"{plan.name}, due {period}: {', '.join(how_many)}"
    blocks = (
        *_section("Recommendations", tuple(item_row(line, plan.colours, today) for line in here)),
        *_section("Actions", tuple(action_row(line, plan.colours, today) for line in actions)),
        *_section(
            "Phases, reports, meetings and pauses", tuple((say_meeting(on), (said,)) for on, said in dates[:PAGE])
        ),
    )
    bare = f"{plan.name}, due {period}" if not lines and not total else title
    return Card(bare, (*blocks, *_quiet(shown), *foot(plan)), (*_open(plan, here), *turn))  # fmt: skip


def mine_card(
    plan: PlanView,
    lines: Sequence[Line],
    actions: Sequence[ActionLine],
    total: int,
    streams: Sequence[str],
    *,
    page: int,
    today: date,
    may_report: Callable[[str, int], bool],
) -> Card:
    """What one person answers for in a plan; `may_report` says on which of it, by kind and id, they may report now."""
    here = sorted(lines, key=lambda line: not line.overdue)[(page - 1) * PAGE : page * PAGE]
    shown, turn = paged(page, max(len(lines), total), PAGE, "mine")
    held = [count(len(lines), "recommendation")] if lines else []
    held += [count(total, "open action")] if total else []
    held += [listed(streams)] if streams else []
    blocks = _late_first(plan, here, actions, today)
    named = [(line.label, "recommendation") for line in here if may_report("recommendation", line.id)][:_UPDATES]
    named += [(line.label, "action") for line in actions[: _UPDATES - len(named)] if may_report("action", line.id)]
    updates = tuple(Action(f"Update {label}", compose("update", ref(plan, label, kind))) for label, kind in named)
    not_mine = (Action("Not mine", "not mine"),) if Ability.UPDATE_OWN in plan.may and updates else ()
    title = f"{plan.name}: you answer for {listed(held)}"
    return Card(title, (*blocks, *_quiet(shown), *foot(plan)), (*updates, *not_mine, *turn))


def _late_first(plan: PlanView, lines: Sequence[Line], actions: Sequence[ActionLine], today: date) -> tuple[Block, ...]:
    """What is past its date, recommendations and actions in one list, and then the others of each."""
    rows = [(line.overdue, item_row(line, plan.colours, today)) for line in lines]
    own = [(line.late, action_row(line, plan.colours, today)) for line in actions]
    return (
        *_section("Overdue", tuple(row for late, row in (*rows, *own) if late)),
        *_section("Recommendations", tuple(row for late, row in rows if not late)),
        *_section("Actions", tuple(row for late, row in own if not late)),
    )


def _section(title: str, rows: tuple[tuple[str, Spans], ...]) -> tuple[Block, ...]:
    return (Paragraph((Bold(title),)), Facts(rows)) if rows else ()


def _quiet(said: str) -> tuple[Block, ...]:
    return (Paragraph((said,), quiet=True),) if said else ()


def nothing_card(said: str, *actions: Action) -> Card:
    """That there is nothing, and what to look at instead."""
    return Card(said, (), actions)
