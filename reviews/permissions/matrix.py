"""The access matrix of this app's addresses, phase by phase; a new address without a row fails the build."""

from collections.abc import Mapping, Sequence
from typing import Final

from portal.rules.circles import (
    ACCOUNTS,
    CONSORTIUM,
    EVERYBODY,
    MANAGERS,
    MEMBER,
    NOBODY,
    PANELS,
    SEATED,
    STAFF,
    STAFF_AND_AUDITOR,
)
from portal.rules.matrix import Row

UNATTENDED: Final[Mapping[str, str]] = {
    "command demo": "Plays the demo on a cluster that was created as one",
    "command export_evidence": "Writes the public bundle, or with an approved request of two agencies the sealed one",
    "command heads": "Prints signed heads, which say nothing of the contents",
    "command tally": "Tallies a file that is handed to it; reads no row",
}
ROWS: Final[Mapping[str, Sequence[Row]]] = {
    "decisions": (Row("any", EVERYBODY.open(), EVERYBODY.open()),),
    "decision": (
        Row("draft-deliberation", NOBODY.open(), NOBODY.open()),
        Row("published", EVERYBODY.open(), EVERYBODY.open()),
    ),
    "decision_pdf": (
        Row("draft-deliberation", NOBODY.open(), NOBODY.open()),
        Row("published", EVERYBODY.open(), EVERYBODY.open()),
    ),
    "result": (
        Row("open-deliberation", NOBODY.page(), NOBODY.page()),
        Row("published", CONSORTIUM.page(), CONSORTIUM.page()),
    ),
    "what_if": (
        Row("draft", STAFF.page()),
        Row("open-published", STAFF.page("409")),
    ),
    "timetable": (
        Row("draft-written", NOBODY.page(), NOBODY.page()),
        Row("presentation-deliberation", STAFF.page(), STAFF.page()),
        Row("published", STAFF.page("409"), STAFF.page("409")),
    ),
    "meeting": (
        Row("draft-written", NOBODY.page(), NOBODY.page()),
        Row("presentation-published", STAFF.page(), STAFF.page()),
    ),
    "attendance": (
        Row("draft-written", post=NOBODY.page()),
        Row("presentation-published", post=STAFF.page()),
    ),
    "session_start": (
        Row("open-written", NOBODY.page(), NOBODY.page()),
        Row("presentation-published", STAFF.page(), STAFF.page("409")),
    ),
    "session_open_vote": (
        Row("open-written", NOBODY.page(), NOBODY.page()),
        Row("presentation-published", STAFF.page(), STAFF.page("409")),
    ),
    "session_end": (
        Row("open-written", NOBODY.page(), NOBODY.page()),
        Row("presentation", STAFF.page(), STAFF.page("302")),
        Row("deliberation-published", STAFF.page(), STAFF.page("409")),
    ),
    "results": (
        Row("draft-presentation", NOBODY.page(), NOBODY.page()),
        Row("deliberation-published", STAFF_AND_AUDITOR.page(), STAFF_AND_AUDITOR.page()),
    ),
    "derivation": (
        Row("open-presentation", NOBODY.page(), NOBODY.page()),
        Row("deliberation-published", STAFF_AND_AUDITOR.page(), STAFF_AND_AUDITOR.page()),
    ),
    "lots": (
        Row("draft-presentation", NOBODY.page(), NOBODY.page()),
        Row("deliberation", STAFF.page(), STAFF.page()),
        Row("published", STAFF.page("409"), STAFF.page("409")),
    ),
    "further_sitting": (
        Row("draft-screening", NOBODY.page(), NOBODY.page()),
        Row("written-presentation", MANAGERS.page("409"), MANAGERS.page("409")),
        Row("deliberation", MANAGERS.page(), MANAGERS.page()),
        Row("published", MANAGERS.page("409"), MANAGERS.page("409")),
    ),
    "decision_desk": (
        Row("draft-written", NOBODY.page(), NOBODY.page()),
        Row("presentation-published", STAFF.page(), STAFF.page()),
    ),
    "prepare_decision": (
        Row("draft-written", post=NOBODY.page()),
        Row("presentation", post=MANAGERS.page("409")),
        Row("deliberation-published", post=STAFF.page()),
    ),
    "request_publication": (
        Row("draft-written", NOBODY.page(), NOBODY.page()),
        Row("presentation", MANAGERS.page("409"), MANAGERS.page("409")),
        Row("deliberation", MANAGERS.page(), MANAGERS.page()),
        Row("published", MANAGERS.page("409"), MANAGERS.page("409")),
    ),
    "export_evidence": (
        Row("draft-presentation", MANAGERS.page("409"), MANAGERS.page("409")),
        Row("deliberation-published", MANAGERS.page(), MANAGERS.page()),
    ),
    "meeting_room": (
        Row("draft-screening", NOBODY.page(), NOBODY.page()),
        Row("written-published", SEATED.page(), SEATED.page()),
    ),
    "vote": (
        Row("open-written", NOBODY.page(), NOBODY.page()),
        Row("presentation", MEMBER.page(), MEMBER.page()),
        Row("deliberation-published", MEMBER.page("409"), MEMBER.page("409")),
    ),
    "opinion": (
        Row("open-written", NOBODY.page(), NOBODY.page()),
        Row("presentation", MEMBER.page("409"), MEMBER.page("409")),
        Row("deliberation", MEMBER.page(), MEMBER.page()),
        Row("published", MEMBER.page("409"), MEMBER.page("409")),
    ),
    "panel": (
        Row("draft", NOBODY.page(), NOBODY.page()),
        Row("open-published", STAFF.page(), STAFF.page()),
    ),
    "elect_chair": (
        Row("draft", post=NOBODY.page()),
        Row("open-published", post=STAFF.page()),
    ),
    "dismiss": (
        Row("draft-screening", NOBODY.page(), NOBODY.page()),
        Row("written-presentation", STAFF.page(), STAFF.page()),
        Row("deliberation-published", STAFF.page("409"), STAFF.page("409")),
    ),
    "shortlist": (
        Row("draft-screening", NOBODY.page(), NOBODY.page()),
        Row("written", STAFF.page("409"), STAFF.page("409")),
        Row("presentation-published", NOBODY.page(), NOBODY.page()),
    ),
    "progress": (
        Row("draft-screening", NOBODY.page(), NOBODY.page()),
        Row("written-published", STAFF.page(), STAFF.page()),
    ),
    "start_review": (
        Row("draft", NOBODY.page(), NOBODY.page()),
        Row("open-closed", STAFF.page("409"), STAFF.page("409")),
        Row("screening", STAFF.page(), STAFF.page("409")),
        Row("written-published", STAFF.page("409"), STAFF.page("409")),
    ),
    "close_review": (
        Row("draft-screening", NOBODY.page(), NOBODY.page()),
        Row("written", STAFF.page(), STAFF.page("302")),
        Row("presentation", STAFF.page(), STAFF.page("409")),
        Row("deliberation-published", STAFF.page("409"), STAFF.page("409")),
    ),
    "reveal": (
        Row("draft-screening", NOBODY.page(), NOBODY.page()),
        Row("written-published", STAFF.page("409"), STAFF.page("409")),
    ),
    "panels": (Row("any", PANELS.page("302")),),
    "panel_home": (
        Row("draft-screening", NOBODY.page(), NOBODY.page()),
        Row("written-published", SEATED.page(), SEATED.page()),
    ),
    "sign_pledges": (
        Row("draft-screening", NOBODY.page(), NOBODY.page()),
        Row("written-published", SEATED.page("409"), SEATED.page("409")),
    ),
    "declare_interests": (
        Row("draft-screening", NOBODY.page(), NOBODY.page()),
        Row("written-deliberation", SEATED.page(), SEATED.page()),
        Row("published", SEATED.page("409"), SEATED.page("409")),
    ),
    "sheet": (
        Row("open-screening", NOBODY.page(), NOBODY.page()),
        Row("written-published", MEMBER.page(), MEMBER.page()),
    ),
    "sign_sheet": (
        Row("open-screening", NOBODY.page(), NOBODY.page()),
        Row("written-presentation", MEMBER.page(), MEMBER.page()),
        Row("deliberation-published", MEMBER.page("409"), MEMBER.page("409")),
    ),
    "sheet_receipt": (
        Row("open-screening", NOBODY.page(), NOBODY.page()),
        Row("written-published", MEMBER.page(), MEMBER.page()),
    ),
    "panel_document": (
        Row("open-screening", NOBODY.page(), NOBODY.page()),
        Row("written-presentation", MEMBER.page("file"), MEMBER.page("file")),
        Row("deliberation-published", MEMBER.page("409"), MEMBER.page("409")),
    ),
    "api-decision": (
        Row("draft-deliberation", NOBODY.open()),
        Row("published", EVERYBODY.open()),
    ),
    "api-assignments": (Row("any", ACCOUNTS.api(), reason="One's own seats, also none"),),
    "api-sheet": (
        Row("open-screening", NOBODY.api(), patch=NOBODY.api()),
        Row("written-presentation", MEMBER.api(), patch=MEMBER.api("422")),
        Row("deliberation-published", MEMBER.api(), patch=MEMBER.api("409")),
    ),
    "api-sign-sheet": (
        Row("open-screening", post=NOBODY.api()),
        Row("written-presentation", post=MEMBER.api("422")),
        Row("deliberation-published", post=MEMBER.api("409")),
    ),
    "api-votes": (
        Row(
            "any",
            ACCOUNTS.api(),
            ACCOUNTS.api("422"),
            reason="One's own seats, also none: the seat is looked for in what is sent",
        ),
    ),
    "api-opinions": (Row("any", post=ACCOUNTS.api("422"), reason="The seat is looked for in what is sent"),),
    "api-sign-pledges": (
        Row("draft-screening", post=NOBODY.api()),
        Row("written-published", post=SEATED.api("409")),
    ),
    "api-declare-interests": (
        Row("draft-screening", post=NOBODY.api()),
        Row("written-deliberation", post=SEATED.api("422")),
        Row("published", post=SEATED.api("409")),
    ),
    "api-panel": (
        Row("draft", NOBODY.api(), NOBODY.api()),
        Row("open-published", STAFF.api(), STAFF.api("422")),
    ),
    "api-elect-chair": (
        Row("draft", post=NOBODY.api()),
        Row("open-published", post=STAFF.api("422")),
    ),
    "api-dismiss": (
        Row("draft-screening", post=NOBODY.api()),
        Row("written-presentation", post=STAFF.api("422")),
        Row("deliberation-published", post=STAFF.api("409")),
    ),
    "api-shortlist": (
        Row("draft-screening", post=NOBODY.api()),
        Row("written", post=STAFF.api("409")),
        Row("presentation-published", post=NOBODY.api()),
    ),
    "api-progress": (
        Row("draft-screening", NOBODY.api()),
        Row("written-published", STAFF.api()),
    ),
    "api-start-review": (
        Row("draft", post=NOBODY.api()),
        Row("open-published", post=STAFF.api("409")),
    ),
    "api-close-review": (
        Row("draft-screening", post=NOBODY.api()),
        Row("written", post=STAFF.api("201")),
        Row("presentation-published", post=STAFF.api("409")),
    ),
    "api-reveal": (
        Row("draft-screening", post=NOBODY.api()),
        Row("written-published", post=STAFF.api("409")),
    ),
    "api-lots": (
        Row("draft-presentation", post=NOBODY.api()),
        Row("deliberation", post=STAFF.api("422")),
        Row("published", post=STAFF.api("409")),
    ),
    "api-further-sitting": (
        Row("draft-screening", post=NOBODY.api()),
        Row("written-presentation", post=MANAGERS.api("409")),
        Row("deliberation", post=MANAGERS.api("422")),
        Row("published", post=MANAGERS.api("409")),
    ),
    "api-timetable": (
        Row("draft-written", NOBODY.api(), NOBODY.api()),
        Row("presentation-published", STAFF.api(), STAFF.api("422")),
    ),
    "api-attendance": (
        Row("draft-written", post=NOBODY.api()),
        Row("presentation-published", post=STAFF.api("422")),
    ),
    "api-session-move": (
        Row("open-written", post=NOBODY.api()),
        Row("presentation", post=STAFF.api("201")),
        Row("deliberation-published", post=STAFF.api("409")),
    ),
    "api-prepare-decision": (
        Row("draft-written", NOBODY.api(), NOBODY.api()),
        Row("presentation-published", STAFF.api(), MANAGERS.api("409")),
    ),
    "api-request-publication": (
        Row("draft-written", post=NOBODY.api()),
        Row("presentation", post=MANAGERS.api("409")),
        Row("deliberation", post=MANAGERS.api("422")),
        Row("published", post=MANAGERS.api("409")),
    ),
}
