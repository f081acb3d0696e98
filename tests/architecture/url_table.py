"""Who gets what from every address (design, Ten principles 6): a new one without a row here fails the build.

Columns: anonymous, person without relation, applicant, panel member, recused member, secretary, manager, ministry,
auditor. `login` is the way to the login page, `file` a link to the files origin. A second word in a key asks about
the same address in another phase.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Row:
    """`scene` is one of `scenes`; `post` is left out where sending is the same as asking, or refused (405)."""

    scene: str
    get: str
    post: str = ""
    named: dict[str, Any] = field(default_factory=dict)


#               anon  pers appl memb recu secr mana mini audi
EVERYBODY = "200 200 200 200 200 200 200 200 200"
FILE_FOR_ALL = "file file file file file file file file file"
LOGGED_IN = "login 200 200 200 200 200 200 200 200"
# To the page where one proves who one is.
PROVE = "login 302 302 302 302 302 302 302 302"
POST_ONLY = "login 405 405 405 405 405 405 405 405"
ABSENT = "404 404 404 404 404 404 404 404 404"
NOBODY = "login 404 404 404 404 404 404 404 404"
OWN = "login 404 200 404 404 404 404 404 404"
OWN_SENT = "login 404 302 404 404 404 404 404 404"
OWN_LATE = "login 404 409 404 404 404 404 404 404"
OWN_FILE = "login 404 file 404 404 404 404 404 404"
DRAFT = "404 404 404 404 404 200 200 404 404"
STAFF = "login 404 404 404 404 200 200 404 404"
STAFF_SENT = "login 404 404 404 404 302 302 404 404"
STAFF_LATE = "login 404 404 404 404 409 409 404 404"
STAFF_FILE = "login 404 404 404 404 file file 404 404"
WATCHED = "login 404 404 404 404 200 200 404 200"
AUDITED = "login 404 404 404 404 404 404 404 200"
MANAGED = "login 404 404 404 404 403 200 404 404"
MANAGED_LATE = "login 404 404 404 404 403 409 404 404"
SEATED = "login 404 404 200 200 404 404 404 404"
SEATED_LATE = "login 404 404 409 409 404 404 404 404"
MEMBER = "login 404 404 200 404 404 404 404 404"
MEMBER_LATE = "login 404 404 409 404 404 404 404 404"
MEMBER_FILE = "login 404 404 file 404 404 404 404 404"
# The API answers 401 where a page leads to the login, and 405 to a GET of what is only an act.
API_NO = "405 405 405 405 405 405 405 405 405"
API_EACH = "401 200 200 200 200 200 200 200 200"
API_EACH_BAD = "401 422 422 422 422 422 422 422 422"
API_OWN = "401 404 200 404 404 404 404 404 404"
API_OWN_BAD = "401 404 422 404 404 404 404 404 404"
API_OWN_SENT = "401 404 201 404 404 404 404 404 404"
API_OWN_LATE = "401 404 409 404 404 404 404 404 404"
API_STAFF = "401 404 404 404 404 200 200 404 404"
API_STAFF_BAD = "401 404 404 404 404 422 422 404 404"
API_STAFF_SENT = "401 404 404 404 404 201 201 404 404"
API_STAFF_LATE = "401 404 404 404 404 409 409 404 404"
API_MANAGED_BAD = "401 404 404 404 404 403 422 404 404"
API_MANAGED_LATE = "401 404 404 404 404 403 409 404 404"
API_WATCHED = "401 404 404 404 404 200 200 404 200"
API_MEMBER = "401 404 404 200 404 404 404 404 404"
API_NOBODY = "401 404 404 404 404 404 404 404 404"

PROPOSAL = {"kind": "proposal"}
HOUSE = {
    "home": Row("published", "302 200 200 200 200 200 200 200 200"),
    "privacy": Row("published", EVERYBODY),
    "contact": Row("published", EVERYBODY),
    "help": Row("published", EVERYBODY),
    "set_language": Row("published", "302 302 302 302 302 302 302 302 302"),
    "tokens": Row("published", LOGGED_IN),
    "revoke_token": Row("published", POST_ONLY, NOBODY),
    "approvals": Row("published", WATCHED),
    "approval": Row("published", WATCHED, named={"reference": "approval"}),
    "roles": Row("published", WATCHED),
    "request_grant": Row("published", "login 404 404 404 404 403 200 404 403"),
    "request_recovery": Row("published", "login 404 404 404 404 403 200 404 403"),
    "reports": Row("published", WATCHED),
    "report_file rule_card": Row("published", FILE_FOR_ALL, named={"number": "rule_card"}),
    "report_file decision": Row("published", FILE_FOR_ALL, named={"number": "decision"}),
    "report_file evaluation_report": Row(
        "published", "404 404 404 404 404 file file 404 file", named={"number": "evaluation_report"}
    ),
    "report_file receipt": Row("published", "404 404 file 404 404 file file 404 404", named={"number": "receipt"}),
    "report_file sealed": Row("closed", "404 404 file 404 404 404 404 404 404", named={"number": "receipt"}),
    "retry_work": Row("published", POST_ONLY, "login 404 404 404 404 409 409 404 403"),
    "retry_report": Row("published", POST_ONLY, STAFF_LATE, named={"number": "receipt"}),
    "audit_log": Row("published", AUDITED),
    "access_log": Row("published", AUDITED),
    "export_log": Row("published", AUDITED, named={"log": "access"}),
    "access_months": Row("published", AUDITED),
    "sign_month": Row("published", AUDITED, "login 404 404 404 404 404 404 404 200", named={"month": "2025-01"}),
    "api-schema": Row("published", EVERYBODY),
    "api-docs": Row("published", EVERYBODY),
    "demo_mails": Row("published", EVERYBODY),
    "demo_mail": Row("published", ABSENT, named={"key": "nothing"}),
    "style_guide": Row("published", EVERYBODY),
    "style_guide_confirm": Row("published", EVERYBODY),
}
ACCOUNTS = {
    "account_login": Row("published", "200 302 302 302 302 302 302 302 302"),
    "account_logout": Row("published", "302 200 200 200 200 200 200 200 200", "302 302 302 302 302 302 302 302 302"),
    "account_signup": Row("published", "200 302 302 302 302 302 302 302 302"),
    "account_inactive": Row("published", EVERYBODY),
    "account_reauthenticate": Row("published", LOGGED_IN),
    "account_email": Row("published", LOGGED_IN, "login 302 302 302 302 302 302 302 302"),
    "account_email_verification_sent": Row("published", EVERYBODY),
    "account_confirm_email": Row("published", EVERYBODY, ABSENT, named={"key": "wrong"}),
    "account_change_password": Row("published", LOGGED_IN),
    "account_set_password": Row("published", "login 302 302 302 302 302 302 302 302"),
    "account_reset_password": Row("published", EVERYBODY),
    "account_reset_password_done": Row("published", EVERYBODY),
    "account_reset_password_from_key": Row("published", EVERYBODY, named={"uidb36": "0", "key": "wrong"}),
    "account_reset_password_from_key_done": Row("published", EVERYBODY),
    "account_sessions": Row("published", LOGGED_IN, POST_ONLY),
    "account_end_session": Row("published", POST_ONLY, NOBODY, named={"session": "nobody"}),
    "account_end_other_sessions": Row("published", POST_ONLY, "login 302 302 302 302 302 302 302 302"),
    "mfa_index": Row("published", LOGGED_IN, POST_ONLY),
    "mfa_authenticate": Row("published", "login 302 302 302 302 302 302 302 302"),
    "mfa_reauthenticate": Row("published", "login 302 302 302 302 302 302 302 302"),
    "mfa_activate_totp": Row("published", PROVE),
    "mfa_deactivate_totp": Row("published", NOBODY),
    "mfa_view_recovery_codes": Row("published", NOBODY, POST_ONLY),
    "mfa_generate_recovery_codes": Row("published", PROVE),
    "mfa_download_recovery_codes": Row("published", NOBODY),
    "mfa_list_webauthn": Row("published", LOGGED_IN, POST_ONLY),
    "mfa_add_webauthn": Row("published", PROVE),
    "mfa_reauthenticate_webauthn": Row("published", "login 302 302 302 302 302 302 302 302"),
    "mfa_remove_webauthn": Row("published", PROVE, named={"pk": 0}),
    "mfa_edit_webauthn": Row("published", PROVE, named={"pk": 0}),
    "mfa_login_webauthn": Row("published", "login 302 302 302 302 302 302 302 302"),
    "account_confirm_login_code": Row("published", "login 302 302 302 302 302 302 302 302"),
}
CALL = {
    "rounds": Row("open", EVERYBODY),
    "round": Row("open", EVERYBODY),
    "round draft": Row("draft", DRAFT),
    "rule_card": Row("open", EVERYBODY),
    "rule_card draft": Row("draft", DRAFT),
    "rule_card_pdf": Row("open", FILE_FOR_ALL),
    "rule_card_pdf draft": Row("draft", "404 404 404 404 404 302 302 404 404"),
    "api-rounds": Row("open", EVERYBODY),
    "api-round": Row("open", EVERYBODY),
    "api-round draft": Row("draft", ABSENT),
    "desk": Row("open", STAFF),
    "create_round": Row("open", MANAGED),
    "round_desk": Row("open", STAFF),
    "round_desk draft": Row("draft", STAFF),
    "edit_round": Row("draft", MANAGED),
    "edit_round open": Row("open", MANAGED_LATE),
    "edit_section": Row("draft", MANAGED, named={"section": "notice"}),
    "edit_section open": Row("open", MANAGED_LATE, named={"section": "notice"}),
    "clone_round": Row("open", MANAGED),
    "compare_cards": Row("open", STAFF),
    "what_if": Row("draft", STAFF),
    "what_if open": Row("open", STAFF_LATE),
    "request_opening": Row("draft", MANAGED),
    "request_opening open": Row("open", MANAGED_LATE),
    "cancel_round": Row("open", MANAGED),
    "cancel_round presentation": Row("presentation", MANAGED_LATE),
}
APPLICATION = {
    "start_application": Row("open", "login 200 200 200 200 403 403 403 403"),
    "start_application draft": Row("draft", "login 404 404 404 404 403 403 404 404"),
    "start_application closed": Row("closed", "login 409 409 409 409 403 403 403 403"),
    "applications": Row("open", LOGGED_IN),
    "application": Row("open", OWN),
    "application presentation": Row("presentation", OWN),
    "team": Row("open", OWN),
    "team closed": Row("closed", OWN, OWN_LATE),
    "researchers": Row("open", OWN),
    "goals": Row("open", OWN),
    "method": Row("open", OWN, OWN_LATE),
    "schedule": Row("open", OWN),
    "resources": Row("open", OWN),
    "ecosystem": Row("open", OWN, OWN_LATE),
    "documents": Row("open", OWN, NOBODY),
    "documents closed": Row("closed", OWN, OWN_LATE),
    "remove_document": Row("open", POST_ONLY, OWN_SENT, named=PROPOSAL),
    "remove_document closed": Row("closed", POST_ONLY, OWN_LATE, named=PROPOSAL),
    "document": Row("open", OWN_FILE, named=PROPOSAL | {"version": 1}),
    "document presentation": Row("presentation", OWN_FILE, named=PROPOSAL | {"version": 1}),
    "share": Row("open", OWN),
    "unshare": Row("open", POST_ONLY, OWN_SENT),
    "submit": Row("open", OWN),
    "submit closed": Row("closed", OWN),
    "receipt": Row("closed", OWN),
    "receipt_pdf": Row("closed", OWN_FILE),
    "withdraw": Row("closed", OWN, OWN_SENT),
    "withdraw presentation": Row("presentation", OWN_LATE),
}
SCREENING = {
    "unseal open": Row("open", STAFF_LATE),
    "unseal": Row("closed", STAFF, STAFF_SENT),
    "screening closed": Row("closed", STAFF),
    "screening": Row("screening", STAFF),
    "screen closed": Row("closed", NOBODY),
    "screen": Row("screening", STAFF),
    "screening_document closed": Row("closed", NOBODY, named=PROPOSAL),
    "screening_document": Row("screening", STAFF_FILE, named=PROPOSAL),
}
PANEL = {
    "panel": Row("presentation", STAFF),
    "elect_chair": Row("presentation", POST_ONLY, STAFF),
    "dismiss": Row("presentation", STAFF),
    "start_review": Row("screening", STAFF, STAFF_LATE),
    "progress": Row("written", STAFF),
    "progress presentation": Row("presentation", STAFF),
    "close_review": Row("written", STAFF, STAFF_SENT),
    "reveal": Row("written", STAFF_LATE),
    "reveal revealed": Row("deliberation", STAFF_LATE),
    "shortlist": Row("written", STAFF_LATE),
    "export_evidence": Row("deliberation", MANAGED),
    "export_evidence presentation": Row("presentation", MANAGED_LATE),
    "panels": Row("written", "login 404 404 302 302 404 404 404 404"),
    "panel_home": Row("written", SEATED),
    "sign_pledges": Row("written", SEATED_LATE),
    "declare_interests": Row("written", SEATED),
    "sheet": Row("written", MEMBER),
    "sheet presentation": Row("presentation", MEMBER),
    "sign_sheet": Row("written", MEMBER),
    "sheet_receipt": Row("written", MEMBER),
    "panel_document": Row("written", MEMBER_FILE, named=PROPOSAL),
    "panel_document published": Row("published", MEMBER_LATE, named=PROPOSAL),
}
MEETING = {
    "timetable": Row("presentation", STAFF),
    "meeting": Row("presentation", STAFF),
    "attendance": Row("presentation", POST_ONLY, STAFF),
    "session_start": Row("presentation", STAFF, STAFF_LATE),
    "session_open_vote": Row("presentation", STAFF, STAFF_LATE),
    "session_end": Row("presentation", STAFF, STAFF_SENT),
    "meeting_room": Row("presentation", SEATED),
    "vote": Row("presentation", MEMBER),
    "vote deliberation": Row("deliberation", MEMBER_LATE),
    "opinion presentation": Row("presentation", MEMBER_LATE),
    "opinion": Row("deliberation", MEMBER),
}
DECISION = {
    "results sealed": Row("presentation", NOBODY),
    "results": Row("deliberation", WATCHED),
    "derivation sealed": Row("presentation", NOBODY),
    "derivation": Row("deliberation", WATCHED),
    "lots sealed": Row("presentation", NOBODY),
    "lots": Row("deliberation", STAFF),
    "further_sitting": Row("deliberation", MANAGED),
    "decision_desk presentation": Row("presentation", STAFF),
    "decision_desk": Row("deliberation", STAFF),
    "prepare_decision presentation": Row("presentation", POST_ONLY, MANAGED_LATE),
    "prepare_decision": Row("deliberation", POST_ONLY, STAFF),
    "request_publication": Row("deliberation", MANAGED),
    "request_publication published": Row("published", MANAGED_LATE),
    "result deliberation": Row("deliberation", NOBODY),
    "result": Row("published", OWN),
    "decisions": Row("published", EVERYBODY),
    "decision deliberation": Row("deliberation", ABSENT),
    "decision": Row("published", EVERYBODY),
    "decision_pdf deliberation": Row("deliberation", ABSENT),
    "decision_pdf": Row("published", EVERYBODY),
    "api-decision deliberation": Row("deliberation", ABSENT),
    "api-decision": Row("published", EVERYBODY),
}
API = {
    "api-problems": Row("published", EVERYBODY),
    "api-problem": Row("published", EVERYBODY, named={"code": "absent"}),
    "api-tokens": Row("open", API_EACH, API_EACH_BAD),
    "api-token": Row("open", API_NO, named={"token": "nothing"}),
    "api-approvals": Row("published", API_WATCHED),
    "api-approval": Row("published", API_WATCHED, named={"approval": "approval"}),
    "api-answer": Row("published", API_NO, "401 404 404 404 404 422 422 404 422", named={"approval": "approval"}),
    "api-roles": Row("published", API_WATCHED, "401 404 404 404 404 403 422 404 403"),
    "api-reports": Row("published", API_WATCHED),
    "api-retry-report": Row("published", API_NO, API_STAFF_LATE, named={"number": "receipt"}),
    "api-start-application": Row("open", API_NO, "401 422 422 422 422 403 403 403 403"),
    "api-applications": Row("open", API_EACH),
    "api-application": Row("open", API_OWN),
    "api-people": Row("open", API_OWN, API_OWN_BAD),
    "api-unshare": Row("open", API_NO, API_OWN_BAD),
    "api-documents": Row("open", API_OWN, API_OWN_BAD),
    "api-remove-document": Row("open", API_NO, named=PROPOSAL),
    "api-document": Row("open", API_OWN, named=PROPOSAL | {"version": 1}),
    "api-submit": Row("open", API_NO, API_OWN_SENT),
    "api-receipt": Row("closed", API_OWN),
    "api-withdraw": Row("closed", API_NO, API_OWN_SENT),
    "api-desk": Row("open", API_STAFF, API_MANAGED_BAD),
    "api-desk-round": Row("open", API_STAFF),
    "api-edit-section": Row("draft", API_NO, named={"section": "notice"}),
    "api-request-opening": Row("draft", API_NO, API_MANAGED_BAD),
    "api-cancel-round": Row("open", API_NO, API_MANAGED_BAD),
    "api-unseal": Row("closed", API_NO, API_STAFF_SENT),
    "api-screening": Row("screening", API_STAFF),
    "api-screen": Row("screening", API_STAFF, API_STAFF_BAD),
    "api-assignments": Row("written", API_EACH),
    "api-sheet": Row("written", API_MEMBER),
    "api-sign-sheet": Row("written", API_NO, "401 404 404 422 404 404 404 404 404"),
    "api-votes": Row("presentation", API_EACH, API_EACH_BAD),
    "api-opinions": Row("deliberation", API_NO, API_EACH_BAD),
    "api-sign-pledges": Row("written", API_NO, "401 404 404 409 409 404 404 404 404"),
    "api-declare-interests": Row("written", API_NO, "401 404 404 422 422 404 404 404 404"),
    "api-panel": Row("presentation", API_STAFF, API_STAFF_BAD),
    "api-elect-chair": Row("presentation", API_NO, API_STAFF_BAD),
    "api-dismiss": Row("presentation", API_NO, API_STAFF_BAD),
    "api-shortlist": Row("written", API_NO, API_STAFF_LATE),
    "api-progress": Row("written", API_STAFF),
    "api-start-review": Row("screening", API_NO, API_STAFF_LATE),
    "api-close-review": Row("written", API_NO, API_STAFF_SENT),
    "api-reveal": Row("written", API_NO, API_STAFF_LATE),
    "api-lots": Row("deliberation", API_NO, API_STAFF_BAD),
    "api-further-sitting": Row("deliberation", API_NO, API_MANAGED_BAD),
    "api-timetable": Row("presentation", API_STAFF, API_STAFF_BAD),
    "api-attendance": Row("presentation", API_NO, API_STAFF_BAD),
    "api-session-move": Row("presentation", API_NO, API_STAFF_SENT, named={"move": "end"}),
    "api-prepare-decision": Row("deliberation", API_STAFF, API_MANAGED_LATE),
    "api-request-publication": Row("deliberation", API_NO, API_MANAGED_BAD),
    "api-withdraw presentation": Row("presentation", API_NO, API_OWN_LATE),
    "api-submit closed": Row("closed", API_NO, API_OWN_SENT),
    "api-screen closed": Row("closed", API_NOBODY, API_NOBODY),
    "api-cancel-round presentation": Row("presentation", API_NO, API_MANAGED_LATE),
    "api-unseal open": Row("open", API_NO, API_STAFF_LATE),
    "api-panel draft": Row("draft", API_NOBODY, API_NOBODY),
    "api-desk-round draft": Row("draft", API_STAFF),
}
TABLE = HOUSE | ACCOUNTS | CALL | APPLICATION | SCREENING | PANEL | MEETING | DECISION | API
