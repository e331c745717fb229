"""Addresses of boards, groups, teams and closing; they belong to the addresses of members."""

from django.urls import path

from tremang.members.views import board, closing, groups

urlpatterns = [
    path("<int:pk>/ban-chu-nhiem/", board.board, name="board"),
    path("<int:pk>/ban-chu-nhiem/kien-toan/", board.renew, name="renew"),
    path("<int:pk>/ban-chu-nhiem/them/", board.give, name="give_post"),
    path("<int:pk>/ban-chu-nhiem/thoi/<int:row>/", board.end, name="end_post"),
    path("<int:pk>/ban-chu-nhiem/hoan-tac/<int:sequence>/", board.undo, name="undo_board"),
    path("<int:pk>/to-doi/", groups.groups, name="groups"),
    path("<int:pk>/to-doi/them-to/", groups.new_group, name="new_group"),
    path("<int:pk>/to-doi/them-doi/", groups.new_team, name="new_team"),
    path("<int:pk>/to-doi/bo-to/<int:group>/", groups.drop_group, name="drop_group"),
    path("<int:pk>/to-doi/bo-doi/<int:team>/", groups.drop_team, name="drop_team"),
    path("<int:pk>/to-doi/doi/<int:team>/", groups.team, name="team"),
    path("<int:pk>/to-doi/hoan-tac/<int:sequence>/", groups.undo, name="undo_groups"),
    path("<int:pk>/thoi-hoat-dong/", closing.close, name="close"),
    path("<int:pk>/thoi-hoat-dong/hoan-tac/<int:sequence>/", closing.undo, name="undo_close"),
]
