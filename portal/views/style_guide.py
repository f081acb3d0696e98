"""Every component with little and with much data, for those who build pages; only in demo and test mode."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from portal.display import KST
from portal.forms.style_guide import SampleForm, SampleSheetForm, SampleVoteForm

SAMPLES = Path(__file__).resolve().parent.parent / "demo"
NOON = datetime(2026, 2, 12, 13, 41, 7, 123456, tzinfo=KST)


def style_guide(request: HttpRequest) -> HttpResponse:
    """All parts on one page; with ?state=errors the forms as they come back refused."""
    words = _words()
    refused = {"title": words["long_name"], "email": "hong@", "summary": words["short_text"], "base": "present"}
    data = refused if request.GET.get("state") == "errors" else None
    sheet = SampleSheetForm(words, initial=words["sheet"])
    context = {
        "words": words,
        "form": SampleForm(words, data, initial={"title": words["round"]["title"], "closes_at": NOON}),
        "votes": SampleVoteForm(words, data if data is None else {"competitiveness": "yes"}),
        "score_rows": sheet.rows(words),
        "clocks": [(NOON + timedelta(hours=2, minutes=18, seconds=53)), NOON + timedelta(days=12), NOON],
        "now": NOON,
        "pages": Paginator(range(600), 25).get_page(request.GET.get("page", 7)),
        "members": range(1, 10),
    }
    return render(request, "portal/style_guide.html", context)


def style_guide_confirm(request: HttpRequest) -> HttpResponse:
    """The page that asks once more before a grave act."""
    return render(request, "components/confirm_page.html", {"confirm": _words()["confirm"], "now": NOON})


def _words() -> Any:
    language = "ko" if (get_language() or "ko").startswith("ko") else "en"
    return json.loads((SAMPLES / f"style_guide.{language}.json").read_text(encoding="utf-8"))
