"""What components compute: the bar of a gate, the links of an error summary."""

from types import SimpleNamespace

import pytest
from django import forms
from django.utils.translation import override

from portal.ui_parts import Segment, SummaryLink, gate_view, summary_links

PASSED = {"yes": 5, "no": 2, "abstain": 0, "base": 7, "needs": 4, "result": "passed"}


def test_gate_view_of_a_passed_gate():
    with override("en"):
        view = gate_view(PASSED, label="Competitiveness")

    assert view.label == "Competitiveness"
    assert (view.yes, view.figures) == ("5 recognised", "2 not recognised · 7 present · 4 or more needed")
    assert (view.result_label, view.tone) == ("Recognised", "done")
    assert view.segments == (Segment("yes", "0.000%", "71.429%"), Segment("no", "71.429%", "28.571%"))
    assert view.line == "57.143%"


def test_gate_view_names_abstentions_recusals_and_base():
    gate = SimpleNamespace(yes=3, no=2, abstain=1, base=6, needs=4, result="failed", base_of="eligible", recused=1)

    with override("en"):
        view = gate_view(gate)

    assert view.figures == "2 not recognised · 1 abstained · 6 eligible (1 recused) · 4 or more needed"
    assert [part.kind for part in view.segments] == ["yes", "no", "abstain"]
    assert view.tone == "refused"


def test_gate_view_leaves_abstentions_out_of_the_bar_when_they_are_out_of_the_base():
    with override("en"):
        view = gate_view({**PASSED, "yes": 3, "no": 2, "abstain": 2, "base": 5, "needs": 3}, base_of="voted")

    assert view.segments[-1] == Segment("no", "60.000%", "40.000%")
    assert "2 abstained" in view.figures


def test_gate_view_without_anybody():
    with override("en"):
        view = gate_view({"yes": 0, "no": 0, "abstain": 0, "base": 0, "needs": 1, "result": "no_quorum"})

    assert (view.segments, view.line, view.tone) == ((), "", "soon")


class Entry(forms.Form):
    """A text, a group and a rule over both."""

    title = forms.CharField(label="Title")
    answer = forms.ChoiceField(label="Answer", choices=[("yes", "Yes")], widget=forms.RadioSelect)
    file = forms.FileField(label="File")

    def clean(self):
        raise forms.ValidationError("They do not fit together.")


@pytest.fixture
def refused():
    with override("en"):
        yield Entry({"title": ""})


def test_summary_links_go_to_the_control(refused):
    assert list(summary_links([refused])) == [
        SummaryLink("They do not fit together.", "", ""),
        SummaryLink("This field is required.", "Title", "id_title"),
        SummaryLink("Please choose.", "Answer", "id_answer_0"),
        SummaryLink("Please choose a file.", "File", "id_file"),
    ]


def test_summary_links_of_a_formset():
    formset = forms.formset_factory(Entry, min_num=1, validate_min=True)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-title": "", "form-0-answer": "no"}
    )

    with override("en"):
        targets = [link.target for link in summary_links([formset])]

    assert targets == ["", "id_form-0-title", "id_form-0-answer_0", "id_form-0-file"]


def test_summary_links_name_the_row():
    formset = forms.formset_factory(Entry)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-answer": "no", "form-1-answer": "no"}
    )

    with override("en"):
        plain = [link.label for link in summary_links([formset])]
        formset.row_title = "Partner"
        titled = [link.label for link in summary_links([formset])]

    assert plain[:3] == ["No. 1", "No. 1 · Title", "No. 1 · Answer"]
    assert titled[4:7] == ["Partner 2", "Partner 2 · Title", "Partner 2 · Answer"]


def test_summary_links_of_a_valid_form():
    assert list(summary_links([forms.Form({})])) == []
