"""What fields say: in plain Korean, with figures in groups, whoever wrote the form."""

import re
from decimal import Decimal

import pytest
from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, override

from portal.forms.messages import STOCK


def said(field, value, language="ko"):
    with override(language):
        try:
            field.clean(value)
        except ValidationError as refused:
            return list(refused)
    return []


@pytest.mark.parametrize(
    ("field", "value", "korean"),
    [
        (forms.CharField(max_length=60), "가" * 300, "60자까지 적을 수 있습니다(지금 300자)."),
        (forms.CharField(max_length=3000), "가" * 3512, "3,000자까지 적을 수 있습니다(지금 3,512자)."),
        (forms.CharField(min_length=30), "가", "30자 이상 적어 주세요(지금 1자)."),
        (forms.IntegerField(max_value=1_000_000), "1000001", "1,000,000까지 적을 수 있습니다."),
        (forms.IntegerField(min_value=1), "0", "1 이상인 수를 적어 주세요."),
        (forms.DecimalField(max_digits=10), "1" * 11, "숫자를 10자리까지 적을 수 있습니다."),
        (forms.DecimalField(decimal_places=4), "0.12345", "소수점 아래 4자리까지 적을 수 있습니다."),
        (forms.CharField(), "", "꼭 적어 주세요."),
        (forms.ChoiceField(), "", "골라 주세요."),
        (forms.MultipleChoiceField(), [], "골라 주세요."),
        (forms.BooleanField(), "", "확인하고 표시해 주세요."),
        (forms.FileField(), None, "파일을 골라 주세요."),
        (forms.IntegerField(), "열", "숫자만 적어 주세요(예: 12)."),
        (forms.DateField(), "내일", "날짜를 2026-02-12처럼 적어 주세요."),
        (forms.EmailField(), "가람", "이메일 주소를 name@example.kr처럼 적어 주세요."),
    ],
)
def test_messages_are_plain_korean(field, value, korean):
    assert said(field, value) == [korean]


def test_limits_in_english():
    assert said(forms.DecimalField(max_value=Decimal(2000)), "2001", "en") == ["The number can be 2,000 at most."]


def test_messages_of_the_login():
    with override("ko"):
        form = LoginForm({})

        assert form.errors == {"login": ["꼭 적어 주세요."], "password": ["꼭 적어 주세요."]}


def test_password_help_is_three_short_sentences():
    with override("ko"):
        assert password_validators_help_texts() == [
            "이름이나 이메일과 비슷하지 않게 정해 주세요.",
            "10자 이상으로 정해 주세요.",
            "흔히 쓰는 비밀번호는 쓸 수 없습니다.",
        ]


def test_stock_texts_have_our_korean():
    with override("ko"):
        korean = [gettext(text) for text in STOCK if isinstance(text, str)]

    assert [text for text in korean if not re.search("[가-힣]", text)] == []
