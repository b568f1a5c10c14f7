"""Every folder's addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("hamn.web.urls")),
    path("", include("hamn.people.urls")),
    path("", include("hamn.records.urls")),
    path("", include("hamn.programmes.urls")),
    path("", include("hamn.challenges.urls")),
    path("", include("hamn.expeditions.urls")),
    path("", include("hamn.dialogues.urls")),
    path("", include("hamn.dockings.urls")),
    path("", include("hamn.radar.urls")),
    path("", include("hamn.findings.urls")),
    path("", include("hamn.journey.urls")),
    path("", include("hamn.operations.urls")),
]
