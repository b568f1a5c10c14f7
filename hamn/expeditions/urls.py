from django.urls import path

from hamn.expeditions.views import expeditions, harbours, logbook, mandates, surprises

urlpatterns = [
    path("expeditions/", expeditions.index, name="expeditions"),
    path("expeditions/new/", expeditions.new, name="expedition_new"),
    path("expeditions/<str:slug>/", expeditions.show, name="expedition"),
    path("expeditions/<str:slug>/edit/", expeditions.edit, name="expedition_edit"),
    path("expeditions/<str:slug>/passages/<slug:state>/", expeditions.passage, name="passage"),
    path("expeditions/<str:slug>/time-box/", expeditions.time_box, name="time_box"),
    path("expeditions/<str:slug>/motive/", expeditions.motive, name="motive"),
    path("expeditions/<str:slug>/mandates/new/", mandates.new, name="mandate_new"),
    path("expeditions/<str:slug>/trials/new/", mandates.new_trial, name="trial_new"),
    path("trials/<int:pk>/edit/", mandates.edit_trial, name="trial_edit"),
    path("expeditions/<str:slug>/logbook/", logbook.logbook, name="logbook"),
    path("expeditions/<str:slug>/logbook/lines/", logbook.lines, name="log_lines"),
    path("expeditions/<str:slug>/drafts/", logbook.drafts, name="expedition_drafts"),
    path("logbook/<int:pk>/", logbook.entry, name="log_entry"),
    path("logbook/<int:pk>/edit/", logbook.edit, name="log_entry_edit"),
    path("logbook/<int:pk>/photo/", logbook.photo, name="log_photo"),
    path("expeditions/<str:slug>/questions/", surprises.ask, name="ask_crew"),
    path("surprises/<str:token>/", surprises.answer, name="surprise"),
    path("harbours/new/", harbours.new, name="harbour_new"),
    path("harbours/<int:pk>/", harbours.show, name="harbour"),
    path("harbours/<int:pk>/edit/", harbours.edit, name="harbour_edit"),
]
