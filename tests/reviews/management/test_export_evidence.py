"""`manage.py export_evidence`: the sealed bundle leaves the house once an approval, and nothing is left half written."""

import stat
import zipfile
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from portal import heads
from portal.actions.approvals import answer_approval
from portal.clusters import server_now
from portal.demo_clock import set_clock
from portal.errors import NotNow
from portal.models import AuditEvent
from portal.rules.approvals import Verdict
from reviews.actions.export_evidence import request_export
from reviews.actions.session import end_session
from reviews.models import EvidenceExport
from reviews.verify import sha256
from tests.factories import decisions, people
from tests.factories.decisions import published_round, revealed_round
from tests.factories.evidence import approved_export
from tests.factories.panels import approve
from tests.factories.people import approver, manager
from tests.factories.rounds import open_round

pytestmark = pytest.mark.django_db


def export(round_, path, **which):
    call_command("export_evidence", round_.reference, to=path, **which)


def refusal(round_, path, **which):
    with pytest.raises(CommandError) as told:
        export(round_, path, **which)
    assert list(path.parent.iterdir()) == []
    return str(told.value)


def test_sealed_export_is_written_once_and_stands_in_the_chain(tmp_path, capsys):
    round_ = published_round(1, 3)
    approval, path = approved_export(round_), tmp_path / "evidence.zip"

    export(round_, path, approval=approval)

    made = EvidenceExport.objects.get(approval__reference=approval)
    with zipfile.ZipFile(path) as bundle:
        assert sha256(bundle.read("bundle.json")) == made.contents_sha256
        assert len([name for name in bundle.namelist() if name.startswith("documents/")]) > 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    event = AuditEvent.objects.filter(chain__name=round_.chain).latest("seq")
    assert (event.verb, heads.at_link(round_.chain, event.seq)["gate"]) == ("evidence.export", "evidence.export")
    path.unlink()
    assert "used already" in refusal_in_english(round_, path, approval)


def refusal_in_english(round_, path, approval):
    with translation.override("en"):
        return refusal(round_, path, approval=approval)


@pytest.mark.parametrize("verdict", [None, Verdict.REJECTED])
def test_sealed_export_needs_the_answer_of_the_other_agency(tmp_path, verdict):
    round_ = published_round(1, 3)
    asked = request_export(round_id=round_.pk, reason="법원 제출", actor=manager(), now=server_now())
    if verdict:
        answer_approval(approval=asked, verdict=verdict, actor=approver(), now=server_now())

    assert refusal_in_english(round_, tmp_path / "e.zip", asked.reference).startswith("There is no approved request")


def test_sealed_export_takes_no_approval_of_another_round_or_act(tmp_path):
    one, other = published_round(1, 3), published_round(1, 3)
    foreign = [approved_export(other), one.card.approval.reference, "NOTHING1"]

    told = {refusal_in_english(one, tmp_path / "e.zip", each) for each in foreign}

    assert len(told) == 1


def test_sealed_export_comes_too_late_after_a_day(tmp_path):
    round_ = published_round(1, 3)
    approval = approved_export(round_)
    set_clock(server_now() + timedelta(hours=24))

    assert "good for a day" in refusal_in_english(round_, tmp_path / "e.zip", approval)


def test_public_export_waits_for_the_publication(tmp_path):
    round_, _members = revealed_round(1, 3)

    assert refusal(round_, tmp_path / "e.zip", public=True)


@pytest.mark.parametrize("which", [{}, {"public": True, "approval": "ABCDEFGH"}])
def test_exactly_one_kind_is_asked_for(tmp_path, which):
    with pytest.raises((CommandError, TypeError)):
        export(open_round(), tmp_path / "e.zip", **which)


def test_no_round_and_no_folder_are_refused(tmp_path):
    with pytest.raises(CommandError, match="there is no round nothing"):
        call_command("export_evidence", "nothing", to=tmp_path / "e.zip", public=True)
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_evidence", "nothing", to=tmp_path / "no" / "e.zip", public=True)


def test_an_approved_export_waits_while_something_is_sealed_again(tmp_path):
    """Between the question and the answer a further sitting may have been granted."""
    round_, members = decisions.timetabled_round(2, 5)
    first, second = decisions.reviewed(round_)
    decisions.come(round_, members)
    decisions.hold_session(round_, second, members)
    decisions.voting_session(first)
    decisions.leave(round_, members[2:])
    end_session(session_id=decisions.session_of(first).pk, actor=people.secretary(), now=server_now())
    decisions.reveal(round_)
    asked = request_export(round_id=round_.pk, reason="법원에 제출합니다.", actor=manager(), now=server_now())
    approve(decisions.ask_further(round_, times=decisions.slots([first])))

    with pytest.raises(NotNow, match="evidence_still_sealed"):
        approve(asked)
