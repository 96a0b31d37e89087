"""Who may see and do what: the one way to a plan or an item. Deny by default."""

from handlers.access.identity import identify
from handlers.access.items import Item, example, find, how_many, search
from handlers.access.plan_views import PlanView, able, open_view, plan, plans, require, roles_in, sits_on
from handlers.access.refusals import not_theirs, stranger, whose
from handlers.access.relations import holds, may_report, may_update, tied_to
from handlers.access.roles import OFFICES, ROLE_MAY, Ability
from handlers.access.sight import Seen, present, reach, reach_of_streams, scope, theirs, true_when, visible
from handlers.access.ties import away_on_day, held_by_person, holder

__all__ = [
    "OFFICES",
    "ROLE_MAY",
    "Ability",
    "Item",
    "PlanView",
    "Seen",
    "able",
    "away_on_day",
    "example",
    "find",
    "held_by_person",
    "holder",
    "holds",
    "how_many",
    "identify",
    "may_report",
    "may_update",
    "not_theirs",
    "open_view",
    "plan",
    "plans",
    "present",
    "reach",
    "reach_of_streams",
    "require",
    "roles_in",
    "scope",
    "search",
    "sits_on",
    "stranger",
    "theirs",
    "tied_to",
    "true_when",
    "visible",
    "whose",
]
