"""The product's addresses and one more: the shared edit page, with nothing of a folder's own around it."""

from django.shortcuts import get_object_or_404
from django.urls import path

from hamn.findings.models import Insight
from hamn.records.forms import SharedForm
from hamn.records.views import edit_noun
from hamn.urls import urlpatterns as product


class InsightForm(SharedForm):
    class Meta:
        model = Insight
        fields = ["text", "confidence", "receiver"]


def edit(request, pk):
    noun = get_object_or_404(Insight.objects.editable_by(request.person), pk=pk)
    return edit_noun(request, noun, InsightForm)


urlpatterns = [path("edit-insight/<int:pk>/", edit), *product]
