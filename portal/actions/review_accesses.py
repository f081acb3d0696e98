"""Sign a month of the access log (개인정보의 안전성 확보조치 기준 제8조②: at least monthly)."""

from datetime import datetime

from django.db import IntegrityError, transaction

from portal import audit, permissions
from portal.access_queries import month_figures
from portal.errors import NotNow, require
from portal.models import AccessReview
from portal.roles import Actor


@transaction.atomic
def sign_month(*, month: str, findings: str, actor: Actor, now: datetime) -> AccessReview:
    """Keep the figures and the findings under the signer's name. Raises Absent, or NotNow when early or signed."""
    require(permissions.may_sign_month(actor, month, now))
    figures = month_figures(permissions.visible_access_entries(actor), month)
    try:
        # The constraint decides, so that two auditors at once sign once.
        with transaction.atomic():
            signed = AccessReview.objects.create(
                month=month, figures=figures, findings=findings, signed_by_id=actor.user_id, signed_at=now
            )
    except IntegrityError as taken:
        raise NotNow("month_signed") from taken
    audit.record(
        actor=actor, verb="access.reviewed", subject=month, at=now, data={"findings": findings, "figures": figures}
    )
    return signed
