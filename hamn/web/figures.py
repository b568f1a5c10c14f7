"""A figure's markup outside a page's template, for those who keep it."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from hamn.charts.figure import Figure


def figure_html(figure: Figure, uid: str) -> SafeString:
    """As `{% figure %}` writes it. uid: its own on any page where it stands."""
    page = {"figure": figure, "drawing": mark_safe(figure.page_svg(uid))}  # drawn by hamn.charts, which escapes
    return mark_safe(render_to_string("web/_figure.html", page))  # a template's own output
