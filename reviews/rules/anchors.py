"""The anchor text of a criterion (평가 척도), taken apart so that the page can mark the band that fits the points.

Written on the rule card as bands with ` · ` between them: `36–40점: … · 28–35점: … · 27점 이하: …` or, in English,
`36–40: … · 28–35: … · 27 or less: …`. Any other text is shown as it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_BETWEEN = re.compile(r"\s+·\s+")
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_RANGE = re.compile(rf"(?P<low>{_NUMBER})\s*[–~-]\s*(?P<high>{_NUMBER})\s*점?\s*:\s*(?P<text>.+)", re.DOTALL)
_UP_TO = re.compile(rf"(?P<high>{_NUMBER})\s*(?:점\s*이하|or less)\s*:\s*(?P<text>.+)", re.DOTALL)


@dataclass(frozen=True)
class Anchor:
    """One band of the scale, both ends included."""

    low: str
    high: str
    text: str


def read_anchors(text: str) -> Sequence[Anchor]:
    """The bands of an anchor text, highest first as written; none when any part of it is not such a band."""
    found = [_anchor(part.strip()) for part in _BETWEEN.split(text.strip()) if part.strip()]
    return [] if None in found else [anchor for anchor in found if anchor]


def fitting(anchors: Sequence[Anchor], points: Decimal) -> Anchor | None:
    """The band that these points fall into."""
    return next((each for each in anchors if Decimal(each.low) <= points <= Decimal(each.high)), None)


def _anchor(part: str) -> Anchor | None:
    if match := _RANGE.fullmatch(part):
        return Anchor(match["low"], match["high"], match["text"])
    if match := _UP_TO.fullmatch(part):
        return Anchor("0", match["high"], match["text"])
    return None
