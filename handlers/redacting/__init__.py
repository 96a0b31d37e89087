"""`redact`: lawful removal of what slipped through, by an administrator and the data-protection officer together."""

from handlers.redacting.asking import ask
from handlers.redacting.confirming import confirm, show, to_confirm
from handlers.redacting.finding import find

__all__ = ["ask", "confirm", "find", "show", "to_confirm"]
