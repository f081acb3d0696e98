from decimal import Decimal

import pytest

from applications.queries import card_template
from reviews.rules.anchors import Anchor, fitting, read_anchors

KOREAN = "36–40점: 직접 설계 · 28–35점: 주요 부분 개발 · 27점 이하: 외부 모델에 의존"
BANDS = [Anchor("36", "40", "직접 설계"), Anchor("28", "35", "주요 부분 개발"), Anchor("0", "27", "외부 모델에 의존")]


def test_read_anchors_korean():
    assert read_anchors(KOREAN) == BANDS


def test_read_anchors_english():
    assert read_anchors("36-40: own design · 27.5 or less: depends") == [
        Anchor("36", "40", "own design"),
        Anchor("0", "27.5", "depends"),
    ]


@pytest.mark.parametrize("text", ["", "잘하면 높은 점수", "36–40점: 직접 설계 · 그 밖에는 낮은 점수"])
def test_read_anchors_of_other_text_is_none(text):
    assert read_anchors(text) == []


def test_read_anchors_of_every_template():
    for stage in ("written", "presentation"):
        for criterion in card_template("additional")["criteria"][stage]:
            assert [len(read_anchors(text)) for text in criterion["anchor"].values()] == [3, 3]


@pytest.mark.parametrize(("points", "band"), [("36", 0), ("40", 0), ("35", 1), ("27", 2), ("0", 2)])
def test_fitting(points, band):
    assert fitting(BANDS, Decimal(points)) == BANDS[band]


def test_fitting_between_bands_is_none():
    assert fitting(BANDS, Decimal("35.5")) is None
