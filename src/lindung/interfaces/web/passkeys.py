"""Passkeys as a second factor: what the browser is asked to sign, and whether it did. The checks are Yubico's fido2."""

from __future__ import annotations

import json
from typing import Any

from django import http
from fido2 import server, webauthn

from lindung.platform.access.factors import facts, queries

STATE = "passkey"
"""In a session: the challenge that is out."""
_UV = webauthn.UserVerificationRequirement.PREFERRED


def possible(request: http.HttpRequest) -> bool:
    """Browsers know passkeys for names only, and over https or at this machine."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    return not host.replace(".", "").isdigit() and "[" not in host


def ask_to_make(request: http.HttpRequest, account_id: int, name: str, person: str) -> dict[str, Any] | None:
    """What the browser needs to make a passkey for this account; None where it could not."""
    if not possible(request):
        return None
    user = webauthn.PublicKeyCredentialUserEntity(id=str(account_id).encode(), name=name, display_name=person)
    options, state = _server(request).register_begin(
        user, credentials=_credentials(account_id), user_verification=_UV,
        resident_key_requirement=webauthn.ResidentKeyRequirement.DISCOURAGED,
    )  # fmt: skip
    request.session[STATE] = state
    return dict(options)


def made(request: http.HttpRequest, said: str) -> facts.Passkey | None:
    """The passkey that the browser made on our asking; None where it did not."""
    state = request.session.pop(STATE, None)
    try:
        data = _server(request).register_complete(state, json.loads(said))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return facts.Passkey(0, bytes(data.credential_data or b""), data.counter)


def ask_to_sign(request: http.HttpRequest, account_id: int) -> dict[str, Any] | None:
    """What the browser needs to sign in with one of the account's passkeys; None where it has none."""
    credentials = _credentials(account_id)
    if not credentials or not possible(request):
        return None
    options, state = _server(request).authenticate_begin(credentials, user_verification=_UV)
    request.session[STATE] = state
    return dict(options)


def signed(request: http.HttpRequest, account_id: int, said: str) -> facts.Passkey | None:
    """The passkey that signed our challenge, with its new count; None where none did. A challenge is good once."""
    state = request.session.pop(STATE, None)
    try:
        response = webauthn.AuthenticationResponse.from_dict(json.loads(said))
        credential = _server(request).authenticate_complete(state, _credentials(account_id), response)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    count = response.response.authenticator_data.counter
    held = [one for one in queries.passkeys(account_id) if _read(one).credential_id == credential.credential_id]
    return facts.Passkey(held[0].id, held[0].credential, count) if held else None


def _server(request: http.HttpRequest) -> server.Fido2Server:
    """For this host; the origin must be the one that the request came to."""
    host = request.get_host()
    here = f"{request.scheme}://{host}"
    entity = webauthn.PublicKeyCredentialRpEntity(id=host.partition(":")[0], name="Lindung")
    return server.Fido2Server(entity, verify_origin=lambda origin: origin == here)


def _credentials(account_id: int) -> list[webauthn.AttestedCredentialData]:
    return [_read(one) for one in queries.passkeys(account_id)]


def _read(passkey: facts.Passkey) -> webauthn.AttestedCredentialData:
    return webauthn.AttestedCredentialData(passkey.credential)
