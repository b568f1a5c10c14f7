"""Pages of our own for these tests, before the product's."""

from itertools import count

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template import engines
from django.urls import include, path

from hamn.web.forms import Form


class Thought(Form):
    text = forms.CharField(widget=forms.Textarea, max_length=60, help_text="Half a thought is enough.")
    kinds = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], required=False)


def think(request):
    if not request.user.is_authenticated:
        raise Http404
    form = Thought(request.POST or None)
    if form.is_valid():
        return redirect("/about/")
    return render(request, "web/accessibility_edit.html", {"form": form})


def half(request):
    """A form for everyone, whose half-written text is kept by the browser."""
    return redirect("/about/") if request.method == "POST" else page(request, HALF, form=Thought())


beats = count(1)


def pulse(request):
    return page(request, PULSE, beat=next(beats))


def beat(request):
    piece = f"beat {next(beats)}" if request.method == "GET" else request.method
    return HttpResponse(piece)


def page(request, source, **values):
    return HttpResponse(engines["django"].from_string(source).render(values, request))


HEAD = """{% extends "web/base.html" %}{% load web %}{% block title %}Test{% endblock %}"""
HALF = (
    HEAD
    + """{% block content %}<h1>Half</h1><keep-text data-kept="It is back." data-drop="Throw it away">
    <form method="post" class="form">{% csrf_token %}{% field form.text %}<button class="btn">Send</button></form>
    </keep-text>{% endblock %}"""
)
PULSE = (
    HEAD
    + """{% block content %}<h1>Pulse</h1>
    <p id="pulse" hx-get="/beat/" hx-trigger="every 300ms" hx-nonce="{{ request.csp_nonce }}">beat {{ beat }}</p>
    <p id="answer"></p>
    <form method="post" action="/beat/" hx-post="/beat/" hx-target="#answer" hx-nonce="{{ request.csp_nonce }}">
    <button class="btn">Beat</button></form>{% endblock %}{% block scripts %}{% htmx %}{% endblock %}"""
)

urlpatterns = [
    path("thoughts/", think),
    path("d/think/", think),
    path("half/", half),
    path("pulse/", pulse),
    path("beat/", beat),
    path("", include("hamn.urls")),
]
