"""The moment we build for: one word, and its line along the way."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from hamn.journey.chart import Chart
from hamn.journey.milestones import ids_of, milestones
from hamn.journey.moments import is_unanswered, moments
from hamn.journey.views.road import drawn
from hamn.programmes.models import Programme
from hamn.records import links, registry


@require_safe
def trail(request, label, pk):
    noun = registry.visible(label, pk, request.person)
    found = links.trail(noun, request.person)
    nouns = [noun, *(step.noun for step in (*found.built_on, *found.led_to))]
    told = moments(noun, nouns)
    page = {
        "noun": noun,
        "moments": told,
        "is_unanswered": is_unanswered(noun, told),
        "is_alone": len(told) == 1,
    }
    programme = programme_around(noun, request.person)
    if programme:
        page |= lit_road(programme, nouns, request.person)
    return render(request, "journey/trail.html", page)


def programme_around(noun, person):
    seen = Programme.objects.visible_to(person)
    number = getattr(noun, "programme_id", None)
    return seen.filter(pk=number).first() if number else Programme.objects.current_for(person)


def lit_road(programme, nouns, person) -> dict:
    road = tuple(milestones(programme, person))
    lit = ids_of(nouns, road)
    if not lit:
        return {}
    chart = Chart(programme, tuple(programme.tracks.all()), road, lit)
    return {"wide": drawn(chart, "wide"), "lit": [milestone for milestone in road if milestone.id in lit]}
