"""Addresses of agenda."""

from django.urls import path

from tremang.agenda.views import start, steps

app_name = "agenda"
urlpatterns = [
    path("<int:club>/", start.start, name="start"),
    path("<int:club>/bo/", start.drop, name="drop"),
    path("<int:club>/lay-lai/", start.take_up, name="take_up"),
    path("xong/<int:meeting>/", start.done, name="done"),
    path("sua/<int:meeting>/<slug:step>/", steps.correct_step, name="correct"),
    path("<int:club>/<slug:step>/", steps.new_step, name="step"),
]
