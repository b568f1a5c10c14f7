from django.urls import path

from hamn.records import views

urlpatterns = [
    path("share/<str:label>/<int:pk>/", views.share, name="share"),
    path("history/<str:label>/<int:pk>/", views.history, name="history"),
    path("erase/<str:label>/<int:pk>/", views.erase, name="erase"),
    path("drafts/", views.drafts, name="drafts"),
]
