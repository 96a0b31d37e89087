"""An inspection is notified: everybody who must know is told at once, and it is seen who has not said they have it."""

from handlers.notified.asking import confirm, have, notified
from handlers.notified.showing import show, to_do
from handlers.notified.steps import done, give

__all__ = ["confirm", "done", "give", "have", "notified", "show", "to_do"]
