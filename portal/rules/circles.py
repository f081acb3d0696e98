"""Who is let in where: the circles that the rows of the access matrix speak of."""

from typing import Final

from portal.rules.matrix import WHO, Circle

_STAFF = frozenset({"secretary", "manager", "ministry", "auditor"})
_ACCOUNTS = frozenset(WHO) - {"anonymous"}

EVERYBODY: Final = Circle("Public", frozenset(WHO))
NOBODY: Final = Circle("Nothing is here for anybody at this time", frozenset())
ACCOUNTS: Final = Circle("Whoever is logged in", _ACCOUNTS)
APPLICANTS: Final = Circle(
    "Whoever holds no staff role may apply; staff may not", _ACCOUNTS - _STAFF, dict.fromkeys(_STAFF, "403")
)
STAFF: Final = Circle("Secretary and managers run the rounds", frozenset({"secretary", "manager"}))
STAFF_AND_AUDITOR: Final = Circle(
    "Those who run the rounds, and the auditor", frozenset({"secretary", "manager", "auditor"})
)
WORKERS: Final = Circle(
    "Those who run the rounds start failed work again; the auditor changes nothing", STAFF.inside, {"auditor": "403"}
)
MANAGERS: Final = Circle("A manager's act; the secretary sees it", frozenset({"manager"}), {"secretary": "403"})
ROLE_MANAGERS: Final = Circle(
    "A manager's act; secretary and auditor see it", frozenset({"manager"}), {"secretary": "403", "auditor": "403"}
)
AUDITOR: Final = Circle("Those who run the rounds, and the auditor", frozenset({"secretary", "manager", "auditor"}))
WORKERS: Final = Circle(
    "Those who run the rounds start failed work again; the auditor changes nothing", STAFF.inside, {"auditor": "403"}
)
MANAGERS: Final = Circle("A manager's act; the secretary sees it", frozenset({"manager"}), {"secretary": "403"})
ROLE_MANAGERS: Final = Circle(
    "A manager's act; secretary and auditor see it", frozenset({"manager"}), {"secretary": "403", "auditor": "403"}
)
ANSWERERS: Final = Circle(
    "Managers answer, and the auditor is told why not", frozenset({"manager", "secretary", "auditor"})
)
AUDITOR: Final = Circle("The auditor's records", frozenset({"auditor"}))
CONSORTIUM: Final = Circle("The consortium's own people", frozenset({"applicant", "viewer"}))
SUBMITTERS: Final = Circle(
    "The consortium's submitters and editors; its viewers only read", frozenset({"applicant"}), {"viewer": "403"}
)
SEATED: Final = Circle("Whoever has a seat on the panel", frozenset({"member", "recused"}))
MEMBER: Final = Circle("A seat that did not step back from this application", frozenset({"member"}))
PANELS: Final = Circle("Whoever has a seat on any panel", frozenset({"member", "recused", "outside"}))
