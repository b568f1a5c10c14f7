"""The start page: the winding road of one programme, as a drawing and as a list."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from hamn.journey import phone
from hamn.journey.chart import Chart
from hamn.journey.milestones import milestones
from hamn.journey.views.programmes import programme_of
from hamn.journey.zoom import LISTED_AT_ONCE, Zoom, by_year


@require_safe
def start(request):
    programme = programme_of(request)
    page = {"programme": programme, "phone_address": phone.address(), "may_add": request.person.reach.is_facilitator}
    if programme:
        page |= road_of(programme, request)
    return render(request, "journey/start.html", page)


def road_of(programme, request) -> dict:
    zoom = zoom_of(programme, request)
    chart = chart_of(programme, zoom)
    listed = Paginator(zoom.milestones, LISTED_AT_ONCE).get_page(request.GET.get("page"))
    return {
        "zoom": zoom,
        "trust_track": next((track for track in zoom.tracks if track.is_trust), None),
        "wide": drawn(chart, "wide"),
        "phone": drawn(chart, "phone"),
        "sentence": chart.words.sentence,
        "listed": listed,
        "years": by_year(listed, zoom.tracks, listed.start_index()),
    }


def fairway_svg(request):
    return download(request, "svg", "image/svg+xml", lambda figure, theme: figure.literal_svg(theme))


def fairway_png(request):
    return download(request, "png", "image/png", lambda figure, theme: figure.png(theme))


@require_safe
def download(request, ending, content_type, render_as):
    """The same road as on the page, for this reader alone: never a file that lies about."""
    programme = programme_of(request)
    if programme is None:
        return HttpResponse(status=404)
    variant = "phone" if request.GET.get("variant") == "phone" else "wide"
    theme = "dark" if request.GET.get("theme") == "dark" else "light"
    figure = chart_of(programme, zoom_of(programme, request)).figure(variant)
    response = HttpResponse(render_as(figure, theme), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="fairway.{ending}"'
    response["Cache-Control"] = "private, no-store"
    return response


def zoom_of(programme, request) -> Zoom:
    return Zoom.of(request.GET, programme.tracks.all(), milestones(programme, request.person))


def chart_of(programme, zoom: Zoom) -> Chart:
    return Chart(programme, zoom.seen_tracks, zoom.milestones, year=zoom.year, query=zoom.query)


def drawn(chart: Chart, variant: str) -> str:
    return mark_safe(chart.figure(variant).page_svg(f"road-{variant}"))  # drawn by hamn.charts, which escapes
