"""The template library: what the tags write, and that every part is safe and named."""

import re
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from portal.display import KST

NOW = datetime(2026, 2, 12, 13, 41, 7, tzinfo=KST)


def rendered(source, **values):
    with override("en"):
        return re.sub(r"\s+", " ", Template(source).render(Context(values))).strip()


def without_icons(html):
    return re.sub(r"<svg.*?</svg>", "", html)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ('{% status_tag "Open" "running" %}', '<span class="tag tag-running">Open</span>'),
        ('{% status_tag "Open" %}', '<span class="tag tag-idle">Open</span>'),
        ("{% status_tag state %}", '<span class="tag tag-done">Received &amp; sealed</span>'),
        ("{% status_tag state large=True %}", '<span class="tag tag-done tag-large">Received &amp; sealed</span>'),
    ],
)
def test_status_tag(source, html):
    state = SimpleNamespace(label="Received & sealed", tone="done")

    assert without_icons(rendered(source, state=state)) == html


def test_icon_is_hidden_from_screen_readers():
    html = rendered('{% icon "done" %}{% icon "unheard of" %}')

    assert html.count('<svg class="icon"') == html.count('aria-hidden="true"') == 2


def test_clock_before_the_deadline():
    until = NOW + timedelta(hours=2, minutes=18, seconds=53)

    html = rendered("{% clock until now 'Left' over='Closed' %}", until=until, now=NOW)

    assert 'data-until="2026-02-12T16:00:00+09:00"' in html
    assert 'data-now="2026-02-12T13:41:07+09:00"' in html
    assert ">02:18:53</p>" in html
    assert "as of 13:41:07" in html


def test_clock_at_the_deadline():
    html = rendered("{% clock now now over='Closed' %}", now=NOW)

    assert ">Closed</p>" in html
    assert "as of" not in html


def test_gate_bar_says_every_figure_in_words():
    gate = {"yes": 5, "no": 2, "abstain": 0, "base": 7, "needs": 4, "result": "passed"}

    html = rendered("{% gate_bar gate 'Competitiveness' %}", gate=gate)

    assert "<strong>5 recognised</strong> · 2 not recognised · 7 present · 4 or more needed" in html
    assert "style=" not in html


def test_breadcrumbs_end_with_the_page_itself():
    html = rendered('{% breadcrumbs "Calls" "/rounds/" "2026" %}')

    assert re.findall(r"<li[^>]*>(.*?)</li>", html) == [
        '<a href="/">Home</a>',
        '<a href="/rounds/">Calls</a>',
        "2026",
    ]
    assert '<li aria-current="page">2026</li>' in html


def test_breadcrumbs_refuse_half_a_pair():
    with pytest.raises(ValueError, match="argument 2"):
        rendered('{% breadcrumbs "Calls" "2026" %}')


class Entry(forms.Form):
    """One field of each look."""

    title = forms.CharField(label="Title", help_text="Up to 60 characters.")
    answer = forms.ChoiceField(label="Answer", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    agreed = forms.BooleanField(label="Agreed")
    attachment = forms.FileField(label="Attachment", required=False)


def test_error_summary_counts_and_links():
    html = rendered("{% error_summary form %}", form=Entry({}))

    assert "There are 3 things to correct" in html
    assert re.findall(r'href="(#[^"]+)"', html) == ["#id_title", "#id_answer_0", "#id_agreed"]


@pytest.mark.parametrize("form", [Entry(), "", None])
def test_error_summary_of_nothing(form):
    assert rendered("{% error_summary form %}", form=form) == ""


def test_form_ties_hint_and_error_to_the_control():
    html = rendered("{{ form }}", form=Entry({"title": ""}))

    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_form_says_required_and_optional_in_words():
    html = rendered("{{ form }}", form=Entry())

    words = re.findall(r"<(?:label|legend)[^>]*>(.*?)</(?:label|legend)>", html)
    plain = [re.sub(r"<[^>]+>", "", word).split() for word in words]
    assert plain == [
        ["Title", "required"],
        ["Answer", "required"],
        ["Yes"],
        ["No"],
        ["Note", "optional"],
        ["Agreed", "required"],
        ["Attachment", "optional"],
    ]


def test_form_keeps_what_was_typed():
    html = rendered("{{ form }}", form=Entry({"title": "<Garam>", "answer": "no", "note": "a & b"}))

    assert 'value="&lt;Garam&gt;"' in html
    assert "a &amp; b</textarea>" in html
    assert re.search(r'value="no"[^>]*checked', html)


def test_form_gives_every_control_a_label():
    html = rendered("{{ form }}", form=Entry())

    controls = set(re.findall(r'<(?:input|textarea|select)[^>]* id="([^"]+)"', html))
    assert controls == set(re.findall(r'<label[^>]* for="([^"]+)"', html))


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (
            '{% card "A" note="6" %}<p>x</p>{% endcard %}',
            '<section class="card"> <h2 class="card-title">A <small>6</small></h2> <p>x</p> </section>',
        ),
        (
            '{% notice "done" role="status" %}<p>x</p>{% endnotice %}',
            '<div class="notice notice-done" role="status"> <div class="notice-body"><p>x</p></div> </div>',
        ),
        (
            '{% table_region "Scores" dense=True %}-{% endtable_region %}',
            '<div class="krds-table-wrap table-region table-dense" role="region" aria-label="Scores" tabindex="0">-</div>',
        ),
    ],
)
def test_block_tags(source, html):
    assert re.sub(r"\s+", " ", without_icons(rendered(source))) == html


def test_block_tag_escapes_its_values():
    assert "&lt;script&gt;" in rendered("{% card title %}{{ title }}{% endcard %}", title="<script>")
    assert "<script>" not in rendered("{% card title %}{{ title }}{% endcard %}", title="<script>")


def test_page_numbers_leave_gaps():
    numbers = rendered("{% for n in p|page_numbers:7 %}{{ n|default:'…' }} {% endfor %}", p=Paginator(range(240), 10))

    assert numbers == "1 … 6 7 8 … 24"


def test_pagination_keeps_the_filters():
    page = Paginator(range(60), 25).get_page(2)
    context = Context({"page": page})
    context.request = RequestFactory().get("/?state=open&page=2")

    with override("en"):
        html = Template('{% include "components/pagination.html" %}').render(context)

    assert 'href="?state=open&amp;page=3"' in html
    assert 'aria-current="page"' in html


def test_filters_compose():
    assert rendered("{{ 5|percent_of:7 }} {{ 5|percent_of:0 }}") == "71.4%"
    assert rendered("{{ words|join_dots }}", words=["a", "", None, "b"]) == "a · b"
