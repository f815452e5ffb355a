"""A small provider that signs whatever a test wants: what a certified one never sends."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode

from joserfc import jwt
from joserfc.jwk import RSAKey

Change = Callable[[dict[str, Any]], None]
Sign = Callable[[dict[str, Any], RSAKey], str]


def sign(claims: dict[str, Any], key: RSAKey) -> str:
    """As ID-porten does."""
    return jwt.encode({"alg": "RS256", "kid": key.as_dict()["kid"]}, claims, key)


def new_key(kid: str) -> RSAKey:
    """A key by this name."""
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"})


@dataclass
class Playing:
    """Its answers can be changed between two requests; `asked` is what was asked for, in order."""

    pid: str = ""
    key: RSAKey = field(default_factory=lambda: new_key("first"))
    change: Change = lambda claims: None
    sign: Sign = sign
    broken: set[str] = field(default_factory=set)  # discovery, par, token, jwks
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    iss_supported: bool = True

    def __post_init__(self) -> None:
        playing = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                playing._answer(self, {})

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                sent = {name: got[0] for name, got in parse_qs(body).items()}
                sent["Authorization"] = self.headers.get("Authorization", "")
                playing._answer(self, sent)

            def log_message(self, *_words: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Listen no more."""
        self.server.shutdown()
        self.server.server_close()

    def back(self, **more: str) -> str:
        """What ID-porten sends the browser back with, for the newest question."""
        question = self.questions[-1]
        code = f"code{len(self.codes)}"
        self.codes[code] = question
        query = {"code": code, "state": question["state"], "iss": self.issuer, **more}
        return f"?{urlencode({name: value for name, value in query.items() if value})}"

    @property
    def questions(self) -> list[dict[str, str]]:
        """The pushed requests."""
        return [sent for what, sent in self.asked if what == "par"]

    def _answer(self, handler: BaseHTTPRequestHandler, sent: dict[str, str]) -> None:
        what = {
            "/.well-known/openid-configuration": "discovery",
            "/par": "par",
            "/token": "token",
            "/jwks": "jwks",
        }.get(handler.path, "")
        self.asked.append((what, sent))
        status, said = 500, "<h1>Oops</h1>"
        if what and what not in self.broken:
            status, found = getattr(self, f"_{what}")(sent)
            said = json.dumps(found)
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        handler.wfile.write(said.encode())

    def _discovery(self, _sent: dict[str, str]) -> tuple[int, dict[str, Any]]:
        return 200, {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "pushed_authorization_request_endpoint": f"{self.issuer}/par",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/logout",
            "authorization_response_iss_parameter_supported": self.iss_supported,
        }

    def _jwks(self, _sent: dict[str, str]) -> tuple[int, dict[str, Any]]:
        return 200, {"keys": [self.key.as_dict(private=False)]}

    def _par(self, sent: dict[str, str]) -> tuple[int, dict[str, Any]]:
        return 201, {"request_uri": f"urn:{len(self.asked)}", "expires_in": 60}

    def _token(self, sent: dict[str, str]) -> tuple[int, dict[str, Any]]:
        question = self.codes.pop(sent["code"], None)
        if question is None:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "aud": question["client_id"],
            "sub": "pairwise",
            "pid": self.pid,
            "acr": "idporten-loa-high",
            "amr": ["BankID"],
            "sid": "session-1",
            "nonce": question["nonce"],
            "auth_time": now,
            "iat": now,
            "exp": now + 120,
        }
        self.change(claims)
        return 200, {"id_token": self.sign(claims, self.key), "token_type": "Bearer"}
