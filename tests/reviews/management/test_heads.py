"""`manage.py heads` prints what somebody outside may keep."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from portal import heads
from tests.factories.rounds import draft_round, open_round

pytestmark = pytest.mark.django_db


def test_heads_prints_one_signed_head_a_line_up_to_the_newest_link():
    round_, printed = open_round(), io.StringIO()

    call_command("heads", round_.reference, stdout=printed)

    lines = [json.loads(line) for line in printed.getvalue().splitlines()]
    assert lines == list(heads.of_chain(round_.chain))
    assert [line["gate"] for line in lines] == ["round.open", "round.start"]


def test_heads_signs_what_no_gate_has_covered(draft):
    printed = io.StringIO()

    call_command("heads", draft.reference, stdout=printed)

    assert [json.loads(line)["gate"] for line in printed.getvalue().splitlines()] == [heads.ASKED]


def test_heads_without_a_key_prints_what_is_there(settings, tmp_path, draft):
    settings.MODE, settings.SIGNING_KEY_FILE = "production", str(tmp_path / "none.pem")
    printed, said = io.StringIO(), io.StringIO()

    call_command("heads", draft.reference, stdout=printed, stderr=said)

    assert printed.getvalue() == ""
    assert "the newest link is not signed" in said.getvalue()


def test_heads_of_no_round_is_refused():
    with pytest.raises(CommandError, match="there is no round nothing"):
        call_command("heads", "nothing")


@pytest.fixture
def draft():

    return draft_round()
