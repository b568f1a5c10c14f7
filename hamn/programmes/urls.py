from django.urls import path

from hamn.programmes import views

# `str`, not `slug`: addresses keep å, ä and ö.
urlpatterns = [
    path("programmes/new/", views.programme_new, name="programme_new"),
    path("programmes/<str:slug>/", views.programme, name="programme"),
    path("programmes/<str:slug>/edit/", views.programme_edit, name="programme_edit"),
    path("programmes/<str:slug>/tracks/", views.tracks_edit, name="tracks_edit"),
    path("programmes/<str:slug>/principles/", views.principles, name="principles"),
    path("programmes/<str:slug>/principles/edit/", views.principles_edit, name="principles_edit"),
]
