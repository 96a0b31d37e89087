"""What can be said in a question from a board, and to change the plan."""

from functools import partial
from typing import TYPE_CHECKING

from handlers.access import Ability
from handlers.commands.command import Command
from handlers.context import Arguments, Context
from handlers.later import Later
from models.card import Reply

if TYPE_CHECKING:
    from handlers import changes
    from handlers.challenge import steps as challenge
else:  # each is imported when it is first called, for no answer needs them all
    challenge = Later("handlers.challenge.steps")
    changes = Later("handlers.changes")


def _change(kind: str, ctx: Context, args: Arguments) -> Reply:
    return changes.ask(ctx, Arguments({**args.values, "kind": kind}, args.version))


PROPOSALS: tuple[Command, ...] = (
    Command(
        "challenge answer", ("challenge answer <id> [<answer>] [answer=<text>]",), "answer a board's question",
        challenge.answer, Ability.READ, changes=True, example='challenge answer Q3 "Two areas agreed it on 6 April"',
    ),
    Command(
        "challenge accept", ("challenge accept <id>",), "the board accepts an answer", challenge.accept,
        Ability.READ, changes=True,
    ),
    Command(
        "challenge not-yet", ("challenge not-yet <id> [<reason>] [reason=<text>]",),
        "the board does not accept an answer yet", challenge.not_yet, Ability.READ, changes=True,
    ),
    Command(
        "challenge",
        ("challenge <number> [<question>] [question=<text>] [to=<email>] [by=<date>] [board=<text>]",),
        "a board asks a named person about an item", challenge.ask, Ability.READ, changes=True,
        example='challenge SG2 "Why have two areas not agreed?" to=head.of.area.teams@council.example',
    ),
    Command(
        "challenges", ("challenges [page <n>]", "challenges <id>"), "questions from boards that are not settled",
        challenge.show, Ability.READ,
    ),
    *(
        Command(
            f"change {kind}", (f"change {kind} <number> {options} [reason=<text>] [rule=<rule>]",), summary,
            partial(_change, kind), Ability.UPDATE_OWN, changes=True,
        )
        for kind, options, summary in (
            ("date", "[<day>] [day=<day>]", "ask for a new date; the original stays"),
            ("reword", "[<text>] [text=<text>]", "ask for new words"),
            ("drop", "[<reason>]", "ask to drop an item"),
            ("move", "[<to>] [to=<workstream>]", "ask to move an item to another workstream"),
            ("pause", "[<reason>] [review=<day>]", "ask to pause an item until a day"),
            ("resume", "[<reason>]", "ask to take a paused item up again"),
        )
    ),
    Command(
        "change add", ("change add <number> [<text>] [text=<text>] [due=<day>] [reason=<text>] [rule=<rule>]",
                       "change add <what>"),
        "ask for a new action under a recommendation or in a workstream", changes.add, Ability.UPDATE_OWN, changes=True,
    ),
    Command(
        "change consult", ("change consult <id> <which> [who=<text>] [on=<day>] [minute=<text>]",
                           "change consult <id> [which=<number>] [who=<text>] [on=<day>] [minute=<text>]"),
        "record a consultation or agreement a change needs", changes.consult, Ability.READ, changes=True,
    ),
    Command(
        "change agree",
        (("change agree <id> [meeting=<text>] [minute=<text>] [extraordinary=<text>] [chairs-action=<day>] "
          "[reason=<text>]"),),
        "decide that a change takes effect", changes.agree, Ability.READ, changes=True,
    ),
    Command("change confirm", ("change confirm <id>",), "confirm a change another member agreed",
            changes.confirm, Ability.READ, changes=True),
    Command("change reported", ("change reported <id> [meeting=<day>] [minute=<text>] [extraordinary=<text>]",),
            "record that a chair's action was reported", changes.reported, Ability.READ, changes=True),
    Command(
        "change refuse",
        (("change refuse <id> [<reason>] [reason=<text>] [meeting=<text>] [minute=<text>] "
          "[extraordinary=<text>]"),),
        "decide that the plan stays as it is", changes.refuse, Ability.READ, changes=True,
    ),
    Command("change withdraw", ("change withdraw <id> [reason=<text>]",), "take back your own request",
            changes.withdraw, Ability.READ, changes=True),
    Command("changes", ("changes [page <n>]", "changes <id>"), "requests to change the plan that wait", changes.show,
            Ability.READ),
)  # fmt: skip
