"""The few letters that accounts send by themselves: a link to set a password, and that something changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

SUBJECTS = {
    "invitation": "Set a password for your new account",
    "password_reset_key": "Set a new password",
    "unknown_account": "Somebody asked to set a new password",
    "password_changed": "Your password was changed",
    "password_reset": "Your password was changed",
    "totp_activated": "Codes from an app were turned on",
    "totp_deactivated": "Codes from an app were turned off",
    "webauthn_added": "A passkey was added",
    "webauthn_removed": "A passkey was removed",
    "recovery_codes_generated": "New recovery codes were made",
    "account_connected": "Your council account was connected",
}
"""What each letter is about; a letter that is not here is not sent."""

ASKS = frozenset({"invitation", "password_reset_key", "unknown_account"})
"""Letters that say more than that something changed."""


def send(kind: str, to: str, told: Mapping[str, Any]) -> bool:
    """Send a letter; gives whether it is one that we send."""
    if kind not in SUBJECTS:
        return False
    page = kind if kind in ASKS else "changed"
    body = render_to_string("accounts/mail.txt", {**told, "page": page, "subject": SUBJECTS[kind]})
    EmailMessage(SUBJECTS[kind], body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [to]).send()
    return True
