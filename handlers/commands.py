"""The table of things that can be said. A row is the help text, the parser and the permission."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from handlers.access import Ability
from handlers.context import Arguments, Context
from handlers.later import Later
from models.card import Reply

if TYPE_CHECKING:
    from handlers import (
        admitting,
        chairing,
        changes,
        digest,
        digest_places,
        disowning,
        drafts,
        gaps,
        harm,
        history,
        holds,
        identities,
        impact,
        inspections,
        judging,
        library,
        lists,
        measures,
        notified,
        ownership,
        people,
        plans,
        readiness,
        redacting,
        retention,
        reviews,
        settings,
        signoff,
        status,
        update,
        waiting,
    )
    from handlers import help as helping
    from handlers import succeed as succeeding
    from handlers.challenge import steps as challenge
    from handlers.dated import saying as dates
    from handlers.evidence import deciding, fetching, listing, offering, saving
    from handlers.reminding import preview, snoozing, why
else:  # each is imported when it is first called, for no answer needs them all
    _HERE = (
        "admitting chairing changes digest digest_places disowning drafts gaps harm history holds "
        "identities impact inspections judging library lists measures notified ownership people plans "
        "readiness redacting retention reviews settings signoff status update waiting"
    )
    _EVIDENCE, _REMINDING = "deciding fetching listing offering saving", "preview snoozing why"
    globals().update({name: Later(f"handlers.{name}") for name in _HERE.split()})
    globals().update({name: Later(f"handlers.evidence.{name}") for name in _EVIDENCE.split()})
    globals().update({name: Later(f"handlers.reminding.{name}") for name in _REMINDING.split()})
    helping, succeeding, dates = Later("handlers.help"), Later("handlers.succeed"), Later("handlers.dated.saying")
    challenge = Later("handlers.challenge.steps")

Handler = Callable[[Context, Arguments], Reply]


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be said. `ability` is what its speaker must be able to do in some plan.

    `pressed` is for what only buttons say, which `help` need not list.
    """

    name: str
    usages: tuple[str, ...]
    summary: str
    run: Handler
    ability: Ability
    changes: bool = False
    aliases: tuple[str, ...] = ()
    example: str = ""
    pressed: bool = False


def _help(ctx: Context, args: Arguments) -> Reply:
    return helping.show(ctx, args, COMMANDS)


def _change(kind: str, ctx: Context, args: Arguments) -> Reply:
    return changes.ask(ctx, Arguments({**args.values, "kind": kind}, args.version))


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
    Command(
        "assign", ("assign <number> [<email>] [email=<email>] [as=<relation>] [reason=<text>]",),
        "name who answers for an item", ownership.assign, Ability.ASSIGN, changes=True,
        example="assign SG4 head.of.access@council.example as=deputy",
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
    Command(
        "evidence accept", ("evidence accept <id> [reason=<text>]",), "take a piece as evidence; never your own",
        deciding.accept, Ability.JUDGE_EVIDENCE, changes=True, example="evidence accept E12",
    ),
    Command(
        "evidence return", ("evidence return <id> [reason=<text>]",), "send a piece back, and say why",
        deciding.send_back, Ability.JUDGE_EVIDENCE, changes=True, example='evidence return E12 reason="No period"',
    ),
    Command(
        "evidence answer", ("evidence answer <id> [answer=<text>]",), "answer evidence against",
        deciding.answer, Ability.UPDATE_OWN, changes=True,
    ),
    Command(
        "evidence file", ("evidence <id> file",), "get the file of a piece of evidence; who opened it is recorded",
        fetching.fetch, Ability.READ, changes=True, example="evidence E12 file",
    ),
    Command(
        "evidence save", (("evidence save [number=<text>] [kind=<text>] [shows=<text>] [period=<text>] "
                           "[bearing=<text>] [message=<text>] [checked=<text>]"),),
        "offer a message or a file, and then say what for", saving.save, Ability.READ, changes=True,
    ),
    Command(
        "evidence", ("evidence [page <n>]", "evidence <number> [page <n>]"),
        "what waits to be accepted, or what one item has, against first", listing.show, Ability.READ,
        example="evidence SG4",
    ),
    Command(
        "evidence add", tuple(
            f"evidence {word}<number> [<kind>] [<said>] [kind=<text>] [shows=<text>] [period=<text>] [bearing=<text>] "
            "[link=<text>] [figure=<text>] [message=<text>] [title=<text>] [also=<text>] [restricted=<text>] "
            "[checked=<text>]" for word in ("add ", "")
        ),
        "offer what shows that things are better, or are not: a file, a link, a message or a figure",
        offering.offer, Ability.READ, changes=True,
        example='evidence SG4 audit shows="17 of 20 files had views recorded" period="March 2010" bearing=for',
    ),
    Command(
        "measure add", (("measure add [<name>] [for=<text>] [direction=<text>] [unit=<text>] [baseline=<text>] "
                        "[target=<text>] [frequency=<text>] [note=<text>]"),),
        "define a measure, once", measures.add, Ability.UPDATE_OWN, changes=True,
        example='measure add "Visits made on time" for=SG4 direction=up target=95%',
    ),
    Command(
        "figure", (("figure <measure> [value=<text>] [numerator=<text>] [denominator=<text>] [period=<text>] "
                   "[whose=<text>] [note=<text>]"),),
        "add a figure to a measure, with its raw counts", measures.figure, Ability.UPDATE_OWN, changes=True,
        example='figure M1 numerator=43 denominator=50 period="March 2010"',
    ),
    Command(
        "measures", ("measures [page <n>]", "measures <item> [page <n>]"),
        "measures with their latest figures, the wrong way first", measures.show, Ability.READ,
    ),
    Command(
        "review add", (("review add <number> [<scope>] [scope=<text>] [reviewer=<text>] [sample=<text>] [on=<day>] "
                       "[also=<text>]"),),
        "plan a review or audit by somebody outside the line", reviews.add, Ability.UPDATE_OWN, changes=True,
        example='review add SG4 scope="Dip sample of plans" reviewer="Peer team" sample=20 on="30 June 2010"',
    ),
    Command(
        "review done", (("review done <review> [shows=<text>] [bearing=<text>] [kind=<text>] [period=<text>] "
                        "[link=<text>] [again=<day>]"),),
        "what a review found: it becomes evidence, with the day of the re-audit", reviews.done, Ability.READ,
        changes=True,
    ),
    Command(
        "review cancel", ("review cancel <review> [reason=<text>]",), "call a review off, with the reason",
        reviews.cancel, Ability.PLAN_REVIEWS, changes=True,
    ),
    Command("review list", ("review list [page <n>]",), "reviews to come and done", reviews.show, Ability.READ),
    Command("reviews", ("reviews [page <n>]",), "reviews to come and done", reviews.show, Ability.READ),
    Command(
        "library add", ("library add [<document>] [owner=<text>] [link=<text>] [until=<day>]",),
        "put a document inspectors ask for in the library", library.add, Ability.KEEP_LIBRARY, changes=True,
        example='library add "Threshold document" owner=head.of.access@council.example link=https://…',
    ),
    Command(
        "library confirm", ("library confirm <document> [link=<text>] [until=<day>]",),
        "say that a document is still right", library.confirm, Ability.READ, changes=True,
        example="library confirm L2",
    ),
    Command(
        "library match", ("library match <document> <which>",),
        "say which expected document one in the library is", library.match, Ability.KEEP_LIBRARY, changes=True,
        example="library match L2 D4",
    ),
    Command(
        "library not-needed", ("library not-needed <which> [<reason>] [reason=<text>]",),
        "say that an expected document is not needed here, and why", library.not_needed, Ability.KEEP_LIBRARY,
        changes=True, example='library not-needed D8 reason="We inspect no settings"',
    ),
    Command(
        "library", ("library [page <n>]",),
        "documents inspectors ask for: what is missing, what is stale, what nobody has put in",
        library.show, Ability.READ,
    ),
    Command(
        "impact", (("impact <number> [<impact>] [<narrative>] [impact=<text>] [narrative=<text>] [evidence=<text>] "
                   "[period=<text>]"),),
        "state what changed for children, with the evidence that supports it", impact.state, Ability.UPDATE_OWN,
        changes=True, example='impact SG4 emerging narrative="Two areas act on what children say" evidence=E12',
    ),
    Command(
        "gaps", ("gaps [page <n>]", "gaps <item>"), "what is complete but unproved, and what would prove it", gaps.show,
        Ability.READ,
    ),
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
        "chair", ("chair <email> for <day> [board=<text>]",), "name the chair for one meeting", chairing.for_meeting,
        Ability.READ, changes=True, example="chair vice.chair@council.example for 20 April 2010",
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
    Command("help", ("help [<topic>]",), "what can be said", _help, Ability.READ, aliases=("?", "hello", "hi")),
)  # fmt: skip
