from django.urls import path

from hamn.radar.views import comparisons, instruments, rounds

urlpatterns = [
    path("radar/", rounds.index, name="radar"),
    path("radar/new/", rounds.begin, name="radar_begin"),
    path("radar/<int:pk>/", rounds.show, name="radar_round"),
    path("radar/<int:pk>/comparison/", comparisons.show, name="radar_comparison"),
    path("radar/<int:pk>/comparison/wall/", comparisons.wall, name="radar_wall"),
    path("radar/differences/<int:pk>/agenda/", comparisons.take_up, name="difference_agenda"),
    path("radar/instruments/new/", instruments.new, name="instrument_new"),
    path("radar/instruments/<int:pk>/", instruments.show, name="instrument"),
    path("radar/instruments/<int:pk>/edit/", instruments.edit, name="instrument_edit"),
    path("radar/instruments/<int:pk>/rounds/new/", rounds.new, name="radar_round_new"),
    path("radar/instruments/<int:pk>/axes/new/", instruments.axis_new, name="axis_new"),
    path("radar/axes/<int:pk>/", instruments.axis_edit, name="axis"),
    path("radar/axes/<int:pk>/place/", instruments.place, name="axis_place"),
    path("radar/axes/<int:pk>/removal/", instruments.removal, name="axis_removal"),
]
