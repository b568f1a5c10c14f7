"""`{% load dockings %}`: a figure for the wall, and the meetings that an expedition's pages tell of."""

from django import template
from django.utils.safestring import mark_safe

from hamn.dockings.models import Docking

register = template.Library()


@register.simple_tag
def drawing(figure, number):
    """The drawing without caption and table, which have no room on a wall; the page's list has the words too."""
    return mark_safe(figure.page_svg(f"drawing-{number}"))  # drawn by hamn.charts, which escapes


@register.simple_tag(takes_context=True)
def dockings_of(context, expedition):
    """The expedition's meetings that the reader may see, in their order."""
    seen = Docking.objects.visible_to(context["request"].person)
    return list(seen.filter(series__expedition=expedition))


@register.simple_tag(takes_context=True)
def next_docking(context, expedition):
    """The expedition's next meeting that the reader may see, asked for once for every expedition of the page."""
    request = context["request"]
    if not hasattr(request, "next_dockings"):
        ahead = Docking.objects.visible_to(request.person).ahead().order_by("-starts_at")
        planned = ahead.filter(series__expedition__isnull=False).select_related("series")
        request.next_dockings = {docking.series.expedition_id: docking for docking in planned}
    return request.next_dockings.get(expedition.pk)
