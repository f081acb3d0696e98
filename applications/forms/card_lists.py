"""Sections of the editor that are lists: documents, checklist, pledges, questions, criteria."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms.card_fields import code_field, decimal_field, read_text, text_pair, typed_text
from applications.forms.card_sections import Section
from applications.rules.file_formats import FORMATS
from applications.rules.readiness import MAX_MB, MAX_PAGES


class DocumentRow(forms.Form):
    """A document that applicants file."""

    name_ko, name_en = text_pair(_("Document (Korean)"), _("Document (English)"), most=80)
    required = forms.BooleanField(label=_("Every application must have it"), required=False)
    formats = forms.MultipleChoiceField(
        label=_("File formats"),
        choices=[(each.code, each.label) for each in FORMATS.values()],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "inline"}),
    )
    max_mb = forms.IntegerField(label=_("Largest size (MB)"), min_value=1, max_value=MAX_MB)
    max_pages = forms.IntegerField(label=_("Most pages"), min_value=1, max_value=MAX_PAGES, required=False)
    code = code_field()


class CheckRow(forms.Form):
    """A line of the checklist."""

    question_ko, question_en = text_pair(_("Statement (Korean)"), _("Statement (English)"), most=300)
    code = code_field()


class PledgeRow(forms.Form):
    """A pledge with its text."""

    title_ko, title_en = text_pair(_("Pledge (Korean)"), _("Pledge (English)"), most=80)
    text_ko, text_en = text_pair(_("Text (Korean)"), _("Text (English)"), rows=3, most=3000)
    code = code_field()


class GateRow(forms.Form):
    """A question that the majority must affirm."""

    name_ko, name_en = text_pair(_("Short name (Korean)"), _("Short name (English)"), most=60)
    question_ko, question_en = text_pair(_("Question (Korean)"), _("Question (English)"), rows=2, most=300)
    code = code_field()


class CriterionRow(forms.Form):
    """A criterion with its points and the text of its scale."""

    name_ko, name_en = text_pair(_("Criterion (Korean)"), _("Criterion (English)"), most=60)
    anchor_ko, anchor_en = text_pair(_("Scale (Korean)"), _("Scale (English)"), rows=3, most=1500)
    max = decimal_field(_("Points"))
    min = decimal_field(_("Least mean"), required=False, help_text=_("Below it the team does not pass. Empty: none."))
    code = code_field()


class ListSection(Section):
    """A list of the document; `texts` are its bilingual keys and `plain` those copied as they are."""

    key = ""
    texts: ClassVar[tuple[str, ...]] = ()
    plain: ClassVar[tuple[str, ...]] = ()

    def read_rows(self) -> list[dict[str, Any]]:
        return [self.read_row(item) for item in self.document[self.key]]

    def read_row(self, item: Any) -> dict[str, Any]:
        """One row's initial values."""
        values = {name: item[name] for name in ("code", *self.plain)}
        for name in self.texts:
            values |= read_text(name, item[name])
        return values

    def typed_items(self) -> list[dict[str, Any]]:
        """The rows as the card holds them."""
        return [
            {"code": row["code"]}
            | {name: typed_text(name, row) for name in self.texts}
            | {name: row[name] for name in self.plain}
            for row in self.typed_rows()
        ]

    def write(self) -> dict[str, Any]:
        return self.document | {self.key: self.typed_items()}


class DocumentsSection(ListSection):
    """Required documents."""

    code = key = "documents"
    label, row_label = _("Documents"), _("Document")
    lead = _("What applicants file, in which formats and how large.")
    row_class = DocumentRow
    texts, plain = ("name",), ("required", "formats", "max_mb", "max_pages")


class ScreeningSection(ListSection):
    """The checklist of the eligibility check."""

    code = key = "screening"
    label, row_label = _("Eligibility checklist"), _("Line")
    lead = _("Statements that must all hold; one that does not needs a reason.")
    row_class = CheckRow
    texts = ("question",)


class PledgesSection(ListSection):
    """What members sign before any document opens."""

    code = key = "pledges"
    label, row_label = _("Pledges"), _("Pledge")
    lead = _("Members sign these before any document opens.")
    row_class = PledgeRow
    texts = ("title", "text")


class GatesSection(ListSection):
    """Questions of the majority; the rule of a review says which of them it asks."""

    code = key = "gates"
    label, row_label = _("Questions to vote on"), _("Question")
    lead = _("Each member answers yes, no or abstains. The rule of a review says which questions it asks.")
    row_class = GateRow
    texts = ("name", "question")


class CriteriaSection(ListSection):
    """Criteria of one review: their texts stand in the card, their points in the review's rule."""

    stage = ""
    row_label = _("Criterion")
    lead = _("What is looked at, how many points it gives, and what the points mean.")
    row_class = CriterionRow
    texts = ("name", "anchor")

    def read_rows(self) -> list[dict[str, Any]]:
        points = {
            row["code"]: row for row in (self.document[self.stage] or {"score": {"criteria": []}})["score"]["criteria"]
        }
        return [
            self.read_row(item) | {name: points.get(item["code"], {}).get(name) for name in ("max", "min")}
            for item in self.document["criteria"][self.stage]
        ]

    def write(self) -> dict[str, Any]:
        document, items = self.document, self.typed_items()
        document["criteria"][self.stage] = items
        if document[self.stage] is not None:
            document[self.stage]["score"]["criteria"] = [
                {"code": row["code"], "max": row["max"], "min": row["min"] or None} for row in self.typed_rows()
            ]
        return document


class WrittenCriteriaSection(CriteriaSection):
    """서면평가 평가항목."""

    code, stage = "written_criteria", "written"
    label = _("Criteria of the written review")


class PresentationCriteriaSection(CriteriaSection):
    """발표평가 평가항목."""

    code, stage = "presentation_criteria", "presentation"
    label = _("Criteria of the presentation review")
