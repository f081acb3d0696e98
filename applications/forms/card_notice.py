"""Sections of the editor: notice with support and agencies, schedule, and what the card fixes beside the reviews."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms.card_fields import read_text, text_pair, typed_text
from applications.forms.card_sections import Section
from applications.rules.readiness import AGENCIES, FIXED, MAX_COMMENT, MAX_OBJECTION_DAYS
from portal.display import KST, in_seoul
from portal.forms.widgets import DateInput, DateTimeInput
from portal.roles import Agency
from portal.wording import AGENCY, refusal

_SIDES = [(name, AGENCY[Agency(name)]) for name in AGENCIES]


class NoticeForm(forms.Form):
    """공고: what is sought, from whom, and who runs it."""

    title_ko, title_en = text_pair(_("Title (Korean)"), _("Title (English)"), most=120)
    summary_ko, summary_en = text_pair(_("Summary (Korean)"), _("Summary (English)"), rows=3, most=600)
    notice_ko, notice_en = text_pair(
        _("Text of the notice (Korean)"), _("Text of the notice (English)"), rows=8, most=8000
    )
    eligibility_ko, eligibility_en = text_pair(
        _("Who may apply (Korean)"), _("Who may apply (English)"), rows=3, most=2000
    )
    notice_no = forms.CharField(label=_("Notice no."), max_length=80)
    requests = forms.ChoiceField(
        label=_("Agency that asks"), choices=_SIDES, help_text=_("For every act that needs two people.")
    )
    approves = forms.ChoiceField(label=_("Agency that approves"), choices=_SIDES)


class SupportRow(forms.Form):
    """One kind of support for a selected team."""

    text_ko, text_en = text_pair(_("Support (Korean)"), _("Support (English)"))


class NoticeSection(Section):
    """Texts of the call."""

    code, label = "notice", _("Notice")
    lead = _("What is sought, who may apply and what a selected team receives.")
    row_label = _("Support")
    form_class, row_class = NoticeForm, SupportRow
    texts = ("title", "summary", "notice", "eligibility")

    def read(self) -> dict[str, Any]:
        card = self.document
        values = {"notice_no": card["notice_no"], **card["agencies"]}
        for name in self.texts:
            values |= read_text(name, card[name])
        return values

    def read_rows(self) -> list[dict[str, Any]]:
        return [read_text("text", item) for item in self.document["support"]]

    def write(self) -> dict[str, Any]:
        typed = self.form.cleaned_data
        return self.document | {
            **{name: typed_text(name, typed) for name in self.texts},
            "notice_no": typed["notice_no"],
            "agencies": {side: typed[side] for side in ("requests", "approves")},
            "support": [typed_text("text", row) for row in self.typed_rows()],
        }


class ScheduleForm(forms.Form):
    """The window and the announced days."""

    opens_at = forms.DateTimeField(label=_("Applications from"), widget=DateTimeInput())
    closes_at = forms.DateTimeField(
        label=_("Deadline"),
        widget=DateTimeInput(),
        help_text=_("Received is what was submitted before this moment; at this very moment it is too late."),
    )
    screening_on = forms.DateField(label=_("Eligibility check"), widget=DateInput(), required=False)
    written_on = forms.DateField(
        label=_("Written review"), widget=DateInput(), required=False, help_text=_("Empty when the round has none.")
    )
    presentation_on = forms.DateField(label=_("Presentation review"), widget=DateInput(), required=False)
    result_on = forms.DateField(label=_("Announcement of the result"), widget=DateInput(), required=False)

    def clean(self) -> dict[str, Any]:
        """The deadline comes after the beginning."""
        typed = super().clean()
        opens_at, closes_at = typed.get("opens_at"), typed.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", refusal("closes_before_opening"))
        return typed


class ScheduleSection(Section):
    """Window and days."""

    code, label = "schedule", _("Schedule")
    lead = _(
        "All times are Korean Standard Time. The deadline can only be moved later, by two people and for everybody."
    )
    form_class = ScheduleForm
    days = ("screening_on", "written_on", "presentation_on", "result_on")

    def read(self) -> dict[str, Any]:
        return {name: in_seoul(value) for name, value in self.document["schedule"].items()}

    def write(self) -> dict[str, Any]:
        typed = self.form.cleaned_data
        moments = {name: typed[name].astimezone(KST).isoformat() for name in ("opens_at", "closes_at")}
        days = {name: typed[name].isoformat() if typed[name] else None for name in self.days}
        return self.document | {"schedule": moments | days}


class OtherForm(forms.Form):
    """Numbers that can be chosen, and what is the same for every round for now."""

    comment_min = forms.IntegerField(
        label=_("Least length of a reason"),
        min_value=0,
        max_value=MAX_COMMENT,
        help_text=_("In characters, for the points of each criterion. 0 makes reasons optional."),
    )
    objection_days = forms.IntegerField(label=_("Days for objections"), min_value=0, max_value=MAX_OBJECTION_DAYS)
    deadline = forms.ChoiceField(
        label=_("Deadline rule"), choices=[("half_open", _("Before the deadline, no grace period"))]
    )
    disclosure = forms.ChoiceField(
        label=_("Disclosure"),
        choices=[(FIXED["disclosure"], _("Own figures; highest and mean score from three scored applications up"))],
    )
    score_window = forms.ChoiceField(
        label=_("Scores"), choices=[(FIXED["score_window"], _("Sealed until the review is revealed"))]
    )
    ballot_secrecy = forms.ChoiceField(
        label=_("Votes"), choices=[(FIXED["ballot_secrecy"], _("Sealed until the review is revealed"))]
    )


class OtherSection(Section):
    """What the card fixes beside the two reviews."""

    code, label = "other", _("Other rules")
    lead = _("Reasons, objections, disclosure and secrecy.")
    form_class = OtherForm
    plain = ("comment_min", "objection_days", "disclosure", "score_window", "ballot_secrecy")

    def read(self) -> dict[str, Any]:
        return {name: self.document[name] for name in self.plain} | {"deadline": self.document["deadline"]["rule"]}

    def write(self) -> dict[str, Any]:
        typed = self.form.cleaned_data
        return self.document | {name: typed[name] for name in self.plain} | {"deadline": FIXED["deadline"]}
