"""Page-shaped reads: each takes rows that `permissions` has scoped and adds what a page or file shows."""

from applications.queries.applicant import (
    application_page,
    applications_to_do,
    check_page,
    documents_page,
    people,
    round_links,
    section_page,
    slots,
)
from applications.queries.applications import (
    application_list,
    current_documents,
    draft_manifest,
    fingerprint,
    newest_submission,
    problems,
    submissions,
    takes_part,
)
from applications.queries.card_templates import (
    card_template,
    card_templates,
)
from applications.queries.close_manifest import (
    close_document,
)
from applications.queries.proposal import (
    listed_files,
    proposal,
)
from applications.queries.receipts import (
    receipt,
    receipt_facts,
    receipt_page,
    receipt_paper,
    receipt_record,
)
from applications.queries.round_desk import (
    card_links,
    desk_list,
    desk_page,
    rounds_to_do,
)
from applications.queries.round_editor import (
    cancelling_page,
    editor_page,
    editor_section,
    opening_page,
)
from applications.queries.rounds import (
    card_document,
    criteria_tables,
    is_notice_no_taken,
    read_card,
    round_body,
    round_detail_body,
    round_list,
    round_page,
    round_rows,
    rounds_to_close,
    rounds_to_start,
    rule_card_report,
    stage_view,
    with_page,
)
from applications.queries.screening import (
    received,
    screening_list,
    submitted_file,
    unsealing_page,
)

__all__ = [
    "application_list",
    "application_page",
    "applications_to_do",
    "cancelling_page",
    "card_document",
    "card_links",
    "card_template",
    "card_templates",
    "check_page",
    "close_document",
    "criteria_tables",
    "current_documents",
    "desk_list",
    "desk_page",
    "documents_page",
    "draft_manifest",
    "editor_page",
    "editor_section",
    "fingerprint",
    "is_notice_no_taken",
    "listed_files",
    "newest_submission",
    "opening_page",
    "people",
    "problems",
    "proposal",
    "read_card",
    "receipt",
    "receipt_facts",
    "receipt_page",
    "receipt_paper",
    "receipt_record",
    "received",
    "round_body",
    "round_detail_body",
    "round_links",
    "round_list",
    "round_page",
    "round_rows",
    "rounds_to_close",
    "rounds_to_do",
    "rounds_to_start",
    "rule_card_report",
    "screening_list",
    "section_page",
    "slots",
    "stage_view",
    "submissions",
    "submitted_file",
    "takes_part",
    "unsealing_page",
    "with_page",
]
