"""The poster as a file, one for the whole dialogue or one for each group."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hamn.dialogues import posters
from hamn.dialogues.views.showing import address_of, visible


@require_safe
def poster_pdf(request, pk):
    """?paper= is a4 or a3; with ?group= the code leads straight into that group."""
    dialogue = visible(request, pk)
    paper = request.GET.get("paper", "a4")
    if paper not in posters.PAPERS:
        raise Http404
    if not posters.can_be_made():
        return render(request, "dialogues/poster_missing.html", {"noun": dialogue}, status=501)
    key = request.GET.get("group", "")
    group = get_object_or_404(dialogue.groups, key=key) if key else None
    address = address_of(request, dialogue) + (f"?{urlencode({'group': key})}" if key else "")
    response = HttpResponse(posters.poster_pdf(dialogue, group, address, paper), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{dialogue.code}{f"-{key}" if group else ""}-{paper}.pdf"'
    return response
