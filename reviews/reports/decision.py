"""결정서 (public): the decision as the page shows it, on paper, with gwaban/decision-public-1 attached."""

from typing import Any

from django.utils.translation import gettext as _

from applications import rule_sentences
from portal import heads, pdf, wording
from portal.canonical import canonical
from portal.display import kdate, kdatetime, localized
from portal.errors import Decision as Answer
from portal.models import ReportOrder
from portal.reports import Content
from portal.roles import Actor, Agency
from portal.rules.approvals import Verdict
from reviews import permissions, queries
from reviews.lifecycle import Stage
from reviews.models import Publication
from reviews.reports.signers import Signer


def build(order: ReportOrder) -> Content:
    """The published decision of the round that the order names."""
    found = queries.with_decision(Publication.objects.filter(public__isnull=False)).select_related(
        "approval__answer__answered_by"
    )
    publication = found.get(decision__round__reference=order.subject, decision__version=order.version)
    view = queries.decision_view(publication)
    head = heads.at_link(view.round.chain, view.record["chain"]["seq"])
    return Content(
        template="decision",
        title=_("Decision on the selection"),
        context={
            "decision": view,
            "number": order.number,
            "agencies": agencies(view.card),
            "issued": kdate(view.published_at),
            "round_ref": view.round.reference,
            "to": _("Public (posted on this site)"),
            "subject": localized(view.round, "title"),
            "lead": "",
            "stages": [(row.label, row.text, row.teams) for row in view.stages],
            "figures": [(row["label"], row["value"]) for row in view.figure_rows],
            "rules": [(line.label, line.text) for line in rule_sentences.lines(view.card, Stage.PRESENTATION)],
            # The record names number and hash already.
            "record": [*record_pairs(view), *heads.in_words(head)[1:]],
            "enclosures": [
                _("The decision as data (decision.json, gwaban/decision-public-1)"),
                _("The signed head of the chain (head.json, gwaban/head-1)"),
            ],
            "signers": _signers(publication),
            "day": kdate(view.published_at),
        },
        attachments=(
            pdf.Attachment("decision.json", canonical(view.record), description=_("The public record of the decision")),
            *pdf.signed_head(head),
        ),
    )


def agencies(card: Any) -> list[str]:
    """The agencies that run the round, as papers name them."""
    return [str(wording.AGENCY[Agency(name)]) for name in (card.requesting_agency, card.approving_agency)]


def record_pairs(view: queries.DecisionView) -> list[tuple[str, str]]:
    """What proves the decision: rule card, place in the chain, commitment."""
    return [
        (_("Published at"), kdatetime(view.published_at)),
        (_("Record"), f"#{view.record['chain']['seq']}  {view.record['chain']['hash']}"),
        (_("Rule card (SHA-256)"), view.record["rule_card"]),
        (_("Commitment to the sealed ballots"), view.record["commitment"]),
    ]


def file_name(order: ReportOrder) -> str:
    """Under which name the paper is saved."""
    return f"{_('Decision')}_{order.subject}.pdf"


def may_see(actor: Actor, order: ReportOrder) -> Answer:
    """The public decision is everybody's."""
    return permissions.may_see_decision_report(actor, order)


def _signers(publication: Publication) -> list[Signer]:
    """The two sides that made it, by agency; the approval's reference stands for the signature."""
    approval, answer = publication.approval, publication.approval.answer
    asked = _("asked %(when)s · request %(reference)s") % {
        "when": kdatetime(approval.requested_at),
        "reference": approval.reference,
    }
    confirmed = f"{wording.VERDICT[Verdict(answer.verdict)]} {kdatetime(answer.answered_at)}"
    card = publication.decision.round.card.read()
    other = {card.requesting_agency: card.approving_agency, card.approving_agency: card.requesting_agency}
    return [
        Signer(_("Prepared by"), str(wording.AGENCY[Agency(approval.requested_agency)]), asked),
        Signer(_("Confirmed by"), str(wording.AGENCY[Agency(other[approval.requested_agency])]), confirmed),
    ]
