"""What can be said about evidence, measures, reviews, the library and impact."""

from typing import TYPE_CHECKING

from handlers.access import Ability
from handlers.commands.command import Command
from handlers.later import each_later

if TYPE_CHECKING:
    from handlers import gaps, impact, library, measures, reviews
    from handlers.evidence import deciding, fetching, listing, offering, saving
else:  # each is imported when it is first called, for no answer needs them all
    globals().update(each_later("handlers.evidence", "deciding fetching listing offering saving"))
    globals().update(each_later("handlers", "gaps impact library measures reviews"))

PROOF: tuple[Command, ...] = (
    Command(
        "evidence accept", ("evidence accept <id> [reason=<text>]",), "take a piece as evidence; never your own",
        deciding.accept, Ability.JUDGE_EVIDENCE, changes=True, example="evidence accept E12",
    ),
    Command(
        "evidence return", ("evidence return <id> [reason=<text>]",), "send a piece back, and say why",
        deciding.send_back, Ability.JUDGE_EVIDENCE, changes=True, example='evidence return E12 reason="No period"',
    ),
    Command(
        "evidence answer", ("evidence answer <id> <answer>", "evidence answer <id> [answer=<text>]"),
        "answer evidence against", deciding.answer, Ability.UPDATE_OWN, changes=True,
    ),
    Command(
        "evidence file", ("evidence <id> file",), "get the file of a piece of evidence; who opened it is recorded",
        fetching.fetch, Ability.READ, changes=True, example="evidence E12 file",
    ),
    Command(
        "evidence save", (("evidence save [number=<text>] [kind=<text>] [shows=<text>] [period=<text>] "
                           "[bearing=<text>] [message=<text>] [link=<text>] [checked=<text>]"),),
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
)  # fmt: skip
