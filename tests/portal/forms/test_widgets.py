"""The controls of the house."""

from datetime import datetime

import pytest

from portal.display import KST
from portal.forms.widgets import CountedTextarea, DateInput, DateTimeInput, LargeChoice, PointsInput, UploadInput

MOMENT = datetime(2026, 2, 12, 16, 0, 5, tzinfo=KST)


@pytest.mark.parametrize(
    ("widget", "parts"),
    [
        (DateInput(), ['type="date"', 'value="2026-02-12"']),
        (DateTimeInput(), ['type="datetime-local"', 'value="2026-02-12T16:00"']),
        (DateTimeInput(seconds=True), ['step="1"', 'value="2026-02-12T16:00:05"']),
    ],
)
def test_moment_inputs_write_what_browsers_read(widget, parts):
    html = widget.render("at", MOMENT)

    assert [part for part in parts if part not in html] == []


def test_points_input_is_text_with_a_number_keypad():
    html = PointsInput(40).render("tech", "35.5")

    assert 'type="text"' in html
    assert 'inputmode="decimal"' in html
    assert 'data-points="40"' in html
    assert 'class="krds-input points-input"' in html


def test_counted_textarea_counts_a_line_break_once():
    html = CountedTextarea(minimum=30, maximum=100).render("why", " a\r\nb ", {"id": "id_why"})

    assert ">3" in html
    assert 'data-minimum="30" data-maximum="100"' in html


def test_large_choice_labels_each_answer():
    html = LargeChoice(choices=[("yes", "Yes"), ("no", "No")]).render("vote", "no", {"id": "id_vote"})

    assert 'class="large-choice large-choice-yes"' in html
    assert '<label for="id_vote_1">No</label>' in html
    assert html.count("checked") == 1


def test_upload_input_says_its_bounds():
    html = UploadInput(accept=".pdf,.hwp", max_bytes=50 * 1024**2).render("file", None, {"id": "id_file"})

    assert "PDF · HWP" in html
    assert "50\N{NO-BREAK SPACE}MB" in html
    assert 'accept=".pdf,.hwp"' in html
