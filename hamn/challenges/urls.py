from django.urls import path

from hamn.challenges import backcasting, views

# `str`, not `slug`: addresses keep å, ä and ö.
urlpatterns = [
    path("challenges/", views.areas, name="challenge_areas"),
    path("challenges/new/", views.area_new, name="challenge_area_new"),
    path("challenges/<str:slug>/", views.area, name="challenge_area"),
    path("challenges/<str:slug>/edit/", views.area_edit, name="challenge_area_edit"),
    path("challenges/<str:slug>/backcasting/", backcasting.begin, name="backcasting"),
    path("challenges/<str:slug>/backcasting/<str:step>/", backcasting.step, name="backcasting_step"),
    path("challenges/<str:slug>/voices/new/", views.voice_new, name="voice_new"),
    path("challenges/<str:slug>/states/new/", views.state_new, name="state_picture_new"),
    path("challenges/<str:slug>/gaps/new/", views.gap_new, name="gap_new"),
    path("challenges/<str:slug>/efforts/new/", views.effort_new, name="joint_effort_new"),
    path("voices/<int:pk>/", views.voice, name="voice"),
    path("voices/<int:pk>/edit/", views.voice_edit, name="voice_edit"),
    path("voices/<int:pk>/offer/", views.voice_offer, name="voice_offer"),
    path("voices/<int:pk>/review/", views.voice_review, name="voice_review"),
    path("states/<int:pk>/edit/", views.state_edit, name="state_picture_edit"),
    path("gaps/<int:pk>/edit/", views.gap_edit, name="gap_edit"),
    path("shifts/<int:pk>/edit/", views.shift_edit, name="shift_edit"),
    path("efforts/<int:pk>/edit/", views.effort_edit, name="joint_effort_edit"),
    path("platforms/", views.platforms, name="platforms"),
    path("platforms/new/", views.platform_new, name="platform_new"),
    path("platforms/<int:pk>/", views.platform, name="platform"),
    path("platforms/<int:pk>/edit/", views.platform_edit, name="platform_edit"),
]
