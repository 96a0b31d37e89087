"""What stands behind a week's counts, item by item: it goes in the digest's thread."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from handlers.cards.common import foot
from handlers.cards.digest import silent, unproved
from handlers.cards.recommendation import on_day
from handlers.cards.words import count, lateness, say, short
from handlers.overview import Line
from models.card import Action, Block, Bold, Card, Facts, Paragraph
from models.rules.dates import exactly, say_day_long
from models.vocabulary import Delivery, SignOff

if TYPE_CHECKING:
    from handlers.digest import Week

SOON = timedelta(days=14)
_SHOWN = 10
_WORDS = 60


def details_card(week: "Week", today: date) -> Card:
    """What moved, then what is late, due soon, unproved and silent, at most ten of each; nobody is named."""
    late = [line for line in week.lines if line.overdue]
    soon = [line for line in week.lines if _is_soon(line, today)]
    blocks = (
        *_moves(week),
        *_titled(
            "Actions past their own date",
            week.late_actions,
            tuple(
                (line.label, (f"{short(line.text, _WORDS)} · {lateness(line.due_on or today, today)}",))
                for line in week.late
            ),
        ),
        *_section("Late", late, lambda line: _late(line, today)),
        *_section("Due within 14 days", soon, lambda line: _due(line, today)),
        *_section("Completed, not proved", unproved(week.lines), lambda _: "no accepted evidence shows its impact yet"),
        *_section("No word", silent(week), lambda line: f"for {count(line.silent_days or 0, 'day')}"),
        *_titled("Dates of boards, reports and the law", len(week.dates), tuple(_dates(week, today))),
    )
    nothing = Paragraph(("Nothing moved, is late, falls due within 14 days, is unproved or silent.",))
    return Card(
        f"{week.view.name} · what stands behind the week to {say_day_long(week.last)}",
        (*(blocks or (nothing,)), *foot(week.view)),
        _looks(week),
    )


def _dates(week: "Week", today: date) -> Iterator[tuple[str, tuple[str]]]:
    for each in week.dates[:_SHOWN]:
        due = f"due {each.qualifier}{say_day_long(each.due_on)}, {lateness(each.due_on, today)}"
        yield each.name, (f"{short(each.what, _WORDS)} · {due}",)


def _looks(week: "Week") -> tuple[Action, ...]:
    if week.lines:
        return Action("All items", "status all"), Action("Overdue", f"overdue {week.view.key}")
    return Action("Actions", "status actions"), Action("Late actions", "overdue actions")


def _moves(week: "Week") -> tuple[Block, ...]:
    rows = tuple((move.label, (f"from {say(move.before)} to {say(move.after)}",)) for move in week.moves[:_SHOWN])
    return _titled("Moved", len(week.moves), rows)


def _section(name: str, lines: Sequence[Line], said: Callable[[Line], str]) -> tuple[Block, ...]:
    rows = tuple((line.label, (f"{short(line.text, _WORDS)} · {said(line)}",)) for line in lines[:_SHOWN])
    return _titled(name, len(lines), rows)


def _titled(name: str, total: int, rows: tuple[tuple[str, tuple[str]], ...]) -> tuple[Block, ...]:
    if not rows:
        return ()
    more = (Paragraph((f"And {total - len(rows)} more.",), quiet=True),) if total > len(rows) else ()
    return (Paragraph((Bold(f"{name}: {total}"),)), Facts(rows), *more)


def _is_soon(line: Line, today: date) -> bool:
    open_still = line.sign_off is not SignOff.SIGNED_OFF
    return open_still and line.due_on is not None and today <= line.due_on <= today + SOON


def _late(line: Line, today: date) -> str:
    stands = "delivered, not signed off" if line.delivery is Delivery.COMPLETED else say(line.delivery)
    return f"{lateness(line.due_on, today)}, {stands}" if line.due_on else stands


def _due(line: Line, today: date) -> str:
    return (
        f"{on_day(line.due or exactly(line.due_on))}, {lateness(line.due_on, today)}, {say(line.delivery)}"
        if line.due_on
        else ""
    )
