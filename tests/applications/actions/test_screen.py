import pytest

from applications.actions.screen import screen
from applications.lifecycle import ApplicationStatus
from applications.models import Application, Screening
from applications.rules.screening import ScreeningOutcome
from portal.clusters import server_now
from portal.errors import BrokenRule, NotNow, NotPermitted
from portal.models import AuditEvent, Mail
from reviews.actions.start_review import start_review
from reviews.lifecycle import Stage
from tests.factories.panels import checklist, panel_of, received_round, screened_round, unsealed_round
from tests.factories.people import person, secretary

pytestmark = pytest.mark.django_db


def only_application(round_):
    return Application.objects.get(round=round_)


def test_screen_eligible():
    round_ = unsealed_round(1)
    application = only_application(round_)

    made = screen(application_id=application.pk, answers=checklist(round_), actor=secretary(), now=server_now())

    assert (made.version, made.outcome) == (1, ScreeningOutcome.ELIGIBLE)
    assert only_application(round_).status == ApplicationStatus.ELIGIBLE
    assert AuditEvent.objects.filter(subject=application.reference).latest("seq").verb == "screen.eligible"
    assert Mail.objects.filter(key__startswith=f"screened/{application.reference}/1").count() == 1


def test_screen_ineligible_tells_the_applicant_why():
    round_ = unsealed_round(1)
    application, answers = only_application(round_), checklist(round_, no_ban="총괄책임자가 참여제한 중입니다.")

    screen(application_id=application.pk, answers=answers, actor=secretary(), now=server_now())

    assert only_application(round_).status == ApplicationStatus.INELIGIBLE
    assert "총괄책임자가 참여제한 중입니다." in Mail.objects.get(key__startswith="screened/").body


def test_screen_again_is_a_new_version_with_a_reason():
    round_, who = unsealed_round(1), secretary()
    application = only_application(round_)
    failed = checklist(round_, complete="기술보고서가 비어 있습니다.")
    screen(application_id=application.pk, answers=failed, actor=who, now=server_now())

    with pytest.raises(BrokenRule) as refused:
        screen(application_id=application.pk, answers=checklist(round_), actor=who, now=server_now())
    made = screen(
        application_id=application.pk,
        answers=checklist(round_),
        reason="기술보고서는 별첨에 있었습니다.",
        actor=who,
        now=server_now(),
    )

    assert [problem.code for problem in refused.value.problems] == ["correction_reason_missing"]
    assert (made.version, only_application(round_).status) == (2, ApplicationStatus.ELIGIBLE)
    assert Screening.objects.filter(application=application).count() == 2


def test_screen_without_a_reason_is_refused():
    round_ = unsealed_round(1)

    with pytest.raises(BrokenRule) as refused:
        screen(
            application_id=only_application(round_).pk,
            answers=checklist(round_, complete=" "),
            actor=secretary(),
            now=server_now(),
        )

    assert [problem.field_name for problem in refused.value.problems] == ["reason_complete"]
    assert only_application(round_).status == ApplicationStatus.SUBMITTED


def test_screen_by_an_outsider_is_refused():
    round_ = unsealed_round(1)

    with pytest.raises(NotPermitted, match="not_staff"):
        screen(application_id=only_application(round_).pk, answers=checklist(round_), actor=person(), now=server_now())


def test_screen_before_unsealing_is_refused():
    round_ = received_round(1)

    with pytest.raises(NotNow, match="screening_over"):
        screen(
            application_id=only_application(round_).pk, answers=checklist(round_), actor=secretary(), now=server_now()
        )


def test_screen_after_the_review_began_is_refused():
    round_ = screened_round(1)
    panel_of(round_, 1)
    start_review(round_id=round_.pk, stage=Stage.WRITTEN, actor=secretary(), now=server_now())

    with pytest.raises(NotNow, match="screening_over"):
        screen(
            application_id=only_application(round_).pk,
            answers=checklist(round_),
            reason="다시 봅니다.",
            actor=secretary(),
            now=server_now(),
        )
