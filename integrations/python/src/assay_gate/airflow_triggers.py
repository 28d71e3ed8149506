"""What waits in Airflow's triggerer, and the connection that tasks and triggers share.

The path of these classes is stored with a task that waits: they keep their names and their place.
"""

from __future__ import annotations

import asyncio
from typing import Any, AsyncIterator, Dict, Mapping, Optional, Tuple

from airflow.triggers.base import BaseTrigger, TriggerEvent

try:
    from airflow.sdk import BaseHook
except ImportError:  # Airflow 2
    from airflow.hooks.base import BaseHook

from .client import GateClient
from .errors import GateError, GateNotEvaluated, GateUnavailable, GateUsageError
from .records import Decision, read_decision

#: Polls in a row without an answer after which a trigger gives the task back, to be retried.
PATIENCE = 5


class DecisionTrigger(BaseTrigger):
    """Waits for the answer to one question. Short requests in a thread; between them nothing is held."""

    def __init__(self, question: str, conn_id: Optional[str], base_url: Optional[str], poll_interval: float) -> None:
        super().__init__()
        self.question = question
        self.conn_id = conn_id
        self.base_url = base_url
        self.poll_interval = poll_interval

    def serialize(self) -> Tuple[str, Dict[str, Any]]:
        names = ("question", "conn_id", "base_url", "poll_interval")
        return f"{__name__}.DecisionTrigger", {name: getattr(self, name) for name in names}

    async def run(self) -> AsyncIterator[TriggerEvent]:
        yield TriggerEvent(await self._event())

    async def _event(self) -> Dict[str, Any]:
        silent = 0
        while True:
            # First of all: the question has only just been asked.
            await asyncio.sleep(self.poll_interval)
            try:
                client = await _connect_async(self.conn_id, self.base_url)
                decision = await asyncio.to_thread(client.get, self.question)
                if decision is not None:
                    return {"decision": plain(decision)}
                silent = 0
            except GateUnavailable as error:
                silent += 1
                if silent >= PATIENCE:
                    return _fault(error)
            except GateError as error:
                return _fault(error)


class AllowTrigger(BaseTrigger):
    """Asks again and again until the gate allows."""

    def __init__(
        self,
        dataset: str,
        batch: Optional[Mapping[str, str]],
        as_of: Optional[str],
        conn_id: Optional[str],
        base_url: Optional[str],
        poll_interval: float,
    ) -> None:
        super().__init__()
        self.dataset = dataset
        self.batch = batch
        self.as_of = as_of
        self.conn_id = conn_id
        self.base_url = base_url
        self.poll_interval = poll_interval

    def serialize(self) -> Tuple[str, Dict[str, Any]]:
        names = ("dataset", "batch", "as_of", "conn_id", "base_url", "poll_interval")
        return f"{__name__}.AllowTrigger", {name: getattr(self, name) for name in names}

    async def run(self) -> AsyncIterator[TriggerEvent]:
        yield TriggerEvent(await self._event())

    async def _event(self) -> Dict[str, Any]:
        question: Optional[str] = None
        while True:
            try:
                client = await _connect_async(self.conn_id, self.base_url)
                if question is None:
                    submitted = await asyncio.to_thread(client.submit, self.dataset, self.batch, self.as_of)
                    question, decision = submitted.id, submitted.decision
                else:
                    decision = await asyncio.to_thread(client.get, question)
                if decision is not None and decision.allowed:
                    return {"decision": plain(decision)}
                question = question if decision is None else None
            except GateUsageError as error:
                return _fault(error)
            except GateError as error:
                question = None
                self.log.warning("No answer: %s", error)
            await asyncio.sleep(self.poll_interval)


def connect(conn_id: Optional[str], base_url: Optional[str] = None) -> GateClient:
    """The client of a connection; of the environment where `conn_id` is None."""
    return GateClient.from_env(base_url) if conn_id is None else _client(BaseHook.get_connection(conn_id), base_url)


async def _connect_async(conn_id: Optional[str], base_url: Optional[str]) -> GateClient:
    """The same in a triggerer, where a blocking look-up would hold up every other trigger. No retries: the trigger's
    own loop tries again."""
    if conn_id is None:
        return GateClient.from_env(base_url, retries=0)
    if hasattr(BaseHook, "aget_connection"):
        return _client(await BaseHook.aget_connection(conn_id), base_url, retries=0)
    from asgiref.sync import sync_to_async

    return _client(await sync_to_async(BaseHook.get_connection)(conn_id), base_url, retries=0)


def _client(connection: Any, base_url: Optional[str], **options: Any) -> GateClient:
    extra = connection.extra_dejson
    return GateClient(
        base_url or _address(connection),
        connection.password or None,
        ca_file=extra.get("ca_file"),
        allow_http=extra.get("allow_http") is True,
        **options,
    )


def _address(connection: Any) -> str:
    """The host may be a whole URL; else it is https unless the connection's schema says http."""
    host = connection.host or ""
    if "://" in host:
        return str(host)
    port = f":{connection.port}" if connection.port else ""
    return f"{connection.schema or 'https'}://{host}{port}"


def plain(decision: Decision) -> Dict[str, Any]:
    """A decision for XCom and for an event."""
    return {**decision.raw, "evaluated": decision.evaluated}


def _fault(error: GateError) -> Dict[str, Any]:
    return {"fault": type(error).__name__, "message": str(error)}


def answer_of(event: Mapping[str, Any]) -> Decision:
    """What a trigger found out: the decision, or the fault, raised again."""
    if "decision" in event:
        return read_decision(event["decision"])
    kinds = {"GateNotEvaluated": GateNotEvaluated, "GateUsageError": GateUsageError}
    raise kinds.get(event.get("fault", ""), GateUnavailable)(str(event.get("message")))
