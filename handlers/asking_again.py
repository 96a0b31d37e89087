"""What was typed into a form is never lost: it is asked again with it, or where that cannot help, it is said back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from handlers.errors import UserError
from handlers.guarding import CONFIRMED
from models.card import Card, ChoiceField, Facts, Field, FileField, Form, Paragraph, Reply, plain

_SHOWN = 400
_CARRIED = frozenset({"link", "message"})  # what a form opens with that was asked for beside a message
_EMPTY = ("", "Nothing is filled in yet. Fill in what has changed, then send it again.")
_TELLING = ("Delivery", "Latest")


def asked_again(form: Form, typed: Mapping[str, str], error: UserError) -> Form:
    """`form` with the draft in it. What is wrong with no one answer stands above them all."""
    where = error.field if error.field in {field.name for field in form.fields} else ""
    return replace(_filled(form, typed), errors=((where, error.message),))


def asked_though_refused(form: Form, typed: Mapping[str, str], refusal: Reply, *, private: bool) -> Form:
    """`form` with the draft in it, and all that the refusal says beside the field it is about, or above them all."""
    where = refusal.about if refusal.about in {field.name for field in form.fields} else ""
    return replace(_filled(form, typed), errors=((where, in_words(refusal.cards[0])),), private=private)


def says_back(reply: Reply, typed: Mapping[str, str]) -> bool:
    """Whether all that was typed stands in the reply's cards already."""
    blocks = (block for card in reply.cards for block in card.blocks if isinstance(block, Facts))
    said = {plain(spans) for block in blocks for _, spans in block.rows}
    return all(value in said for value in typed.values() if value.strip())


def in_words(card: Card) -> str:
    """All that a refusal says, as it stands beside a field."""
    return " ".join(_whole(card))


def _whole(card: Card) -> Iterator[str]:
    yield card.title
    for block in card.blocks:
        if isinstance(block, Paragraph):
            yield plain(block.spans)
        elif isinstance(block, Facts):
            yield from (f"{name}: {plain(said)}." for name, said in block.rows)


def asked_for_more(form: Form, typed: Mapping[str, str], *, sent: bool = True) -> Form:
    """`form` with the draft in it, and beside each field what it still needs, unless it says so itself.

    Where the guard asks, every word may be changed, so nothing is called wrong; nor is it where nobody has touched it.
    """
    filled = _filled(form, typed)
    guards = any(field.name == CONFIRMED for field in form.fields)
    if form.errors or guards or (not sent and typed.keys() <= _CARRIED):
        return filled
    lacking = tuple(_lacking(filled))
    return replace(filled, errors=lacking if lacking or typed else (_EMPTY,))


def asked_on_what_is_now(form: Form, typed: Mapping[str, str], error: UserError, shown: Sequence[Card]) -> Form:
    """`form` with the draft in it, and above it why it was not taken and how the item stands now."""
    now = " ".join(_standing(shown[0])) if shown else ""
    said = f"{error.message} What you typed is still here: send it again if it still holds."
    told = (("", said), *((("", f"As it is now: {now[:_SHOWN]}"),) if now else ()))
    return replace(_filled(form, typed), errors=told)


def _standing(card: Card) -> Iterator[str]:
    """A card in few words: its title, its first line, and what is reported."""
    yield f"{card.title}."
    first = next((block for block in card.blocks if isinstance(block, Paragraph) and not block.quiet), None)
    if first is not None:
        yield f"{plain(first.spans)}."
    rows = (row for block in card.blocks if isinstance(block, Facts) for row in block.rows)
    yield from (f"{name}: {' '.join(plain(said).split())}" for name, said in rows if name in _TELLING)


def with_what_was_typed(card: Card, typed: Mapping[str, str]) -> Card:
    """A refusal with the answers that came with it, to be copied: they are kept nowhere else."""
    if not (rows := tuple((_called(name), (said,)) for name, said in typed.items() if said.strip())):
        return card
    told = Paragraph(("What you typed was not kept. Here it is, to copy and send again:",))
    return replace(card, blocks=(*card.blocks, told, Facts(rows)))


def given_back(reply: Reply, typed: Mapping[str, str]) -> Reply:
    """A reply of which the first card says back what was typed."""
    first, *more = reply.cards
    return replace(reply, cards=(with_what_was_typed(first, typed), *more))


def _called(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").capitalize()


def _filled(form: Form, typed: Mapping[str, str]) -> Form:
    return replace(form, fields=tuple(_kept(field, typed) for field in form.fields))


def _kept(field: Field, typed: Mapping[str, str]) -> Field:
    if isinstance(field, FileField) or field.name not in typed:
        return field
    return replace(field, value=typed[field.name])


def _lacking(form: Form) -> Iterator[tuple[str, str]]:
    for field in form.fields:
        if isinstance(field, FileField):
            continue
        if field.required and not field.value.strip():
            yield field.name, "This is needed."
        elif isinstance(field, ChoiceField) and field.value and field.value not in dict(field.options):
            yield field.name, f"Choose one of: {', '.join(label for _, label in field.options)}."
