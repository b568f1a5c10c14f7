from django.urls import path

from hamn.findings import views

PLACES = {
    "takeaway": "take-aways",
    "insight": "insights",
    "recommendation": "recommendations",
    "lesson": "lessons",
    "reflection": "reflections",
}

urlpatterns = [
    path("findings/", views.index, name="findings"),
    path("findings/take-aways/", views.take_aways, name="take_away"),
    path("answers/<int:pk>/take-aways/", views.take_away_answer, name="answer_take_away"),
    path("findings/take-aways/<int:pk>/sorting/<slug:kind>/", views.sort, name="take_away_sort"),
    path("findings/recommendations/<int:pk>/responses/", views.respond, name="respond"),
    path("findings/<slug:kind>/new/", views.new, name="finding_new"),
    path("findings/<slug:kind>/<int:pk>/edit/", views.edit, name="finding_edit"),
    *(
        path(f"findings/{place}/", views.kind_index, {"kind": kind}, name=f"{kind}_index")
        for kind, place in PLACES.items()
        if kind != "takeaway"
    ),
    *(path(f"findings/{place}/<int:pk>/", views.show, {"kind": kind}, name=kind) for kind, place in PLACES.items()),
]
