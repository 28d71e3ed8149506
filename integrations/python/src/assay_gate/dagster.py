"""Dagster: a blocking asset check, an op for jobs, and the resource that both ask with.

A block is an answer, not an accident: the check fails, or the op fails without a retry, and nothing downstream starts.
That no answer came is an exception, and is retried as the retry policy says.
"""

from contextlib import contextmanager
from typing import Any, Callable, Dict, Iterator, Mapping, Optional, Union

import dagster as dg

from .client import GateClient, Moment, obey
from .errors import GateBlocked, GateError, GateNotEvaluated
from .records import Decision

Batch = Union[Mapping[str, str], Callable[[Any], Optional[Mapping[str, str]]], None]
AsOf = Union[Moment, Callable[[Any], Optional[Moment]], None]

#: Of what is tried again: a restart of the service, a source that does not respond for a moment.
RETRY = dg.RetryPolicy(max_retries=3, delay=30, backoff=dg.Backoff.EXPONENTIAL)


class AssayResource(dg.ConfigurableResource):  # type: ignore
    """Where the gate is. The token is best given as `dg.EnvVar("ASSAY_TOKEN")`, which Dagster does not show; without
    it, ASSAY_TOKEN is read when the gate is asked."""

    base_url: str
    token: Optional[str] = None
    wait: float = 3600.0
    allow_http: bool = False
    ca_file: Optional[str] = None

    def client(self) -> GateClient:
        given = {"wait": self.wait, "allow_http": self.allow_http or None, "ca_file": self.ca_file, "token": self.token}
        return GateClient.from_env(self.base_url, **{name: each for name, each in given.items() if each is not None})

    def ask(self, dataset: str, **question: Any) -> Decision:
        """As `GateClient.ask`; a wrong question fails without a retry."""
        with translated():
            return self.client().ask(dataset, **question)

    def require(self, dataset: str, **question: Any) -> Decision:
        """The decision, if the data may go on. For use within an asset or an op: a block fails it without a retry."""
        with translated():
            return obey(self.client().ask(dataset, **question))


def assay_asset_check(
    asset: Any,
    dataset: str,
    *,
    name: str = "assay_gate",
    batch: Batch = None,
    as_of: AsOf = None,
    blocking: bool = True,
    resource: str = "assay",
    retry_policy: Optional[dg.RetryPolicy] = RETRY,
    **options: Any,
) -> dg.AssetChecksDefinition:
    """A check of `asset` that passes when the gate allows `dataset`. `batch` and `as_of` may be functions of the
    context: `batch=lambda context: {"day": context.partition_key}`. `resource` is the key of the `AssayResource`."""

    @dg.asset_check(
        asset=asset,
        name=name,
        description=f"Assay's gate for {dataset}",
        blocking=blocking,
        required_resource_keys={resource},
        retry_policy=retry_policy,
        **options,
    )
    def check(context: dg.AssetCheckExecutionContext) -> dg.AssetCheckResult:
        gate = getattr(context.resources, resource)
        decision = gate.ask(dataset, batch=_of(batch, context), as_of=_of(as_of, context))
        if not decision.evaluated and not decision.allowed:
            # Worth another try, unlike a finding.
            raise GateNotEvaluated(decision.summary(), decision)
        return result_of(decision, gate.base_url)

    return check


def assay_gate(
    dataset: str,
    *,
    name: str = "assay_gate",
    batch: Batch = None,
    as_of: AsOf = None,
    resource: str = "assay",
    retry_policy: Optional[dg.RetryPolicy] = RETRY,
) -> dg.OpDefinition:
    """An op that succeeds when the gate allows `dataset`: `promote(start=assay_gate("gold.orders")())`. Its output is
    the decision as a dict."""

    @dg.op(
        name=name,
        description=f"Assay's gate for {dataset}",
        ins={"start": dg.In(dg.Nothing)},
        required_resource_keys={resource},
        retry_policy=retry_policy,
    )
    def gate(context: dg.OpExecutionContext) -> Dict[str, Any]:
        asked = getattr(context.resources, resource)
        decision = asked.require(dataset, batch=_of(batch, context), as_of=_of(as_of, context))
        for reason in decision.warnings:
            context.log.warning(f"{decision.dataset}: {reason.code}: {reason.message}")
        context.add_output_metadata(metadata_of(decision, asked.base_url))
        return dict(decision.raw)

    return gate


def result_of(decision: Decision, base_url: str) -> dg.AssetCheckResult:
    """A decision as the result of a check. Warnings pass, and are shown."""
    return dg.AssetCheckResult(
        passed=decision.allowed,
        severity=dg.AssetCheckSeverity.ERROR,
        description=decision.summary(),
        metadata=metadata_of(decision, base_url),
    )


def metadata_of(decision: Decision, base_url: str) -> Dict[str, Any]:
    """What is worth seeing beside the answer."""
    owners = sorted({each.owner for each in decision.reasons if each.owner})
    shown: Dict[str, Any] = {
        "outcome": decision.outcome,
        "enforced": decision.enforced,
        "reasons": dg.MetadataValue.json([dict(each) for each in decision.raw.get("reasons", [])]),
        "decision": dg.MetadataValue.url(f"{base_url.rstrip('/')}/v1/decisions/{decision.id}"),
    }
    optional = {
        "run": decision.run_id,
        "data_version": decision.data_version,
        "holds_until": decision.expires_at,
        "owners": ", ".join(owners) or None,
        "hallmark": decision.hallmark,
    }
    return {**shown, **{name: value for name, value in optional.items() if value is not None}}


@contextmanager
def translated() -> Iterator[None]:
    """What a retry can not change fails without one."""
    try:
        yield
    except GateBlocked as error:
        raise dg.Failure(str(error), {"outcome": error.decision.outcome}, allow_retries=False) from error
    except GateError as error:
        if error.retryable:
            raise
        raise dg.Failure(str(error), allow_retries=False) from error


def _of(given: Any, context: Any) -> Any:
    return given(context) if callable(given) else given
