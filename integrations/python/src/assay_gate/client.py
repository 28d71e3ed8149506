"""The client: ask the gate, and wait for its answer."""

from __future__ import annotations

import os
import ssl
import urllib.parse
import uuid
from datetime import datetime, timezone
from time import monotonic, sleep
from typing import Any, Dict, Mapping, Optional, Tuple, Union

from .errors import GateBlocked, GateNotEvaluated, GateTimeout, GateUsageError
from .records import Decision, Submitted, Verification, read_decision, read_verification
from .secret import Secret
from .transport import Answer, Deadline, Transport

Moment = Union[str, datetime]

#: One long poll. Shorter than the patience of the usual proxies, which is a minute.
POLL = 25.0
#: Taking the version of a table again may read its keys.
LONGEST_LOOK = 120.0
#: Between polls of a service that answers at once.
REST = 1.0


class GateClient:
    """Asks one Assay service. Safe to share between threads; needs nothing but the standard library.

    `wait`: seconds to wait for a decision. `timeout`: seconds without any word from the service, besides what it was
    asked to wait. `retries`: further tries of one request after failures that may pass."""

    def __init__(
        self,
        base_url: str,
        token: Optional[str] = None,
        *,
        timeout: float = 30.0,
        wait: float = 3600.0,
        retries: int = 4,
        ca_file: Optional[str] = None,
        ssl_context: Optional[ssl.SSLContext] = None,
        allow_http: bool = False,
    ) -> None:
        try:
            secret = None if token is None else Secret(token)
        except ValueError as error:
            raise GateUsageError(str(error), "token") from None
        # A traceback that shows variables must not show this one.
        token = None
        self.wait = wait
        self._transport = Transport(
            base_url,
            secret,
            timeout=timeout,
            retries=retries,
            ca_file=ca_file,
            context=ssl_context,
            allow_http=allow_http,
        )

    @classmethod
    def from_env(cls, base_url: Optional[str] = None, **options: Any) -> GateClient:
        """Reads ASSAY_URL, ASSAY_TOKEN or ASSAY_TOKEN_FILE, ASSAY_CA_FILE and ASSAY_ALLOW_HTTP."""
        url = base_url or os.environ.get("ASSAY_URL")
        if not url:
            raise GateUsageError(
                "Set ASSAY_URL to the address of the service, such as https://assay.example.", "address"
            )
        options.setdefault("token", _token_of_environment())
        options.setdefault("ca_file", os.environ.get("ASSAY_CA_FILE") or None)
        options.setdefault("allow_http", os.environ.get("ASSAY_ALLOW_HTTP") == "1")
        return cls(url, **options)

    @property
    def base_url(self) -> str:
        return self._transport.base_url

    def __repr__(self) -> str:
        return f"GateClient({self.base_url!r})"

    def ask(
        self,
        dataset: str,
        batch: Optional[Mapping[str, str]] = None,
        as_of: Optional[Moment] = None,
        data_version: Optional[str] = None,
        force: bool = False,
        wait: Optional[float] = None,
        idempotency_key: Optional[str] = None,
    ) -> Decision:
        """May `dataset` be promoted? Returns the decision, a block too: see `require`.

        Raises GateTimeout after `wait` seconds, GateUnavailable, GateNotEvaluated, GateUsageError."""
        deadline = Deadline(self.wait if wait is None else wait)
        question = _question(batch, as_of, data_version, force)
        submitted = self._submit(dataset, question, deadline, min(POLL, deadline.left()), idempotency_key)
        decision = self._await(submitted, deadline)
        if decision is None:
            raise GateTimeout(f"The gate has not decided on {dataset} yet (question {submitted.id}).", submitted.id)
        return decision

    def require(self, dataset: str, **options: Any) -> Decision:
        """As `ask`, but a block is raised: GateBlocked, or GateNotEvaluated where the gate could not tell."""
        return obey(self.ask(dataset, **options))

    def submit(
        self,
        dataset: str,
        batch: Optional[Mapping[str, str]] = None,
        as_of: Optional[Moment] = None,
        data_version: Optional[str] = None,
        force: bool = False,
        idempotency_key: Optional[str] = None,
    ) -> Submitted:
        """Asks without waiting."""
        question = _question(batch, as_of, data_version, force)
        return self._submit(dataset, question, Deadline(self.wait), 0.0, idempotency_key)

    def get(self, question: str, wait: float = 0.0) -> Optional[Decision]:
        """The decision, or None where there is none after `wait` seconds. `question`: the id of a `Submitted`, or of a
        decision."""
        submitted = self._poll(question, Deadline(self.wait), min(POLL, wait))
        return self._await(submitted, Deadline(wait))

    def verify(self, hallmark: str, dataset: Optional[str] = None) -> Verification:
        """Is this hallmark good, and have the data stayed as they were?"""
        body = {"token": hallmark} if dataset is None else {"token": hallmark, "dataset": dataset}
        deadline = Deadline(self.wait)
        answer = self._transport.send("POST", "/v1/hallmarks/verify", deadline, body=body, patience=LONGEST_LOOK)
        return read_verification(answer.body)

    def _submit(
        self, dataset: str, question: Mapping[str, Any], deadline: Deadline, patience: float, key: Optional[str]
    ) -> Submitted:
        # One key for all tries of this call: a try whose answer was lost asks nothing twice.
        headers = {"Prefer": _prefer(patience), "Idempotency-Key": key or str(uuid.uuid4())}
        path = f"/v1/gates/{_segment(dataset, 'dataset')}/decisions"
        answer = self._transport.send("POST", path, deadline, body=question, headers=headers, patience=patience)
        return self._submitted(answer, None)

    def _poll(self, question: str, deadline: Deadline, patience: float) -> Submitted:
        path = f"/v1/decisions/{_segment(question, 'question')}?wait={int(patience)}"
        return self._submitted(self._transport.send("GET", path, deadline, patience=patience), question)

    def _submitted(self, answer: Answer, question: Optional[str]) -> Submitted:
        if answer.body.get("kind") == "Ask" and answer.body.get("state") in ("failed", "cancelled"):
            raise GateNotEvaluated(*_ended(answer.body))
        if answer.status == 202:
            # Of the address only its last part is used: behind a proxy the rest may be another's.
            named = (answer.location or "").rstrip("/").rsplit("/", 1)[-1] or answer.body.get("id")
            known = question or (urllib.parse.unquote(named) if isinstance(named, str) else "")
            if not known:
                raise GateUsageError(
                    "The service took the question and did not say where its answer will be.", "not-assay"
                )
            return Submitted(known, None, answer.retry_after)
        try:
            decision = read_decision(answer.body)
        except ValueError as error:
            raise GateUsageError(f"What answers at {self.base_url} is not Assay's gate. {error}", "not-assay") from None
        return Submitted(question or decision.id, decision)

    def _await(self, submitted: Submitted, deadline: Deadline) -> Optional[Decision]:
        """Polls until there is a decision; None at the deadline. A service that answers "not yet" at once is left alone
        for as long as it wishes."""
        spent = 0.0
        while submitted.decision is None:
            wished = REST if submitted.retry_after is None else submitted.retry_after
            sleep(min(max(0.0, wished - spent), deadline.left()))
            if deadline.left() <= 0:
                return None
            started = monotonic()
            submitted = self._poll(submitted.id, deadline, min(POLL, deadline.left()))
            spent = monotonic() - started
        return submitted.decision


def obey(decision: Decision) -> Decision:
    """The decision, if the data may go on. Raises GateNotEvaluated where the gate could not tell, else GateBlocked."""
    if decision.allowed:
        return decision
    if not decision.evaluated:
        raise GateNotEvaluated(decision.summary(), decision)
    raise GateBlocked(decision)


def _question(
    batch: Optional[Mapping[str, str]], as_of: Optional[Moment], data_version: Optional[str], force: bool
) -> Dict[str, Any]:
    question: Dict[str, Any] = {}
    if batch:
        question["batch"] = {str(name): str(value) for name, value in batch.items()}
    if as_of is not None:
        question["asOf"] = _instant(as_of)
    if data_version is not None:
        question["dataVersion"] = data_version
    if force:
        question["force"] = True
    return question


def _instant(moment: Moment) -> str:
    """ISO 8601. A datetime without a zone is taken for UTC, as Assay takes a text without one."""
    if isinstance(moment, str):
        return moment
    known = moment if moment.tzinfo is not None else moment.replace(tzinfo=timezone.utc)
    return known.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")


def _ended(ask: Mapping[str, Any]) -> Tuple[str, None, Optional[str]]:
    """Why a question got no decision."""
    problem = ask.get("problem") or {}
    said = problem.get("message") or f"The question was {ask.get('state')} before there was a decision."
    return str(said), None, problem.get("code")


def _segment(text: str, what: str) -> str:
    if not text or text in (".", ".."):
        raise GateUsageError(f"Give the name of a {what}.", "usage")
    return urllib.parse.quote(text, safe="")


def _prefer(patience: float) -> str:
    return f"wait={int(patience)}"


def _token_of_environment() -> Optional[str]:
    file = os.environ.get("ASSAY_TOKEN_FILE")
    if not file:
        return os.environ.get("ASSAY_TOKEN") or None
    try:
        with open(file, encoding="utf-8") as opened:
            return opened.read()
    except OSError as error:
        raise GateUsageError(f"ASSAY_TOKEN_FILE can not be read: {error.strerror}.", "token") from None
