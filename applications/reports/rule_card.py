"""The rule card on paper (규칙 카드), and what the second person reads before it is frozen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications import queries, rule_sentences, wording
from applications.lifecycle import RoundStatus
from applications.models import RuleCard
from applications.reports.senders import senders
from applications.rules.rule_card import STAGES, Card
from portal import heads, pdf
from portal.canonical import canonical
from portal.display import kdate, kdatetime_s, krange, localized
from portal.models import ReportOrder
from portal.reports import Content
from portal.roles import Agency
from portal.wording import AGENCY


def build(order: ReportOrder) -> Content:
    """The frozen card with its hash: the sentences of the round's page, and the card itself attached as JSON."""
    found = RuleCard.objects.select_related("round", "approval__answer").get(round__reference=order.subject)
    card = found.read()
    head = heads.at_gate(found.round.chain, "round.open")
    agencies = [AGENCY[Agency(name)] for name in (card.requesting_agency, card.approving_agency)]
    return Content(
        template="rule_card",
        title=str(_("Rule card")),
        context={
            "agencies": list(dict.fromkeys(map(str, agencies))),
            "issued": kdate(found.frozen_at),
            "round_ref": found.round.reference,
            "subject": localized(card.title),
            "facts": [
                (_("Notice no."), card.notice_no),
                (_("Applications"), krange(card.schedule.opens_at, card.schedule.closes_at)),
                (_("Deadline"), kdatetime_s(card.schedule.closes_at)),
                (_("Who may apply"), localized(card.eligibility)),
                (_("Support"), " · ".join(localized(item) for item in card.support)),
            ],
            "stages": [_stage(queries.stage_view(card, stage)) for stage in reversed(STAGES) if card.rule(stage)],
            "other": [(line.label, line.text) for line in rule_sentences.other_lines(card)],
            "tables": [(table.label, _rows(table), table.total) for table in queries.criteria_tables(card)],
            "documents": _documents(card),
            "checks": [(number, localized(each.question)) for number, each in enumerate(card.screening, start=1)],
            "pledges": [(localized(each.title), localized(each.text)) for each in card.pledges],
            "record": [*_record(found), *heads.in_words(head)],
            "senders": senders(card),
        },
        attachments=(
            pdf.Attachment("rule-card.json", canonical(found.document), description=str(_("The card as data"))),
            *pdf.signed_head(head),
        ),
    )


def _stage(view: Any) -> tuple[Any, list[tuple[Any, Any]]]:
    questions = [
        (gettext("Question %(number)s") % {"number": number}, localized(gate.question))
        for number, gate in enumerate(view.gates, start=1)
    ]
    return view.label, [*questions, *((line.label, line.text) for line in view.lines)]


def _rows(table: Any) -> list[tuple[Any, ...]]:
    return [
        (
            localized(each.name),
            format_html_join(mark_safe("<br>"), "{}", ((localized(line),) for line in each.scale)),
            each.min or "–",
            each.max,
        )
        for each in table.criteria
    ]


def _documents(card: Card) -> list[tuple[Any, ...]]:
    return [
        (
            localized(item.name),
            _("required") if item.required else _("optional"),
            ", ".join(item.formats).upper(),
            f"{item.max_mb} MB",
            item.max_pages or "–",
        )
        for item in card.documents
    ]


def _record(found: RuleCard) -> list[tuple[Any, Any]]:
    asked, answer = found.approval, found.approval.answer
    return [
        (_("Asked for"), f"{AGENCY[Agency(asked.requested_agency)]} · {kdatetime_s(asked.requested_at)}"),
        (_("Approved"), kdatetime_s(answer.answered_at)),
        (_("Request no."), asked.reference),
        (_("SHA-256 of the card"), found.sha256),
    ]


def file_name(order: ReportOrder) -> str:
    """A name that says which round's card it is."""
    return f"{_('Rule card')}_{order.subject}.pdf"


def describe_opening(payload: Mapping[str, Any]) -> Sequence[tuple[Any, Any, Any]]:
    """What will be fixed by the approval, the whole card in rows: notice, window, rules, criteria, what is filed."""
    card = Card.from_document(payload["document"])
    return [
        (_("Call"), "", localized(card.title)),
        (_("Notice no."), "", card.notice_no),
        (_("Notice"), "", _lines(localized(card.notice).splitlines())),
        (_("Who may apply"), "", localized(card.eligibility)),
        (_("Support"), "", _lines(localized(item) for item in card.support)),
        (_("Applications from"), "", kdatetime_s(card.schedule.opens_at)),
        (_("Applications until (before)"), "", kdatetime_s(card.schedule.closes_at)),
        *((wording.CARD_FIELD[name], "", kdate(day)) for name, day in _review_days(card)),
        (_("Questions"), "", _lines(localized(each.question) for each in card.gates)),
        *(
            (f"{wording.STAGE[stage]} · {line.label}", "", line.text)
            for stage in reversed(STAGES)
            for line in rule_sentences.lines(card, stage)
        ),
        *((_criteria_label(table), "", _lines(_points(table))) for table in queries.criteria_tables(card)),
        (_("Documents"), "", _lines(_document_lines(card))),
        (_("Eligibility checklist"), "", _lines(localized(each.question) for each in card.screening)),
        (_("Pledges of the members"), "", _lines(_pledge_lines(card))),
        *((line.label, "", line.text) for line in rule_sentences.other_lines(card)),
        (_("Rule card"), "", _("fixed, SHA-256 %(hash)s") % {"hash": payload["sha256"]}),
    ]


def _lines(parts: Iterable[str]) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", ((part,) for part in parts if part))


def _review_days(card: Card) -> list[tuple[str, date]]:
    days = {
        name: getattr(card.schedule, name) for name in ("screening_on", "written_on", "presentation_on", "result_on")
    }
    return [(name, day) for name, day in days.items() if day and (name != "written_on" or card.has_written)]


def _criteria_label(table: Any) -> str:
    return f"{gettext('Criteria')} · {table.label}"


def _points(table: Any) -> Iterator[str]:
    for each in table.criteria:
        yield gettext("%(name)s: %(points)s points") % {"name": localized(each.name), "points": each.max}
    yield gettext("%(points)s points in all") % {"points": table.total}


def _document_lines(card: Card) -> Iterator[str]:
    for name, required, formats, size, pages in _documents(card):
        limit = gettext("up to %(pages)s pages") % {"pages": pages} if pages != "–" else ""
        yield " · ".join(str(part) for part in (name, required, formats, size, limit) if part)


def _pledge_lines(card: Card) -> list[str]:
    return [f"{localized(each.title)}: {localized(each.text)}" for each in card.pledges]


def describe_cancelling(payload: Mapping[str, Any]) -> Sequence[tuple[Any, Any, Any]]:
    """What will become of the round."""
    before = wording.ROUND_STATUS[RoundStatus(payload["status"])]
    return [(_("State of the round"), before, wording.ROUND_STATUS[RoundStatus.CANCELLED])]
