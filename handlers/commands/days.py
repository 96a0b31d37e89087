"""What can be said about reminders, inspections, dates and the plan's week."""

from typing import TYPE_CHECKING

from handlers.access import Ability
from handlers.commands.command import Command
from handlers.later import Later, each_later

if TYPE_CHECKING:
    from handlers import digest, digest_places, notified
    from handlers.dated import saying as dates
    from handlers.reminding import preview, snoozing, why
else:  # each is imported when it is first called, for no answer needs them all
    dates = Later("handlers.dated.saying")
    globals().update(each_later("handlers", "digest digest_places notified"))
    globals().update(each_later("handlers.reminding", "preview snoozing why"))

DAYS: tuple[Command, ...] = (
    Command(
        "why", ("why <item>",), "what was sent about an item, what was not and why, and what comes next", why.show,
        Ability.READ, example="why SG4",
    ),
    Command(
        "snooze", ("snooze <number> until <until>", "snooze <number> [until=<day>]"),
        "be reminded of an item on a day, and not before", snoozing.snooze, Ability.UPDATE_OWN, changes=True,
        example="snooze SG4 until 23 April 2010",
    ),
    Command(
        "preview", ("preview [<days>] [page <n>]",), "what the next days would send, to whom; also before publish",
        preview.show, Ability.SEE_PEOPLE, changes=True, example="preview 14",
    ),
    Command(
        "inspection notified", ("inspection notified [<day>] [rehearsal=<text>]",),
        "say that inspectors are coming; a second officer confirms, and everybody is told", notified.notified,
        Ability.SEE_PEOPLE, changes=True, example="inspection notified 12 July 2010 --rehearsal",
    ),
    Command(
        "inspection confirm", ("inspection confirm <notice>",), "confirm that an inspection was notified, and tell all",
        notified.confirm, Ability.SEE_PEOPLE, changes=True, example="inspection confirm N1",
    ),
    Command(
        "inspection have-it", ("inspection have-it",), "say that you have the notice of an inspection", notified.have,
        Ability.READ, changes=True,
    ),
    Command(
        "inspection done", ("inspection done <step>",), "say that a step of the preparation is done", notified.done,
        Ability.READ, changes=True, example="inspection done K3",
    ),
    Command(
        "inspection give", ("inspection give <step> to <email>",), "name who sees to a step of the preparation",
        notified.give, Ability.SEE_PEOPLE, changes=True, example="inspection give K3 to head.of.access@council.example",
    ),
    Command(
        "inspection", ("inspection",), "the inspection that was notified: its dates, and who has not said they have it",
        notified.show, Ability.READ,
    ),
    Command(
        "dates done", ("dates done <which> [on=<day>]",), "say that papers, a report or a statement went",
        dates.done, Ability.READ, changes=True, example="dates done P12",
    ),
    Command(
        "dates not-done", ("dates not-done <which>",), "take back that something of the dates is done",
        dates.not_done, Ability.READ, changes=True,
    ),
    Command(
        "dates", ("dates [page <n>]",), "what boards, reports and the law expect by a day", dates.show, Ability.READ,
        changes=True,
    ),
    Command(
        "digest here", ("digest here [board=<text>]",), "have the plan's week told in this channel, each Monday",
        digest_places.here, Ability.SEE_PEOPLE, changes=True,
    ),
    Command(
        "digest stop", ("digest stop",), "have the plan's week told in this channel no more", digest_places.stop,
        Ability.SEE_PEOPLE, changes=True,
    ),
    Command(
        "digest details", ("digest details [<plan>]",), "the items behind the plan's week", digest.show_details,
        Ability.READ,
    ),
    Command("digest", ("digest [<plan>]",), "the plan's week, as its chair gets it", digest.show, Ability.READ),
)  # fmt: skip
