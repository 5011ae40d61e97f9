"""Addresses of « Équipe »."""

from __future__ import annotations

from django.urls import path

from guichet.web.team import closing, inviting, listing, member, promoting, requiring

app_name = "team"

urlpatterns = [
    path("", listing.team, name="list"),
    path("inviter/", inviting.invite_someone, name="invite"),
    path("invitations/<uuid:invitation_id>/renvoyer/", inviting.resend, name="resend"),
    path("invitations/<uuid:invitation_id>/annuler/", inviting.revoke, name="revoke"),
    path("second-facteur/", requiring.second_factor, name="second_factor"),
    path("propositions/<int:promotion_id>/", promoting.decide, name="promotion"),
    path("<int:member_id>/", member.member_page, name="member"),
    path("<int:member_id>/second-facteur/", member.reset, name="reset"),
    path("<int:member_id>/administrateur/", promoting.propose, name="propose"),
    path("<int:member_id>/collaborateur/", promoting.demote, name="demote"),
    path("<int:member_id>/fermer/", closing.close, name="close"),
    path("<int:member_id>/rouvrir/", closing.reopen, name="reopen"),
]
