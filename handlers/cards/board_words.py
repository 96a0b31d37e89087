"""A board's own words of workstreams, phases and actions, where it is said what is unproved, open or met."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handlers.access import PlanView
from handlers.cards.words import count, listed, ref, sentence, the
from handlers.grammar import compose
from models.card import Action, Block, Bold, Facts, Paragraph
from models.columns import partial
from models.rules.dates import say_partial

if TYPE_CHECKING:
    from handlers.board_words import Part, Work

_NAMED = 4


@dataclass(frozen=True, slots=True)
class Rest:
    """What stands in a plan beside its recommendations; `actions` only where it holds none."""

    parts: Sequence["Part"]
    actions: Sequence["Work"]


def quoted(part: "Part") -> str:
    """Who said what of it, and when: "the Programme Board said on 30 October 2012: “…”"; what still stands of it."""
    return "; and ".join(_quoted(part, row, axes) for row, axes in part.said.words) if part.said else ""


def _quoted(part: "Part", said: Any, axes: Sequence[tuple[str, str]]) -> str:
    spoken = "; ".join(f"{axis}: {words}" for axis, words in axes)
    who = f"{the(said.board)} said" if said.board else "the plan's papers say" if part.label is None else _BOARD
    as_at = partial(said, "as_at")
    on = f" on {say_partial(as_at)}" if as_at else ""
    return f"{who}{on}: “{spoken or said.text}”"


_BOARD = "the board said"


def met(part: "Part") -> str:
    """We can, or cannot, formally say this is met, because of the board's word."""
    if part.said is None:
        return "We cannot formally say this is met, because no board has judged it yet."
    if part.signed:
        return f"We can formally say this is met, because {quoted(part)}."
    spoken = {axis for _, axes in part.said.words for axis, _ in axes}
    if spoken == {"delivery"}:
        return f"We cannot formally say this is met, because its impact is unproved and not judged: {quoted(part)}."
    return f"We cannot formally say this is met, because {quoted(part)}."


def block(lead: str, parts: Sequence["Part"]) -> list[Block]:
    """Parts of the plan with the board's word of each, below a line that says what they have in common."""
    if not parts:
        return []
    rows = tuple((sentence(part.name), (f"{sentence(quoted(part))}.",)) for part in parts)
    return [Paragraph((Bold(lead),)), Facts(rows)]


def gap_title(view: PlanView, parts: Sequence["Part"], actions: Sequence["Work"]) -> str:
    """What is delivered and unproved in a plan whose recommendations have no gap, or which holds none."""
    if parts:
        noun = count(len(parts), "part of the plan is", "parts of the plan are")
        return f"{view.name}: {noun} said to be delivered, and nothing yet proves the impact"
    done = [each.label for each in actions if each.done]
    if done:
        return f"{view.name}: {count(len(done), 'action')} reported completed ({_some(done)}), and no impact shown"
    return f"{view.name}: no gap to close, since none of its {count(len(actions), 'action')} is reported completed yet."


def proof_note(actions: Sequence["Work"]) -> list[Block]:
    """What actions in a plan without recommendations come to; evidence is kept on recommendations alone."""
    if not actions:
        return []
    done = [each.label for each in actions if each.done]
    said = f"Actions reported completed: {len(done)} of {len(actions)}{f' ({_some(done)})' if done else ''}."
    why = "Evidence is kept on recommendations and this plan holds none, so only a board's word says what changed."
    return [Paragraph((f"{said} {why}",), quiet=True)]


def buttons(view: PlanView, parts: Sequence["Part"]) -> tuple[Action, ...]:
    """The way to the first few."""
    return tuple(
        Action(
            part.name,
            compose("status", ref(view, part.label or "", "action" if part.kind == "action" else "workstream")),
        )
        for part in parts
        if part.label is not None
    )[:4]


def ready_title(view: PlanView, rest: Rest, when: str) -> str:
    """How much of a plan without recommendations would still be open."""
    open_ = sum(not each.done for each in rest.actions)
    unsigned = sum(not part.signed for part in rest.parts)
    said = [f"{open_} of {count(len(rest.actions), 'action')} would still be open"] if rest.actions else []
    other = "other part" if rest.actions else "part"
    said += [f"{unsigned} of {count(len(rest.parts), other)} would not be signed off"] if rest.parts else []
    if not said:
        return (
            f"{view.name} holds no recommendations, actions or judged work, so there is nothing to be signed off "
            f"{when}. “status” shows where the rest of the plan stands."
        )
    return f"{view.name}, {when}: {' and '.join(said)}"


def ready(rest: Rest) -> tuple[Block, ...]:
    """By kind: what would be open, unproved or unsigned."""
    rows = []
    for kind, name in _KINDS:
        held = [part for part in rest.parts if part.kind == kind]
        if held:
            rows.append((name, (_ready(held),)))
    if rest.actions:
        late = [each.label for each in rest.actions if each.late]
        rows.append(("Actions", (_actions(rest.actions) + (f"; late {len(late)} ({_some(late)})" if late else ""),)))
    return (Facts(tuple(rows)),) if rows else ()


_KINDS = (
    ("phase", "Phases"), ("workstream", "Workstreams"), ("programme", "Programmes"), ("action", "Judged actions"),
    ("scope", "In the papers' own words"),
)  # fmt: skip


def _ready(held: Sequence["Part"]) -> str:
    unsigned = [part for part in held if not part.signed]
    states = (
        ("still open", [part.name for part in unsigned if not part.done]),
        ("unproved", [part.name for part in unsigned if part.done and not part.shown]),
        ("unsigned", [part.name for part in unsigned if part.done and part.shown]),
    )
    said = [f"{word} {len(names)} ({_some(names)})" for word, names in states if names]
    signed = len(held) - len(unsigned)
    return f"of {len(held)}: {'; '.join([*said, *([f'signed off {signed}'] if signed else [])])}"


def _actions(actions: Sequence["Work"]) -> str:
    open_ = [each.label for each in actions if not each.done]
    done = len(actions) - len(open_)
    parts = [f"still open {len(open_)} ({_some(open_)})"] if open_ else []
    return f"of {len(actions)}: {'; '.join([*parts, *([f'reported completed {done}'] if done else [])])}"


def assured_title(view: PlanView, rest: Rest) -> str:
    """Of how much in a plan without recommendations it can formally be said that it is met."""
    if rest.parts:
        signed = sum(part.signed for part in rest.parts)
        return f"{view.name}: {signed} of {count(len(rest.parts), 'part')} can formally be said to be met"
    held = f"its {count(len(rest.actions), 'action')}" if rest.actions else "it"
    return f"{view.name}: nothing can formally be said to be met, because no board has judged {held} yet."


def assured(rest: Rest) -> tuple[Block, ...]:
    """The sentence for each part, said once for all that it is true of; and how far the actions are."""
    alike: dict[str, list[str]] = {}
    for part in rest.parts:
        alike.setdefault(met(part), []).append(sentence(part.name))
    blocks: list[Block] = [Facts(tuple((listed(names), (said,)) for said, names in alike.items()))] if alike else []
    if rest.actions:
        blocks.append(Paragraph((f"Actions, {_actions(rest.actions)}.",)))
    return tuple(blocks)


def _some(names: Sequence[str]) -> str:
    if len(names) <= _NAMED:
        return listed(names)
    return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"
