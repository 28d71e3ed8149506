"""Prefect: a task that fails when the gate blocks, and is retried only when no answer came.

The address and the token come from ASSAY_URL and ASSAY_TOKEN, or from Prefect: `url=…`, and the name of a Secret block.
There is no argument for a token itself: arguments of a flow are stored and shown.
"""

from __future__ import annotations

from typing import Any, Dict, Mapping, Optional

from prefect import get_run_logger, task
from prefect.blocks.system import Secret
from prefect.cache_policies import NO_CACHE

from .client import GateClient, Moment, obey
from .errors import GateError
from .records import Decision


def retryable(_task: Any, _run: Any, state: Any) -> bool:
    """Is another try of any use? Not after a block, nor after a wrong question."""
    error = state.data
    return error.retryable if isinstance(error, GateError) else True


@task(
    name="assay-gate",
    description="Asks Assay's gate whether data may be promoted",
    retries=3,
    retry_delay_seconds=[10, 60, 300],
    retry_condition_fn=retryable,
    # An answer holds for the data as they are: the service knows when it may repeat itself.
    cache_policy=NO_CACHE,
)
def assay_gate(
    dataset: str,
    batch: Optional[Mapping[str, str]] = None,
    as_of: Optional[Moment] = None,
    data_version: Optional[str] = None,
    force: bool = False,
    wait: float = 3600.0,
    url: Optional[str] = None,
    token_block: Optional[str] = None,
) -> Decision:
    """The decision, if the data may go on. Other retries: `assay_gate.with_options(retries=…)`."""
    options: Dict[str, Any] = {} if token_block is None else {"token": _token(token_block)}
    client = GateClient.from_env(url, **options)
    decision = obey(client.ask(dataset, batch, as_of, data_version, force, wait))
    log = get_run_logger()
    for reason in decision.warnings:
        log.warning("%s: %s: %s", decision.dataset, reason.code, reason.message)
    log.info("%s (decision %s, holds until %s)", decision.summary(), decision.id, decision.expires_at)
    return decision


def _token(block: str) -> str:
    return str(Secret.load(block).get())
