from datetime import date, time
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from hamn.web.forms import Form
from hamn.web.navigation import is_current


def drawn(source, **values):
    with translation.override("en"):
        return Template("{% load web %}" + source).render(Context(values))


class Sample(Form):
    name = forms.CharField(help_text="A short one.")
    kind = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(required=False)
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_field_ties_its_help_and_errors_to_its_widget():
    html = drawn("{% field form.name %}", form=Sample({}))
    assert '<label for="id_name">' in html
    assert 'aria-describedby="id_name_help id_name_errors"' in html
    assert 'aria-invalid="true"' in html
    assert "Please fill in this field." in html


def test_a_group_of_choices_has_a_legend():
    html = drawn("{% field form.kind %}", form=Sample())
    assert "<fieldset" in html and "<legend>" in html


def test_days_and_times_use_the_browsers_own_pickers():
    class Meeting(Form):
        on = forms.DateField()
        at = forms.TimeField()
        between = forms.DateTimeField()

    html = drawn("{% fields form %}", form=Meeting(initial={"on": date(2026, 3, 9), "at": time(9, 5)}))
    assert 'type="date" name="on" value="2026-03-09"' in html
    assert 'type="time" name="at" value="09:05"' in html
    assert 'type="datetime-local" name="between"' in html


def test_hidden_fields_come_without_labels():
    html = drawn("{% fields form %}", form=Sample())
    assert 'type="hidden" name="hidden"' in html
    assert "id_hidden_help" not in html


@pytest.mark.parametrize("state", ["planned", "moved", "cancelled", "held"])
def test_a_state_is_a_shape_and_a_word(state):
    html = drawn("{% state name %}", name=state)
    assert "<svg" in html
    assert state.capitalize() in html


def test_who_sees_it_is_said_in_words():
    assert "Only the team" in drawn("{% visibility 'harbour' %}")
    html = drawn("{% visibility 'docking' names='LG' %}")
    assert "The team and those we dock with" in html and "LG" in html


def test_only_invented_things_are_marked_as_invented():
    assert "Invented example" in drawn("{% invented noun %}", noun=SimpleNamespace(invented=True))
    assert drawn("{% invented noun %}", noun=SimpleNamespace(invented=False)).strip() == ""


def test_two_drawings_on_a_page_have_different_names():
    figure = SimpleNamespace(
        page_svg=lambda uid: f'<svg id="{uid}"></svg>',
        sentence="It rises.",
        table=SimpleNamespace(head=["a"], rows=[["1"]]),
    )
    html = drawn("{% figure fig caption='Trust' %}{% figure fig %}", fig=figure)
    assert 'id="figure-1"' in html and 'id="figure-2"' in html
    assert "It rises." in html and "Show as table" in html


def test_quotation_marks_follow_the_language():
    assert drawn("{{ text|quoted }}", text="open\nquestions") == "“open questions”"


def test_an_icon_is_decoration_unless_it_has_words():
    assert 'aria-hidden="true"' in drawn("{% icon 'anchor' %}")
    assert 'aria-label="Harbour"' in drawn("{% icon 'anchor' 'Harbour' %}")


@pytest.mark.parametrize(
    ("address", "here", "current"),
    [
        ("/", "/", True),
        ("/", "/challenges/", False),
        ("/expeditions/", "/expeditions/one/logbook/", True),
        ("/expeditions/", "/challenges/", False),
    ],
)
def test_the_menu_knows_where_one_is(address, here, current):
    assert is_current(address, here) is current


def pages(source, number, asked=""):
    return drawn(source, page=Paginator(range(30), 10).get_page(number), request=RequestFactory().get(f"/{asked}"))


def test_a_page_in_the_middle_leads_both_ways_and_keeps_what_was_asked():
    html = pages("{% pagination page %}", 2, "?track=7&page=2")
    assert 'rel="prev" href="?track=7&amp;page=1"' in html and 'rel="next" href="?track=7&amp;page=3"' in html
    assert "Page 2 of 3" in html and 'aria-label="Pages"' in html


def test_a_list_among_several_has_a_word_of_its_own_and_leads_back_to_itself():
    html = pages('{% pagination page name="ahead" at="what-is-ahead" %}', 3, "?page=4&ahead=3")
    assert 'href="?page=4&amp;ahead=2#what-is-ahead"' in html and 'rel="next"' not in html
    assert 'aria-labelledby="what-is-ahead what-is-ahead-page"' in html


def test_a_single_page_leads_nowhere():
    html = drawn("{% pagination page %}", page=Paginator([1], 10).get_page(1), request=RequestFactory().get("/"))
    assert html.strip() == ""


def test_what_the_address_holds_cannot_break_out_of_the_link():
    assert "<script" not in pages("{% pagination page %}", 2, "?q=%22%3E%3Cscript%3E")
