"""Business registration numbers (사업자등록번호): 10 digits with a check digit, written 000-00-00000."""

import re

_SHAPE = re.compile(r"[0-9]{3}-[0-9]{2}-[0-9]{5}")
_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)


def is_valid(number: str) -> bool:
    """True when the number has the written shape, is not all zeros and its check digit holds (국세청 algorithm)."""
    if not _SHAPE.fullmatch(number):
        return False
    digits = [int(char) for char in number if char != "-"]
    if not any(digits):
        return False
    weighted = sum(digit * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) + digits[8] * 5 // 10
    return (10 - weighted % 10) % 10 == digits[9]


def formatted(text: str) -> str:
    """Ten digits however typed, as 000-00-00000; anything else unchanged."""
    digits = re.sub(r"[\s-]", "", text)
    if re.fullmatch(r"[0-9]{10}", digits):
        return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"
    return text
