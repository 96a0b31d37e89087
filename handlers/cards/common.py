"""What any card may carry: its small print, its pages, and how things are refused."""

from handlers.access import PlanView
from handlers.cards.words import BUTTON_COMMAND
from handlers.errors import UserError
from models.card import Action, Block, Card, Facts, Paragraph
from models.rules.dates import say_day


def foot(plan: PlanView, *extra: str) -> tuple[Block, ...]:
    """The small print: which plan this is, when there is more than one, and that it is an illustration."""
    said = [
        *((f"{plan.name}: {plan.title}.",) if plan.others else ()),
        *((f"{plan.illustration.rstrip('.')}.",) if plan.illustration else ()),
        *(("Superseded: what was open is in a later plan.",) if plan.superseded else ()),
        *((f"Closed on {say_day(plan.ended_on)}.",) if plan.ended_on and not plan.superseded else ()),
        *(() if plan.everything else ("Your own organisation's items only.",)),
        *(() if plan.published else ("Draft: only its team can see it, and nobody is reminded.",)),
        *extra,
    ]
    return (Paragraph((" ".join(said),), quiet=True),) if said else ()


def error_card(error: UserError) -> Card:
    """A refusal or a question, with what to do next."""
    blocks: tuple[Block, ...] = (Paragraph((error.message,)),) if error.title else ()
    blocks += (Facts(error.rows),) if error.rows else ()
    return Card(error.title or error.message, blocks, error.actions)


def failure_card(reference: str, words: str, *, saving: bool) -> Card:
    """Something of ours went wrong: what it means, their words back, and what to quote."""
    lost = " and your update was not saved. Your words are below so you can send them again" if saving else ""
    again = Action("Try again", words) if words and len(words) <= BUTTON_COMMAND else Action("Help", "help")
    return Card(
        f"Something went wrong{lost}. If it happens twice, quote {reference} to the administrator.",
        (Paragraph((f"“{words}”",)),) if words else (),
        (again,),
    )


def paged(page: int, total: int, size: int, command: str) -> tuple[str, tuple[Action, ...]]:
    """The line that says which of how many are shown, and the buttons to the others."""
    first, last = (page - 1) * size + 1, min(page * size, total)
    if total <= size and page == 1:
        return "", ()
    if first > total:
        return _past_the_end(page, total, max(1, -(-total // size)), command)
    back = (Action("Previous", f"{command} page {page - 1}"),) if page > 1 else ()
    on = (Action("Next", f"{command} page {page + 1}"),) if last < total else ()
    return f"{first} to {last} of {total:,}.", (*back, *on)


def _past_the_end(page: int, total: int, pages: int, command: str) -> tuple[str, tuple[Action, ...]]:
    there = "there is 1 page" if pages == 1 else f"there are {pages:,} pages"
    return f"There is no page {page}; {there}, {total:,} in all.", (Action(f"Page {pages}", f"{command} page {pages}"),)


def busy_card(words: str) -> Card:
    """Somebody else was saving at the same moment for too long; nothing was lost."""
    again = Action("Try again", words) if words and len(words) <= BUTTON_COMMAND else Action("Help", "help")
    said = (Paragraph((f"“{words}”",)),) if words else ()
    return Card("Somebody else was saving at the same moment. Nothing was saved; please try again.", said, (again,))
