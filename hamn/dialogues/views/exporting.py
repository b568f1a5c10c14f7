"""A round's results as a file, for whoever may see the dialogue. What leaves has passed the gate before it comes here."""

from collections.abc import Callable
from importlib import import_module

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hamn.dialogues.exports.csv_file import codebook_csv
from hamn.dialogues.exports.extract import Extract
from hamn.dialogues.models import OriginalExport
from hamn.dialogues.views.showing import are_beside, chosen_round, visible

OFFICE = "application/vnd.openxmlformats-officedocument"
# Content type and writer, by the file's ending. The heavy libraries are read when somebody asks for their kind of file.
KINDS = {
    "xlsx": (f"{OFFICE}.spreadsheetml.sheet", "xlsx_file.results_xlsx"),
    "csv": ("text/csv; charset=utf-8", "csv_file.results_csv"),
    "json": ("application/json", "json_file.results_json"),
    "pptx": (f"{OFFICE}.presentationml.presentation", "pptx_file.results_pptx"),
}


@never_cache
@require_safe
def export(request, pk, ending):
    if ending not in KINDS:
        raise Http404
    extract = extract_of(request, pk)
    content_type, name = KINDS[ending]
    return as_file(writer(name)(extract), content_type, f"{extract.name}.{ending}")


def extract_of(request, pk) -> Extract:
    dialogue = visible(request, pk)
    round = chosen_round(request, dialogue)
    return Extract(
        dialogue,
        round,
        request.build_absolute_uri(dialogue.get_absolute_url()),
        timezone.localdate(),
        are_beside(round, dialogue, request.person),
    )


def writer(name: str) -> Callable[[Extract], bytes]:
    module, function = name.split(".")
    return getattr(import_module(f"hamn.dialogues.exports.{module}"), function)


@require_safe
def codebook(request, pk):
    """What the codes of the CSV file mean, and the themes of its round."""
    extract = extract_of(request, pk)
    return as_file(codebook_csv(extract), "text/csv; charset=utf-8", f"{extract.dialogue.code}-codebook.csv")


@require_safe
def original(request, pk):
    """What came in from Pol.is, byte for byte: it was public before it came."""
    kept = get_object_or_404(OriginalExport, round=chosen_round(request, visible(request, pk)))
    return as_file(bytes(kept.content), "application/zip", f"{kept.round.dialogue.code}-original.zip")


def as_file(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
