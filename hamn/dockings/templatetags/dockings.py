"""`{% load dockings %}`: a figure for the wall, drawing alone."""

from django import template
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag
def drawing(figure, number):
    """The drawing without caption and table, which have no room on a wall; the page's list has the words too."""
    return mark_safe(figure.page_svg(f"drawing-{number}"))  # drawn by hamn.charts, which escapes
