"""The table of things that can be said. A row is the help text, the parser and the permission."""

from collections.abc import Callable
from dataclasses import dataclass

from handlers import help as helping
from handlers import history, inspections, lists, people, plans, readiness, status, update
from handlers.access import Ability
from handlers.context import Arguments, Context
from models.card import Reply

Handler = Callable[[Context, Arguments], Reply]


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be said. `ability` is what its speaker must be able to do in some plan."""

    name: str
    usages: tuple[str, ...]
    summary: str
    run: Handler
    ability: Ability
    changes: bool = False
    aliases: tuple[str, ...] = ()
    example: str = ""


def _help(ctx: Context, args: Arguments) -> Reply:
    return helping.show(ctx, args, COMMANDS)


COMMANDS: tuple[Command, ...] = (
    Command(
        "status all", ("status all [page <n>]",),
        "every recommendation, the most serious first", status.show_all, Ability.READ,
    ),
    Command(
        "status actions", ("status actions [page <n>]", "status <item> actions [page <n>]"),
        "the actions of the plan or of one recommendation", status.show_actions, Ability.READ,
        example="status SG4 actions",
    ),
    Command(
        "status more", ("status more", "status <item> more"),
        "what stands behind: exact words, response, judgements, boards, clocks", status.show_more, Ability.READ,
        example="status SG4 more",
    ),
    Command(
        "status judgements", ("status judgements [page <n>]",),
        "what the inspectors judged, on their own scale", inspections.judgements, Ability.READ,
    ),
    Command(
        "status timeline", ("status timeline [page <n>]",),
        "what happened and what is to happen", inspections.timeline, Ability.READ,
    ),
    Command(
        "status", ("status [<item>]",),
        "where the plan, or one thing in it, stands and why", status.show, Ability.READ,
        aliases=("show", "progress", "where"), example="status rec 4",
    ),
    Command(
        "mine", ("mine [page <n>]",), "what you answer for", lists.mine, Ability.READ,
        aliases=("my",), example="mine",
    ),
    Command(
        "due", ("due [<period>] [page <n>]",), "what falls due, the next 28 days unless you say",
        lists.due, Ability.READ, aliases=("upcoming",), example="due April 2010",
    ),
    Command(
        "overdue actions", ("overdue actions [page <n>]",), "actions past their own date",
        lists.overdue_actions, Ability.READ,
    ),
    Command(
        "overdue", ("overdue [<plan>] [page <n>]",),
        "past the original limit: not delivered; delivered, not signed off", lists.overdue, Ability.READ,
        aliases=("late",),
    ),
    Command(
        "update", (
            ("update <number> [<delivery>] [<narrative>] [delivery=<delivery>] [narrative=<text>] [next=<text>] "
            "[help=<text>]"),
        ),
        "report on a recommendation or action you own", update.update, Ability.UPDATE_OWN, changes=True,
        example='update SG4 at risk "IT cannot host the survey before May" next="paper in two centres"',
    ),
    Command(
        "history", ("history [<item>] [page <n>]",), "who said or decided what, when and where",
        history.show, Ability.READ, example="history SG4",
    ),
    Command(
        "search", ("search <words>",), "items by their words", lists.search, Ability.READ,
        aliases=("find",), example="search care leavers",
    ),
    Command(
        "readiness", ("readiness [<day>]",),
        "what would still be open, unproved or unsigned tomorrow, or on a day", readiness.readiness, Ability.READ,
        example="readiness 30 April 2010",
    ),
    Command(
        "assurance", ("assurance [<item>] [page <n>]",),
        "what the council can formally say is met, and what not", readiness.assurance, Ability.READ,
        example="assurance SG4",
    ),
    Command("plans", ("plans",), "the plans you can see", plans.show, Ability.READ),
    Command(
        "use", ("use <plan>",), "talk about one plan from now on", plans.use, Ability.READ, changes=True,
        example="use Cambridgeshire 2009",
    ),
    Command(
        "publish", ("publish [<plan>] [to <who>]",), "open a draft to its members, or to all staff; tells nobody",
        plans.publish, Ability.PUBLISH, changes=True, example="publish Cambridgeshire 2009 to staff",
    ),
    Command(
        "people add", ("people add <email> <role> [name=<text>] [organisation=<text>]",), "give somebody a role",
        people.add, Ability.MANAGE_PEOPLE, changes=True, example="people add head.of.access@council.example lead",
    ),
    Command(
        "people change", ("people change <email> <role>",), "change somebody's role", people.change,
        Ability.MANAGE_PEOPLE, changes=True, example="people change head.of.access@council.example chair",
    ),
    Command(
        "people remove", ("people remove <email>",), "end somebody's roles; their history stays", people.remove,
        Ability.MANAGE_PEOPLE, changes=True,
    ),
    Command("people", ("people [page <n>]",), "who is in the plan, and as what", people.show, Ability.SEE_PEOPLE),
    Command("help", ("help [<topic>]",), "what can be said", _help, Ability.READ, aliases=("?", "hello", "hi")),
)  # fmt: skip
