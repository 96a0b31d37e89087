"""What can be said about where the plan stands: asked, told, searched and read."""

from typing import TYPE_CHECKING

from handlers.access import Ability
from handlers.commands.command import Command
from handlers.later import each_later

if TYPE_CHECKING:
    from handlers import history, inspections, lists, readiness, status, update
else:  # each is imported when it is first called, for no answer needs them all
    globals().update(each_later("handlers", "history inspections lists readiness status update"))

STANDING: tuple[Command, ...] = (
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
        "search", ("search <words> [page <n>]",), "items by their words", lists.search, Ability.READ,
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
)  # fmt: skip
