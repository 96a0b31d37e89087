"""`evidence SG4 …`: what shows that things are better, from those who answer for an item, or are not, from anybody."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from handlers import measures
from handlers.access import Ability, Item, PlanView
from handlers.attached import Looked
from handlers.cards import evidence as cards
from handlers.cards import guarding
from handlers.cards.measures import figure_words
from handlers.cards.words import count, item_ref, short
from handlers.context import Arguments, Context
from handlers.errors import Stale, UserError
from handlers.evidence import offerers, pieces
from handlers.evidence import said as typed_words
from handlers.evidence.bearing_out import locked, refuse_while_decided, weigh
from handlers.evidence.listing import recommendation
from handlers.evidence.named import told_as
from handlers.evidence.stepping_down import record_all
from handlers.grammar import bearing as bearing_in
from handlers.grammar import evidence_kind, yes
from handlers.recording import record
from models.card import Action, Form, Reply
from models.progress import Evidence, EvidenceRecommendation
from models.rules.movement import Movement
from models.rules.periods import read_period
from models.vocabulary import Bearing, EvidenceKind, EvidenceState

LONGEST = 2_000
_JUST_NOW = timedelta(hours=1)
_LONGEST_LINE = 300
_LINK = re.compile(r"https://[^\s<>\"@/?#]{1,300}(?:[/?#][^\s<>\"]{0,1600})?\Z", re.IGNORECASE)
_ASKED = (
    "kind", "title", "shows", "period", "bearing", "link", "message", "figure", "also", "restricted", "checked",
)  # fmt: skip
_MOVED = {Movement.BETTER: Bearing.FOR, Movement.WORSE: Bearing.AGAINST}

Errors = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody offers as evidence, once it can be kept."""

    kind: EvidenceKind
    title: str
    shows: str
    period: str
    bearing: Bearing
    link: str
    message: str
    figure_id: int | None
    restricted: bool
    file: Looked | None
    declared: bool


def offer(ctx: Context, args: Arguments) -> Reply:
    """Record a piece of evidence; ask for what is missing; refuse what is not theirs to offer."""
    view, item = recommendation(ctx, args.get("number"))
    kept, unsure = _said(args)
    items = [item, *_others(ctx, view, item, kept["also"])]
    foreign = offerers.not_theirs(ctx, view, items)
    if foreign is not None and bearing_in(kept["bearing"]) is Bearing.FOR:
        raise offerers.refuse_for(ctx, view, foreign)
    if not any(kept[name] for name in _ASKED if name != "kind") and not ctx.attached:
        return Reply(form=_form(view, item, kept, foreign))
    found, errors = _read(ctx, view, kept)
    if unsure:
        errors.append(("bearing", f"Is “{kept['bearing']}” which way it speaks, or one of the words? Say which."))
    if found is None or errors:
        return Reply(form=_form(view, item, kept, foreign, errors), refused=True)
    if foreign is not None:
        _check_reader(ctx, view, items, foreign, found)
    rows = locked(ctx.change, [each.id for each in items])
    _not_twice(ctx, item, found)
    if args.version is not None and any(row.id == item.id and row.version != args.version for row in rows):
        changed = f"{item.label} changed after that card was drawn. Nothing was recorded."
        raise Stale(changed, f"status {item_ref(view, item)}", *(row.version for row in rows if row.id == item.id))
    if found.bearing is not Bearing.AGAINST:
        refuse_while_decided(view, rows, what="evidence for it", may_turn=True)
    return _saved(ctx, view, items, rows, found, told=foreign is not None)


def _not_twice(ctx: Context, item: Item, found: Offer) -> None:
    """Raises UserError for the same piece offered by the same person to the same item within the hour."""
    same = (
        select(Evidence.id)
        .join(EvidenceRecommendation, col(EvidenceRecommendation.evidence_id) == col(Evidence.id))
        .where(
            EvidenceRecommendation.recommendation_id == item.id, Evidence.at > ctx.now - _JUST_NOW,
            Evidence.person_id == ctx.actor.person_id, Evidence.by_name == ctx.actor.name,
            Evidence.state == EvidenceState.OFFERED, Evidence.kind == found.kind, Evidence.shows == found.shows,
            Evidence.title == found.title, Evidence.bearing == found.bearing,
            Evidence.link == (found.link or None), Evidence.period == (found.period or None),
            Evidence.file_sha256 == (found.file.inspected.sha256 if found.file else None),
        )
    )  # fmt: skip
    if (there := ctx.change.exec(same).first()) is not None:
        raise UserError(
            f"You have already offered this as E{there}. Nothing was recorded again.",
            Action(f"See E{there}", f"evidence E{there}"),
        )


def _check_reader(ctx: Context, view: PlanView, items: Sequence[Item], foreign: Item, found: Offer) -> None:
    """Raises Refused for what somebody who does not answer for `foreign` may not offer."""
    if found.bearing is Bearing.FOR:
        raise offerers.refuse_for(ctx, view, foreign)
    offerers.refuse_more(ctx, view, items)


def _said(args: Arguments) -> tuple[dict[str, str], bool]:
    """What was said of it, and whether the way it speaks has to be asked."""
    kept = {name: args.get(name) for name in _ASKED}
    typed = typed_words.read(args.get("said"))
    if kept["bearing"]:
        return {**kept, "shows": kept["shows"] or typed_words.plain(args.get("said"))}, False
    return {**kept, "shows": kept["shows"] or typed.shows, "bearing": typed.bearing}, typed.unsure


def _saved(
    ctx: Context, view: PlanView, items: Sequence[Item], rows: Sequence[Any], found: Offer, *, told: bool
) -> Reply:
    added = Evidence(
        plan_id=view.id, at=ctx.now, person_id=ctx.actor.person_id, by_name=ctx.actor.name, kind=found.kind,
        title=found.title, shows=found.shows, period=found.period or None, bearing=found.bearing,
        state=EvidenceState.OFFERED, link=found.link or None, message=found.message or None,
        figure_id=found.figure_id, restricted=found.restricted, **_kept_file(ctx, found.file), declared=found.declared,
        by_reader=told and Ability.JUDGE_EVIDENCE not in view.may,
    )  # fmt: skip
    ctx.change.add(added)
    ctx.change.flush()
    for each in items:
        ctx.change.add(EvidenceRecommendation(recommendation_id=each.id, evidence_id=added.key_id))
    name = f"E{added.key_id}"
    followed = weigh(ctx, view, rows, f"{told_as(added)} speaks against it and is not answered")
    serves = items[0].label if len(items) == 1 else count(len(items), "recommendation")
    said = f"offered {name} for {serves}: {cards.KINDS[found.kind]}, {found.bearing.value}, “{short(found.title, 120)}”"
    said += guarding.checked_file(found.file) if found.file and found.declared else ""
    record(ctx, "evidence", f"evidence:{added.key_id}", said, plan_id=view.id, row=added)
    record_all(ctx, view, followed)
    owners = offerers.tell_owners(ctx, view, items) if found.bearing is not Bearing.FOR else ()
    _, piece = pieces.one(ctx, name)
    return Reply((cards.offered_card(view, piece, followed, owners, foreign=told),))


def _others(ctx: Context, view: PlanView, first: Item, said: str) -> list[Item]:
    """The other recommendations that a piece serves."""
    found = [recommendation(ctx, word) for word in re.split(r"[,;\s]+", said) if word]
    if any(other.id != view.id for other, _ in found):
        raise UserError(
            f"One piece of evidence serves one plan, {view.name}. Offer it to each by itself. Nothing was recorded."
        )
    return list({item.id: item for _, item in found if item.id != first.id}.values())


def _read(ctx: Context, view: PlanView, kept: Mapping[str, str]) -> tuple[Offer | None, Errors]:
    """What was offered, or what is wrong with it."""
    errors: Errors = []
    measure = _measure(ctx, view, kept["figure"], errors)
    kind = evidence_kind(kept["kind"]) if kept["kind"] else EvidenceKind.OUTCOME_DATA if measure else None
    if kind is None:
        errors.append(("kind", f"Which kind is it? One of: {', '.join(cards.KINDS.values())}."))
    bearing = _bearing(kept["bearing"], measure, errors)
    shows = kept["shows"] or kept["message"] or (_told(measure) if measure else "")
    if not shows:
        errors.append(("shows", "In a sentence: what does it show?"))
    period = kept["period"] or (measure.own[-1].period or "" if measure else "")
    _check_words(ctx, view, kept, shows, period, errors)
    file = _file(ctx, kept, errors)
    if errors or kind is None or bearing is None:
        return None, errors
    message = kept["message"] or ("" if kept["link"] or measure or file else shows)
    title = kept["title"] or (measure.row.name if measure else "") or (file.name if file else "") or _title(shows)
    return Offer(
        kind, short(title, 200), shows, period, bearing, kept["link"], message,
        measure.own[-1].id if measure else None, yes(kept["restricted"]), file, bool(file and file.unsure),
    ), []  # fmt: skip


def _file(ctx: Context, kept: Mapping[str, str], errors: Errors) -> Looked | None:
    """The file that came; what the guard cannot be sure of needs somebody's word that it identifies no child."""
    if len(ctx.attached) > 1:
        errors.append(("file", "One file to a piece of evidence, please: send the others on their own."))
    file = ctx.attached[0] if ctx.attached else None
    if file is not None and file.unsure and not yes(kept["checked"]):
        errors.append(("checked", guarding.doubted_file(file)))
    return file


def _kept_file(ctx: Context, file: Looked | None) -> dict[str, Any]:
    """Keep the file under its hash, and give what the row holds of it."""
    if file is None or ctx.files is None:
        return {}
    ctx.files.keep(file.handle, file.inspected.sha256)
    return {
        "file_sha256": file.inspected.sha256, "file_name": file.name, "file_kind": file.inspected.kind.value,
        "file_size": file.inspected.size,
    }  # fmt: skip


def _measure(ctx: Context, view: PlanView, said: str, errors: Errors) -> measures.MeasureView | None:
    """The measure whose latest figure is offered."""
    if not said:
        return None
    other, found = measures.meant(ctx, said)
    if other.id != view.id or not found.own:
        errors.append(("figure", f"{found.name} has no figure yet in {view.name}. Add one with: figure {found.name}"))
        return None
    return found


def _told(measure: measures.MeasureView) -> str:
    now = f"{measure.row.name}: {figure_words(measure.own[-1])}"
    before = f"; before: {figure_words(measure.own[-2])}" if len(measure.own) > 1 else ""
    return f"{now}{before}{f'; target {measure.row.target}' if measure.row.target else ''}"


def _bearing(said: str, measure: measures.MeasureView | None, errors: Errors) -> Bearing | None:
    """Which way it speaks: as said; else, for a figure, as it moved; else for."""
    found = bearing_in(said) if said else _MOVED.get(measure.moved, Bearing.FOR) if measure else Bearing.FOR
    if found is None:
        errors.append(("bearing", "Say for, against or mixed."))
    elif measure and measure.moved is Movement.WORSE and found is Bearing.FOR:
        errors.append(("bearing", f"{measure.name} moved the wrong way, so it is against or mixed."))
    return found


def _check_words(
    ctx: Context, view: PlanView, kept: Mapping[str, str], shows: str, period: str, errors: Errors
) -> None:
    for name, text, most in (
        ("shows", shows, LONGEST), ("message", kept["message"], LONGEST),
        ("title", kept["title"], _LONGEST_LINE), ("period", period, _LONGEST_LINE),
    ):  # fmt: skip
        if len(text) > most:
            errors.append((name, f"That is {len(text):,} characters long; at most {most:,} are kept."))
    if kept["link"] and not is_link(kept["link"]):
        errors.append(("link", "A link begins with https:// and has no spaces, names or passwords in it."))
    if yes(kept["restricted"]) and not offerers.sees_it_again(ctx, view):
        errors.append(("restricted", "You are not on the list of people here, so you could not see it again. Say no."))
    read = read_period(period)
    if read is not None and read.first > ctx.today:
        errors.append(("period", f"{period} has not begun yet."))


def is_link(said: str) -> bool:
    """Whether `said` is a web address that may be kept. Nothing ever opens it."""
    return _LINK.match(said) is not None


def _title(shows: str) -> str:
    return short(re.split(r"(?<=[.;])\s", shows, maxsplit=1)[0].rstrip(".;"), 120)


def _form(
    view: PlanView, item: Item, kept: Mapping[str, str], foreign: Item | None, errors: Errors | None = None
) -> Form:
    kind = evidence_kind(kept["kind"])
    shown = {**kept, "kind": cards.KINDS[kind] if kind else kept["kind"]}
    return cards.evidence_form(view, item, shown, tuple(errors or ()), against=foreign is not None)
