"""What the pages of those who run a review show: before it begins, while it runs, closing, reveal, short list."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from applications.lifecycle import ApplicationStatus, RoundStatus
from applications.models import Application, Round
from portal.display import localized
from portal.models import Approval
from reviews import wording
from reviews.lifecycle import PUBLISHABLE, ApplicationOutcome, ReviewStatus, Stage
from reviews.models import Review
from reviews.queries.panel import active_seats
from reviews.queries.progress import progress_table, signature_counts
from reviews.queries.results import computed
from reviews.rules.sheets import written
from reviews.rules.tally import ApplicationExplanation, Fate, Outcome


def with_waiting(reviews: Any, verb: str, now: datetime, *, by_stage: bool = True) -> Any:
    """Add `waiting`, the reference of a request about the review that waits for its second person."""
    reference = OuterRef("round__reference")
    subject = Concat(reference, Value("/"), OuterRef("stage")) if by_stage else reference
    asked = Approval.objects.filter(verb=verb, subject=subject, answer__isnull=True, expires_at__gt=now)
    return reviews.annotate(waiting=Subquery(asked.values("reference")[:1]))


def starting_page(round_: Round, stage: Stage) -> dict[str, Any]:
    """What beginning the review means, and what still stands in its way."""
    applications = Application.objects.filter(round=round_)
    unscreened = applications.filter(status=ApplicationStatus.SUBMITTED).count()
    eligible = applications.filter(status=ApplicationStatus.ELIGIBLE).count()
    seats = active_seats(round_).count()
    label = wording.STAGE[stage]
    effects = [
        ngettext("%(count)s application goes to the panel.", "%(count)s applications go to the panel.", eligible)
        % {"count": eligible},
        ngettext(
            "%(count)s member is told by e-mail and can read and score after pledges and interests.",
            "%(count)s members are told by e-mail and can read and score after pledges and interests.",
            seats,
        )
        % {"count": seats},
        gettext("The eligibility check ends; its results are not corrected any more."),
    ]
    missing = []
    if unscreened:
        missing.append(
            ngettext(
                "%(count)s application has not been screened yet.",
                "%(count)s applications have not been screened yet.",
                unscreened,
            )
            % {"count": unscreened}
        )
    if not seats:
        missing.append(gettext("Nobody has been appointed to the panel yet."))
    confirm = {
        "title": gettext("Begin: %(stage)s") % {"stage": label},
        "effects": effects,
        "submit": gettext("Begin the review"),
        "cancel_url": reverse("round_desk", args=[round_.reference]),
    }
    return {"round": round_, "stage": stage, "stage_label": label, "confirm": confirm, "missing": missing}


def progress_page(review: Review) -> dict[str, Any]:
    """Signatures by seat and application, with the review's next move. The review comes from `with_waiting`."""
    return {
        "review": review,
        "round": review.round,
        "stage_label": wording.STAGE[Stage(review.stage)],
        "state_label": wording.REVIEW_STATUS[ReviewStatus(review.status)],
        "is_written": review.stage == Stage.WRITTEN,
        "table": progress_table(review),
        "waiting": review.waiting,
        "words": {"signed": gettext("signed"), "recused": gettext("recused"), "open": gettext("not signed")},
    }


def closing_page(review: Review) -> dict[str, Any]:
    """What closing means, with the sheets that would be left out."""
    counts = signature_counts(review)
    left = counts["expected"] - counts["signed"]
    effects = [
        gettext("No sheet and no vote is taken any more."),
        gettext("%(signed)s signed sheets of %(expected)s stay sealed until two people reveal them.") % counts,
    ]
    warning = ""
    if left:
        warning = ngettext(
            "%(count)s sheet is not signed and will not count.",
            "%(count)s sheets are not signed and will not count.",
            left,
        ) % {"count": left}
    confirm = {
        "title": gettext("Close: %(stage)s") % {"stage": wording.STAGE[Stage(review.stage)]},
        "effects": effects,
        "warning": warning,
        "submit": gettext("Close the review"),
        "cancel_url": _progress(review),
    }
    return _frame(review) | {"confirm": confirm}


def revealing_page(review: Review) -> dict[str, Any]:
    """What the reveal means and who has to approve it."""
    counts = signature_counts(review)
    confirm = {
        "title": gettext("Reveal: %(stage)s") % {"stage": wording.STAGE[Stage(review.stage)]},
        "effects": [
            gettext("%(signed)s signed sheets are opened to staff and auditor.") % counts,
            gettext("Members and applicants still see only what the rule card's disclosure rule gives them."),
        ],
        "submit": gettext("Ask for the reveal"),
        "second_person": gettext("A manager of the other agency has to approve this within 24 hours."),
        "cancel_url": _progress(review),
    }
    return _frame(review) | {"confirm": confirm}


def shortlist_page(review: Review) -> dict[str, Any]:
    """The short list with its derivation, from the records as they stand. The review comes from `with_waiting`."""
    round_ = review.round
    found = computed(round_, Stage.WRITTEN)
    panel = found.assembly.document["panel"]
    rows = [_shortlist_row(each, found.names, panel) for each in found.explanation.applications]
    rows.sort(key=lambda row: (row["rank"] is None, row["rank"] or 0, row["team_name"]))
    result = found.explanation.result
    criteria = round_.card.read().criteria[Stage.WRITTEN]
    return _frame(review) | {
        "seats": panel,
        "rows": rows,
        "rule": found.assembly.document["rule"],
        "outcome": result.outcome.value,
        "is_settled": result.outcome in PUBLISHABLE,
        "passed": sum(row["outcome"] == Outcome.SELECTED for row in rows),
        "criteria": [localized({"ko": each.name.ko, "en": each.name.en}) for each in criteria],
        "words": {
            "high": gettext("left out as the highest"),
            "low": gettext("left out as the lowest"),
            "recused": gettext("recused"),
            "missing": gettext("no sheet"),
        },
        "waiting": review.waiting,
        "is_done": round_.status != RoundStatus.WRITTEN,
    }


def _shortlist_row(each: ApplicationExplanation, names: Mapping[str, str], panel: list[str]) -> dict[str, Any]:
    scoring, result = each.assessment.scoring, each.result
    totals = {sheet.seat: sheet for sheet in scoring.sheets}
    return {
        "reference": result.ref,
        "team_name": names[result.ref],
        "rank": result.rank,
        "cells": [_total(totals.get(seat), recused=seat in each.assessment.application.recused) for seat in panel],
        "score": "" if result.score is None else str(result.score),
        "line": "" if result.line is None else result.line.written,
        "means": [] if result.criterion_means is None else [str(mean) for mean in result.criterion_means.values()],
        "outcome": result.outcome.value,
        "label": wording.SHORTLIST_OUTCOME[ApplicationOutcome(result.outcome.value)],
        "tone": wording.SHORTLIST_TONE.get(ApplicationOutcome(result.outcome.value), "soon"),
    }


def _total(sheet: Any, *, recused: bool) -> dict[str, Any]:
    if sheet is None:
        return {"text": "", "state": "recused" if recused else "missing"}
    state = "kept" if sheet.fate is Fate.KEPT else "dropped"
    return {"text": _exact(sheet.total), "state": state, "is_high": sheet.fate is Fate.DROPPED_HIGH}


def _exact(value: Fraction) -> str:
    return written(Decimal(value.numerator) / Decimal(value.denominator))


def _frame(review: Review) -> dict[str, Any]:
    return {"review": review, "round": review.round, "stage_label": wording.STAGE[Stage(review.stage)]}


def _progress(review: Review) -> str:
    return reverse("progress", args=[review.round.reference, review.stage])
