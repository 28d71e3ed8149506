"""One HTTP exchange with the service, tried again while that makes sense."""

from __future__ import annotations

import email.utils
import http.client
import json
import logging
import random
import ssl
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from time import monotonic, sleep, time
from typing import Any, Mapping, Optional, Tuple

from .errors import GateError, GateNotEvaluated, GateUnavailable, GateUsageError
from .secret import Secret

log = logging.getLogger("assay_gate")

#: Answers that another try may better. All requests carry a key or change nothing: a second one asks nothing twice.
RETRIED = frozenset({408, 425, 429, 502, 503, 504})
LARGEST_ANSWER = 32 * 1024 * 1024
LONGEST_PAUSE = 30.0


@dataclass(frozen=True)
class Answer:
    """A successful answer. `retry_after`: seconds that the service would like to be left alone."""

    status: int
    body: Mapping[str, Any]
    location: Optional[str]
    retry_after: Optional[float]


class Deadline:
    """A moment by which to be done."""

    def __init__(self, seconds: float) -> None:
        self._at = monotonic() + max(0.0, seconds)

    def left(self) -> float:
        return max(0.0, self._at - monotonic())


class Transport:
    """Sends requests to one service. Follows no redirect: a token is for the address that it was given for."""

    def __init__(
        self,
        base_url: str,
        token: Optional[Secret],
        *,
        timeout: float,
        retries: int,
        ca_file: Optional[str],
        context: Optional[ssl.SSLContext],
        allow_http: bool,
    ) -> None:
        self.base_url, loopback = _checked(base_url, token is not None and not allow_http)
        self._token = token
        self._timeout = timeout
        self._retries = retries
        self._opener = urllib.request.OpenerDirector()
        proxies = urllib.request.ProxyHandler({} if loopback else None)
        secure = urllib.request.HTTPSHandler(context=context or ssl.create_default_context(cafile=ca_file))
        for handler in (proxies, urllib.request.HTTPHandler(), secure):
            self._opener.add_handler(handler)

    def send(
        self,
        method: str,
        path: str,
        deadline: Deadline,
        *,
        body: Optional[Mapping[str, Any]] = None,
        headers: Optional[Mapping[str, str]] = None,
        patience: float = 0.0,
    ) -> Answer:
        """Sends a request, and again after failures that may pass, until `deadline`. `patience`: seconds that the
        service was asked to take at most. Raises GateUnavailable, GateNotEvaluated or GateUsageError."""
        attempt = 0
        while True:
            try:
                return self._once(method, path, body, headers or {}, patience)
            except GateUnavailable as error:
                pause = _pause(attempt, error.retry_after)
                attempt += 1
                final = error.code == "server_error" or attempt > self._retries or pause > deadline.left()
                if final:
                    raise
                log.info("%s %s: %s Trying again in %.1f s.", method, path, error, pause)
                sleep(pause)

    def _once(
        self, method: str, path: str, body: Optional[Mapping[str, Any]], headers: Mapping[str, str], patience: float
    ) -> Answer:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base_url + path, data=data, method=method, headers=dict(headers))
        request.add_header("Accept", "application/json, application/problem+json")
        request.add_header("User-Agent", "assay-gate-python")
        if data is not None:
            request.add_header("Content-Type", "application/json")
        if self._token is not None:
            request.add_unredirected_header("Authorization", f"Bearer {self._token.reveal()}")
        status, fields, text = self._exchange(request, self._timeout + patience)
        log.debug("%s %s: %d", method, path, status)
        retry_after = _seconds(fields.get("Retry-After"))
        if 200 <= status < 300:
            return Answer(status, _json(text, self.base_url), fields.get("Location"), retry_after)
        raise self._fault(status, text, retry_after)

    def _exchange(self, request: urllib.request.Request, timeout: float) -> Tuple[int, http.client.HTTPMessage, bytes]:
        try:
            with self._opener.open(request, timeout=timeout) as response:
                text = response.read(LARGEST_ANSWER + 1)
                if len(text) > LARGEST_ANSWER:
                    raise GateUsageError("The answer is larger than any answer of Assay.", "not-assay")
                if getattr(response, "length", None):
                    # Before Python 3.13 a body that ends early is not an error by itself.
                    raise http.client.IncompleteRead(text)
                # Should a service repeat the token, it goes no further.
                return response.status, response.headers, self._without_token(text)
        except urllib.error.URLError as error:
            raise self._unreached(error.reason) from None
        except (OSError, http.client.HTTPException) as error:
            raise self._unreached(error) from None

    def _unreached(self, reason: Any) -> GateError:
        if isinstance(reason, ssl.SSLCertVerificationError):
            why = reason.verify_message or "it does not verify"
            return GateUsageError(f"The certificate of {self.base_url} is refused: {why}.", "certificate")
        # An incomplete read would show the answer itself.
        named = isinstance(reason, http.client.IncompleteRead) or not str(reason)
        said = self._clean(type(reason).__name__ if named else str(reason))
        return GateUnavailable(f"The gate at {self.base_url} can not be reached: {said}.", "unreachable")

    def _fault(self, status: int, text: bytes, retry_after: Optional[float]) -> GateError:
        problem = _problem(text)
        code = problem.get("code") if isinstance(problem.get("code"), str) else None
        said = self._clean(_words(problem) or f"The service answers {status}.")
        if status == 424:
            return GateNotEvaluated(said, code=code)
        if status in RETRIED:
            return GateUnavailable(said, code or "busy", retry_after)
        if status >= 500:
            return GateUnavailable(f"The service failed ({status}): {said}", "server_error")
        if 300 <= status < 400:
            said = f"{self.base_url} redirects to another address. Give the address of the service itself."
        return GateUsageError(said, code, status)

    def _without_token(self, text: bytes) -> bytes:
        return text if self._token is None else self._token.hide_in(text)

    def _clean(self, text: str) -> str:
        return "".join(each if each.isprintable() else " " for each in text)[:2000]


def _checked(base_url: str, needs_tls: bool) -> Tuple[str, bool]:
    """The address without a slash at its end, and whether it is this machine's own."""
    parts = urllib.parse.urlsplit(base_url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise GateUsageError("The address of the gate is a URL such as https://assay.example.", "address")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise GateUsageError(
            "The address of the gate has no user, password, query or fragment: a token is given apart.", "address"
        )
    loopback = parts.hostname in ("localhost", "::1") or parts.hostname.startswith("127.")
    if parts.scheme == "http" and needs_tls and not loopback:
        raise GateUsageError(
            "A token is sent by https only. On a network that you trust: allow_http=True or ASSAY_ALLOW_HTTP=1.",
            "address",
        )
    return urllib.parse.urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), "", "")), loopback


def _pause(attempt: int, wished: Optional[float]) -> float:
    """Seconds until the next try: what the service wishes, else a doubling time with some chance in it."""
    if wished is not None:
        return wished
    longest: float = min(LONGEST_PAUSE, 0.5 * 2.0**attempt)
    return random.uniform(longest / 2, longest)


def _seconds(retry_after: Optional[str]) -> Optional[float]:
    """Retry-After, which is a number of seconds or a date."""
    if retry_after is None:
        return None
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        moment = email.utils.parsedate_to_datetime(retry_after)
        return max(0.0, moment.timestamp() - time())
    except (TypeError, ValueError):
        return None


def _json(text: bytes, base_url: str) -> Mapping[str, Any]:
    try:
        body = json.loads(text) if text else {}
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise GateUsageError(f"What answers at {base_url} is not Assay: correct the address.", "not-assay")
    return body


def _problem(text: bytes) -> Mapping[str, Any]:
    try:
        body = json.loads(text)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _words(problem: Mapping[str, Any]) -> str:
    """What a problem says: its detail, and each fault that the detail does not tell."""
    told = problem.get("detail") or problem.get("title")
    parts = [told] if isinstance(told, str) else []
    for fault in problem.get("faults") or ():
        said = [fault.get("message"), fault.get("hint")] if isinstance(fault, dict) else []
        parts += [each for each in said if isinstance(each, str) and each not in " ".join(parts)]
    return " ".join(parts)
