from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hamn.programmes.forms import PrincipleFormSet, ProgrammeForm, TrackFormSet
from hamn.programmes.models import Programme
from hamn.records.views import edit_noun


def programme(request, slug):
    seen = Programme.objects.visible_to(request.person).select_related("steward", "author", "team")
    programme = get_object_or_404(seen.prefetch_related("tracks", "principles"), slug=slug)
    may_edit = Programme.objects.editable_by(request.person).filter(pk=programme.pk).exists()
    return render(request, "programmes/show.html", {"programme": programme, "may_edit": may_edit})


def programme_new(request):
    """The first thing an empty installation needs: what everything else belongs to."""
    reach = request.person.reach
    if not (reach.is_administrator or reach.is_facilitator):
        raise Http404
    return edit_noun(request, Programme(), ProgrammeForm, back=reverse("start"))


def programme_edit(request, slug):
    return edit_noun(request, editable(request, slug), ProgrammeForm)


def principles(request, slug):
    """A poster: for the wall, for print, for other organisations."""
    seen = Programme.objects.visible_to(request.person).select_related("steward")
    programme = get_object_or_404(seen.prefetch_related("principles"), slug=slug)
    return render(request, "programmes/principles.html", {"programme": programme})


def tracks_edit(request, slug):
    return edit_rows(request, slug, TrackFormSet, _("Tracks"), _("The tracks are saved."))


def principles_edit(request, slug):
    return edit_rows(request, slug, PrincipleFormSet, _("Guiding principles"), _("The principles are saved."))


def edit_rows(request, slug, formset_class, title, saved):
    programme = editable(request, slug)
    rows = formset_class(request.POST or None, instance=programme)
    if request.method == "POST" and rows.is_valid():
        rows.save()
        messages.success(request, saved)
        return redirect(programme)
    page = {"programme": programme, "rows": rows, "title": title}
    return render(request, "programmes/rows.html", page, status=422 if request.method == "POST" else 200)


def editable(request, slug):
    return get_object_or_404(Programme.objects.editable_by(request.person), slug=slug)
