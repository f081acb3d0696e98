"""The Korean catalogue is complete and true to its message ids."""

import re

import polib
import pytest
from django.conf import settings

from portal.catalogue import collect, merge, translation

PATH = settings.LOCALE_PATHS[0] / "ko" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(PATH))


@pytest.fixture(scope="module")
def texts():
    return collect(settings.BASE_DIR)


def test_every_text_has_korean(catalogue, texts):
    assert merge(catalogue, texts) == []


def test_catalogue_holds_no_text_that_nobody_shows(texts):
    shown = {text.key for text in texts}

    assert [entry.msgid for entry in polib.pofile(str(PATH)) if (entry.msgctxt or "", entry.msgid) not in shown] == []


def test_translations_keep_their_placeholders(catalogue):
    changed = [
        entry.msgid
        for entry in catalogue
        if set(PLACEHOLDER.findall(translation(entry))) - set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
        or set(PLACEHOLDER.findall(entry.msgid)) - set(PLACEHOLDER.findall(translation(entry)))
    ]

    assert changed == []


def test_message_ids_are_english(texts):
    assert [text.msgid for text in texts if re.search("[가-힣]", text.msgid.replace("과반", ""))] == []
