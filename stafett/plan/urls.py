"""Addresses of the plan's pages."""

from django.urls import path

from .views import (
    agreement,
    goals,
    measures,
    order,
    pictures,
    reopening,
    scale,
    stories,
    understanding,
)

app_name = "plan"
LOG = "logg/<uuid:log_id>/"
GOAL = f"{LOG}mal/<uuid:goal_id>/"
MEASURE = f"{LOG}tiltak/<uuid:measure_id>/"

urlpatterns = [
    path(f"{LOG}felles-forstaelse/", understanding.understanding, name="understanding"),
    path(f"{LOG}rekkefolge/", order.order, name="order"),
    path(f"{LOG}mal/ny/", goals.new_goal, name="new_goal"),
    path(GOAL, stories.goal, name="goal"),
    path(f"{GOAL}enig/", agreement.agree, name="agree"),
    path(f"{GOAL}hvor-naer/", scale.scale, name="rate"),
    path(f"{GOAL}delmal/", goals.new_subgoal, name="new_subgoal"),
    path(f"{GOAL}endre/", goals.change_goal, name="change_goal"),
    path(f"{GOAL}avslutt/", goals.close_goal, name="close_goal"),
    path(f"{GOAL}gjenapne/", reopening.goal, name="reopen_goal"),
    path(f"{LOG}tiltak/ny/<uuid:goal_id>/", measures.new_measure, name="new_measure"),
    path(MEASURE, stories.measure, name="measure"),
    path(f"{MEASURE}endre/", measures.change_measure, name="change_measure"),
    path(f"{MEASURE}bilde/", pictures.picture, name="picture"),
    path(f"{MEASURE}gjenapne/", reopening.measure, name="reopen_measure"),
    path(f"{MEASURE}hvordan-gar-det/", measures.evaluate, name="evaluate"),
]
