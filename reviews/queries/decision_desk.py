"""The decision desk: versions prepared, what is missing, what waits, the papers; and a team's own result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext

from applications.models import Application, Round, Screening
from portal import reports
from portal.display import localized
from portal.models import ReportOrder
from portal.registry import registry
from reviews import outcome_wording, wording
from reviews.lifecycle import (
    PUBLISHABLE,
    ApplicationOutcome,
    DecisionStatus,
    Outcome,
    ReviewStatus,
    Stage,
)
from reviews.models import ConsolidatedOpinion, Decision, Publication, Review
from reviews.queries.outcome import gate_rows
from reviews.queries.results import without_opinion
from reviews.queries.results_desk import reasons_of
from reviews.rules.objection import last_day

KINDS = ("decision", "evaluation_report")


def decision_desk_page(review: Review) -> dict[str, Any]:
    """Everything of one round's decision. The review comes from `with_waiting` for `decision.publish`."""
    round_ = review.round
    versions = list(
        Decision.objects.filter(round=round_, stage=review.stage)
        .select_related("prepared_by", "publication")
        .order_by("-version")
    )
    for number, version in enumerate(versions):
        _describe(version, is_newest=number == 0)
    newest = versions[0] if versions else None
    published = newest is not None and hasattr(newest, "publication")
    outcome = newest and Outcome(newest.result["outcome"])
    return {
        "review": review,
        "round": round_,
        "is_revealed": review.status == ReviewStatus.REVEALED,
        "versions": versions,
        "newest": newest,
        "is_published": published,
        "is_publishable": outcome in PUBLISHABLE,
        "next_move": outcome_wording.NEXT_MOVE[outcome] if outcome else "",
        "missing_opinions": [] if published else without_opinion(round_),
        "waiting": review.waiting,
        "reports": report_states(round_) if published else [],
        "objection_days": round_.card.read().objection_days,
    }


def _describe(version: Decision, *, is_newest: bool) -> None:
    status = DecisionStatus.PREPARED if is_newest else DecisionStatus.SUPERSEDED
    if hasattr(version, "publication"):
        status = DecisionStatus.PUBLISHED
    version.heading = outcome_wording.heading(version.result["outcome"], selected_count(version.result))
    version.label = wording.DECISION_STATUS[status]
    version.tone = {"published": "done", "prepared": "soon"}.get(status.value, "idle")


def selected_count(result: Mapping[str, Any]) -> int:
    """How many teams a result selects."""
    return sum(each["outcome"] == ApplicationOutcome.SELECTED for each in result["applications"])


def report_states(round_: Round) -> list[dict[str, Any]]:
    """The papers of a decision with their state, error and attempts."""
    states = reports.states(ReportOrder.objects.filter(kind__in=KINDS, subject=round_.reference))
    return [
        {
            "order": state.order,
            "status": state.status,
            "error": state.error,
            "label": registry.reports[state.order.kind].label,
        }
        for state in states
    ]


def publication_page(review: Review, decision: Decision) -> dict[str, Any]:
    """What confirming and publishing means, to whom, and how many."""
    round_, result = review.round, decision.result
    names = dict(round_.applications.values_list("reference", "team_name"))
    entries = sorted(result["applications"], key=lambda each: (each["rank"] is None, each["rank"] or 0, each["ref"]))
    facts = [
        {
            "label": names[each["ref"]],
            "value": wording.APPLICATION_OUTCOME[ApplicationOutcome(each["outcome"])],
        }
        for each in entries
    ]
    people = round_.applications.filter(reference__in=names, people__isnull=False).values("people__user").distinct()
    count = people.filter(reference__in=[each["ref"] for each in entries]).count()
    days = round_.card.read().objection_days
    effects = [
        gettext("The result becomes public at once: “%(heading)s”.")
        % {"heading": outcome_wording.heading(result["outcome"], selected_count(result))},
        ngettext(
            "%(count)s person is told by e-mail.",
            "%(count)s people are told by e-mail.",
            count,
        )
        % {"count": count},
        gettext("The decision (public) and the evaluation report (internal) are made as PDF."),
    ]
    if days:
        effects.append(
            ngettext("Teams have %(count)s day for an objection.", "Teams have %(count)s days for an objection.", days)
            % {"count": days}
        )
    return {
        "review": review,
        "round": round_,
        "confirm": {
            "title": gettext("Confirm and publish the decision"),
            "lead": localized(round_, "title"),
            "effects": effects,
            "facts": facts,
            "submit": gettext("Ask for confirmation"),
            "second_person": gettext("A manager of the other agency has to confirm this within 24 hours."),
            "cancel_url": reverse("decision_desk", args=[round_.reference]),
        },
    }


@dataclass(frozen=True)
class OwnStage:
    """A team's own figures of one review."""

    label: Any
    outcome: Any
    tone: str
    rank: int | None
    score: str | None
    line: str | None
    means: Sequence[tuple[str, str, str]]
    gates: Sequence[Any]
    reasons: Sequence[str]


def own_result(application: Application) -> dict[str, Any]:
    """What the disclosure rule gives a team: its own figures and reasons, nothing of the others."""
    card = application.round.card.read()
    published = Publication.objects.filter(decision__round=application.round).select_related("decision")
    stages = [
        stage
        for publication in published.order_by("-published_at", "-pk")
        if (stage := _own_stage(application, publication.decision, card)) is not None
    ]
    opinion = ConsolidatedOpinion.objects.filter(application=application, review__stage=Stage.PRESENTATION)
    public = published.filter(public__isnull=False).first()
    screening = None
    if not stages:
        screening = Screening.objects.filter(application=application).order_by("-version").first()
    return {
        "application": application,
        "round": application.round,
        "stages": stages,
        "opinion": opinion.order_by("-version").first() if public else None,
        "publication": public,
        "screening": screening,
        "objection_days": card.objection_days,
        "objection": _objection(application, public, card.objection_days),
    }


def _objection(application: Application, public: Publication | None, days: int) -> dict[str, date] | None:
    """The day of the notice and the last day, for those who were told their outcome by the publication."""
    if public is None or not days:
        return None
    if application.reference not in {each["ref"] for each in public.decision.result["applications"]}:
        return None
    notified_on = localdate(public.published_at)
    return {"notified_on": notified_on, "last_day": last_day(notified_on, days)}


def _own_stage(application: Application, decision: Decision, card: Any) -> OwnStage | None:
    own = (each for each in decision.result["applications"] if each["ref"] == application.reference)
    entry = next(own, None)
    if entry is None:
        return None
    document = next(each for each in decision.document["applications"] if each["ref"] == application.reference)
    outcome = ApplicationOutcome(entry["outcome"])
    is_written = decision.stage == Stage.WRITTEN
    labels = wording.SHORTLIST_OUTCOME if is_written else wording.APPLICATION_OUTCOME
    means = entry["criterion_means"] or {}
    return OwnStage(
        label=wording.STAGE[Stage(decision.stage)],
        outcome=labels[outcome],
        tone=outcome_wording.TONE[outcome],
        rank=entry["rank"],
        score=entry["score"],
        line=entry["line"],
        means=[(localized(each.name), means.get(each.code, "–"), each.max) for each in card.criteria[decision.stage]],
        gates=gate_rows(entry, card, len(document["recused"]), decision.document["rule"]),
        reasons=reasons_of(entry, card, decision.stage),
    )
