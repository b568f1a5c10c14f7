from django.urls import path

from hamn.dialogues.views import answers, organising, phone, rounds, showing

urlpatterns = [
    path("dialogues/", organising.index, name="dialogues"),
    path("dialogues/new/", organising.new, name="dialogue_new"),
    path("dialogues/<int:pk>/", showing.show, name="dialogue"),
    path("dialogues/<int:pk>/edit/", organising.edit, name="dialogue_edit"),
    path("dialogues/<int:pk>/questions/", organising.questions, name="dialogue_questions"),
    path("dialogues/<int:pk>/poster/", showing.poster, name="poster"),
    path("dialogues/<int:pk>/screen/", showing.screen, name="dialogue_screen"),
    path("dialogues/<int:pk>/opening/", rounds.opening, name="dialogue_opening"),
    path("dialogues/<int:pk>/closing/", rounds.closing, name="dialogue_closing"),
    path("dialogues/<int:pk>/voiding/", rounds.voiding, name="dialogue_voiding"),
    path("answers/<int:pk>/", answers.show, name="answer_group"),
    path("answers/<int:pk>/replies/", answers.reply, name="answer_replies"),
    path("answers/<int:pk>/merging/", answers.merging, name="answer_merging"),
    path("answers/<int:pk>/hiding/", answers.hiding, name="answer_hiding"),
    path("d/", phone.join, name="join"),
    path("d/<str:code>", phone.phone, name="phone"),
]
