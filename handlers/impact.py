"""`impact`: somebody states what changed for children, with the evidence that supports it."""

import re
from collections.abc import Mapping, Sequence

from handlers import access
from handlers.access import Item, PlanView
from handlers.cards import impact as cards
from handlers.cards.words import item_ref, listed, say
from handlers.context import Arguments, Context
from handlers.errors import Refused, Stale, UserError
from handlers.evidence import pieces
from handlers.evidence.bearing_out import locked, refuse_while_decided
from handlers.evidence.listing import recommendation, status_button
from handlers.evidence.named import UNSEEN
from handlers.grammar import impact as impact_in
from handlers.recording import record
from models.assurance import ImpactEvidence, ImpactStatement
from models.card import Action, Form, Reply
from models.plan import Recommendation
from models.rules.proof import Piece, is_step_down, refused, shows_change
from models.vocabulary import Bearing, EvidenceState, Impact, Platform, SignOff

LONGEST = 2_000
_ASKED = ("impact", "narrative", "evidence", "period")


def state(ctx: Context, args: Arguments) -> Reply:
    """Record an impact statement; ask for what is missing; refuse what the evidence does not bear out."""
    view, item = recommendation(ctx, args.get("number"))
    if not access.may_update(ctx, view, "recommendation", item.id):
        raise Refused(
            f"The impact of {item.label} is stated by its owner or deputy, or by a lead or contributor of the plan. "
            "Nothing was recorded.", *status_button(view, item),
        )  # fmt: skip
    kept = {name: args.get(name) for name in _ASKED}
    if not any(kept.values()):
        return Reply(form=_form(ctx, view, item, kept))
    (row,) = locked(ctx.change, [item.id])
    if args.version is not None and args.version != row.version:
        changed = f"{item.label} changed after that card was drawn. Nothing was recorded."
        raise Stale(changed, f"status {item_ref(view, item)}", row.version)
    held = pieces.held(ctx, item.id)
    cited, errors = _cited(ctx, view, item, kept["evidence"], held)
    stated = impact_in(kept["impact"])
    errors += _missing(row, stated, kept)
    if errors or stated is None:
        return Reply(form=_form(ctx, view, item, kept, errors), refused=True)
    _check(view, item, row, stated, [held[each] for each in cited], list(held.values()))
    return _saved(ctx, view, item, row, _statement(ctx, view, item, stated, kept), cited)


def _missing(row: Recommendation, stated: Impact | None, kept: Mapping[str, str]) -> list[tuple[str, str]]:
    errors = []
    if stated is None or stated is Impact.NONE_STATED:
        errors.append(("impact", f"Use one of: {', '.join(cards.WORDS)}."))
    if not kept["narrative"]:
        down = stated is not None and is_step_down(row.impact, stated)
        asked = f"It was {say(row.impact)}. In a sentence: what is no longer so?" if down else (
            "In a sentence: what is different for children?"
        )  # fmt: skip
        errors.append(("narrative", asked))
    elif len(kept["narrative"]) > LONGEST:
        errors.append(("narrative", f"At most {LONGEST:,} characters are kept."))
    return errors


def _cited(
    ctx: Context, view: PlanView, item: Item, said: str, held: Mapping[int, Piece]
) -> tuple[list[int], list[tuple[str, str]]]:
    """The evidence meant: named as E12, E15; else all that is accepted and does not speak against."""
    if not said:
        default = [each for each, piece in held.items() if _supports(piece)]
        return default, []
    names = [word for word in re.split(r"[,;\s]+|\band\b", said) if word]
    seen = {view.row.id for view in pieces.of_item(ctx, view, item.id)}
    found, errors = [], []
    for name in names:
        number = pieces.number(name) or pieces.number(f"E{name}")
        if number is not None and number in seen:
            found.append(number)
        else:
            errors.append(("evidence", f"{name} is no evidence of {item.label}. Its own: evidence {item.label}"))
    return list(dict.fromkeys(found)), errors


def _supports(piece: Piece) -> bool:
    return piece.state is EvidenceState.ACCEPTED and piece.bearing is not Bearing.AGAINST


def _check(
    view: PlanView, item: Item, row: Recommendation, stated: Impact, cited: Sequence[Piece], held: Sequence[Piece]
) -> None:
    """Raises UserError for what the evidence does not bear out, or while the board is deciding or has decided."""
    refuse_while_decided(view, [row], what="stating its impact")
    if row.sign_off is SignOff.SIGNED_OFF and is_step_down(row.impact, stated):
        raise UserError(
            f"The board signed {item.label} off with its impact {say(row.impact)}, and only the board lifts its word. "
            "Record what you know as evidence against; the board is then asked to look again. Nothing was recorded.",
            Action("Record it as evidence", f"evidence add {item_ref(view, item)}"), *status_button(view, item),
        )  # fmt: skip
    missing = refused(stated, cited, held)
    if missing is not None:
        raise UserError(
            cards.why_not(item.label, stated, missing), *cards.ways_on(item_ref(view, item), missing),
        )  # fmt: skip


def _statement(ctx: Context, view: PlanView, item: Item, stated: Impact, kept: Mapping[str, str]) -> ImpactStatement:
    return ImpactStatement(
        plan_id=view.id, recommendation_id=item.id, at=ctx.now, person_id=ctx.actor.person_id,
        by_name=ctx.actor.name, platform=Platform(ctx.request.platform), impact=stated,
        narrative=kept["narrative"], period=kept["period"] or None,
    )  # fmt: skip


def _saved(
    ctx: Context, view: PlanView, item: Item, row: Recommendation, added: ImpactStatement, cited: Sequence[int]
) -> Reply:
    before = row.impact
    ctx.change.add(added)
    ctx.change.flush()
    for each in cited:
        ctx.change.add(ImpactEvidence(impact_statement_id=added.key_id, evidence_id=each))
    row.impact = added.impact
    row.version += 1
    ctx.change.add(row)
    ctx.change.flush()
    named = f", on {listed(f'E{each}' for each in cited)}" if cited else ""
    moved = f" (was {say(before)})" if before not in (added.impact, Impact.NONE_STATED) else ""
    said = f"stated the impact of {item.label}: {say(added.impact)}{moved}{named}: “{added.narrative}”"
    record(ctx, "impact", f"impact_statement:{added.key_id}", said, plan_id=view.id, row=added)
    seen = {each.row.id for each in pieces.of_item(ctx, view, item.id)}
    names = dict.fromkeys(f"E{each}" if each in seen else UNSEEN for each in cited)
    return Reply((cards.stated_card(view, item, added, tuple(names)),))


def _form(
    ctx: Context, view: PlanView, item: Item, kept: Mapping[str, str], errors: Sequence[tuple[str, str]] = ()
) -> Form:
    telling = [each.name for each in pieces.of_item(ctx, view, item.id) if shows_change(each.piece)]
    word = impact_in(kept["impact"])
    shown = {
        **kept, "evidence": kept["evidence"] or ", ".join(telling), "impact": say(word) if word else kept["impact"],
    }  # fmt: skip
    return cards.impact_form(view, item, shown, tuple(errors))
