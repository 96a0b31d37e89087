"""What would still be open on a day, and the sentences a director may sign."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from handlers.access import PlanView
from handlers.cards import board_words
from handlers.cards.board_words import Rest
from handlers.cards.common import foot, paged
from handlers.cards.decided import decided
from handlers.cards.plan import names
from handlers.cards.words import count, listed, ref, say, sentence, short, the, why
from handlers.grammar import compose
from handlers.overview import Line
from models.card import Action, Block, Bold, Card, Facts, Paragraph, Spans
from models.rules.dates import say_day, say_day_long
from models.rules.frameworks import Bearing
from models.rules.standing import Why
from models.vocabulary import Delivery, Impact, SignOff

if TYPE_CHECKING:
    from handlers.board_words import Part
    from handlers.measures import Falling
    from handlers.readiness import Area

PAGE = 10


class Signed(NamedTuple):
    """A board's sign-off: which board, on which day, decided where, and where a chair's action was reported."""

    board: str
    on: date
    decided_at: str | None
    minute: str | None
    report_on: date | None
    report: Any = None
    at: datetime | None = None


Told = tuple[Line, Signed | None, "Sequence[Falling]"]
"""An item, its sign-off, and the measures of it that move the wrong way."""


_NO_GRADE = "A planning aid. It predicts no grade."
_NOT_A_PREDICTION = (
    "A planning aid. It predicts no grade: limiting judgements are tendencies of that framework, and inspectors decide."
)
_CALCULATED = "On what is known today; the days are counted to that day."


def readiness_card(
    plan: PlanView, areas: Sequence["Area"], rest: "Rest", bearings: Sequence[Bearing], on: date, today: date
) -> Card:
    """By judgement area: open, completed but unproved, proved but unsigned; then limiting judgements as published."""
    unsigned = {line.id for area in areas for line in (*area.still_open, *area.unproved, *area.unsigned)}
    whole = len({line.id for area in areas for line in area.lines})
    when = "tomorrow morning" if (on - today).days == 1 else f"on {say_day_long(on)}"
    limits = _limits(bearings)
    note = _NOT_A_PREDICTION if limits else _NO_GRADE
    if not areas:
        quiet = Paragraph((f"{_CALCULATED} {note}" if rest.parts or rest.actions else note,), quiet=True)
        said = board_words.ready_title(plan, rest, when)
        return Card(said, (*board_words.ready(rest), *limits, quiet, *foot(plan)), _PLAN)
    facts = tuple((area.name, (_area(area),)) for area in areas)
    return Card(
        f"{plan.name}, {when}: {len(unsigned)} of {count(whole, 'recommendation')} would not be signed off",
        (
            Facts(facts),
            *board_words.ready(rest),
            *limits,
            Paragraph((f"{_CALCULATED} {note}",), quiet=True),
            *foot(plan),
        ),
        (Action("Gaps", "gaps"), Action("Assurance", "assurance"), *_PLAN),
    )


_PLAN = (Action("Status", "status"),)


def _area(area: "Area") -> str:
    said = [
        f"{word} {names(lines)}"
        for word, lines in (("still open", area.still_open), ("unproved", area.unproved), ("unsigned", area.unsigned))
        if lines
    ]
    signed = area.total - len(area.still_open) - len(area.unproved) - len(area.unsigned) - len(area.doubted)
    done = [f"signed off {signed}"] if signed else []
    done += [f"signed off but in doubt {names(area.doubted)}"] if area.doubted else []
    return f"of {area.total}: {'; '.join([*said, *done])}"


def _limits(bearings: Sequence[Bearing]) -> tuple[Block, ...]:
    rows: list[tuple[str, Spans]] = [(bearing.rule.key, (_limit(bearing),)) for bearing in bearings if bearing.met_by]
    if not rows:
        return ()
    return (Paragraph((Bold("Limiting judgements that bore on the published grades"),)), Facts(tuple(rows)))


def _limit(bearing: Bearing) -> str:
    met = listed(f"{short(each.area, 60)} was {each.grade}" for each in bearing.met_by)
    borne = bearing.published
    graded = f"{borne.area} was published as {borne.grade or 'no grade'}" if borne else "the grade is not in the source"
    return f"{bearing.rule.text}. {met}; {graded}."


def part_card(plan: PlanView, part: "Part") -> Card:
    """The sentence for a workstream, phase or action."""
    return Card(
        sentence(part.name), (Paragraph((board_words.met(part),)), *foot(plan)), board_words.buttons(plan, (part,))
    )


def assurance_card(plan: PlanView, items: Sequence[Told], rest: "Rest", *, page: int) -> Card:
    """The sentence for each item, said once for all that it is true of; a director may sign it or not."""
    alike = _alike(items)
    if not items:
        said = board_words.assured_title(plan, rest)
        return Card(
            said, (*board_words.assured(rest), *foot(plan)), (*board_words.buttons(plan, rest.parts), *_PLAN)
        )  # fmt: skip
    here = list(alike.items())[(page - 1) * PAGE : page * PAGE]
    shown, turn = paged(page, len(alike), PAGE, "assurance")
    done = sum(line.sign_off is SignOff.SIGNED_OFF and line.doubt is None for line, *_ in items)
    title = f"{plan.name}: {done} of {count(len(items), 'recommendation')} can formally be said to be met"
    if len(items) == 1:
        title = f"{items[0][0].label} · {items[0][0].text}"
    quiet = (Paragraph((shown,), quiet=True),) if shown else ()
    return Card(
        title,
        (
            Facts(tuple((listed(labels), (said,)) for said, labels in here)),
            *quiet,
            *(board_words.assured(rest) if page == 1 else ()),
            *foot(plan),
        ),
        (*(Action(labels[0], compose("status", ref(plan, labels[0]))) for _, labels in here[:5]), *turn),
    )


def _alike(items: Sequence[Told]) -> dict[str, list[str]]:
    alike: dict[str, list[str]] = {}
    for line, signed, falling in items:
        others = () if _says_so(line) else falling
        alike.setdefault(met(line, signed) + _exceptions(signed, others), []).append(line.label)
    return alike


def _says_so(line: Line) -> bool:
    """Whether the doubt itself is a measure that fell, which is said once."""
    return line.doubt is not None and line.doubt.why is Why.FALLEN


def met(line: Line, signed: Signed | None) -> str:
    """We can, or cannot, formally say this is met, because of what."""
    if line.doubt is not None:
        return f"We cannot formally say this is met now: the board signed it off{_at(signed)}, {why(line.doubt)}."
    if line.sign_off is SignOff.SIGNED_OFF:
        return f"We can formally say this is met, because {_signed(signed)}."
    return f"We cannot formally say this is met, because {listed(_lacking(line))}."


def _exceptions(signed: Signed | None, falling: "Sequence[Falling]") -> str:
    """Each measure that moves the wrong way, and whether the board had it before it when it signed."""
    return "".join(f" {_exception(signed, each)}." for each in falling)


def _exception(signed: Signed | None, one: "Falling") -> str:
    if signed is None or signed.at is None or one.at is None:
        return f"Exception: {one.said}"
    when = "known when it was signed off" if one.at <= signed.at else "since it was signed off"
    return f"Exception, {when}: {one.said}"


def _at(signed: Signed | None) -> str:
    """The meeting that decided it, or the day of a chair's action; a record is often made on a later day."""
    if signed is None:
        return ""
    if signed.report_on is None and signed.decided_at:
        return f" at {signed.decided_at}"
    acted = " by chair's action" if signed.report_on else ""
    return f"{acted} on {say_day(signed.on)}"


def _signed(signed: Signed | None) -> str:
    if signed is None:
        return "the board has signed it off"
    where = decided(signed.decided_at, signed.minute, signed.report_on, signed.report)
    how = f" by {where}" if signed.report_on else f", {where}" if where else ""
    return f"{the(signed.board)} signed it off{how}"


def _lacking(line: Line) -> list[str]:
    said = [] if line.delivery is Delivery.COMPLETED else [f"delivery is {say(line.delivery)}"]
    if line.impact not in (Impact.EVIDENCED, Impact.SUSTAINED):
        stated = line.impact is not Impact.NONE_STATED
        said.append(f"impact is stated as “{say(line.impact)}”" if stated else "no impact is stated")
    elif not line.proof:
        said.append("the accepted evidence no longer bears the impact out")
    said.append("the board has not decided on it" if line.sign_off is SignOff.REQUESTED else _UNSIGNED[line.sign_off])
    late = [
        f"it is {count(each.days, 'day')} past its limit" for each in line.verdict.reasons if each.why is Why.PAST_LIMIT
    ]
    return [*said, *late]


_UNSIGNED = {
    SignOff.NOT_REQUESTED: "the board has not been asked to sign it off",
    SignOff.RETURNED: "the board sent it back",
    SignOff.REOPENED: "the board reopened it",
}
