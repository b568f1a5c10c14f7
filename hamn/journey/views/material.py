"""Films, texts and pictures of the road, and the files themselves: handed out only by asking who is reading."""

from functools import partial

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hamn.journey import uploads
from hamn.journey.forms import MaterialForm
from hamn.journey.models import Event, Material
from hamn.journey.views.programmes import programme_of
from hamn.records.views import edit_noun


def index(request):
    material = Material.objects.visible_to(request.person).select_related("event")
    page = {"material": material, "may_add": request.person.reach.is_facilitator}
    return render(request, "journey/material_list.html", page)


def show(request, pk):
    seen = Material.objects.visible_to(request.person).select_related("event", "programme", "author", "team")
    return render(request, "journey/material.html", {"material": get_object_or_404(seen, pk=pk)})


@require_safe
def file(request, pk):
    """The stored file, named by its title and typed by what it is. Its own name is never an address."""
    material = get_object_or_404(Material.objects.visible_to(request.person).exclude(file=""), pk=pk)
    kind = material.file_kind
    if kind not in uploads.KINDS or not material.file.storage.exists(material.file.name):
        raise Http404
    response = FileResponse(
        material.file.open("rb"),
        as_attachment=kind not in uploads.SHOWN_IN_PLACE or "download" in request.GET,
        filename=f"{slugify(material.title, allow_unicode=True) or 'material'}.{kind}",
        content_type=uploads.KINDS[kind][0],
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def new(request):
    event = None
    if "event" in request.GET:
        event = get_object_or_404(Event.objects.editable_by(request.person), pk=whole_number(request.GET["event"]))
    programme = event.programme if event else programme_of(request)
    if programme is None or not request.person.reach.is_facilitator:
        raise Http404
    noun = Material(programme=programme, event=event)
    back = event.get_absolute_url() if event else reverse("material_list")
    return edit(request, noun, title=_("New material"), back=back)


def material_edit(request, pk):
    seen = Material.objects.editable_by(request.person).select_related("programme")
    return edit(request, get_object_or_404(seen, pk=pk))


def edit(request, noun, **context):
    form = partial(MaterialForm, person=request.person)
    return edit_noun(request, noun, form, "journey/material_edit.html", **context)


def whole_number(text: str) -> int:
    if not text.isdecimal():
        raise Http404
    return int(text)
