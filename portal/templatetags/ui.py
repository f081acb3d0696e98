"""The words and parts that every page is built from: filters for how things are written, tags for small components.

A builtin library (settings.TEMPLATES), so no template has to load it. Parts that only lay out what they are given are
plain includes in `templates/components/`; a tag stands here where something is computed or where it wraps a block.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django import template
from django.core.paginator import Paginator
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from portal import display
from portal.roles import Agency
from portal.ui_parts import GateView, gate_view, summary_links
from portal.wording import AGENCY

register = template.Library()

for written in (
    display.kdate,
    display.kday,
    display.kdatetime,
    display.kdatetime_s,
    display.kdatetime_ms,
    display.ktime,
    display.ktime_s,
    display.isoformat,
    display.krange,
    display.time_left,
    display.file_size,
    display.percent,
    display.number,
    display.short_hash,
    display.business_no,
    display.localized,
    display.agent_words,
):
    register.filter(written.__name__, written)


@register.filter
def percent_of(part: int, whole: int) -> str:
    """`{{ yes|percent_of:base }}`: the share as `71.4%`; "" of nothing."""
    return display.percent(f"{part}/{whole}") if whole else ""


@register.filter
def agency_name(code: str) -> str:
    """An agency as people call it."""
    return str(AGENCY[Agency(code)])


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A small drawing in the text's own colour, hidden from screen readers: the words beside it must say it all."""
    return render_to_string("components/icon.html", {"name": name})


@register.simple_tag
def status_tag(label: Any, tone: str = "", *, large: bool = False) -> SafeString:
    """A state by word, shape and colour: `{% status_tag "접수 중" "running" %}`, or an object with `label` and `tone`.

    Tones: running, done, soon, refused, idle (also the default). Not a template: long tables hold hundreds of them.
    """
    tone = tone or getattr(label, "tone", "") or "idle"
    return format_html(
        '<span class="tag tag-{}{}">{}{}</span>',
        tone,
        " tag-large" if large else "",
        icon(tone),
        getattr(label, "label", label),
    )


@register.inclusion_tag("components/clock.html")
def clock(until: datetime, now: datetime, label: str = "", *, over: str = "", note: str = "") -> dict[str, Any]:
    """The time left on the server's clock; without scripts the figure of the moment the page was made."""
    return {
        "until": until,
        "now": now,
        "label": label,
        "over": over or gettext("The time is up."),
        "note": note,
        "is_over": now >= until,
        "left": display.countdown(until, now),
    }


@register.inclusion_tag("components/gate.html")
def gate_bar(
    gate: Any, label: str = "", *, base_of: str = "", recused: int = 0, show_result: bool = True
) -> dict[str, GateView | str | bool]:
    """One gate's votes as a bar against the majority line, with the figures and their base in words below.

    `gate` is a mapping or object with yes, no, abstain, base, needs and result (as in tally-result-1), and, if it has
    them, label, base_of and recused.
    """
    return {"gate": gate_view(gate, label=label, base_of=base_of, recused=recused), "show_result": show_result}


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumbs(*steps: str) -> dict[str, Any]:
    """`{% breadcrumbs "공모" rounds_url round.title %}`: pairs of label and address, and last the page itself."""
    *links, current = steps
    return {"links": list(zip(links[::2], links[1::2], strict=True)), "current": current}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """Every error of these forms and formsets once, each linked to its field; nothing when there is none."""
    links = list(summary_links(form for form in forms if isinstance(form, BaseForm | BaseFormSet)))
    return {"links": links, "count": len(links)}


@register.simple_tag
def widget(field: BoundField, **attrs: Any) -> SafeString:
    """The bare control of a field, tied to its hint and errors: `{% widget field aria_label="…" %}`."""
    named = {name.replace("_", "-"): value for name, value in attrs.items() if value not in ("", None)}
    if field.aria_describedby:
        named.setdefault("aria-describedby", field.aria_describedby)
    return field.as_widget(attrs=named)


@register.filter
def page_numbers(paginator: Paginator, current: int) -> list[int | None]:
    """The numbers to offer around the current page; None is a gap."""
    shown = paginator.get_elided_page_range(current, on_each_side=1, on_ends=1)
    return [None if number == paginator.ELLIPSIS else int(number) for number in shown]


@register.filter
def join_dots(values: Iterable[Any]) -> str:
    """Several words as one line: `가 · 나 · 다`, leaving out what is empty."""
    return " · ".join(str(value) for value in values if value)


def _wrapped(name: str, content: str, **values: Any) -> SafeString:
    return render_to_string(f"components/{name}.html", {"content": content, **values})


@register.simple_block_tag
def card(content: str, title: str = "", *, level: int = 2, note: str = "", tone: str = "") -> SafeString:
    """A framed block: `{% card "필요한 서류" note="6종" %}…{% endcard %}`."""
    return _wrapped("card", content, title=title, level=level, note=note, tone=tone)


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "", *, role: str = "") -> SafeString:
    """A message in the page: tones info, done, soon, refused; role status or alert when it appears after an act."""
    return _wrapped("notice", content, tone=tone, title=title, role=role)


@register.simple_block_tag
def table_region(content: str, label: str, *, dense: bool = False) -> SafeString:
    """What scrolls sideways when a table is wider than the page: a named region that the keyboard reaches.

    Put a `<table class="tbl col data">` inside; dense gives 40-pixel rows and a head that stays.
    """
    return _wrapped("table_region", content, label=label, dense=dense)


@register.simple_block_tag
def disclosure(content: str, summary: str, *, is_open: bool = False) -> SafeString:
    """Detail that most readers do not need: a `<details>` in the house's look."""
    return _wrapped("disclosure", content, summary=summary, is_open=is_open)
