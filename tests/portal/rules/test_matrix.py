"""What a row of the access matrix says, cell by cell."""

import pytest

from portal.rules.circles import ACCOUNTS, EVERYBODY, MANAGERS, NOBODY
from portal.rules.matrix import ANY, PHASES, WHO, Row, cells


def test_page_leads_strangers_to_the_login_and_says_404_outside():
    page = MANAGERS.page("409")

    assert {who: page.answer(who) for who in ("anonymous", "person", "secretary", "manager", "auditor")} == {
        "anonymous": "login",
        "person": "404",
        "secretary": "403",
        "manager": "409",
        "auditor": "404",
    }


def test_api_says_401_and_an_open_address_treats_strangers_like_others():
    assert (MANAGERS.api().answer("anonymous"), MANAGERS.open().answer("anonymous")) == ("401", "404")
    assert {EVERYBODY.open().answer(who) for who in WHO} == {"200"}


@pytest.mark.parametrize(
    ("policy", "is_enough"),
    [
        (ACCOUNTS.page(), True),
        (ACCOUNTS.api("422"), True),
        (ACCOUNTS.page("404"), False),
        (ACCOUNTS.page(anonymous="302"), False),
        (EVERYBODY.open(), False),
        (MANAGERS.page(), False),
        (NOBODY.page(), False),
    ],
)
def test_policy_asks_only_for_login(policy, is_enough):
    assert policy.asks_only_for_login is is_enough


@pytest.mark.parametrize(
    ("phases", "within"),
    [("any", (ANY,)), ("open", ("open",)), ("draft-closed", PHASES[:3]), ("draft-published", PHASES)],
)
def test_row_names_its_phases(phases, within):
    assert tuple(Row(phases).within()) == within


@pytest.mark.parametrize("phases", ["opened", "open-never", ""])
def test_row_of_an_unknown_phase_is_refused(phases):
    with pytest.raises(ValueError, match="not in tuple"):
        Row(phases).within()


def test_cells_are_methods_times_phases_times_people():
    rows = [Row("draft-open", ACCOUNTS.page(), MANAGERS.page(), reason="own"), Row("closed", delete=NOBODY.api())]

    found = list(cells("/x/", rows))

    assert len(found) == (2 * 2 + 1) * len(WHO)
    assert {cell.reason for cell in found} == {"own", MANAGERS.reason, NOBODY.reason}
    assert {cell.method for cell in found if cell.phase == "closed"} == {"DELETE"}
