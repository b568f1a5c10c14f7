from django.urls import path
from django.views.i18n import set_language

from hamn.web import views

urlpatterns = [
    path("language/", set_language, name="language"),
    path("theme/", views.choose_theme, name="theme"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("accessibility/edit/", views.edit_accessibility, name="edit_accessibility"),
    path("words/", views.words, name="words"),
    path("words/one/", views.word, name="word"),
    path("kept-text/", views.forget_kept_text, name="forget_kept_text"),
]
