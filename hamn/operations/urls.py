from django.urls import path

from hamn.operations import room_views

urlpatterns = [
    path("dialogues/<int:pk>/tests/", room_views.test, name="room_test"),
]
