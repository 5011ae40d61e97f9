"""Addresses of the tokens and webhooks, under « Mon compte »."""

from __future__ import annotations

from django.urls import path

from guichet.web.programs import tokens, webhooks

app_name = "programs"

urlpatterns = [
    path("jetons/", tokens.token_list, name="tokens"),
    path("jetons/nouveau/", tokens.new_token, name="new_token"),
    path("jetons/<uuid:token_id>/revoquer/", tokens.revoke, name="revoke_token"),
    path("webhooks/", webhooks.webhook_list, name="webhooks"),
    path("webhooks/nouveau/", webhooks.new_webhook, name="new_webhook"),
    path("webhooks/<uuid:webhook_id>/", webhooks.webhook_page, name="webhook"),
    path("webhooks/<uuid:webhook_id>/secret/", webhooks.show_secret, name="secret"),
    path("webhooks/<uuid:webhook_id>/essai/", webhooks.try_it, name="try_webhook"),
    path("webhooks/<uuid:webhook_id>/retirer/", webhooks.remove, name="remove_webhook"),
]
