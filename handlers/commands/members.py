"""What can be said about plans, people and drafts."""

from typing import TYPE_CHECKING

from handlers.access import Ability
from handlers.commands.command import Command
from handlers.later import each_later

if TYPE_CHECKING:
    from handlers import admitting, drafts, identities, people, plans
else:  # each is imported when it is first called, for no answer needs them all
    globals().update(each_later("handlers", "admitting drafts identities people plans"))

MEMBERS: tuple[Command, ...] = (
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
        "people add", ("people add <email> <role> [name=<text>] [organisation=<text>] [board=<text>]",),
        "give somebody a role", people.add, Ability.MANAGE_PEOPLE, changes=True,
        example="people add head.of.access@council.example lead",
    ),
    Command(
        "people change", ("people change <email> <role> [name=<text>] [board=<text>]",),
        "change somebody's role or name", people.change,
        Ability.MANAGE_PEOPLE, changes=True, example="people change head.of.access@council.example chair",
    ),
    Command(
        "people admit",
        ("people admit <email> [role=<text>] [until=<day>] [plan=<text>] [board=<text>] [name=<text>]",),
        "let a named guest into one plan, as one role, up to a day", admitting.admit, Ability.MANAGE_PEOPLE,
        changes=True, example='people admit chair@independent.example role=chair until="30 June 2010"',
    ),
    Command(
        "people remove", ("people remove <email>",), "end somebody's roles; their history stays", people.remove,
        Ability.MANAGE_PEOPLE, changes=True,
    ),
    Command(
        "people link", ("people link <email> <account>",), "say which chat account is somebody's, when they changed it",
        identities.link, Ability.MANAGE_PEOPLE, changes=True,
    ),
    Command(
        "people", ("people [page <n>]", "people list [page <n>]"), "who is in the plan, and as what", people.show,
        Ability.SEE_PEOPLE,
    ),
    Command(
        "draft keep", ("draft keep [words=<text>] [files=<text>]",), "keep words until it is said what they are",
        drafts.keep, Ability.UPDATE_OWN, changes=True, pressed=True,
    ),
    Command(
        "draft use", ("draft use <draft> <number> <how>", "draft use <draft> <number>"),
        "record what you wrote as an update", drafts.use, Ability.UPDATE_OWN, changes=True, pressed=True,
    ),
    Command("draft file", ("draft file <draft> <number>", "draft file <draft>"), "keep the files you sent as evidence",
            drafts.file, Ability.UPDATE_OWN, changes=True, pressed=True),
    Command("draft drop", ("draft drop <draft>",), "forget what you wrote", drafts.drop, Ability.UPDATE_OWN,
            changes=True, pressed=True),
)  # fmt: skip
