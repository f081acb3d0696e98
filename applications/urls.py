"""Pages of this app."""

from django.urls import path

from applications.rules.plan import Section
from applications.views import (
    applicant,
    card_comparison,
    documents,
    round_desk,
    round_editor,
    rounds,
    screening,
    submission,
)

urlpatterns = [
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/<slug:reference>/", rounds.round_, name="round"),
    path("rounds/<slug:reference>/rule-card/", rounds.rule_card, name="rule_card"),
    path("rounds/<slug:reference>/rule-card.pdf", rounds.rule_card_pdf, name="rule_card_pdf"),
    path("rounds/<slug:reference>/apply/", applicant.start_application, name="start_application"),
    path("applications/", applicant.applications, name="applications"),
    path("applications/<slug:reference>/", applicant.application, name="application"),
    *(
        path(f"applications/<slug:reference>/{each}/", applicant.section, {"section": each}, name=str(each))
        for each in Section
    ),
    path("applications/<slug:reference>/documents/", documents.documents, name="documents"),
    path("applications/<slug:reference>/documents/<slug:kind>/remove/", documents.remove, name="remove_document"),
    path("applications/<slug:reference>/documents/<slug:kind>/<int:version>/", documents.document, name="document"),
    path("applications/<slug:reference>/share/", applicant.share, name="share"),
    path("applications/<slug:reference>/share/remove/", applicant.unshare, name="unshare"),
    path("applications/<slug:reference>/submit/", submission.submit, name="submit"),
    path("applications/<slug:reference>/receipt/", submission.receipt, name="receipt"),
    path("applications/<slug:reference>/receipt.pdf", submission.receipt_pdf, name="receipt_pdf"),
    path("applications/<slug:reference>/withdraw/", applicant.withdraw, name="withdraw"),
    path("desk/", round_desk.desk, name="desk"),
    path("desk/new/", round_desk.create_round, name="create_round"),
    path("desk/<slug:reference>/", round_desk.round_desk, name="round_desk"),
    path("desk/<slug:reference>/edit/", round_editor.edit_round, name="edit_round"),
    path("desk/<slug:reference>/edit/<slug:section>/", round_editor.edit_section, name="edit_section"),
    path("desk/<slug:reference>/copy/", round_desk.clone_round, name="clone_round"),
    path("desk/<slug:reference>/compare/", card_comparison.compare_cards, name="compare_cards"),
    path("desk/<slug:reference>/open/", round_desk.request_opening, name="request_opening"),
    path("desk/<slug:reference>/cancel/", round_desk.cancel_round, name="cancel_round"),
    path("desk/<slug:reference>/unseal/", screening.unseal, name="unseal"),
    path("desk/<slug:reference>/screening/", screening.screening, name="screening"),
    path("desk/<slug:reference>/screening/<slug:application>/", screening.screen, name="screen"),
    path(
        "desk/<slug:reference>/screening/<slug:application>/<slug:kind>/",
        screening.screening_document,
        name="screening_document",
    ),
]
