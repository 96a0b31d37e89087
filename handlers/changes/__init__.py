"""Requests to change the plan, decided as its amendment rules say, with every consultation recorded."""

from handlers.changes.asking import add, ask
from handlers.changes.deciding import agree, confirm, consult, refuse, withdraw
from handlers.changes.reporting import reported
from handlers.changes.showing import show

__all__ = ["add", "agree", "ask", "confirm", "consult", "refuse", "reported", "show", "withdraw"]
