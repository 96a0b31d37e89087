"""What else a recommendation holds: its own words, judgements and figures."""

from collections.abc import Sequence
from typing import Any

from handlers.access import PlanView
from handlers.cards.common import foot
from handlers.cards.recommendation.dates import LIMITS_SAID
from handlers.cards.words import ref
from handlers.details import Details
from handlers.grammar import compose
from models.card import Action, Card, Facts, Spans


def details_card(plan: PlanView, row: Any, details: Details) -> Card:
    """What stands behind the first card: exact words, the council's response, judgements and figures."""
    words = details.words
    facts: list[tuple[str, Spans]] = [
        ("In the report", (words.published_text or words.source_text,)),
        *((("In the paper", (words.source_text,)),) if words.published_text else ()),
        *((("Council's words", (words.council_text,)),) if words.council_text else ()),
        ("Number", (_number(words),)),
        *((("Part", (words.group_name,)),) if words.group_name else ()),
        ("Limit as printed", (words.limit_text,)) if words.limit_text else ("Limit", (LIMITS_SAID[row.time_limit],)),
        *((("Inspection", (row.inspection,)),) if row.inspection else ()),
        ("Judgements", (_judgements(details),)),
        *((("Streams", (", ".join(stream.name for stream in details.streams),)),) if details.streams else ()),
        *(("Response" if not place else "", (said.text,)) for place, said in enumerate(details.responses)),
        *(("Measure", (line,)) for line in figures(details.figures)),
    ]
    name = ref(plan, row.label)
    buttons = (Action("Status", compose("status", name)), Action("History", compose("history", name)))
    return Card(f"{row.label} · {row.council_text or row.source_text}", (Facts(tuple(facts)), *foot(plan)), buttons)


def _number(words: Any) -> str:
    basis = {
        "document": "as the plan's source numbers it",
        "paragraph": "the report's paragraph",
        "position_in_source": "ours, from its place in the source, which prints none",
        "council": "the council's own",
    }[words.number_basis]
    council = f"; the council calls it {words.council_number}" if words.council_number else ""
    return f"{words.source_number or 'none'}, {basis}{council}"


def _judgements(details: Details) -> str:
    if not details.judgements:
        return "none linked yet; a person links them in the plan file, they are never guessed"
    return "; ".join(f"{row.area}: {row.grade or 'no grade printed'}" for row in details.judgements)


def figures(rows: Sequence[Any]) -> tuple[str, ...]:
    """Each measure in one line, its own figures first, with periods, raw counts and comparators."""
    by_measure: dict[str, list[str]] = {}
    for row in rows:
        said = by_measure.setdefault(f"{row.name}" + (f" (target {row.target})" if row.target else ""), [])
        if row.value is not None:
            raw = f" ({row.numerator} of {row.denominator})" if row.denominator else ""
            period = f" in {row.period}" if row.period else ""
            whose = "" if row.whose == "own" else f"{row.whose} "
            said.append(f"{whose}{row.value}{raw}{period}")
    return tuple(f"{name}: {', '.join(said) or 'no figure yet'}" for name, said in by_measure.items())
