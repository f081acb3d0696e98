"""The access matrix of this app's addresses, phase by phase; a new address without a row fails the build."""

from collections.abc import Mapping, Sequence
from typing import Final

from portal.rules.circles import ACCOUNTS, APPLICANTS, CONSORTIUM, EVERYBODY, MANAGERS, NOBODY, STAFF, SUBMITTERS
from portal.rules.matrix import Row

UNATTENDED: Final[Mapping[str, str]] = {
    "task applications.clock.advance_rounds": "Starts and closes the rounds that are due, as the system"
}
ROWS: Final[Mapping[str, Sequence[Row]]] = {
    "rounds": (Row("any", EVERYBODY.open(), EVERYBODY.open()),),
    "round": (
        Row("draft", STAFF.open(), STAFF.open()),
        Row("open-published", EVERYBODY.open(), EVERYBODY.open()),
    ),
    "rule_card": (
        Row("draft", STAFF.open(), STAFF.open()),
        Row("open-published", EVERYBODY.open(), EVERYBODY.open()),
    ),
    "rule_card_pdf": (
        Row("draft", STAFF.open("302"), STAFF.open("302")),
        Row("open-published", EVERYBODY.open("file"), EVERYBODY.open("file")),
    ),
    "start_application": (
        Row("draft", STAFF.page("403"), STAFF.page("403")),
        Row("open", APPLICANTS.page(), APPLICANTS.page()),
        Row("closed-published", APPLICANTS.page("409"), APPLICANTS.page("409")),
    ),
    "applications": (Row("any", ACCOUNTS.page(), reason="One's own applications, also none"),),
    "application": (Row("open-published", CONSORTIUM.page()),),
    "team": (
        Row("open", CONSORTIUM.page(), SUBMITTERS.page()),
        Row("closed-published", CONSORTIUM.page(), SUBMITTERS.page("409")),
    ),
    "researchers": (
        Row("open", CONSORTIUM.page(), SUBMITTERS.page()),
        Row("closed-published", CONSORTIUM.page(), SUBMITTERS.page("409")),
    ),
    "goals": (
        Row("open", CONSORTIUM.page(), SUBMITTERS.page()),
        Row("closed-published", CONSORTIUM.page(), SUBMITTERS.page("409")),
    ),
    "method": (Row("open-published", CONSORTIUM.page(), SUBMITTERS.page("409")),),
    "schedule": (
        Row("open", CONSORTIUM.page(), SUBMITTERS.page()),
        Row("closed-published", CONSORTIUM.page(), SUBMITTERS.page("409")),
    ),
    "resources": (
        Row("open", CONSORTIUM.page(), SUBMITTERS.page()),
        Row("closed-published", CONSORTIUM.page(), SUBMITTERS.page("409")),
    ),
    "ecosystem": (Row("open-published", CONSORTIUM.page(), SUBMITTERS.page("409")),),
    "documents": (
        Row("open", CONSORTIUM.page(), SUBMITTERS.page("404")),
        Row("closed-published", CONSORTIUM.page(), SUBMITTERS.page("409")),
    ),
    "remove_document": (
        Row("open", post=SUBMITTERS.page("302")),
        Row("closed-published", post=SUBMITTERS.page("409")),
    ),
    "document": (Row("open-published", CONSORTIUM.page("file")),),
    "share": (Row("open-published", CONSORTIUM.page(), CONSORTIUM.page()),),
    "unshare": (Row("open-published", post=CONSORTIUM.page("302")),),
    "submit": (Row("open-published", CONSORTIUM.page(), CONSORTIUM.page()),),
    "receipt": (
        Row("open", NOBODY.page()),
        Row("closed-published", CONSORTIUM.page()),
    ),
    "receipt_pdf": (
        Row("open", CONSORTIUM.page("302")),
        Row("closed-published", CONSORTIUM.page("file")),
    ),
    "withdraw": (
        Row("open", SUBMITTERS.page("409"), SUBMITTERS.page("409")),
        Row("closed-screening", SUBMITTERS.page(), SUBMITTERS.page("302")),
        Row("written-published", SUBMITTERS.page("409"), SUBMITTERS.page("409")),
    ),
    "desk": (Row("any", STAFF.page(), STAFF.page()),),
    "create_round": (Row("any", MANAGERS.page(), MANAGERS.page()),),
    "round_desk": (Row("draft-published", STAFF.page(), STAFF.page()),),
    "edit_round": (
        Row("draft", MANAGERS.page(), MANAGERS.page()),
        Row("open-published", MANAGERS.page("409"), MANAGERS.page("409")),
    ),
    "edit_section": (
        Row("draft", MANAGERS.page(), MANAGERS.page()),
        Row("open-published", MANAGERS.page("409"), MANAGERS.page("409")),
    ),
    "clone_round": (Row("draft-published", MANAGERS.page(), MANAGERS.page()),),
    "compare_cards": (Row("draft-published", STAFF.page(), STAFF.page()),),
    "request_opening": (
        Row("draft", MANAGERS.page(), MANAGERS.page()),
        Row("open-published", MANAGERS.page("409"), MANAGERS.page("409")),
    ),
    "cancel_round": (
        Row("draft-closed", MANAGERS.page(), MANAGERS.page()),
        Row("screening-published", MANAGERS.page("409"), MANAGERS.page("409")),
    ),
    "unseal": (
        Row("draft-open", STAFF.page("409"), STAFF.page("409")),
        Row("closed", STAFF.page(), STAFF.page("302")),
        Row("screening-published", STAFF.page("409"), STAFF.page("409")),
    ),
    "screening": (Row("draft-published", STAFF.page(), STAFF.page()),),
    "screen": (
        Row("open-closed", NOBODY.page(), NOBODY.page()),
        Row("screening-published", STAFF.page(), STAFF.page()),
    ),
    "screening_document": (
        Row("open-closed", NOBODY.page(), NOBODY.page()),
        Row("screening-published", STAFF.page("file"), STAFF.page("file")),
    ),
    "api-rounds": (Row("any", EVERYBODY.open()),),
    "api-round": (
        Row("draft", NOBODY.open()),
        Row("open-published", EVERYBODY.open()),
    ),
    "api-start-application": (
        Row("draft", post=STAFF.api("403")),
        Row("open", post=APPLICANTS.api("422")),
        Row("closed-published", post=APPLICANTS.api("409")),
    ),
    "api-applications": (Row("any", ACCOUNTS.api(), reason="One's own applications, also none"),),
    "api-application": (Row("open-published", CONSORTIUM.api(), patch=CONSORTIUM.api("428")),),
    "api-people": (Row("open-published", CONSORTIUM.api(), CONSORTIUM.api("422")),),
    "api-unshare": (Row("open-published", post=CONSORTIUM.api("422")),),
    "api-documents": (Row("open-published", CONSORTIUM.api(), CONSORTIUM.api("422")),),
    "api-remove-document": (
        Row("open", delete=SUBMITTERS.api()),
        Row("closed-published", delete=SUBMITTERS.api("409")),
    ),
    "api-document": (Row("open-published", CONSORTIUM.api()),),
    "api-submit": (Row("open-published", post=SUBMITTERS.api("201")),),
    "api-receipt": (
        Row("open", NOBODY.api()),
        Row("closed-published", CONSORTIUM.api()),
    ),
    "api-withdraw": (
        Row("open", post=SUBMITTERS.api("409")),
        Row("closed-screening", post=SUBMITTERS.api("201")),
        Row("written-published", post=SUBMITTERS.api("409")),
    ),
    "api-desk": (Row("any", STAFF.api(), MANAGERS.api("422")),),
    "api-desk-round": (Row("draft-published", STAFF.api()),),
    "api-edit-section": (
        Row("draft", patch=MANAGERS.api("428")),
        Row("open-published", patch=MANAGERS.api("409")),
    ),
    "api-request-opening": (
        Row("draft", post=MANAGERS.api("422")),
        Row("open-published", post=MANAGERS.api("409")),
    ),
    "api-cancel-round": (
        Row("draft-closed", post=MANAGERS.api("422")),
        Row("screening-published", post=MANAGERS.api("409")),
    ),
    "api-unseal": (
        Row("draft-open", post=STAFF.api("409")),
        Row("closed", post=STAFF.api("201")),
        Row("screening-published", post=STAFF.api("409")),
    ),
    "api-screening": (Row("draft-published", STAFF.api()),),
    "api-screen": (
        Row("open-closed", NOBODY.api(), NOBODY.api()),
        Row("screening-published", STAFF.api(), STAFF.api("422")),
    ),
}
