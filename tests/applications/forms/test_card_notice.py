"""Notice, schedule and other rules."""

import pytest

from applications.forms.card_notice import NoticeSection, OtherSection, ScheduleSection
from tests.applications.forms.cards import typed
from tests.applications.rules.cards import card


def section(kind, **changes):
    made = kind(card(), typed(kind(card()), **changes))
    made.is_valid()
    return made


def test_notice_takes_texts_agencies_and_support():
    made = section(
        NoticeSection, title_ko="다른 공모", title_en="", requests="NIA", rows_1_DELETE="on", rows_2_ORDER="1", rows_0_ORDER="2"
    )  # fmt: skip
    document = made.write()

    assert document["title"] == {"ko": "다른 공모", "en": ""}
    assert document["agencies"] == {"requests": "NIA", "approves": "NIA"}
    assert [item["ko"] for item in document["support"]] == ["‘K-AI 기업’ 명칭 사용권", "B200 GPU 768장"]


def test_notice_keeps_lines_as_they_were_typed():
    assert section(NoticeSection, notice_ko="첫 줄\r\n\r\n둘째 줄").write()["notice"]["ko"] == "첫 줄\n\n둘째 줄"


def test_notice_needs_its_korean_texts():
    made = section(NoticeSection, title_ko=" ", rows_0_text_ko="")

    assert list(made.form.errors) == ["title_ko"]
    assert made.rows.errors[0].keys() == {"text_ko"}


def test_schedule_is_written_in_seoul_time():
    made = section(ScheduleSection, opens_at="2026-03-02T09:30", closes_at="2026-03-20T16:00", written_on=None)

    assert made.write()["schedule"] == {
        "opens_at": "2026-03-02T09:30:00+09:00",
        "closes_at": "2026-03-20T16:00:00+09:00",
        "screening_on": "2026-02-13",
        "written_on": None,
        "presentation_on": "2026-02-19",
        "result_on": "2026-02-20",
    }


@pytest.mark.parametrize(("field", "value"), [("opens_at", "soon"), ("closes_at", ""), ("result_on", "2026-02-30")])
def test_schedule_refuses_what_is_no_time(field, value):
    made = section(ScheduleSection, **{field: value})

    assert list(made.form.errors) == [field]
    assert made.form[field].value() == value


def test_other_takes_numbers_and_offers_one_value_for_the_rest():
    made = section(OtherSection, comment_min="0", objection_days="7")

    assert (made.write()["comment_min"], made.write()["objection_days"]) == (0, 7)
    assert list(section(OtherSection, objection_days="61", disclosure="all").form.errors) == [
        "objection_days",
        "disclosure",
    ]
