"""What can be said about settings, lawful removal, retention, holds and the plan that succeeds."""

from typing import TYPE_CHECKING

from handlers.access import Ability
from handlers.commands.command import Command
from handlers.later import Later, each_later

if TYPE_CHECKING:
    from handlers import holds, redacting, retention, settings
    from handlers import succeed as succeeding
else:  # each is imported when it is first called, for no answer needs them all
    globals().update(each_later("handlers", "holds redacting retention settings"))
    succeeding = Later("handlers.succeed")

RECORDS: tuple[Command, ...] = (
    Command("settings", ("settings",), "what the council has set for itself", settings.show, Ability.MANAGE_PEOPLE,
            changes=True),
    Command(
        "settings set", ("settings <name> <value>",), "change what the council has set", settings.change,
        Ability.MANAGE_PEOPLE, changes=True, example="settings front_door 01234 567890",
    ),
    Command(
        "redact confirm", ("redact confirm <id>",), "confirm a lawful removal somebody else asked for",
        redacting.confirm, Ability.READ, changes=True,
    ),
    Command(
        "redact find", ("redact find <item> [page <n>]",), "what of an item, or of the plan, can be removed by law",
        redacting.find, Ability.READ, changes=True, example="redact find 4",
    ),
    Command("redact", ("redact",), "lawful removals that wait", redacting.show, Ability.READ, changes=True),
    Command(
        "redact ask", ("redact <what> [<reason>] [reason=<text>]",), "ask for something to be removed for good",
        redacting.ask, Ability.READ, changes=True, example='redact U12 reason="a name slipped through"',
    ),
    Command("retention", ("retention",), "what is kept how long, what falls due next, and what is held",
            retention.show, Ability.MANAGE_PEOPLE, changes=True),
    Command(
        "close", ("close [<plan>] [reason=<text>]",), "say that a plan has ended: its records' time counts from then",
        retention.close, Ability.PUBLISH, changes=True, example='close Cambridgeshire 2009 reason="All signed off"',
    ),
    Command(
        "reopen", ("reopen [<plan>] [reason=<text>]",), "say that a closed plan is live again",
        retention.reopen, Ability.PUBLISH, changes=True,
    ),
    Command("hold", ("hold",), "legal holds", holds.show, Ability.MANAGE_PEOPLE,
            changes=True),
    Command(
        "hold lift", ("hold lift <reason>", "hold lift [reason=<text>]"),
        "lift the legal hold", holds.lift, Ability.MANAGE_PEOPLE, changes=True,
    ),
    Command(
        "hold set", ("hold set <reason>", "hold set [reason=<text>]"),
        "keep everything as it is", holds.put, Ability.MANAGE_PEOPLE, changes=True,
    ),
    Command(
        "succeed", ("succeed <plan> with <key> [title=<text>]",),
        "make the plan that succeeds one, and carry over what is open", succeeding.succeed, Ability.PUBLISH,
        changes=True, example='succeed Cambridgeshire 2009 with cambridgeshire-2010 title="Second plan"',
    ),
)  # fmt: skip
