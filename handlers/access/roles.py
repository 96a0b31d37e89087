"""What each role lets a person do in a plan."""

from enum import StrEnum

from models.vocabulary import Role


class Ability(StrEnum):
    """What a role lets a person do in a plan."""

    READ = "read"
    SEE_PEOPLE = "see people"
    UPDATE_OWN = "update what they own"
    UPDATE = "update anything"
    PUBLISH = "publish"
    MANAGE_PEOPLE = "manage people"
    CHALLENGE = "ask for a board"
    DECIDE = "decide for a board"
    ASSIGN = "name owners"
    JUDGE_EVIDENCE = "accept evidence or send it back"
    SEE_LIMITED = "see evidence limited to the board and its owners"
    PLAN_REVIEWS = "plan reviews of anything"
    KEEP_LIBRARY = "keep the library"


MEMBER = frozenset({Ability.READ, Ability.UPDATE_OWN})
_OFFICE = frozenset({Ability.SEE_PEOPLE, Ability.JUDGE_EVIDENCE, Ability.SEE_LIMITED, Ability.PLAN_REVIEWS})
_BOARDS_OWN = frozenset({Ability.JUDGE_EVIDENCE, Ability.DECIDE})
ROLE_MAY: dict[Role, frozenset[Ability]] = {
    Role.ADMIN: frozenset(Ability) - _BOARDS_OWN,
    Role.CHAIR: MEMBER | _OFFICE | {Ability.DECIDE},
    Role.VICE_CHAIR: MEMBER | _OFFICE | {Ability.DECIDE},
    Role.SECRETARY: MEMBER | _OFFICE | {Ability.KEEP_LIBRARY},
    Role.LEAD: MEMBER | _OFFICE | {Ability.ASSIGN, Ability.UPDATE, Ability.KEEP_LIBRARY},
    Role.OWNER: MEMBER,
    Role.CONTRIBUTOR: MEMBER | {Ability.UPDATE, Ability.PLAN_REVIEWS, Ability.KEEP_LIBRARY},
    Role.VIEWER: frozenset({Ability.READ}),
}
"""What each role may do. A person tied to an item without a role is treated as an owner."""

FOR_A_MEETING = frozenset({Ability.READ, Ability.SEE_LIMITED, Ability.DECIDE})
"""What the chair for one meeting may do while they hold that office: see what the board sees, and record its word."""

ON_THE_BOARD = frozenset({Ability.READ, Ability.SEE_LIMITED})
"""What a member of a board that runs the plan may do: they confirm on what the board sees."""

GOVERNING = frozenset({Role.ADMIN, Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY, Role.LEAD})

OFFICES = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY})
"""Held in a plan, these are held in the plans that it succeeds too: what was signed off there is still theirs."""
