"""How somebody stands to a request: what they may do about it alone, and whether theirs is the second word."""

from dataclasses import dataclass, replace
from typing import Any

from handlers import access, offices
from handlers.access import PlanView
from handlers.changes import reading
from handlers.context import Context
from handlers.offices import Seat
from handlers.signoff.line import ANSWERING, manages
from handlers.signoff.seconds import second_to, who_may
from models.rules.changes import Part, Rule, may_decide, may_second
from models.rules.signoff import Hand, May, Office, Second
from models.vocabulary import ChangeState

DECIDING = (May.ALONE, May.WITH_ANOTHER)


@dataclass(frozen=True, slots=True)
class Standing:
    """What this person may do about a request. `pending` is one that was agreed and waits for a second member."""

    rule: Rule | None
    part: Part
    may: May
    asked: bool
    hand: Hand
    pending: bool
    confirms: bool
    second: Second

    @property
    def shown(self) -> Part:
        """Their part as the card has it: who may not decide, though it is their office, keeps the record."""
        if self.part in (Part.DECIDES, Part.RECORDS) and self.may not in DECIDING:
            return Part.KEEPS
        return self.part


def is_pending(row: Any) -> bool:
    """Whether a request was agreed and waits for a second member of the board."""
    return row.state is ChangeState.OPEN and row.decided_at is not None


def standing(ctx: Context, view: PlanView, row: Any) -> Standing:
    """Read again at every click, since office and ties end. `row` is a request, to be read or to be changed."""
    rule = reading.rule_of(ctx, view, row.rule_id)
    part = reading.part_of(ctx, view, rule)
    person = ctx.actor.person_id
    asked = person is not None and row.person_id == person
    hand = _hand(ctx, view, rule, row)
    member = Hand(_member(ctx, view, part), hand.owns, hand.manages)
    pending = is_pending(row)
    second = _second(ctx, view, part, row) if pending else Second()
    return Standing(
        rule, part, may_decide(part, rule, hand, asked=asked), asked, hand, pending,
        pending and person is not None and may_second(member, second, asked=asked), second,
    )  # fmt: skip


def _second(ctx: Context, view: PlanView, part: Part, row: Any) -> Second:
    """How they stand to who agreed it; the office that a rule names is nobody's gift on a board."""
    found = second_to(ctx, view, offices.signing_boards(ctx, view), about(row), row.decided_by_id)
    return replace(found, chosen=False) if part is Part.DECIDES and found.chosen and not is_member(ctx, view) else found


def others(ctx: Context, view: PlanView, row: Any) -> list[tuple[int, str]]:
    """Who on a board that runs the plan may confirm what was agreed (id, name)."""
    boards = offices.signing_boards(ctx, view)
    return [each for each in who_may(ctx, view, boards, about(row), row.decided_by_id) if each[0] != row.person_id]


def about(row: Any) -> tuple[str, int]:
    """The kind and id of the item a request is about."""
    kind, _, number = reading.subject(row).partition(":")
    return kind, int(number)


def is_member(ctx: Context, view: PlanView) -> bool:
    """Whether this person is on a board that runs the plan."""
    boards = offices.signing_boards(ctx, view)
    return any(offices.seat(ctx, view, board).office is not Office.NONE for board in boards)


def _hand(ctx: Context, view: PlanView, rule: Rule | None, row: Any) -> Hand:
    found = reading.board_of(ctx, view, rule)
    seat = found[1] if found else Seat(Office.NONE)
    return Hand(seat.office, access.tied_to(ctx, *about(row), *ANSWERING), manages(ctx, *about(row)))


def _member(ctx: Context, view: PlanView, part: Part) -> Office:
    """The office that lets somebody confirm: any on a board that runs the plan, or the one that a rule names."""
    seats = (offices.seat(ctx, view, board).office for board in offices.signing_boards(ctx, view))
    held = next((office for office in seats if office is not Office.NONE), Office.NONE)
    return Office.MEMBER if held is Office.NONE and part is Part.DECIDES else held
