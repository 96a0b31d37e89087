"""Every column that may hold free text: how lawful removal reaches it, or why it does not. A test keeps it whole."""

from typing import Final

from handlers.redacting.kinds import KINDS

NAMED: Final = {
    f"{kind.table.__tablename__}.{column}": kind
    for kind in KINDS
    for column in (*kind.words, *kind.optional, *kind.beside, *kind.sources)
}
"""What goes because its row was named, as in "redact U12"."""

WITH_IT: Final = {
    "plan_change.wanted": "the words a request asked for go with the request",
    "change_condition.met_by": "goes with the request",
    "change_condition.minute": "goes with the request",
    "measure.key": "is made of the name, and goes with it",
    "library_item.key": "is made of the name, and goes with it",
    "figure.whose": "goes with the figure, unless it is the council's own",
    "workstream.label": "goes with the name where it is the name",
    "workstream.label_key": "is made of the label, and goes with it",
}
"""What goes with the row that was named."""

QUOTED: Final = frozenset(
    {
        "audit_content.content", "decision.snapshot", "draft.files", "draft.words", "inbox.payload", "inbox.reply",
        "ledger.note", "ledger.reason", "legal_hold.reason", "outbox.card", "plan_change.was", "redaction.reason",
        "reminder.note",
    }
)  # fmt: skip
"""What is looked through for the words that go, and loses them."""

_WHO = "says who or which body it was: staff and boards, whose names retention erases when their time is up"
_PAPER = (
    "names, numbers, dates or groups the paper, or is the published report: import the plan again without the words"
)
_MADE = "is made by the bot, or chosen from a list: nobody writes words there"
_SEALS = "seals the audit, or proves what was removed, and holds no words"
_SETTING = "is set by an administrator, who sets it anew: settings NAME VALUE"

KEPT: Final = {
    _WHO: (
        "audit.actor", "board_judgement.read_by", "board_place.named_by", "challenge.answered_by",
        "challenge.asked_by", "challenge.board_name", "challenge.judged_by", "challenge.to_name",
        "change_condition.recorded_by", "decision.board_name", "decision.by_name", "evidence.answered_by",
        "evidence.by_name", "evidence.decided_by", "figure.by_name", "harm_answer.by_name", "harm_answer.routed_to",
        "impact_statement.by_name", "inspection_notice.asked_by", "inspection_notice.confirmed_by",
        "legal_hold.lifted_by", "legal_hold.set_by", "library_item.confirmed_by", "library_item.owner_name",
        "person.email", "person.name", "plan_change.by_name", "plan_change.decided_by", "planned_review.by_name",
        "plan_change.confirmed_by", "preparation_step.done_by", "recommendation_judgement.linked_by",
        "redaction.asked_by",
        "redaction.confirmed_by", "role_grant.granted_by", "update.by_name", "update.reported_for",
    ),
    _PAPER: (
        "action.agreed_text", "action.due_text", "action.label", "action.label_key", "amendment_rule.decided_by",
        "board.cadence", "board.chair_role", "board.key", "board.kind", "board.name", "board.state",
        "board_judgement.as_at_text", "change_condition.text", "council.key", "council.name", "council.short_name",
        "council.source", "event.date_text", "event.kind", "grade.meaning", "grade.name", "inspection.announced",
        "inspection.framework", "inspection.inspectorates", "inspection.key", "inspection.name", "inspection.source",
        "judgement.area", "judgement.grade", "judgement.group_name", "judgement.note", "judgement.parent",
        "limiting_rule.condition", "limiting_rule.element", "limiting_rule.key", "limiting_rule.outcome",
        "limiting_rule.strength", "limiting_rule.text", "meeting.date_text", "organisation.key", "organisation.name",
        "organisation.source", "plan.approved_by", "plan.illustration", "plan.key", "plan.state", "post.key",
        "post.title", "preparation_step.what", "recommendation.agreed_text", "recommendation.council_number",
        "recommendation.due_text",
        "recommendation.group_name", "recommendation.label", "recommendation.label_key", "recommendation.limit_text",
        "recommendation.source_number", "reporting_duty.by_text", "reporting_duty.recipient",
        "reporting_duty.reporter", "resource.years", "risk.assessed_by", "risk.owner", "risk.recorded_in",
        "tie.printed", "workstream.due_text", "workstream.state",
    ),
    _MADE: (
        "board_place.conversation", "chat.closed", "chat.external_id", "chat.reference", "notice_receipt.because",
        "audit.event", "audit.platform", "audit.subject", "audit_content.removed_reason", "evidence.file_kind",
        "evidence.file_sha256", "identity.external_id", "inbox.event_key", "inbox.route", "ledger.because",
        "ledger.moment", "ledger.recipient", "ledger.subject", "library_item.expected", "measure.direction",
        "outbox.claimed_by", "outbox.dedupe_key", "outbox.message_id", "outbox.reason", "person.time_zone",
        "plan_choice.actor", "plan_choice.conversation", "redaction.erased", "redaction.subject", "shown.about",
        "shown.conversation", "shown.message_id", "reminder.subject", "removed_text.field", "removed_text.subject",
        "snooze.subject",
    ),
    _SEALS: (
        "audit.digest", "audit.mac", "audit_content.salt", "audit_head.mac", "audit_head.seal", "removed_text.digest",
        "removed_text.salt", "row_seal.mac", "row_seal.subject", "rows_head.mac", "rows_head.seal", "rows_head.total",
    ),
    _SETTING: (
        "council.email_domains", "council.settings", "plan.settings",
    ),
}  # fmt: skip
"""What lawful removal leaves, by why."""
