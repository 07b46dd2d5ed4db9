"""The page as a department has it: ``python -m serve`` on a free port, nginx before it, and an OpenID provider."""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from playwright.sync_api import Page

from signing.accounts import Role, add_account
from tests.conftest import ROOT
from tests.servers import free_port, running

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
SECRET = "correct horse battery"

needs_nginx = pytest.mark.skipif(NGINX is None, reason="nginx is missing: apt-get install nginx-light")


@contextmanager
def department(home: Path, folder: Path, *options: str, **environment: str) -> Iterator[str]:
    """A server for several people; the address of its first page."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    below = dict(zip(options[::2], options[1::2], strict=True)).get("--path", "")
    command = [sys.executable, "-m", "serve", "--port", str(port), *options]
    told = {"ZEREN_HOME": str(home), "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT), **environment}
    place = folder / "work"
    place.mkdir()
    (place / ".streamlit").symlink_to(ROOT / ".streamlit")
    with running(command, f"{address}{below}/_stcore/health", place, **told):
        yield f"{address}{below}/"


def with_people(home: Path, **people: Role) -> Path:
    """The folder of a library with these people, all of one password."""
    for name, role in people.items():
        add_account(home / "people", name, role, SECRET)
    return home


def sign_in(page: Page, name: str, password: str = SECRET) -> None:
    page.locator("#name").fill(name)
    page.locator("#password").fill(password)
    page.keyboard.press("Enter")


def drawn(page: Page) -> None:
    """Wait until the page is drawn and no run is under way."""
    page.locator("h1").first.wait_for()
    page.wait_for_function("document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'")


@contextmanager
def nginx(upstream: int, port: int, folder: Path) -> Iterator[None]:
    """Debian's nginx on this port, with the example of docs/: only its addresses and its certificate are changed."""
    key, certificate = folder / "key.pem", folder / "cert.pem"
    _certify(key, certificate)
    told = (ROOT / "docs" / "nginx" / "zeren.conf").read_text("utf-8")
    for old, new in {
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "server_name zeren.example.org;": "server_name 127.0.0.1;",
        "/etc/ssl/zeren/fullchain.pem": str(certificate),
        "/etc/ssl/zeren/privkey.pem": str(key),
        "http://127.0.0.1:8501;": f"http://127.0.0.1:{upstream};",
    }.items():
        assert old in told, old
        told = told.replace(old, new)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    own = "user root;\n" if os.getuid() == 0 else ""  # its workers write into the folder of the test
    (folder / "nginx.conf").write_text(
        f"{own}daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;\nevents {{}}\n"
        f"http {{ access_log off;\n{temporary}{told}\n"
        f"server {{ listen 127.0.0.1:{(ready := free_port())}; return 204; }} }}\n"
    )
    command = [str(NGINX), "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", str(folder / "error.log")]
    with running(command, f"http://127.0.0.1:{ready}/", folder):
        yield


def _certify(key: Path, certificate: Path) -> None:
    import datetime  # noqa: PLC0415 - only who needs a certificate pays for it
    import ipaddress  # noqa: PLC0415

    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    made = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    host = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(made.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(host, critical=False)
        .sign(made, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8
    key.write_bytes(made.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))


class Provider:
    """A small OpenID provider on this machine: it asks nobody, and says of everyone what ``claims`` says."""

    def __init__(self, claims: Mapping[str, Any]) -> None:
        self.claims: dict[str, Any] = dict(claims)
        self.asked: list[str] = []
        self._key = RSAKey.generate_key(2048, {"kid": "one", "alg": "RS256", "use": "sig"})
        self._codes: dict[str, dict[str, str]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def environment(self, public: str) -> dict[str, str]:
        """What the server is told of it that people reach at this address."""
        return {
            "ZEREN_OPENID_URL": f"{self.address}/.well-known/openid-configuration",
            "ZEREN_OPENID_CLIENT": "zeren",
            "ZEREN_OPENID_SECRET": "secret of zeren",
            "ZEREN_URL": public,
            "NO_PROXY": "127.0.0.1",
        }

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider._answer(self, dict(parse_qsl(urlsplit(self.path).query)))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                provider._answer(self, {name: values[0] for name, values in parse_qs(body).items()})

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler

    def _answer(self, request: BaseHTTPRequestHandler, given: dict[str, str]) -> None:
        path = urlsplit(request.path).path
        self.asked.append(path)
        if path == "/authorize":
            code = f"code-{len(self._codes)}"
            self._codes[code] = given
            back = urlencode({"code": code, "state": given["state"]})
            return self._lead(request, f"{given['redirect_uri']}?{back}")
        if path == "/logout":
            return self._lead(request, given["post_logout_redirect_uri"])
        told: dict[str, Any] = {"/token": self._token, "/keys": self._keys}.get(path, self._described)(given)
        request.send_response(200)
        request.send_header("Content-Type", "application/json")
        request.end_headers()
        request.wfile.write(json.dumps(told).encode())
        return None

    def _lead(self, request: BaseHTTPRequestHandler, to: str) -> None:
        request.send_response(302)
        request.send_header("Location", to)
        request.end_headers()

    def _described(self, _: object) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "end_session_endpoint": f"{self.address}/logout",
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def _keys(self, _: object) -> dict[str, Any]:
        return {"keys": [self._key.as_dict(private=False)]}

    def _token(self, given: dict[str, str]) -> dict[str, Any]:
        asked, now = self._codes.pop(given["code"]), int(time.time())
        claims = {
            "iss": self.address,
            "aud": "zeren",
            "iat": now,
            "exp": now + 600,
            "nonce": asked["nonce"],
            **self.claims,
        }
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self._key)
        return {"access_token": "token", "token_type": "Bearer", "expires_in": 600, "id_token": signed}
