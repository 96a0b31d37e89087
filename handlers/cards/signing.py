"""The line and the button that an item's own card has about its sign-off."""

from handlers.cards.buttons import button
from handlers.cards.decided import decided
from handlers.cards.words import say, short
from handlers.signing import Next, Signing
from models.card import Action
from models.rules.dates import say_day
from models.vocabulary import SignOff


def sign_off_line(state: SignOff, signing: Signing) -> str:
    """Where the sign-off stands: "signed off by the Improvement Steering Group, decided at …, minute 4.2"."""
    doubt = f"; {signing.doubted_by} reports that it no longer holds" if signing.doubted_by else ""
    step = signing.step
    if step is None or signing.on is None:
        return f"{say(state)}{doubt}"
    match state:
        case SignOff.SIGNED_OFF if step.report_on is not None:
            where = decided(None, None, step.report_on, signing.report)
            return f"signed off by the {step.board_name}, {where}{doubt}"
        case SignOff.SIGNED_OFF:
            minute = f", minute {step.minute}" if step.minute else ""
            return f"signed off by the {step.board_name}, decided at {step.decided_at}{minute}{doubt}"
        case SignOff.RETURNED:
            return (
                f"returned by the {step.board_name}; wanted by {say_day(step.wanted_by)}: “{short(step.wanted, 120)}”"
            )
        case _:
            return f"{say(state)} of the {step.board_name} on {say_day(signing.on)}"


def sign_off_buttons(signing: Signing, name: str, version: int) -> tuple[Action, ...]:
    """What the reader may do about it."""
    match signing.next:
        case Next.ASK:
            return (button("Ask for sign-off", "sign-off request", name, version=version),)
        case Next.DECIDE:
            return (button("Decide sign-off", "sign-off", name),)
        case Next.REOPEN:
            return (button("Reopen", "sign-off reopen", name, version=version),)
        case Next.NOTHING:
            return ()


def judge_button(name: str, *, decides: bool) -> tuple[Action, ...]:
    """For those who speak for a board."""
    return (button("Judge it", "judge", name),) if decides else ()
