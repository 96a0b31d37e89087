"""What can be said where a board decides: signing off, judging, chairing."""

from typing import TYPE_CHECKING

from handlers.access import Ability
from handlers.commands.command import Command
from handlers.later import Later, each_later

if TYPE_CHECKING:
    from handlers import chairing, judging, waiting
    from handlers.signoff import steps as signoff
else:  # each is imported when it is first called, for no answer needs them all
    signoff = Later("handlers.signoff.steps")
    globals().update(each_later("handlers", "chairing judging waiting"))

DECISIONS: tuple[Command, ...] = (
    Command(
        "sign-off request", ("sign-off request <number> [board=<text>] [reason=<text>]",),
        "ask the board to sign an item off", signoff.request, Ability.READ, changes=True,
        example="sign-off request SG1",
    ),
    Command(
        "sign-off withdraw", ("sign-off withdraw <number> [reason=<text>]",), "take back a request for sign-off",
        signoff.withdraw, Ability.READ, changes=True,
    ),
    Command(
        "sign-off confirm", ("sign-off confirm <number>",), "confirm a sign-off as a second member of the board",
        signoff.confirm, Ability.READ, changes=True,
    ),
    Command(
        "sign-off return",
        ("sign-off return <number> [wanted=<text>] [from=<email>] [by=<day>] [reason=<text>]",),
        "return an item, naming what evidence is wanted, from whom and by which meeting", signoff.send_back,
        Ability.READ, changes=True,
        example='sign-off return SG1 wanted="a second audit" from=head.of.access@council.example by="18 May 2010"',
    ),
    Command(
        "sign-off reopen", ("sign-off reopen <number> [reason=<text>]",), "void a sign-off, with the board's reason",
        signoff.reopen, Ability.READ, changes=True,
    ),
    Command(
        "sign-off reported", ("sign-off reported <number> [meeting=<day>] [minute=<text>] [extraordinary=<text>]",),
        "record that a chair's action was reported to the board", signoff.reported, Ability.READ, changes=True,
    ),
    Command(
        "sign-off", ("sign-off <number>",), "what a board has before it, and what speaks against it", signoff.show,
        Ability.READ, example="sign-off SG1",
    ),
    Command(
        "sign-off sign",
        ("sign-off sign <number> [meeting=<day>] [minute=<text>] [extraordinary=<text>] [chairs-action=<day>]",
         "sign-off <number> [meeting=<day>] [minute=<text>] [extraordinary=<text>] [chairs-action=<day>]"),
        "sign an item off for the board", signoff.sign, Ability.READ, changes=True,
        example='sign-off SG1 meeting="20 April 2010" minute=4.2',
    ),
    Command(
        "holding", ("holding <number> [<answer>] [answer=<answer>] [reason=<text>]",),
        "say whether what was signed off still holds: yes or no", signoff.holding, Ability.READ, changes=True,
        example="holding SG1 yes",
    ),
    Command(
        "waiting", ("waiting [page <n>]",), "what waits for you: to decide, confirm, answer or send in", waiting.show,
        Ability.READ,
    ),
    Command(
        "chair", ("chair <email> for <day> [board=<text>]",), "name the chair for one meeting, held or to come",
        chairing.for_meeting, Ability.READ, changes=True, example="chair vice.chair@council.example for 20 April 2010",
    ),
    Command(
        "judge lift", ("judge lift <item> [reason=<text>]",), "take back a board's word on an item", judging.lift,
        Ability.READ, changes=True,
    ),
    Command(
        "judge",
        (("judge <item> [delivery=<text>] [impact=<text>] [sign-off=<text>] [meeting=<day>] [minute=<text>] "
          "[extraordinary=<text>] [reason=<text>] [board=<text>]"),),
        "a board's own word on an item, workstream or phase", judging.judge, Ability.READ, changes=True,
        example='judge Phase 1 delivery=off-track meeting="30 October 2012" reason="the majority is not completed"',
    ),
)  # fmt: skip
