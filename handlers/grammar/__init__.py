"""The usage line is the grammar: it is the help text, the parser and the composer of button text.

A usage line is a row of literal words and slots. `<slot>` must be filled, `[…]` may be left out, and
`[name=<slot>]` may stand anywhere. A slot whose kind has a shape takes only what fits it; any other takes
the words up to the next part that fits.
"""

from handlers.grammar.buttons import MAX_COMMAND, compose, fill_in, quoted
from handlers.grammar.filler import is_filler, sense, unwrapped, without_filler
from handlers.grammar.filling import match
from handlers.grammar.references import LONGEST_LABEL, Reference, bare_noun, label_key, near_noun, reference
from handlers.grammar.usage import names, needed, parts, plainly, unknown_names
from handlers.grammar.values import bearing, delivery, evidence_kind, impact, is_email, role, yes
from handlers.grammar.words import Token, tokens, version_in

__all__ = [
    "LONGEST_LABEL",
    "MAX_COMMAND",
    "Reference",
    "Token",
    "bare_noun",
    "bearing",
    "compose",
    "delivery",
    "evidence_kind",
    "fill_in",
    "impact",
    "is_email",
    "is_filler",
    "label_key",
    "match",
    "names",
    "near_noun",
    "needed",
    "parts",
    "plainly",
    "quoted",
    "reference",
    "role",
    "sense",
    "tokens",
    "unknown_names",
    "unwrapped",
    "version_in",
    "without_filler",
    "yes",
]
