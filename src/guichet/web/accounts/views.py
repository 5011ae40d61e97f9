"""The one page of accounts that allauth does not bring as it is: sign-up."""

from __future__ import annotations

from allauth.account.views import SignupView
from django.db import transaction
from django.http import HttpResponse

from guichet.accounts.forms import RegistrationForm
from guichet.accounts.services import SiretAlreadyRegistered


class SignUp(SignupView):  # type: ignore[misc]  # allauth is not typed
    """Sign-up of a firm."""

    def form_valid(self, form: RegistrationForm) -> HttpResponse:
        """All or nothing: two people may send the same SIRET at the same moment, and the index lets one in."""
        try:
            with transaction.atomic():
                response: HttpResponse = super().form_valid(form)
        except SiretAlreadyRegistered as error:
            form.add_error("siret", str(error))
            response = self.form_invalid(form)
        return response
