"""What of each application has been counted already, so that a recusal does not touch it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef

from applications.models import Round
from reviews.lifecycle import SessionStatus, Stage, recusal_counts_from
from reviews.models import Review, Session


@dataclass(frozen=True)
class Counting:
    """The reviews of a round by stage, and the applications (their keys) whose newest session has ended."""

    reviews: Mapping[str, str]
    ended: frozenset[int]

    def recusal_stage(self, application_id: int) -> Stage | None:
        """The first review that a recusal from this application would count in; None when all is counted."""
        return recusal_counts_from(self.reviews, session_ended=application_id in self.ended)

    def is_counted(self, application_id: int) -> bool:
        """Whether a conflict declared now changes no review any more."""
        return self.recusal_stage(application_id) is None

    def keeps_written(self, application_id: int) -> bool:
        """Whether a conflict declared now leaves the written review as it is and counts from the presentation on."""
        return Stage.WRITTEN in self.reviews and self.recusal_stage(application_id) is Stage.PRESENTATION


def counting(round_: Round) -> Counting:
    """How far the counting of this round is; one statement. An act locks the reviews first."""
    newer = Session.objects.filter(
        review=OuterRef("review"), application=OuterRef("application"), sitting__gt=OuterRef("sitting")
    )
    over = Session.objects.filter(review=OuterRef("pk"), status=SessionStatus.ENDED).exclude(Exists(newer))
    reviews = Review.objects.filter(round=round_).annotate(over=ArraySubquery(over.values("application")))
    rows = list(reviews.values_list("stage", "status", "over"))
    return Counting(
        reviews={stage: status for stage, status, _ in rows},
        ended=frozenset(application for _, _, applications in rows for application in applications),
    )
