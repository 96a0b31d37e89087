"""An inspection is notified: everybody who must know is told at once, and it is seen who has not said they have it."""

from handlers.notified.asking import confirm, have, notified
from handlers.notified.showing import show, to_do

__all__ = ["confirm", "have", "notified", "show", "to_do"]
