"""Page-shaped reads of panels: each takes rows that `permissions` has scoped and adds what a page or file shows."""

from reviews.queries.decision_desk import (
    decision_desk_page,
    own_result,
    publication_page,
)
from reviews.queries.decisions import (
    DecisionView,
    decision_list,
    decision_report,
    decision_view,
    with_decision,
)
from reviews.queries.evaluation import (
    Evaluation,
    evaluation,
    outcome_facts_of,
    tie_breaks_of,
)
from reviews.queries.evidence_desk import (
    evidence_links,
    export_page,
)
from reviews.queries.links import (
    decision_links,
    own_result_link,
    published_link,
    votes_to_cast,
)
from reviews.queries.meeting import (
    lots_page,
    meeting_page,
    move_page,
    opinion_page,
    questions,
    room_page,
    sessions_of,
    sitting_page,
    timetable_page,
    usual_start,
)
from reviews.queries.member import (
    check_page,
    current_stage,
    interest_rows,
    member_page,
    own_sheets,
    receipt_place,
    reviews_of_seat,
    sheet_page,
    signed_sheet,
)
from reviews.queries.outcome import (
    gate_rows,
)
from reviews.queries.panel import (
    active_seats,
    candidate,
    chair_of,
    chairs,
    dismissal,
    excluded_pairs,
    panel_of,
    panel_page,
    seat_table,
)
from reviews.queries.panel_links import (
    member_todos,
    panel_links,
)
from reviews.queries.progress import (
    progress_table,
    signature_counts,
)
from reviews.queries.results import (
    Computed,
    computed,
    open_refs,
    without_lot,
    without_opinion,
)
from reviews.queries.results_desk import (
    derivation_page,
    reasons_of,
    results_page,
    sheet_row,
    vote_rows,
    with_words,
)
from reviews.queries.review_desk import (
    closing_page,
    progress_page,
    revealing_page,
    shortlist_page,
    starting_page,
    with_waiting,
)
from reviews.queries.tally_facts import (
    Records,
    records,
    reviewed_applications,
    tally_document,
)

__all__ = [
    "Computed",
    "DecisionView",
    "Evaluation",
    "Records",
    "active_seats",
    "candidate",
    "chair_of",
    "chairs",
    "check_page",
    "closing_page",
    "computed",
    "current_stage",
    "decision_desk_page",
    "decision_links",
    "decision_list",
    "decision_report",
    "decision_view",
    "derivation_page",
    "dismissal",
    "evaluation",
    "evidence_links",
    "excluded_pairs",
    "export_page",
    "gate_rows",
    "interest_rows",
    "lots_page",
    "meeting_page",
    "member_page",
    "member_todos",
    "move_page",
    "open_refs",
    "opinion_page",
    "outcome_facts_of",
    "own_result",
    "own_result_link",
    "own_sheets",
    "panel_links",
    "panel_of",
    "panel_page",
    "progress_page",
    "progress_table",
    "publication_page",
    "published_link",
    "questions",
    "reasons_of",
    "receipt_place",
    "records",
    "results_page",
    "revealing_page",
    "reviewed_applications",
    "reviews_of_seat",
    "room_page",
    "seat_table",
    "sessions_of",
    "sheet_page",
    "sheet_row",
    "shortlist_page",
    "signature_counts",
    "signed_sheet",
    "sitting_page",
    "starting_page",
    "tally_document",
    "tie_breaks_of",
    "timetable_page",
    "usual_start",
    "vote_rows",
    "votes_to_cast",
    "with_decision",
    "with_waiting",
    "with_words",
    "without_lot",
    "without_opinion",
]
