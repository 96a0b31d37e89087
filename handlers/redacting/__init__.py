"""`redact`: lawful removal of what slipped through, by an administrator and the data-protection officer together."""

from handlers.redacting.asking import ask
from handlers.redacting.confirming import confirm, show, to_confirm

__all__ = ["ask", "confirm", "show", "to_confirm"]
