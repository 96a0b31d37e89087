"""First plan."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("mac", sa.String(), nullable=False),
        sa.CheckConstraint(
            "datetime(substr(at, 1, 19), '+0 days') IS substr(at, 1, 19) AND substr(at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_audit_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("ix_audit_plan_id_id", ["plan_id", "id"], unique=False)
        batch_op.create_index("ix_audit_subject_id", ["subject", "id"], unique=False)

    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("mac", sa.String(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "chat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "platform",
            sa.Enum("console", "slack", "teams", name="platform", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("reference", sa.JSON(), nullable=False),
        sa.Column("learnt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed", sa.String(), nullable=True),
        sa.CheckConstraint(
            "datetime(substr(learnt_at, 1, 19), '+0 days') IS substr(learnt_at, 1, 19) AND substr(learnt_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_chat_learnt_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat")),
        sa.UniqueConstraint("platform", "external_id", name=op.f("uq_chat_platform_external_id")),
    )
    op.create_table(
        "clock_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("passes", sa.Integer(), nullable=False),
        sa.CheckConstraint("date(on_day, '+0 days') IS on_day", name=op.f("ck_clock_day_on_day_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint(
            "datetime(substr(first_at, 1, 19), '+0 days') IS substr(first_at, 1, 19) AND substr(first_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_clock_day_first_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(last_at, 1, 19), '+0 days') IS substr(last_at, 1, 19) AND substr(last_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_clock_day_last_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_day")),
        sa.UniqueConstraint("on_day", name=op.f("uq_clock_day_on_day")),
    )
    op.create_table(
        "council",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=False),
        sa.Column("email_domains", sa.JSON(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council")),
        sa.UniqueConstraint("key", name=op.f("uq_council_key")),
    )
    op.create_table(
        "deployment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "datetime(substr(created_at, 1, 19), '+0 days') IS substr(created_at, 1, 19) AND substr(created_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_deployment_created_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint("id = 1", name=op.f("ck_deployment_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deployment")),
    )
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "platform",
            sa.Enum("console", "slack", "teams", name="platform", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("event_key", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "received",
                "decided",
                "answered",
                "refused",
                "failed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("route", sa.Text(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "datetime(substr(answered_at, 1, 19), '+0 days') IS substr(answered_at, 1, 19) AND substr(answered_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_inbox_answered_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(decided_at, 1, 19), '+0 days') IS substr(decided_at, 1, 19) AND substr(decided_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_inbox_decided_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(received_at, 1, 19), '+0 days') IS substr(received_at, 1, 19) AND substr(received_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_inbox_received_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("platform", "event_key", name=op.f("uq_inbox_platform_event_key")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_inbox_received_at",
            ["received_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('received', 'decided')"),
            postgresql_where=sa.text("state IN ('received', 'decided')"),
        )

    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("council", "partner", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("succeeded_on", sa.Date(), nullable=True),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "date(succeeded_on, '+0 days') IS succeeded_on", name=op.f("ck_organisation_succeeded_on_form")
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["organisation.id"], name=op.f("fk_organisation_successor_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("key", name=op.f("uq_organisation_key")),
    )
    op.create_table(
        "row_seal",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("mac", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_row_seal")),
    )
    op.create_table(
        "rows_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("mac", sa.String(), nullable=False),
        sa.Column("total", sa.String(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_rows_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rows_head")),
    )
    op.create_table(
        "shown",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "platform",
            sa.Enum("console", "slack", "teams", name="platform", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "datetime(substr(at, 1, 19), '+0 days') IS substr(at, 1, 19) AND substr(at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_shown_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shown")),
        sa.UniqueConstraint(
            "platform", "conversation", "message_id", name=op.f("uq_shown_platform_conversation_message_id")
        ),
    )
    with op.batch_alter_table("shown", schema=None) as batch_op:
        batch_op.create_index("ix_shown_at", ["at"], unique=False)

    op.create_table(
        "audit_content",
        sa.Column("audit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "datetime(substr(removed_at, 1, 19), '+0 days') IS substr(removed_at, 1, 19) AND substr(removed_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_audit_content_removed_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name=op.f("fk_audit_content_audit_id_audit")),
        sa.PrimaryKeyConstraint("audit_id", name=op.f("pk_audit_content")),
    )
    op.create_table(
        "inspection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("inspection", "review", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("framework", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("inspectorates", sa.JSON(), nullable=False),
        sa.Column("announced", sa.String(), nullable=True),
        sa.Column("notified_on", sa.Date(), nullable=True),
        sa.Column("fieldwork_start", sa.Date(), nullable=True),
        sa.Column("fieldwork_end", sa.Date(), nullable=True),
        sa.Column("feedback_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_assumed", sa.Boolean(), nullable=False),
        sa.Column("statement_due_on", sa.Date(), nullable=True),
        sa.Column("draft_sent_on", sa.Date(), nullable=True),
        sa.Column("statement_sent_on", sa.Date(), nullable=True),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "date(draft_sent_on, '+0 days') IS draft_sent_on", name=op.f("ck_inspection_draft_sent_on_form")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "date(feedback_on, '+0 days') IS feedback_on", name=op.f("ck_inspection_feedback_on_form")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "date(fieldwork_end, '+0 days') IS fieldwork_end", name=op.f("ck_inspection_fieldwork_end_form")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "date(fieldwork_start, '+0 days') IS fieldwork_start", name=op.f("ck_inspection_fieldwork_start_form")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "date(notified_on, '+0 days') IS notified_on", name=op.f("ck_inspection_notified_on_form")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "date(published_on, '+0 days') IS published_on", name=op.f("ck_inspection_published_on_form")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "date(received_on, '+0 days') IS received_on", name=op.f("ck_inspection_received_on_form")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "date(statement_due_on, '+0 days') IS statement_due_on", name=op.f("ck_inspection_statement_due_on_form")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "date(statement_sent_on, '+0 days') IS statement_sent_on", name=op.f("ck_inspection_statement_sent_on_form")
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["council_id"], ["council.id"], name=op.f("fk_inspection_council_id_council")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection")),
        sa.UniqueConstraint("council_id", "key", name=op.f("uq_inspection_council_id_key")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("line_manager_id", sa.Integer(), nullable=True),
        sa.Column("time_zone", sa.String(), nullable=True),
        sa.Column(
            "preferred_platform",
            sa.Enum(
                "console",
                "slack",
                "teams",
                name="preferred_platform",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["line_manager_id"], ["person.id"], name=op.f("fk_person_line_manager_id_person")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_person_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column(
            "open_to",
            sa.Enum("members", "staff", name="open_to", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("illustration", sa.String(), nullable=True),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.Column("succeeds_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint("date(approved_on, '+0 days') IS approved_on", name=op.f("ck_plan_approved_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("date(ended_on, '+0 days') IS ended_on", name=op.f("ck_plan_ended_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint(
            "datetime(substr(published_at, 1, 19), '+0 days') IS substr(published_at, 1, 19) AND substr(published_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_plan_published_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["council_id"], ["council.id"], name=op.f("fk_plan_council_id_council")),
        sa.ForeignKeyConstraint(["succeeds_id"], ["plan.id"], name=op.f("fk_plan_succeeds_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("key", name=op.f("uq_plan_key")),
    )
    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_post_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("key", name=op.f("uq_post_key")),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("cover_id", sa.Integer(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("date(from_on, '+0 days') IS from_on", name=op.f("ck_absence_from_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("date(until_on, '+0 days') IS until_on", name=op.f("ck_absence_until_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint(
            "datetime(substr(ended_at, 1, 19), '+0 days') IS substr(ended_at, 1, 19) AND substr(ended_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_absence_ended_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["cover_id"], ["person.id"], name=op.f("fk_absence_cover_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index("ix_absence_person_id_until_on", ["person_id", "until_on"], unique=False)

    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=True),
        sa.Column("carried_from_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("label_key", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "due_precision",
            sa.Enum(
                "day",
                "month",
                "year",
                "range",
                "meeting",
                "after",
                "ongoing",
                "none",
                name="due_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("due_text", sa.String(), nullable=True),
        sa.Column("due_end", sa.Date(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column(
            "agreed_precision",
            sa.Enum(
                "day",
                "month",
                "year",
                "range",
                "meeting",
                "after",
                "ongoing",
                "none",
                name="agreed_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("agreed_text", sa.String(), nullable=True),
        sa.Column("agreed_end", sa.Date(), nullable=True),
        sa.Column("extensions", sa.Integer(), nullable=False),
        sa.Column(
            "delivery",
            sa.Enum(
                "not_started",
                "on_track",
                "at_risk",
                "off_track",
                "completed",
                "not_enough_evidence",
                "paused",
                name="delivery",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("latest_update_id", sa.Integer(), nullable=True),
        sa.Column("latest_update_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.CheckConstraint("date(agreed_end, '+0 days') IS agreed_end", name=op.f("ck_action_agreed_end_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("date(agreed_on, '+0 days') IS agreed_on", name=op.f("ck_action_agreed_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("date(due_end, '+0 days') IS due_end", name=op.f("ck_action_due_end_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("date(due_on, '+0 days') IS due_on", name=op.f("ck_action_due_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("date(review_on, '+0 days') IS review_on", name=op.f("ck_action_review_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint(
            "date(withdrawn_on, '+0 days') IS withdrawn_on", name=op.f("ck_action_withdrawn_on_form")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(latest_update_at, 1, 19), '+0 days') IS substr(latest_update_at, 1, 19) AND substr(latest_update_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_action_latest_update_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["carried_from_id"], ["action.id"], name=op.f("fk_action_carried_from_id_action")),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name=op.f("fk_action_inspection_id_inspection")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_action_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sa.UniqueConstraint("plan_id", "label_key", name=op.f("uq_action_plan_id_label_key")),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index("ix_action_plan_id_due_on", ["plan_id", "due_on"], unique=False)
        batch_op.create_index("ix_action_plan_id_number", ["plan_id", "number"], unique=False)
        batch_op.create_index("ix_action_plan_id_position", ["plan_id", "position"], unique=False)

    op.create_table(
        "amendment_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_amendment_rule_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment_rule")),
        sa.UniqueConstraint("plan_id", "position", name=op.f("uq_amendment_rule_plan_id_position")),
    )
    op.create_table(
        "board",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("chair_role", sa.String(), nullable=True),
        sa.Column("cadence", sa.String(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("established", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_board_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board")),
        sa.UniqueConstraint("plan_id", "key", name=op.f("uq_board_plan_id_key")),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("files", sa.String(), nullable=True),
        sa.CheckConstraint(
            "datetime(substr(at, 1, 19), '+0 days') IS substr(at, 1, 19) AND substr(at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_draft_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(expires_at, 1, 19), '+0 days') IS substr(expires_at, 1, 19) AND substr(expires_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_draft_expires_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(
            "ix_draft_expires_at",
            ["expires_at"],
            unique=False,
            sqlite_where=sa.text("words IS NOT NULL"),
            postgresql_where=sa.text("words IS NOT NULL"),
        )

    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("date_on", sa.Date(), nullable=True),
        sa.Column(
            "date_precision",
            sa.Enum(
                "day",
                "month",
                "year",
                "range",
                "meeting",
                "after",
                "ongoing",
                "none",
                name="date_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("date_text", sa.String(), nullable=True),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "as_stated",
                "planned",
                "forecast",
                "corrected",
                "derived",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint("date(date_end, '+0 days') IS date_end", name=op.f("ck_event_date_end_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("date(date_on, '+0 days') IS date_on", name=op.f("ck_event_date_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name=op.f("fk_event_inspection_id_inspection")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_event_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("plan_id", "position", name=op.f("uq_event_plan_id_position")),
    )
    op.create_table(
        "grade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("meaning", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name=op.f("fk_grade_inspection_id_inspection")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade")),
        sa.UniqueConstraint("inspection_id", "name", name=op.f("uq_grade_inspection_id_name")),
    )
    op.create_table(
        "identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "platform",
            sa.Enum("console", "slack", "teams", name="platform", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("guest", sa.Boolean(), nullable=False),
        sa.Column("home", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "datetime(substr(linked_at, 1, 19), '+0 days') IS substr(linked_at, 1, 19) AND substr(linked_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_identity_linked_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_identity_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity")),
        sa.UniqueConstraint("person_id", "platform", name=op.f("uq_identity_person_id_platform")),
        sa.UniqueConstraint("platform", "external_id", name=op.f("uq_identity_platform_external_id")),
    )
    op.create_table(
        "inspection_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("notified_on", sa.Date(), nullable=False),
        sa.Column("rehearsal", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "date(notified_on, '+0 days') IS notified_on", name=op.f("ck_inspection_notice_notified_on_form")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(asked_at, 1, 19), '+0 days') IS substr(asked_at, 1, 19) AND substr(asked_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_inspection_notice_asked_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(confirmed_at, 1, 19), '+0 days') IS substr(confirmed_at, 1, 19) AND substr(confirmed_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_inspection_notice_confirmed_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_inspection_notice_asked_by_id_person")),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name=op.f("fk_inspection_notice_confirmed_by_id_person")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_inspection_notice_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_notice")),
    )
    with op.batch_alter_table("inspection_notice", schema=None) as batch_op:
        batch_op.create_index("ix_inspection_notice_plan_id", ["plan_id"], unique=False)

    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("group_name", sa.String(), nullable=True),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("grade", sa.String(), nullable=True),
        sa.Column("grade_number", sa.Integer(), nullable=True),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_judgement_inspection_id_inspection")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
        sa.UniqueConstraint("inspection_id", "position", name=op.f("uq_judgement_inspection_id_position")),
    )
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "datetime(substr(lifted_at, 1, 19), '+0 days') IS substr(lifted_at, 1, 19) AND substr(lifted_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_legal_hold_lifted_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(set_at, 1, 19), '+0 days') IS substr(set_at, 1, 19) AND substr(set_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_legal_hold_set_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_legal_hold_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    op.create_table(
        "library_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("owner_name", sa.String(), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("good_until", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.String(), nullable=True),
        sa.Column("expected", sa.String(), nullable=True),
        sa.Column("not_needed", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "date(confirmed_on, '+0 days') IS confirmed_on", name=op.f("ck_library_item_confirmed_on_form")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "date(good_until, '+0 days') IS good_until", name=op.f("ck_library_item_good_until_form")
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_library_item_owner_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_library_item_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_item")),
        sa.UniqueConstraint("plan_id", "key", name=op.f("uq_library_item_plan_id_key")),
    )
    op.create_table(
        "limiting_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("element", sa.String(), nullable=False),
        sa.Column("strength", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("condition", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_limiting_rule_inspection_id_inspection")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_limiting_rule")),
        sa.UniqueConstraint("inspection_id", "key", name=op.f("uq_limiting_rule_inspection_id_key")),
    )
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("direction", sa.String(), nullable=True),
        sa.Column("baseline", sa.String(), nullable=True),
        sa.Column("target", sa.String(), nullable=True),
        sa.Column("frequency", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_measure_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        sa.UniqueConstraint("plan_id", "key", name=op.f("uq_measure_plan_id_key")),
    )
    op.create_table(
        "plan_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column(
            "platform",
            sa.Enum("console", "slack", "teams", name="platform", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_choice_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_choice")),
        sa.UniqueConstraint(
            "actor", "platform", "conversation", name=op.f("uq_plan_choice_actor_platform_conversation")
        ),
    )
    op.create_table(
        "plan_inspection",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_plan_inspection_inspection_id_inspection")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_inspection_plan_id_plan")),
        sa.PrimaryKeyConstraint("plan_id", "inspection_id", name=op.f("pk_plan_inspection")),
    )
    op.create_table(
        "post_holder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.CheckConstraint("date(from_on, '+0 days') IS from_on", name=op.f("ck_post_holder_from_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("date(until_on, '+0 days') IS until_on", name=op.f("ck_post_holder_until_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_post_holder_person_id_person")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_holder_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_holder")),
    )
    with op.batch_alter_table("post_holder", schema=None) as batch_op:
        batch_op.create_index("ix_post_holder_person_id", ["person_id"], unique=False)
        batch_op.create_index("ix_post_holder_post_id", ["post_id"], unique=False)

    op.create_table(
        "recommendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("carried_from_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("label_key", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("source_number", sa.String(), nullable=True),
        sa.Column(
            "number_basis",
            sa.Enum(
                "document",
                "paragraph",
                "position_in_source",
                "council",
                name="number_basis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("council_number", sa.String(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "recommendation",
                "area_for_improvement",
                "area_for_priority_action",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("group_name", sa.String(), nullable=True),
        sa.Column("source_text", sa.String(), nullable=False),
        sa.Column("council_text", sa.String(), nullable=True),
        sa.Column("published_text", sa.String(), nullable=True),
        sa.Column(
            "time_limit",
            sa.Enum(
                "immediately",
                "within_3_months",
                "within_6_months",
                "none_stated",
                name="time_limit",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("limit_text", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "due_precision",
            sa.Enum(
                "day",
                "month",
                "year",
                "range",
                "meeting",
                "after",
                "ongoing",
                "none",
                name="due_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("due_text", sa.String(), nullable=True),
        sa.Column("due_end", sa.Date(), nullable=True),
        sa.Column(
            "due_basis",
            sa.Enum(
                "stated",
                "computed",
                "stand_in",
                "none",
                name="due_basis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column(
            "agreed_precision",
            sa.Enum(
                "day",
                "month",
                "year",
                "range",
                "meeting",
                "after",
                "ongoing",
                "none",
                name="agreed_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("agreed_text", sa.String(), nullable=True),
        sa.Column("agreed_end", sa.Date(), nullable=True),
        sa.Column("extensions", sa.Integer(), nullable=False),
        sa.Column(
            "delivery",
            sa.Enum(
                "not_started",
                "on_track",
                "at_risk",
                "off_track",
                "completed",
                "not_enough_evidence",
                "paused",
                name="delivery",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "impact",
            sa.Enum(
                "none_stated",
                "emerging",
                "evidenced",
                "sustained",
                "not_enough_evidence",
                name="impact",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "sign_off",
            sa.Enum(
                "not_requested",
                "requested",
                "returned",
                "signed_off",
                "reopened",
                name="sign_off",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("latest_update_id", sa.Integer(), nullable=True),
        sa.Column("latest_update_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "date(agreed_end, '+0 days') IS agreed_end", name=op.f("ck_recommendation_agreed_end_form")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "date(agreed_on, '+0 days') IS agreed_on", name=op.f("ck_recommendation_agreed_on_form")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint("date(due_end, '+0 days') IS due_end", name=op.f("ck_recommendation_due_end_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("date(due_on, '+0 days') IS due_on", name=op.f("ck_recommendation_due_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint(
            "date(review_on, '+0 days') IS review_on", name=op.f("ck_recommendation_review_on_form")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "date(withdrawn_on, '+0 days') IS withdrawn_on", name=op.f("ck_recommendation_withdrawn_on_form")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(latest_update_at, 1, 19), '+0 days') IS substr(latest_update_at, 1, 19) AND substr(latest_update_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_recommendation_latest_update_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(
            ["carried_from_id"], ["recommendation.id"], name=op.f("fk_recommendation_carried_from_id_recommendation")
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_recommendation_inspection_id_inspection")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["recommendation.id"], name=op.f("fk_recommendation_parent_id_recommendation")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_recommendation_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
        sa.UniqueConstraint("plan_id", "label_key", name=op.f("uq_recommendation_plan_id_label_key")),
    )
    with op.batch_alter_table("recommendation", schema=None) as batch_op:
        batch_op.create_index("ix_recommendation_plan_id_number", ["plan_id", "number"], unique=False)
        batch_op.create_index("ix_recommendation_plan_id_position", ["plan_id", "position"], unique=False)

    op.create_table(
        "redaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_by", sa.String(), nullable=True),
        sa.Column("erased", sa.String(), nullable=False),
        sa.CheckConstraint(
            "datetime(substr(asked_at, 1, 19), '+0 days') IS substr(asked_at, 1, 19) AND substr(asked_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_redaction_asked_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(confirmed_at, 1, 19), '+0 days') IS substr(confirmed_at, 1, 19) AND substr(confirmed_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_redaction_confirmed_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_redaction_asked_by_id_person")),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["person.id"], name=op.f("fk_redaction_confirmed_by_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_redaction_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction")),
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sign_off_waiting",
                "evidence_wanted",
                "still_holding",
                "sign_off_doubted",
                "evidence_against",
                "review",
                "library",
                "challenge",
                "pause_review",
                "harm",
                "chair_report",
                "change_waiting",
                "deadline",
                "silence",
                "escalation",
                "snoozed",
                "unreached",
                "inspection",
                "not_mine",
                "digest",
                "meeting",
                "papers",
                "report",
                "clock",
                "preparation",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("pending", "done", "cancelled", name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("date(due_on, '+0 days') IS due_on", name=op.f("ck_reminder_due_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint(
            "datetime(substr(written_at, 1, 19), '+0 days') IS substr(written_at, 1, 19) AND substr(written_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_reminder_written_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminder_person_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_reminder_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("subject", "kind", "due_on", name=op.f("uq_reminder_subject_kind_due_on")),
    )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index(
            "ix_reminder_due_on_id",
            ["due_on", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )
        batch_op.create_index("ix_reminder_plan_id", ["plan_id"], unique=False)

    op.create_table(
        "resource",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("amount_pence", sa.Integer(), nullable=True),
        sa.Column("years", sa.String(), nullable=True),
        sa.Column(
            "money",
            sa.Enum("revenue", "capital", name="money", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_resource_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource")),
        sa.UniqueConstraint("plan_id", "position", name=op.f("uq_resource_plan_id_position")),
    )
    op.create_table(
        "risk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("mitigation", sa.String(), nullable=True),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("assessed_by", sa.JSON(), nullable=False),
        sa.Column("recorded_in", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_risk_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk")),
        sa.UniqueConstraint("plan_id", "position", name=op.f("uq_risk_plan_id_position")),
    )
    op.create_table(
        "snooze",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("date(until_on, '+0 days') IS until_on", name=op.f("ck_snooze_until_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint(
            "datetime(substr(at, 1, 19), '+0 days') IS substr(at, 1, 19) AND substr(at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_snooze_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_snooze_person_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_snooze_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snooze")),
        sa.UniqueConstraint("subject", "person_id", name=op.f("uq_snooze_subject_person_id")),
    )
    op.create_table(
        "strength",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_strength_inspection_id_inspection")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_strength_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strength")),
        sa.UniqueConstraint("plan_id", "position", name=op.f("uq_strength_plan_id_position")),
    )
    op.create_table(
        "workstream",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "workstream", "phase", "programme", name="kind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("label_key", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("completion_test", sa.String(), nullable=True),
        sa.Column("depends_text", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "due_precision",
            sa.Enum(
                "day",
                "month",
                "year",
                "range",
                "meeting",
                "after",
                "ongoing",
                "none",
                name="due_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("due_text", sa.String(), nullable=True),
        sa.Column("due_end", sa.Date(), nullable=True),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.CheckConstraint("date(due_end, '+0 days') IS due_end", name=op.f("ck_workstream_due_end_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("date(due_on, '+0 days') IS due_on", name=op.f("ck_workstream_due_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["workstream.id"], name=op.f("fk_workstream_parent_id_workstream")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_workstream_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workstream")),
        sa.UniqueConstraint("plan_id", "label_key", name=op.f("uq_workstream_plan_id_label_key")),
    )
    op.create_table(
        "action_recommendation",
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_action_recommendation_action_id_action")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_action_recommendation_recommendation_id_recommendation"),
        ),
        sa.PrimaryKeyConstraint("recommendation_id", "action_id", name=op.f("pk_action_recommendation")),
    )
    with op.batch_alter_table("action_recommendation", schema=None) as batch_op:
        batch_op.create_index("ix_action_recommendation_action_id", ["action_id"], unique=False)

    op.create_table(
        "board_judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("workstream_id", sa.Integer(), nullable=True),
        sa.Column("board_id", sa.Integer(), nullable=True),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("as_at_on", sa.Date(), nullable=True),
        sa.Column(
            "as_at_precision",
            sa.Enum(
                "day",
                "month",
                "year",
                "range",
                "meeting",
                "after",
                "ongoing",
                "none",
                name="as_at_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("as_at_text", sa.String(), nullable=True),
        sa.Column("as_at_end", sa.Date(), nullable=True),
        sa.Column(
            "delivery",
            sa.Enum(
                "not_started",
                "on_track",
                "at_risk",
                "off_track",
                "completed",
                "not_enough_evidence",
                "paused",
                name="delivery",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("delivery_words", sa.String(), nullable=True),
        sa.Column(
            "impact",
            sa.Enum(
                "none_stated",
                "emerging",
                "evidenced",
                "sustained",
                "not_enough_evidence",
                name="impact",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("impact_words", sa.String(), nullable=True),
        sa.Column(
            "sign_off",
            sa.Enum(
                "not_requested",
                "requested",
                "returned",
                "signed_off",
                "reopened",
                name="sign_off",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("sign_off_words", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("read_by", sa.String(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "date(as_at_end, '+0 days') IS as_at_end", name=op.f("ck_board_judgement_as_at_end_form")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "date(as_at_on, '+0 days') IS as_at_on", name=op.f("ck_board_judgement_as_at_on_form")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(lifted_at, 1, 19), '+0 days') IS substr(lifted_at, 1, 19) AND substr(lifted_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_board_judgement_lifted_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_board_judgement_action_id_action")),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_board_judgement_board_id_board")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_board_judgement_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_board_judgement_recommendation_id_recommendation"),
        ),
        sa.ForeignKeyConstraint(
            ["workstream_id"], ["workstream.id"], name=op.f("fk_board_judgement_workstream_id_workstream")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_judgement")),
    )
    with op.batch_alter_table("board_judgement", schema=None) as batch_op:
        batch_op.create_index("ix_board_judgement_action_id", ["action_id"], unique=False)
        batch_op.create_index("ix_board_judgement_plan_id_position", ["plan_id", "position"], unique=False)
        batch_op.create_index("ix_board_judgement_recommendation_id", ["recommendation_id"], unique=False)
        batch_op.create_index("ix_board_judgement_workstream_id", ["workstream_id"], unique=False)

    op.create_table(
        "board_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=True),
        sa.Column(
            "platform",
            sa.Enum("console", "slack", "teams", name="platform", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("named_by", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "datetime(substr(since, 1, 19), '+0 days') IS substr(since, 1, 19) AND substr(since, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_board_place_since_form"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(until, 1, 19), '+0 days') IS substr(until, 1, 19) AND substr(until, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_board_place_until_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_board_place_board_id_board")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_board_place_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_place")),
        sa.UniqueConstraint(
            "plan_id", "platform", "conversation", name=op.f("uq_board_place_plan_id_platform_conversation")
        ),
    )
    op.create_table(
        "board_report",
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("reports_to_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_board_report_board_id_board")),
        sa.ForeignKeyConstraint(["reports_to_id"], ["board.id"], name=op.f("fk_board_report_reports_to_id_board")),
        sa.PrimaryKeyConstraint("board_id", "reports_to_id", name=op.f("pk_board_report")),
    )
    op.create_table(
        "challenge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("workstream_id", sa.Integer(), nullable=True),
        sa.Column("board_id", sa.Integer(), nullable=True),
        sa.Column("board_name", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "answered",
                "accepted",
                "not_yet",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("to_name", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("judged_by", sa.String(), nullable=True),
        sa.Column("judged_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("date(due_on, '+0 days') IS due_on", name=op.f("ck_challenge_due_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint(
            "datetime(substr(answered_at, 1, 19), '+0 days') IS substr(answered_at, 1, 19) AND substr(answered_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_challenge_answered_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(asked_at, 1, 19), '+0 days') IS substr(asked_at, 1, 19) AND substr(asked_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_challenge_asked_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(judged_at, 1, 19), '+0 days') IS substr(judged_at, 1, 19) AND substr(judged_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_challenge_judged_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_challenge_action_id_action")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_challenge_asked_by_id_person")),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_challenge_board_id_board")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_challenge_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"], name=op.f("fk_challenge_recommendation_id_recommendation")
        ),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name=op.f("fk_challenge_to_id_person")),
        sa.ForeignKeyConstraint(
            ["workstream_id"], ["workstream.id"], name=op.f("fk_challenge_workstream_id_workstream")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge")),
    )
    with op.batch_alter_table("challenge", schema=None) as batch_op:
        batch_op.create_index("ix_challenge_action_id", ["action_id"], unique=False)
        batch_op.create_index("ix_challenge_plan_id_state", ["plan_id", "state"], unique=False)
        batch_op.create_index("ix_challenge_recommendation_id", ["recommendation_id"], unique=False)
        batch_op.create_index("ix_challenge_to_id", ["to_id"], unique=False)
        batch_op.create_index("ix_challenge_workstream_id", ["workstream_id"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "request",
                "return",
                "sign_off",
                "confirm",
                "reopen",
                "still_holding",
                "not_holding",
                "reported",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=True),
        sa.Column("board_name", sa.String(), nullable=True),
        sa.Column("decided_at", sa.String(), nullable=True),
        sa.Column("minute", sa.String(), nullable=True),
        sa.Column("report_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("wanted_from_id", sa.Integer(), nullable=True),
        sa.Column("wanted_by", sa.Date(), nullable=True),
        sa.Column("confirms_id", sa.Integer(), nullable=True),
        sa.Column("effective", sa.Boolean(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.CheckConstraint("date(report_on, '+0 days') IS report_on", name=op.f("ck_decision_report_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("date(wanted_by, '+0 days') IS wanted_by", name=op.f("ck_decision_wanted_by_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint(
            "datetime(substr(at, 1, 19), '+0 days') IS substr(at, 1, 19) AND substr(at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_decision_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_decision_board_id_board")),
        sa.ForeignKeyConstraint(["confirms_id"], ["decision.id"], name=op.f("fk_decision_confirms_id_decision")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_decision_person_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_decision_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"], name=op.f("fk_decision_recommendation_id_recommendation")
        ),
        sa.ForeignKeyConstraint(["wanted_from_id"], ["person.id"], name=op.f("fk_decision_wanted_from_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint(
            "recommendation_id", "kind", "version", name=op.f("uq_decision_recommendation_id_kind_version")
        ),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index("ix_decision_plan_id_at", ["plan_id", "at"], unique=False)

    op.create_table(
        "figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("whose", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=True),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("numerator", sa.Integer(), nullable=True),
        sa.Column("denominator", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_name", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint(
            "datetime(substr(at, 1, 19), '+0 days') IS substr(at, 1, 19) AND substr(at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_figure_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_figure_measure_id_measure")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure")),
    )
    with op.batch_alter_table("figure", schema=None) as batch_op:
        batch_op.create_index("ix_figure_measure_id_position", ["measure_id", "position"], unique=False)

    op.create_table(
        "harm_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum("no", "yes", "not_known", name="answer", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("routed_to", sa.String(), nullable=True),
        sa.Column("late_from", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "date(late_from, '+0 days') IS late_from", name=op.f("ck_harm_answer_late_from_form")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(at, 1, 19), '+0 days') IS substr(at, 1, 19) AND substr(at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_harm_answer_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_harm_answer_action_id_action")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_harm_answer_person_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_harm_answer_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"], name=op.f("fk_harm_answer_recommendation_id_recommendation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_harm_answer")),
    )
    with op.batch_alter_table("harm_answer", schema=None) as batch_op:
        batch_op.create_index("ix_harm_answer_action_id_id", ["action_id", "id"], unique=False)
        batch_op.create_index("ix_harm_answer_plan_id", ["plan_id"], unique=False)
        batch_op.create_index("ix_harm_answer_recommendation_id_id", ["recommendation_id", "id"], unique=False)

    op.create_table(
        "impact_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column(
            "platform",
            sa.Enum("console", "slack", "teams", name="platform", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "impact",
            sa.Enum(
                "none_stated",
                "emerging",
                "evidenced",
                "sustained",
                "not_enough_evidence",
                name="impact",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("narrative", sa.Text(), nullable=False),
        sa.Column("period", sa.String(), nullable=True),
        sa.CheckConstraint(
            "datetime(substr(at, 1, 19), '+0 days') IS substr(at, 1, 19) AND substr(at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_impact_statement_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_impact_statement_person_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_impact_statement_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_impact_statement_recommendation_id_recommendation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impact_statement")),
    )
    with op.batch_alter_table("impact_statement", schema=None) as batch_op:
        batch_op.create_index("ix_impact_statement_recommendation_id_id", ["recommendation_id", "id"], unique=False)

    op.create_table(
        "measure_recommendation",
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_measure_recommendation_measure_id_measure")
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_measure_recommendation_recommendation_id_recommendation"),
        ),
        sa.PrimaryKeyConstraint("recommendation_id", "measure_id", name=op.f("pk_measure_recommendation")),
    )
    with op.batch_alter_table("measure_recommendation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measure_recommendation_measure_id"), ["measure_id"], unique=False)

    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("date_on", sa.Date(), nullable=True),
        sa.Column(
            "date_precision",
            sa.Enum(
                "day",
                "month",
                "year",
                "range",
                "meeting",
                "after",
                "ongoing",
                "none",
                name="date_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("date_text", sa.String(), nullable=True),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("papers_due_on", sa.Date(), nullable=True),
        sa.Column("papers_in_on", sa.Date(), nullable=True),
        sa.Column("what", sa.String(), nullable=True),
        sa.CheckConstraint("date(date_end, '+0 days') IS date_end", name=op.f("ck_meeting_date_end_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("date(date_on, '+0 days') IS date_on", name=op.f("ck_meeting_date_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint(
            "date(papers_due_on, '+0 days') IS papers_due_on", name=op.f("ck_meeting_papers_due_on_form")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "date(papers_in_on, '+0 days') IS papers_in_on", name=op.f("ck_meeting_papers_in_on_form")
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_meeting_board_id_board")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("board_id", "position", name=op.f("uq_meeting_board_id_position")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index("ix_meeting_board_id_date_on", ["board_id", "date_on"], unique=False)

    op.create_table(
        "notice_receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "datetime(substr(acknowledged_at, 1, 19), '+0 days') IS substr(acknowledged_at, 1, 19) AND substr(acknowledged_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_notice_receipt_acknowledged_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["inspection_notice.id"], name=op.f("fk_notice_receipt_notice_id_inspection_notice")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_receipt_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_receipt")),
        sa.UniqueConstraint("notice_id", "person_id", name=op.f("uq_notice_receipt_notice_id_person_id")),
    )
    with op.batch_alter_table("notice_receipt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_receipt_person_id"), ["person_id"], unique=False)

    op.create_table(
        "plan_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "date",
                "add",
                "drop",
                "reword",
                "move",
                "pause",
                "resume",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "agreed",
                "refused",
                "withdrawn",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("was", sa.JSON(), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("rule_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_where", sa.String(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.Column("report_on", sa.Date(), nullable=True),
        sa.Column("reported_where", sa.String(), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_by", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "date(report_on, '+0 days') IS report_on", name=op.f("ck_plan_change_report_on_form")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "date(review_on, '+0 days') IS review_on", name=op.f("ck_plan_change_review_on_form")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(asked_at, 1, 19), '+0 days') IS substr(asked_at, 1, 19) AND substr(asked_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_plan_change_asked_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(decided_at, 1, 19), '+0 days') IS substr(decided_at, 1, 19) AND substr(decided_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_plan_change_decided_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_plan_change_action_id_action")),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["person.id"], name=op.f("fk_plan_change_confirmed_by_id_person")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_plan_change_decided_by_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_plan_change_person_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_change_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"], name=op.f("fk_plan_change_recommendation_id_recommendation")
        ),
        sa.ForeignKeyConstraint(["rule_id"], ["amendment_rule.id"], name=op.f("fk_plan_change_rule_id_amendment_rule")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_change")),
    )
    with op.batch_alter_table("plan_change", schema=None) as batch_op:
        batch_op.create_index("ix_plan_change_action_id", ["action_id"], unique=False)
        batch_op.create_index("ix_plan_change_plan_id_state", ["plan_id", "state"], unique=False)
        batch_op.create_index("ix_plan_change_recommendation_id", ["recommendation_id"], unique=False)

    op.create_table(
        "preparation_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.String(), nullable=True),
        sa.CheckConstraint("date(done_on, '+0 days') IS done_on", name=op.f("ck_preparation_step_done_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("date(on_day, '+0 days') IS on_day", name=op.f("ck_preparation_step_on_day_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.ForeignKeyConstraint(["holder_id"], ["person.id"], name=op.f("fk_preparation_step_holder_id_person")),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["inspection_notice.id"], name=op.f("fk_preparation_step_notice_id_inspection_notice")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preparation_step")),
        sa.UniqueConstraint("notice_id", "position", name=op.f("uq_preparation_step_notice_id_position")),
    )
    with op.batch_alter_table("preparation_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_preparation_step_holder_id"), ["holder_id"], unique=False)

    op.create_table(
        "recommendation_judgement",
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("judgement_id", sa.Integer(), nullable=False),
        sa.Column("linked_by", sa.String(), nullable=False),
        sa.Column("linked_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "date(linked_on, '+0 days') IS linked_on", name=op.f("ck_recommendation_judgement_linked_on_form")
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(
            ["judgement_id"], ["judgement.id"], name=op.f("fk_recommendation_judgement_judgement_id_judgement")
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_recommendation_judgement_recommendation_id_recommendation"),
        ),
        sa.PrimaryKeyConstraint("recommendation_id", "judgement_id", name=op.f("pk_recommendation_judgement")),
    )
    op.create_table(
        "removed_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("redaction_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("anywhere", sa.Boolean(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["redaction_id"], ["redaction.id"], name=op.f("fk_removed_text_redaction_id_redaction")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_removed_text")),
    )
    op.create_table(
        "reporting_duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reporter", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("recipient_board_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("by_on", sa.Date(), nullable=True),
        sa.Column(
            "by_precision",
            sa.Enum(
                "day",
                "month",
                "year",
                "range",
                "meeting",
                "after",
                "ongoing",
                "none",
                name="by_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("by_text", sa.String(), nullable=True),
        sa.Column("by_end", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.CheckConstraint("date(by_end, '+0 days') IS by_end", name=op.f("ck_reporting_duty_by_end_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("date(by_on, '+0 days') IS by_on", name=op.f("ck_reporting_duty_by_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("date(done_on, '+0 days') IS done_on", name=op.f("ck_reporting_duty_done_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_reporting_duty_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["recipient_board_id"], ["board.id"], name=op.f("fk_reporting_duty_recipient_board_id_board")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reporting_duty")),
        sa.UniqueConstraint(
            "plan_id",
            "position",
            "recipient",
            "number",
            name=op.f("uq_reporting_duty_plan_id_position_recipient_number"),
        ),
    )
    op.create_table(
        "response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.CheckConstraint("date(dated_on, '+0 days') IS dated_on", name=op.f("ck_response_dated_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"], name=op.f("fk_response_recommendation_id_recommendation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sa.UniqueConstraint("recommendation_id", "position", name=op.f("uq_response_recommendation_id_position")),
    )
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("board_id", sa.Integer(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "admin",
                "chair",
                "vice_chair",
                "secretary",
                "lead",
                "owner",
                "contributor",
                "viewer",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("granted_by", sa.String(), nullable=False),
        sa.Column("granted_by_id", sa.Integer(), nullable=True),
        sa.Column("admitted", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "datetime(substr(since, 1, 19), '+0 days') IS substr(since, 1, 19) AND substr(since, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_role_grant_since_form"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(until, 1, 19), '+0 days') IS substr(until, 1, 19) AND substr(until, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_role_grant_until_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_role_grant_board_id_board")),
        sa.ForeignKeyConstraint(["granted_by_id"], ["person.id"], name=op.f("fk_role_grant_granted_by_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_role_grant_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index("ix_role_grant_person_id_plan_id", ["person_id", "plan_id"], unique=False)
        batch_op.create_index("ix_role_grant_plan_id", ["plan_id"], unique=False)

    op.create_table(
        "tie",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("workstream_id", sa.Integer(), nullable=True),
        sa.Column(
            "relation",
            sa.Enum(
                "owner",
                "deputy",
                "link_officer",
                "overseer",
                name="relation",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("printed", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.CheckConstraint("date(from_on, '+0 days') IS from_on", name=op.f("ck_tie_from_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("date(until_on, '+0 days') IS until_on", name=op.f("ck_tie_until_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_tie_action_id_action")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_tie_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_tie_person_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_tie_plan_id_plan")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_tie_post_id_post")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"], name=op.f("fk_tie_recommendation_id_recommendation")
        ),
        sa.ForeignKeyConstraint(["workstream_id"], ["workstream.id"], name=op.f("fk_tie_workstream_id_workstream")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tie")),
    )
    with op.batch_alter_table("tie", schema=None) as batch_op:
        batch_op.create_index("ix_tie_action_id", ["action_id"], unique=False)
        batch_op.create_index("ix_tie_organisation_id", ["organisation_id"], unique=False)
        batch_op.create_index("ix_tie_person_id", ["person_id"], unique=False)
        batch_op.create_index("ix_tie_post_id", ["post_id"], unique=False)
        batch_op.create_index("ix_tie_recommendation_id", ["recommendation_id"], unique=False)
        batch_op.create_index("ix_tie_workstream_id", ["workstream_id"], unique=False)

    op.create_table(
        "update",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("reported_for", sa.String(), nullable=True),
        sa.Column(
            "platform",
            sa.Enum("console", "slack", "teams", name="platform", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "delivery",
            sa.Enum(
                "not_started",
                "on_track",
                "at_risk",
                "off_track",
                "completed",
                "not_enough_evidence",
                "paused",
                name="delivery",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("narrative", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("help_needed", sa.Text(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "datetime(substr(at, 1, 19), '+0 days') IS substr(at, 1, 19) AND substr(at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_update_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_update_action_id_action")),
        sa.ForeignKeyConstraint(["corrects_id"], ["update.id"], name=op.f("fk_update_corrects_id_update")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_update_person_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_update_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"], name=op.f("fk_update_recommendation_id_recommendation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_update")),
    )
    with op.batch_alter_table("update", schema=None) as batch_op:
        batch_op.create_index("ix_update_action_id_at_id", ["action_id", "at", "id"], unique=False)
        batch_op.create_index("ix_update_plan_id_at", ["plan_id", "at"], unique=False)
        batch_op.create_index("ix_update_recommendation_id_at_id", ["recommendation_id", "at", "id"], unique=False)

    op.create_table(
        "workstream_dependency",
        sa.Column("workstream_id", sa.Integer(), nullable=False),
        sa.Column("depends_on_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["depends_on_id"], ["workstream.id"], name=op.f("fk_workstream_dependency_depends_on_id_workstream")
        ),
        sa.ForeignKeyConstraint(
            ["workstream_id"], ["workstream.id"], name=op.f("fk_workstream_dependency_workstream_id_workstream")
        ),
        sa.PrimaryKeyConstraint("workstream_id", "depends_on_id", name=op.f("pk_workstream_dependency")),
    )
    op.create_table(
        "workstream_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workstream_id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_workstream_item_action_id_action")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_workstream_item_recommendation_id_recommendation"),
        ),
        sa.ForeignKeyConstraint(
            ["workstream_id"], ["workstream.id"], name=op.f("fk_workstream_item_workstream_id_workstream")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workstream_item")),
        sa.UniqueConstraint(
            "workstream_id",
            "recommendation_id",
            "action_id",
            name=op.f("uq_workstream_item_workstream_id_recommendation_id_action_id"),
        ),
    )
    with op.batch_alter_table("workstream_item", schema=None) as batch_op:
        batch_op.create_index("ix_workstream_item_action_id", ["action_id"], unique=False)
        batch_op.create_index("ix_workstream_item_recommendation_id", ["recommendation_id"], unique=False)

    op.create_table(
        "change_condition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("met_by", sa.String(), nullable=True),
        sa.Column("minute", sa.String(), nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("date(met_on, '+0 days') IS met_on", name=op.f("ck_change_condition_met_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint(
            "datetime(substr(recorded_at, 1, 19), '+0 days') IS substr(recorded_at, 1, 19) AND substr(recorded_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_change_condition_recorded_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(
            ["change_id"], ["plan_change.id"], name=op.f("fk_change_condition_change_id_plan_change")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_condition")),
        sa.UniqueConstraint("change_id", "position", name=op.f("uq_change_condition_change_id_position")),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "process",
                "outcome_data",
                "audit",
                "voice_of_child",
                "voice_of_staff",
                "external",
                "observation",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("shows", sa.Text(), nullable=False),
        sa.Column("period", sa.String(), nullable=True),
        sa.Column(
            "bearing",
            sa.Enum("for", "against", "mixed", name="bearing", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "offered", "accepted", "returned", name="state", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("file_sha256", sa.String(), nullable=True),
        sa.Column("file_name", sa.String(), nullable=True),
        sa.Column("file_kind", sa.String(), nullable=True),
        sa.Column("file_size", sa.Integer(), nullable=True),
        sa.Column("declared", sa.Boolean(), nullable=False),
        sa.Column("by_reader", sa.Boolean(), nullable=False),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("figure_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "datetime(substr(at, 1, 19), '+0 days') IS substr(at, 1, 19) AND substr(at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_evidence_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(decided_at, 1, 19), '+0 days') IS substr(decided_at, 1, 19) AND substr(decided_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_evidence_decided_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["figure_id"], ["figure.id"], name=op.f("fk_evidence_figure_id_figure")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_evidence_person_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_evidence_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_file_sha256"), ["file_sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dedupe_key", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "daily",
                "digest",
                "details",
                "notice",
                "heartbeat",
                "answer",
                "file",
                "erasure",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "sending",
                "sent",
                "suppressed",
                "failed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("may_repeat", sa.Boolean(), nullable=False),
        sa.Column(
            "platform",
            sa.Enum("console", "slack", "teams", name="platform", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("card", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "datetime(substr(lease_until, 1, 19), '+0 days') IS substr(lease_until, 1, 19) AND substr(lease_until, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_outbox_lease_until_form"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(next_at, 1, 19), '+0 days') IS substr(next_at, 1, 19) AND substr(next_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_outbox_next_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(sent_at, 1, 19), '+0 days') IS substr(sent_at, 1, 19) AND substr(sent_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_outbox_sent_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(written_at, 1, 19), '+0 days') IS substr(written_at, 1, 19) AND substr(written_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_outbox_written_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["follows_id"], ["outbox.id"], name=op.f("fk_outbox_follows_id_outbox")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outbox_person_id_person")),
        sa.ForeignKeyConstraint(["place_id"], ["board_place.id"], name=op.f("fk_outbox_place_id_board_place")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_outbox_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_outbox_dedupe_key")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_next_at_id",
            ["next_at", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('queued', 'sending')"),
            postgresql_where=sa.text("state IN ('queued', 'sending')"),
        )
        batch_op.create_index("ix_outbox_person_id_state", ["person_id", "state"], unique=False)
        batch_op.create_index("ix_outbox_place_id_state", ["place_id", "state"], unique=False)

    op.create_table(
        "evidence_recommendation",
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_recommendation_evidence_id_evidence")
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_evidence_recommendation_recommendation_id_recommendation"),
        ),
        sa.PrimaryKeyConstraint("recommendation_id", "evidence_id", name=op.f("pk_evidence_recommendation")),
    )
    with op.batch_alter_table("evidence_recommendation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_recommendation_evidence_id"), ["evidence_id"], unique=False)

    op.create_table(
        "impact_evidence",
        sa.Column("impact_statement_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_impact_evidence_evidence_id_evidence")),
        sa.ForeignKeyConstraint(
            ["impact_statement_id"],
            ["impact_statement.id"],
            name=op.f("fk_impact_evidence_impact_statement_id_impact_statement"),
        ),
        sa.PrimaryKeyConstraint("impact_statement_id", "evidence_id", name=op.f("pk_impact_evidence")),
    )
    with op.batch_alter_table("impact_evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_impact_evidence_evidence_id"), ["evidence_id"], unique=False)

    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sign_off_waiting",
                "evidence_wanted",
                "still_holding",
                "sign_off_doubted",
                "evidence_against",
                "review",
                "library",
                "challenge",
                "pause_review",
                "harm",
                "chair_report",
                "change_waiting",
                "deadline",
                "silence",
                "escalation",
                "snoozed",
                "unreached",
                "inspection",
                "not_mine",
                "digest",
                "meeting",
                "papers",
                "report",
                "clock",
                "preparation",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "sent",
                "suppressed",
                "snoozed",
                "failed",
                "caught_up",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("moment", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("because", sa.String(), nullable=True),
        sa.Column("outbox_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("date(due_on, '+0 days') IS due_on", name=op.f("ck_ledger_due_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint(
            "datetime(substr(at, 1, 19), '+0 days') IS substr(at, 1, 19) AND substr(at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_ledger_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "datetime(substr(sent_at, 1, 19), '+0 days') IS substr(sent_at, 1, 19) AND substr(sent_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_ledger_sent_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_ledger_outbox_id_outbox")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_ledger_plan_id_plan")),
        sa.ForeignKeyConstraint(["recipient_id"], ["person.id"], name=op.f("fk_ledger_recipient_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
        sa.UniqueConstraint(
            "subject", "kind", "due_on", "recipient", name=op.f("uq_ledger_subject_kind_due_on_recipient")
        ),
    )
    with op.batch_alter_table("ledger", schema=None) as batch_op:
        batch_op.create_index("ix_ledger_outbox_id", ["outbox_id"], unique=False)
        batch_op.create_index("ix_ledger_plan_id_at", ["plan_id", "at"], unique=False)

    op.create_table(
        "planned_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("sample_size", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("planned", "done", "cancelled", name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column("re_audit_of_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("date(due_on, '+0 days') IS due_on", name=op.f("ck_planned_review_due_on_form")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint(
            "datetime(substr(asked_at, 1, 19), '+0 days') IS substr(asked_at, 1, 19) AND substr(asked_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'",
            name=op.f("ck_planned_review_asked_at_form"),
        ).ddl_if(dialect="sqlite"),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_planned_review_evidence_id_evidence")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_planned_review_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["re_audit_of_id"], ["planned_review.id"], name=op.f("fk_planned_review_re_audit_of_id_planned_review")
        ),
        sa.ForeignKeyConstraint(["reviewer_id"], ["person.id"], name=op.f("fk_planned_review_reviewer_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_review")),
    )
    with op.batch_alter_table("planned_review", schema=None) as batch_op:
        batch_op.create_index("ix_planned_review_plan_id_state", ["plan_id", "state"], unique=False)

    op.create_table(
        "review_recommendation",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_review_recommendation_recommendation_id_recommendation"),
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["planned_review.id"], name=op.f("fk_review_recommendation_review_id_planned_review")
        ),
        sa.PrimaryKeyConstraint("review_id", "recommendation_id", name=op.f("pk_review_recommendation")),
    )
    with op.batch_alter_table("review_recommendation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_review_recommendation_recommendation_id"), ["recommendation_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("review_recommendation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_recommendation_recommendation_id"))

    op.drop_table("review_recommendation")
    with op.batch_alter_table("planned_review", schema=None) as batch_op:
        batch_op.drop_index("ix_planned_review_plan_id_state")

    op.drop_table("planned_review")
    with op.batch_alter_table("ledger", schema=None) as batch_op:
        batch_op.drop_index("ix_ledger_plan_id_at")
        batch_op.drop_index("ix_ledger_outbox_id")

    op.drop_table("ledger")
    with op.batch_alter_table("impact_evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_impact_evidence_evidence_id"))

    op.drop_table("impact_evidence")
    with op.batch_alter_table("evidence_recommendation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_recommendation_evidence_id"))

    op.drop_table("evidence_recommendation")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_place_id_state")
        batch_op.drop_index("ix_outbox_person_id_state")
        batch_op.drop_index(
            "ix_outbox_next_at_id",
            sqlite_where=sa.text("state IN ('queued', 'sending')"),
            postgresql_where=sa.text("state IN ('queued', 'sending')"),
        )

    op.drop_table("outbox")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_plan_id"))
        batch_op.drop_index(batch_op.f("ix_evidence_file_sha256"))

    op.drop_table("evidence")
    op.drop_table("change_condition")
    with op.batch_alter_table("workstream_item", schema=None) as batch_op:
        batch_op.drop_index("ix_workstream_item_recommendation_id")
        batch_op.drop_index("ix_workstream_item_action_id")

    op.drop_table("workstream_item")
    op.drop_table("workstream_dependency")
    with op.batch_alter_table("update", schema=None) as batch_op:
        batch_op.drop_index("ix_update_recommendation_id_at_id")
        batch_op.drop_index("ix_update_plan_id_at")
        batch_op.drop_index("ix_update_action_id_at_id")

    op.drop_table("update")
    with op.batch_alter_table("tie", schema=None) as batch_op:
        batch_op.drop_index("ix_tie_workstream_id")
        batch_op.drop_index("ix_tie_recommendation_id")
        batch_op.drop_index("ix_tie_post_id")
        batch_op.drop_index("ix_tie_person_id")
        batch_op.drop_index("ix_tie_organisation_id")
        batch_op.drop_index("ix_tie_action_id")

    op.drop_table("tie")
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.drop_index("ix_role_grant_plan_id")
        batch_op.drop_index("ix_role_grant_person_id_plan_id")

    op.drop_table("role_grant")
    op.drop_table("response")
    op.drop_table("reporting_duty")
    op.drop_table("removed_text")
    op.drop_table("recommendation_judgement")
    with op.batch_alter_table("preparation_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_preparation_step_holder_id"))

    op.drop_table("preparation_step")
    with op.batch_alter_table("plan_change", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_change_recommendation_id")
        batch_op.drop_index("ix_plan_change_plan_id_state")
        batch_op.drop_index("ix_plan_change_action_id")

    op.drop_table("plan_change")
    with op.batch_alter_table("notice_receipt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_receipt_person_id"))

    op.drop_table("notice_receipt")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index("ix_meeting_board_id_date_on")

    op.drop_table("meeting")
    with op.batch_alter_table("measure_recommendation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_recommendation_measure_id"))

    op.drop_table("measure_recommendation")
    with op.batch_alter_table("impact_statement", schema=None) as batch_op:
        batch_op.drop_index("ix_impact_statement_recommendation_id_id")

    op.drop_table("impact_statement")
    with op.batch_alter_table("harm_answer", schema=None) as batch_op:
        batch_op.drop_index("ix_harm_answer_recommendation_id_id")
        batch_op.drop_index("ix_harm_answer_plan_id")
        batch_op.drop_index("ix_harm_answer_action_id_id")

    op.drop_table("harm_answer")
    with op.batch_alter_table("figure", schema=None) as batch_op:
        batch_op.drop_index("ix_figure_measure_id_position")

    op.drop_table("figure")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index("ix_decision_plan_id_at")

    op.drop_table("decision")
    with op.batch_alter_table("challenge", schema=None) as batch_op:
        batch_op.drop_index("ix_challenge_workstream_id")
        batch_op.drop_index("ix_challenge_to_id")
        batch_op.drop_index("ix_challenge_recommendation_id")
        batch_op.drop_index("ix_challenge_plan_id_state")
        batch_op.drop_index("ix_challenge_action_id")

    op.drop_table("challenge")
    op.drop_table("board_report")
    op.drop_table("board_place")
    with op.batch_alter_table("board_judgement", schema=None) as batch_op:
        batch_op.drop_index("ix_board_judgement_workstream_id")
        batch_op.drop_index("ix_board_judgement_recommendation_id")
        batch_op.drop_index("ix_board_judgement_plan_id_position")
        batch_op.drop_index("ix_board_judgement_action_id")

    op.drop_table("board_judgement")
    with op.batch_alter_table("action_recommendation", schema=None) as batch_op:
        batch_op.drop_index("ix_action_recommendation_action_id")

    op.drop_table("action_recommendation")
    op.drop_table("workstream")
    op.drop_table("strength")
    op.drop_table("snooze")
    op.drop_table("risk")
    op.drop_table("resource")
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.drop_index("ix_reminder_plan_id")
        batch_op.drop_index(
            "ix_reminder_due_on_id",
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )

    op.drop_table("reminder")
    op.drop_table("redaction")
    with op.batch_alter_table("recommendation", schema=None) as batch_op:
        batch_op.drop_index("ix_recommendation_plan_id_position")
        batch_op.drop_index("ix_recommendation_plan_id_number")

    op.drop_table("recommendation")
    with op.batch_alter_table("post_holder", schema=None) as batch_op:
        batch_op.drop_index("ix_post_holder_post_id")
        batch_op.drop_index("ix_post_holder_person_id")

    op.drop_table("post_holder")
    op.drop_table("plan_inspection")
    op.drop_table("plan_choice")
    op.drop_table("measure")
    op.drop_table("limiting_rule")
    op.drop_table("library_item")
    op.drop_table("legal_hold")
    op.drop_table("judgement")
    with op.batch_alter_table("inspection_notice", schema=None) as batch_op:
        batch_op.drop_index("ix_inspection_notice_plan_id")

    op.drop_table("inspection_notice")
    op.drop_table("identity")
    op.drop_table("grade")
    op.drop_table("event")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_draft_expires_at",
            sqlite_where=sa.text("words IS NOT NULL"),
            postgresql_where=sa.text("words IS NOT NULL"),
        )

    op.drop_table("draft")
    op.drop_table("board")
    op.drop_table("amendment_rule")
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index("ix_action_plan_id_position")
        batch_op.drop_index("ix_action_plan_id_number")
        batch_op.drop_index("ix_action_plan_id_due_on")

    op.drop_table("action")
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.drop_index("ix_absence_person_id_until_on")

    op.drop_table("absence")
    op.drop_table("post")
    op.drop_table("plan")
    op.drop_table("person")
    op.drop_table("inspection")
    op.drop_table("audit_content")
    with op.batch_alter_table("shown", schema=None) as batch_op:
        batch_op.drop_index("ix_shown_at")

    op.drop_table("shown")
    op.drop_table("rows_head")
    op.drop_table("row_seal")
    op.drop_table("organisation")
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_inbox_received_at",
            sqlite_where=sa.text("state IN ('received', 'decided')"),
            postgresql_where=sa.text("state IN ('received', 'decided')"),
        )

    op.drop_table("inbox")
    op.drop_table("deployment")
    op.drop_table("council")
    op.drop_table("clock_day")
    op.drop_table("chat")
    op.drop_table("audit_head")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_subject_id")
        batch_op.drop_index("ix_audit_plan_id_id")

    op.drop_table("audit")
