"""Who may see what of a call, and who may do it: `visible_*` row scopes and `may_*` predicates, nowhere else."""

from applications.permissions.applications import (
    may_edit,
    may_see_receipt,
    may_share,
    may_start,
    may_submit,
    may_withdraw,
    own_applications,
    own_documents,
    visible_applications,
)
from applications.permissions.rounds import (
    may_answer_round_act,
    may_create_round,
    may_edit_round,
    may_list_desk,
    may_request_cancelling,
    may_request_opening,
    may_run_round,
    may_see_rule_card,
    visible_announced_rounds,
    visible_desk_rounds,
    visible_rounds,
)
from applications.permissions.screening import (
    may_screen,
    may_unseal,
    visible_received_applications,
)

__all__ = [
    "may_answer_round_act",
    "may_create_round",
    "may_edit",
    "may_edit_round",
    "may_list_desk",
    "may_request_cancelling",
    "may_request_opening",
    "may_run_round",
    "may_screen",
    "may_see_receipt",
    "may_see_rule_card",
    "may_share",
    "may_start",
    "may_submit",
    "may_unseal",
    "may_withdraw",
    "own_applications",
    "own_documents",
    "visible_announced_rounds",
    "visible_applications",
    "visible_desk_rounds",
    "visible_received_applications",
    "visible_rounds",
]
