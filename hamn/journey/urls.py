from django.urls import path

from hamn.journey.views import events, material, road, tracks, trails

urlpatterns = [
    path("", road.start, name="start"),
    path("journey/fairway.svg", road.fairway_svg, name="fairway_svg"),
    path("journey/fairway.png", road.fairway_png, name="fairway_png"),
    path("journey/trust/", tracks.trust_timeline, name="trust_timeline"),
    path("journey/tracks/<int:pk>/", tracks.track_timeline, name="track_timeline"),
    path("journey/events/new/", events.event_new, name="event_new"),
    path("journey/events/<int:pk>/", events.event, name="event"),
    path("journey/events/<int:pk>/edit/", events.event_edit, name="event_edit"),
    path("journey/events/<int:pk>/new-day/", events.event_move, name="event_move"),
    path("journey/events/<int:pk>/cancellation/", events.event_cancel, name="event_cancel"),
    path("journey/events/<int:pk>/holding/", events.event_hold, name="event_hold"),
    path("journey/material/", material.index, name="material_list"),
    path("journey/material/new/", material.new, name="material_new"),
    path("journey/material/<int:pk>/", material.show, name="material"),
    path("journey/material/<int:pk>/edit/", material.material_edit, name="material_edit"),
    path("journey/material/<int:pk>/file/", material.file, name="material_file"),
    path("journey/trail/<str:label>/<int:pk>/", trails.trail, name="trail"),
]
