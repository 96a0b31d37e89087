"""What can be said about who answers for an item."""

from typing import TYPE_CHECKING

from handlers.access import Ability
from handlers.commands.command import Command
from handlers.later import each_later

if TYPE_CHECKING:
    from handlers import disowning, harm, ownership
else:  # each is imported when it is first called, for no answer needs them all
    globals().update(each_later("handlers", "disowning harm ownership"))

HOLDERS: tuple[Command, ...] = (
    Command(
        "assign", ("assign <number> [<email>] [email=<email>] [as=<relation>] [reason=<text>]",),
        "name who answers for an item", ownership.assign, Ability.ASSIGN, changes=True,
        example='assign SG4 head.of.access@council.example as=deputy reason="Covers from May"',
    ),
    Command("away back", ("away back",), "say that you are back", ownership.back, Ability.READ, changes=True),
    Command(
        "not mine", ("not mine <number> [reason=<text>]", "not mine"),
        "say that an item is not yours; who names owners is asked", disowning.not_mine, Ability.UPDATE_OWN,
        changes=True, example="not mine SG4",
    ),
    Command(
        "away",
        ("away from <from> to <to> cover <cover>", "away from <from> to <to>",
         "away [from=<day>] [to=<day>] [cover=<email>]"),
        "say when you are away and who covers; why is never asked", ownership.away, Ability.READ, changes=True,
        example="away from 12 April to 16 April cover deputy@council.example",
    ),
    Command(
        "leaver", ("leaver <email> [to=<email>] [reason=<text>]",),
        "somebody leaves: what they hold goes to a named person", ownership.leaver, Ability.MANAGE_PEOPLE, changes=True,
    ),
    Command(
        "harm", ("harm <number> [<answer>] [answer=<answer>] [reason=<text>]",),
        "could the delay of an item harm a child: no, yes or not known", harm.answer, Ability.READ, changes=True,
        example="harm SG2 no",
    ),
)  # fmt: skip
