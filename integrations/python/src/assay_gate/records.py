"""What the gate answers, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Mapping, Optional, Tuple

ALLOWING = ("allow", "allow_with_warnings")


@dataclass(frozen=True)
class Reason:
    """Why a decision is as it is. `effect` is `pass`, `warn` or `block`."""

    code: str
    effect: str
    message: str
    check: Optional[str] = None
    owner: Optional[str] = None
    root_cause: Optional[str] = None
    first_bad_run: Optional[str] = None
    overridden_by: Optional[str] = None
    observed: Any = None
    expected: Optional[str] = None


@dataclass(frozen=True)
class Decision:
    """The gate's answer. `enforced` is what to obey; it differs from `outcome` in shadow only."""

    id: str
    dataset: str
    outcome: str
    enforced: str
    shadow: bool = False
    verdict: Optional[str] = None
    reasons: Tuple[Reason, ...] = ()
    run_id: Optional[str] = None
    #: What was judged: the id of the data's version. None: it could not be taken.
    data_version: Optional[str] = None
    #: An allowed decision holds until then (ISO 8601, UTC). None for a block.
    expires_at: Optional[str] = None
    breaker: Optional[str] = None
    #: The signed promise that these very data were let through. None for a block.
    hallmark: Optional[str] = None
    #: True: an earlier decision was given again, without a scan.
    replayed: bool = False
    #: False: it blocks because nothing could be told, not because something is wrong.
    evaluated: bool = True
    #: All that the service said.
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def allowed(self) -> bool:
        """May the data go on? Anything that is not known to allow does not."""
        return self.enforced in ALLOWING

    @property
    def warnings(self) -> Tuple[Reason, ...]:
        return tuple(each for each in self.reasons if each.effect == "warn")

    @property
    def blocking(self) -> Tuple[Reason, ...]:
        return tuple(each for each in self.reasons if each.effect == "block")

    @property
    def exit_code(self) -> int:
        """As of `assay gate`: 0 go on, 1 blocked, 3 could not be evaluated, 5 blocked by an open breaker."""
        if self.allowed:
            return 0
        if not self.evaluated:
            return 3
        return 5 if self.run_id is None else 1

    def summary(self) -> str:
        """One line for people: `silver.orders: block (check_failed: …; …)`."""
        shown = self.warnings if self.allowed else (self.blocking or self.reasons)
        why = "; ".join(f"{each.code}: {each.message}" for each in shown)
        name = f"{self.outcome}, in shadow" if self.shadow and self.outcome == "block" else self.outcome
        return f"{self.dataset}: {name} ({why})" if why else f"{self.dataset}: {name}"


@dataclass(frozen=True)
class Submitted:
    """A question that was taken: ask for its answer with `GateClient.get(id)`, unless `decision` is there already."""

    id: str
    decision: Optional[Decision] = None
    #: Seconds that the service would like to be left alone.
    retry_after: Optional[float] = None


@dataclass(frozen=True)
class Verification:
    """Is a hallmark good? `data_checked`: the data's version was taken again, and has not moved."""

    valid: bool
    #: Why not: expired, bad_signature, data_moved, …
    reason: Optional[str] = None
    message: Optional[str] = None
    data_checked: bool = False
    claims: Mapping[str, Any] = field(default_factory=dict, hash=False)


def read_decision(body: Mapping[str, Any]) -> Decision:
    """Reads the answer of the service. Raises ValueError where it is no decision."""
    for key in ("id", "dataset", "outcome", "enforced"):
        if not isinstance(body.get(key), str):
            raise ValueError(f'The answer has no "{key}".')
    reasons = tuple(_reason(each) for each in body.get("reasons") or () if isinstance(each, Mapping))
    version = body.get("dataVersion")
    return Decision(
        id=body["id"],
        dataset=body["dataset"],
        outcome=body["outcome"],
        enforced=body["enforced"],
        shadow=body.get("shadow") is True,
        verdict=_text(body.get("verdict")),
        reasons=reasons,
        run_id=_text(body.get("runId")),
        data_version=_text(version.get("id") if isinstance(version, Mapping) else version),
        expires_at=_text(body.get("expiresAt")),
        breaker=_text(body.get("breaker")),
        hallmark=_text(body.get("hallmark")),
        replayed=body.get("replayed") is True,
        evaluated=body.get("evaluated") is not False,
        raw=dict(body),
    )


def read_verification(body: Mapping[str, Any]) -> Verification:
    """Reads the answer to a hallmark. Whatever does not say that it is valid is not."""
    claims = body.get("claims")
    return Verification(
        valid=body.get("valid") is True,
        reason=_text(body.get("reason")),
        message=_text(body.get("message")),
        data_checked=body.get("dataChecked") is True,
        claims=dict(claims) if isinstance(claims, Mapping) else {},
    )


def _reason(body: Mapping[str, Any]) -> Reason:
    return Reason(
        code=str(body.get("code", "unknown")),
        effect=str(body.get("effect", "block")),
        message=str(body.get("message", "")),
        check=_text(body.get("check")),
        owner=_text(body.get("owner")),
        root_cause=_text(body.get("rootCause")),
        first_bad_run=_text(body.get("firstBadRun")),
        overridden_by=_text(body.get("overriddenBy")),
        observed=body.get("observed"),
        expected=_text(body.get("expected")),
    )


def _text(value: Any) -> Optional[str]:
    return value if isinstance(value, str) else None
