"""Asking ID-porten who somebody is: the pushed request, and the code for its answer.

RFC 9126 and 7636. Stafett shows who it is by a short-lived signature of its own key (RFC 7523), or
by its secret.
"""

import secrets
from dataclasses import asdict, dataclass
from time import time
from typing import Any, cast
from urllib.parse import urlencode

import requests
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey
from requests.auth import AuthBase

from .idporten import HIGH, Client
from .idporten_provider import TIMEOUT, Provider, ProviderDown
from .idporten_trust import NotTrusted

CREATED = 201
GOOD_FOR = 60  # seconds that one signature of ours holds
FORM = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Question:
    """One question under way. It waits in the browser's own session, by its `state`."""

    state: str
    nonce: str
    verifier: str
    then: str  # where the person was going
    asked_at: float  # seconds since 1970
    anew: str = ""  # whose eID is to be shown once more: a person's key

    def as_kept(self) -> dict[str, Any]:
        """As the session keeps it."""
        return asdict(self)


def new_question(then: str, now: float, anew: str = "") -> Question:
    """With secrets that nobody has used before."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Question(state, nonce, verifier, then, now, anew)


def ask(client: Client, at: Provider, question: Question, language: str) -> str:
    """Push the question; answers with the address that the browser goes to. Raises ProviderDown."""
    wanted = {
        "client_id": client.client_id,
        "response_type": "code",
        "scope": "openid",
        "redirect_uri": client.back,
        "state": question.state,
        "nonce": question.nonce,
        "code_challenge": create_s256_code_challenge(question.verifier),
        "code_challenge_method": "S256",
        "acr_values": HIGH,
        "ui_locales": language,
    }
    if question.anew:
        wanted["prompt"] = "login"
    session = _session(client, at)
    address = at.address("pushed_authorization_request_endpoint")
    try:
        answer = session.request(
            "POST",
            address,
            data=wanted,
            headers=FORM,
            auth=cast(AuthBase, session.client_auth(session.token_endpoint_auth_method)),
            withhold_token=True,
            timeout=TIMEOUT,
            allow_redirects=False,
        )
        said = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise ProviderDown("the pushed request was not answered") from error
    uri = said.get("request_uri") if isinstance(said, dict) else None
    if answer.status_code != CREATED or not uri:
        raise ProviderDown(f"the pushed request was answered {answer.status_code}")
    query = urlencode({"client_id": client.client_id, "request_uri": uri})
    return f"{at.address('authorization_endpoint')}?{query}"


def token_for(client: Client, at: Provider, code: str, question: Question) -> str:
    """The signed token that the code is good for, unread. Raises ProviderDown, and NotTrusted for a
    code that is used or too old."""
    session = _session(client, at)
    try:
        said = session.fetch_token(
            at.address("token_endpoint"),
            grant_type="authorization_code",
            code=code,
            code_verifier=question.verifier,
            redirect_uri=client.back,
            timeout=TIMEOUT,
            allow_redirects=False,
        )
    except OAuthError as error:
        if error.error == "invalid_grant":
            raise NotTrusted("used") from error
        raise ProviderDown("the code was refused") from error
    except (requests.RequestException, ValueError) as error:
        raise ProviderDown("the code was not answered") from error
    token = said.get("id_token")
    if not isinstance(token, str):
        raise NotTrusted("broken")
    return token


def _session(client: Client, at: Provider) -> OAuth2Session:
    if client.key is None:
        return OAuth2Session(client.client_id, client.secret)
    try:
        key = RSAKey.import_key(client.key)
    except (JoseError, ValueError) as error:
        raise ProviderDown("our own key is broken") from error
    session = OAuth2Session(client.client_id, key, token_endpoint_auth_method=PrivateKeyJWT.name)
    # ID-porten wants itself as the audience, not the address of its token, and two minutes at most.
    claims, header = {"exp": int(time()) + GOOD_FOR}, {"kid": client.key["kid"]}
    session.register_client_auth_method(PrivateKeyJWT(client.issuer, claims, header))
    return session
