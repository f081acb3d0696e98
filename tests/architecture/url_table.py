"""The declared access matrix as the tests ask it: one row an address, phase and thing that it names."""

from dataclasses import dataclass, field
from typing import Any

from portal.addresses import addresses
from portal.registry import registry
from portal.rules.matrix import ANY, WHO
from portal.rules.matrix import Row as Declared

# What an address is asked with besides its round and application; a second word is the row's `about`.
PROPOSAL = {"kind": "proposal"}
NAMED: dict[str, dict[str, Any]] = {
    "approval": {"reference": "approval"},
    "report_file rule card": {"number": "rule_card"},
    "report_file decision": {"number": "decision"},
    "report_file evaluation report": {"number": "evaluation_report"},
    "report_file receipt": {"number": "receipt"},
    "retry_report": {"number": "receipt"},
    "export_log": {"log": "access"},
    "sign_month": {"month": "2025-01"},
    "demo_mail": {"key": "nothing"},
    "account_confirm_email": {"key": "wrong"},
    "account_reset_password_from_key": {"uidb36": "0", "key": "wrong"},
    "account_end_session": {"session": "nobody"},
    "mfa_remove_webauthn": {"pk": 0},
    "mfa_edit_webauthn": {"pk": 0},
    "edit_section": {"section": "notice"},
    "remove_document": PROPOSAL,
    "document": PROPOSAL | {"version": 1},
    "screening_document": PROPOSAL,
    "panel_document": PROPOSAL,
    "file": {"token": "forged"},
    "api-problem": {"code": "absent"},
    "api-token": {"token": "nothing"},
    "api-approval": {"approval": "approval"},
    "api-answer": {"approval": "approval"},
    "api-retry-report": {"number": "receipt"},
    "api-remove-document": PROPOSAL,
    "api-document": PROPOSAL | {"version": 1},
    "api-edit-section": {"section": "notice"},
    "api-session-move": {"move": "end"},
}
METHODS = ("GET", "POST")
API_METHODS = (*METHODS, "PATCH", "DELETE")
# The house's own addresses are asked where most stands.
WHEREVER = "published"


@dataclass(frozen=True)
class Row:
    """What everybody gets at one address in one scene; `no` is a refused method, with or without a login first."""

    scene: str
    get: str = ""
    post: str = ""
    named: dict[str, Any] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)

    def answers(self) -> dict[str, str]:
        """By method."""
        return {"GET": self.get, "POST": self.post, **self.others}


def table(*, whole: bool = False) -> dict[str, Row]:
    """Rows by `name about phase`: the first phase of each declared row, or all of them."""
    found = {}
    for name in addresses():
        for declared in registry.matrix[name]:
            phases = declared.within() if whole else declared.within()[:1]
            for phase in phases:
                found[" ".join(filter(None, (name, declared.about, phase)))] = _row(name, declared, phase)
    return found


def _row(name: str, declared: Declared, phase: str) -> Row:
    said = {method: " ".join(map(policy.answer, WHO)) for method, policy in declared.policies().items()}
    refused = " ".join(["no"] * len(WHO))
    methods = API_METHODS if name.startswith("api-") else METHODS
    answers = {method: said.get(method, refused) for method in methods}
    return Row(
        WHEREVER if phase == ANY else phase,
        answers.pop("GET"),
        answers.pop("POST"),
        NAMED.get(f"{name} {declared.about}".strip(), {}),
        answers,
    )


TABLE = table()
