"""Forms of the style guide: one field of each kind, with the words of the sample data."""

from collections.abc import Mapping
from typing import Any

from django import forms

from portal.forms.widgets import CountedTextarea, DateInput, DateTimeInput, LargeChoice, PointsInput, UploadInput


class SampleForm(forms.Form):
    """Every kind of control; `words` gives label and hint for each field."""

    title = forms.CharField(max_length=60)
    summary = forms.CharField(widget=CountedTextarea(minimum=30, maximum=1000))
    kind = forms.ChoiceField()
    email = forms.EmailField(required=False)
    starts_on = forms.DateField(widget=DateInput())
    closes_at = forms.DateTimeField(widget=DateTimeInput())
    base = forms.ChoiceField(widget=forms.RadioSelect)
    agencies = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    file = forms.FileField(widget=UploadInput(accept=".pdf,.hwp,.hwpx", max_bytes=50 * 1024**2))
    attachment = forms.FileField(required=False)
    consent = forms.BooleanField()

    def __init__(self, words: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.help_text = words["fields"][name]
            if name in words["choices"]:
                field.choices = words["choices"][name]


class SampleVoteForm(forms.Form):
    """Two gates, to be answered by large buttons."""

    competitiveness = forms.ChoiceField(widget=LargeChoice)
    ecosystem = forms.ChoiceField(widget=LargeChoice)

    def __init__(self, words: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in words["gates"].items():
            self.fields[name].label, self.fields[name].choices = question, words["votes"]


class SampleSheetForm(forms.Form):
    """Three criteria with points and a comment each."""

    tech = forms.DecimalField(max_value=40, widget=PointsInput(40))
    tech_comment = forms.CharField(widget=CountedTextarea(minimum=30))
    plan = forms.DecimalField(max_value=30, widget=PointsInput(30))
    plan_comment = forms.CharField(widget=CountedTextarea(minimum=30))
    impact = forms.DecimalField(max_value=30, widget=PointsInput(30))
    impact_comment = forms.CharField(widget=CountedTextarea(minimum=30))

    def __init__(self, words: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = words["comment"] if name.endswith("_comment") else words["criteria"][name]["label"]

    def rows(self, words: Mapping[str, Any]) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        """Criterion, points and comment, row by row."""
        return [(criterion, self[code], self[f"{code}_comment"]) for code, criterion in words["criteria"].items()]
