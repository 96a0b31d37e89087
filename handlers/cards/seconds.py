"""Who confirms what one member of a board may not decide alone, and the way out where nobody can."""

from collections.abc import Sequence

from handlers.cards.words import listed
from models.rules.signoff import Second


def who_confirms(names: Sequence[str], board: str) -> str:
    """Who can, and where they find it; else what an administrator types so that somebody can."""
    if names:
        find = "They find it under “waiting”." if len(names) > 1 else "It is under their “waiting”."
        return f"{listed(names)} can. {find}"
    return (
        "Nobody on it can yet: an administrator other than who signed adds a vice-chair, or an independent, partner or "
        f'lead member. They say “people add EMAIL viewer board="{board}"”, with that person\'s e-mail.'
    )


def not_independent(second: Second, by: str) -> str:
    """Why a member's word would not be one of its own, beside that of `by`, who signed; empty where it is."""
    if second.in_line:
        return f"You are in one line of management with {by} or with who owns it"
    return f"Nobody but {by} or yourself put you on the board" if second.chosen else ""
