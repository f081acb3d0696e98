"""Published decisions as everybody reads them: one frozen view for page, paper and list; no ballot, no single score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext, ngettext

from applications.lifecycle import HANDED_IN, ApplicationStatus
from applications.models import Application, CloseManifest, Round
from applications.rules.rule_card import Card
from portal.models import Report
from reviews import outcome_wording, wording
from reviews.lifecycle import ApplicationOutcome, Stage, reviewed_in
from reviews.models import Publication
from reviews.queries.outcome import (
    TeamName,
    TeamView,
    deciding_tie_break,
    outcome_facts,
    recognised,
    team_views,
)
from reviews.rules.decision_public import FIGURES_FROM, by_rank, scores_of

ROWS = 20


@dataclass(frozen=True)
class StageRow:
    """One step of the way: what happened in it, and how many teams went on."""

    label: str
    text: str
    teams: int
    is_last: bool = False


@dataclass(frozen=True)
class DecisionView:
    """A published decision; `record` is its gwaban/decision-public-1, which page and paper put into words."""

    round: Round
    card: Card
    record: Mapping[str, Any]
    published_at: datetime
    heading: str
    lead: Sequence[str]
    teams: Sequence[TeamView]
    figures: Mapping[str, str] | None
    figures_note: str
    stages: Sequence[StageRow]

    @property
    def figure_rows(self) -> list[dict[str, str]]:
        """The figures that the disclosure rule publishes, in words."""
        if self.figures is None:
            return []
        return [
            {"label": gettext("Highest score"), "value": self.figures["max"]},
            {"label": gettext("Mean score"), "value": self.figures["mean"]},
        ]


def with_decision(scoped: Any) -> Any:
    """What `decision_view` needs of a publication, in one statement."""
    return scoped.select_related("decision__round__card")


def decision_view(publication: Publication) -> DecisionView:
    """The decision in words, the same two further statements at any size. The publication is from `with_decision`."""
    decision, round_ = publication.decision, publication.decision.round
    card, result, record = round_.card.read(), decision.result, publication.public
    found = list(_handed_in(round_))
    names = {row.reference: TeamName(row.reference, row.team_name, row.organisations) for row in found}
    facts = outcome_facts(
        result,
        decision.document["rule"],
        {reference: name.name for reference, name in names.items()},
        tie_broken_by=deciding_tie_break(result, decision.document, card, Stage.PRESENTATION),
    )
    return DecisionView(
        round=round_,
        card=card,
        record=record,
        published_at=publication.published_at,
        heading=outcome_wording.heading(facts.outcome, len(facts.selected)),
        lead=outcome_wording.lead(facts),
        teams=team_views(by_rank(result["applications"]), decision.document, card, names),
        figures=record["figures"],
        figures_note=_figures_note(record, result),
        stages=_stages(round_, card, result, [row.status for row in found]),
    )


def decision_report(round_: Round, kind: str = "decision") -> Report | None:
    """The newest finished paper of a round's decision."""
    made = Report.objects.filter(order__kind=kind, order__subject=round_.reference).select_related("file", "order")
    return made.order_by("-order__version").first()


def decision_list(scoped: Any, *, page: str | None) -> Page:
    """One page of published decisions, newest first, each with its answer."""
    rows = scoped.select_related("decision__round").order_by("-published_at", "-pk")
    shown = Paginator(rows, ROWS).get_page(page)
    for row in shown:
        outcomes = [each["outcome"] for each in row.public["applications"]]
        row.round = row.decision.round
        row.heading = outcome_wording.heading(row.public["outcome"], outcomes.count(ApplicationOutcome.SELECTED))
        row.reviewed = len(outcomes)
    return shown


def _handed_in(round_: Round) -> Any:
    members = Application.objects.filter(pk=OuterRef("pk")).annotate(found=Count("consortium")).values("found")
    return (
        Application.objects.filter(round=round_, status__in=HANDED_IN)
        .annotate(organisations=Subquery(members))
        .order_by("reference")
        .only("reference", "team_name", "status")
    )


def _figures_note(record: Mapping[str, Any], result: Mapping[str, Any]) -> str:
    scored = len(scores_of(result))
    if not scored:
        return gettext("No scores were given. Each team has got the reasons.")
    if record["figures"] is not None:
        return gettext("Each team has got its own score and the reasons; single sheets and votes are not published.")
    return ngettext(
        "Scores are published from %(least)s scored teams up; there was %(count)s team."
        " Each team has got its own score and the reasons.",
        "Scores are published from %(least)s scored teams up; there were %(count)s teams."
        " Each team has got its own score and the reasons.",
        scored,
    ) % {"least": FIGURES_FROM, "count": scored}


def _stages(round_: Round, card: Card, result: Mapping[str, Any], statuses: Sequence[str]) -> list[StageRow]:
    manifest = CloseManifest.objects.filter(round=round_).only("count").latest("pk")
    entries = result["applications"]
    ineligible = statuses.count(ApplicationStatus.INELIGIBLE)
    rows = [
        StageRow(
            gettext("Applications"),
            gettext("The list was sealed at the deadline; nothing was received after it"),
            manifest.count,
        ),
        StageRow(gettext("Eligibility check"), _ineligible(ineligible), len(statuses) - ineligible),
    ]
    if card.has_written:
        reviewed = sum(status in reviewed_in(Stage.WRITTEN, has_written=True) for status in statuses)
        rows.append(StageRow(str(wording.STAGE[Stage.WRITTEN]), _went_on(len(entries), reviewed), len(entries)))
    if card.rule(Stage.PRESENTATION)["gates"]:
        rows.append(_recognition(card, entries))
    return [*rows, _selection(result)]


def _ineligible(count: int) -> str:
    if not count:
        return gettext("All eligible")
    return ngettext("%(count)s team not eligible", "%(count)s teams not eligible", count) % {"count": count}


def _went_on(count: int, reviewed: int) -> str:
    if count == reviewed:
        only, every = gettext("The only team went on"), gettext("All %(count)s teams went on")
        return only if count == 1 else every % {"count": count}
    return ngettext("%(count)s of %(all)s teams went on", "%(count)s of %(all)s teams went on", count) % {
        "count": count,
        "all": reviewed,
    }


def _recognition(card: Card, entries: Sequence[Mapping[str, Any]]) -> StageRow:
    questions = len(card.rule(Stage.PRESENTATION)["gates"])
    text = ngettext("Recognised on the question", "Recognised on all %(count)s questions", questions) % {
        "count": questions
    }
    return StageRow(gettext("Recognition by the panel"), text, sum(recognised(entry) for entry in entries))


def _selection(result: Mapping[str, Any]) -> StageRow:
    selected = sum(entry["outcome"] == ApplicationOutcome.SELECTED for entry in result["applications"])
    places = selected + result["vacancies"]
    text = ngettext("%(count)s place", "%(count)s places", places) % {"count": places}
    vacant = result["vacancies"]
    rest = (
        ngettext("%(count)s vacant", "%(count)s vacant", vacant) % {"count": vacant}
        if vacant
        else gettext("none vacant")
    )
    return StageRow(gettext("Selection"), f"{text} · {rest}", selected, is_last=True)
