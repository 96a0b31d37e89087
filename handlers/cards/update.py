"""The update form, and what is said once an update is recorded."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from handlers.access import Item, PlanView
from handlers.cards.common import foot
from handlers.cards.evidence import kind_buttons
from handlers.cards.words import called, ended, item_ref, say, short
from handlers.context import Arguments
from handlers.grammar import MAX_COMMAND, compose, fill_in
from handlers.nearly_said import Doubt
from models.card import Action, Card, ChoiceField, Form, Paragraph, TextField
from models.vocabulary import Delivery, Impact

if TYPE_CHECKING:
    from handlers.carrying_on import Carried
    from handlers.update import Said

_OFFERED = (
    Delivery.ON_TRACK, Delivery.AT_RISK, Delivery.OFF_TRACK, Delivery.COMPLETED, Delivery.NOT_STARTED,
    Delivery.NOT_ENOUGH_EVIDENCE,
)  # fmt: skip
"""All that an update can say, what people say most first: it is the example in a form's one line."""
WORD_OF: Mapping[Delivery, str] = {state: say(state) for state in _OFFERED}
WORDS = tuple(WORD_OF.values())


def update_form(
    view: PlanView, item: Item, kept: Mapping[str, str], *, version: int | None, errors: tuple[tuple[str, str], ...]
) -> Form:
    """What to say about an item; everything already said is kept."""
    return Form(
        f"Update {item.label}: {short(item.text, 70)}",
        compose("update", item_ref(view, item), version=version),
        (
            ChoiceField(
                "delivery", "How is it going?", tuple((say(state), say(state)) for state in _OFFERED),
                value=kept["delivery"],
            ),
            TextField(
                "narrative", "What has been done, in a sentence or two", multiline=True, value=kept["narrative"],
                hint="Totals, never a child: “audit of 20 files: 17 had views recorded”.",
            ),
            TextField("next", "What happens next", value=kept["next"]),
            TextField("help", "Help needed", value=kept["help"]),
        ),
        errors=errors,
    )  # fmt: skip


def which(doubt: Doubt) -> str:
    """Which delivery word was meant, as a question."""
    words = [say(state) for state in doubt.meant]
    if len(words) == 1:
        return f"“{short(doubt.said, 40)}” stands where a delivery word does. Did you mean {words[0]}?"
    return (
        f"“{short(doubt.said, 40)}” is none of the delivery words. Did you mean {', '.join(words[:-1])} or {words[-1]}?"
    )


def which_card(view: PlanView, item: Item, doubt: Doubt, args: Arguments) -> Card | None:
    """The same with a button for each word; None where what was typed is too long for a button."""
    more = {name: args.get(name) for name in ("next", "help")}
    said = {say(state): {"delivery": say(state), "narrative": doubt.narrative, **more} for state in doubt.meant}
    said["Delivery unchanged"] = {"narrative": doubt.whole, **more}
    name = item_ref(view, item)
    end = f" @v{args.version}" if args.version is not None else ""
    commands = {label: f"update {name} {fill_in(values)}{end}" for label, values in said.items()}
    if max(map(len, commands.values())) > MAX_COMMAND:
        return None
    told = Paragraph((f"You typed: {doubt.whole}",))
    buttons = tuple(Action(label, command) for label, command in commands.items())
    return Card(f"{which(doubt)} Nothing was recorded yet.", (told, *foot(view)), buttons)


def already_said_card(view: PlanView, item: Item, at: str, *, locked: bool) -> Card:
    """That the very same was recorded a moment ago, and nothing is recorded again; `locked` while a board decides."""
    name = item_ref(view, item)
    more = () if locked else (Action("Say something else", compose("update", name)),)
    buttons = (Action("Status", compose("status", name)), *more)
    said = f"You have already said this at {at}. Nothing was recorded again for {called(item)}."
    return Card(said, foot(view), buttons)


def recorded_card(
    view: PlanView, item: Item, said: "Said", *, unproved: Impact | None, carried: "Carried | None" = None
) -> Card:  # fmt: skip
    """What was recorded, in the reporter's own words. It claims nothing on its own.

    `unproved` is the impact of something reported completed that nothing yet shows. `carried` is
    where it goes on, when it was done with until now in a plan that was succeeded.
    """
    word = say(said.delivery) if said.delivery else "delivery unchanged"
    words = f", “{short(said.narrative, 120)}”" if said.narrative else ", no words given"
    name, label = carried.ref if carried else item_ref(view, item), called(item)
    buttons = (Action("Status", compose("status", name)), Action("Correct this", compose("update", name)))
    if unproved is not None:
        ask = f"Impact: {say(unproved)}. The board will ask what changed for children. What can show it?"
        told = ended(f"Recorded: you report {label} completed{words}")
        return Card(told, (Paragraph((ask,)), *foot(view)), (*kind_buttons(name), *buttons))
    thanks = "Everybody who can see it sees this from now on. Thank you."
    if carried is not None:
        on = f"{view.name} was succeeded, so it goes on in {carried.plan_title}, with its original date"
        thanks = f"{on}, owners and history. {thanks}"
    return Card(ended(f"Recorded for {label}: {word}{words}"), (Paragraph((thanks,)), *foot(view)), buttons)
