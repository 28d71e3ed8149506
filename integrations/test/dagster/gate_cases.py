"""Runs each case in Dagster, as assets with a blocking check and as a job of ops; prints what became of it as JSON."""

import json
import os
import sys
from pathlib import Path

import dagster as dg

from assay_gate.dagster import AssayResource, assay_asset_check, assay_gate

PROOF = Path(os.environ["ASSAY_TEST_PROOF"])
AS_OF = "2026-03-02T00:00:00Z"
QUICK = dg.RetryPolicy(max_retries=1, delay=0.1)
UP = AssayResource(base_url=os.environ["ASSAY_URL"], token=dg.EnvVar("ASSAY_TOKEN"))
#: Without a token of its own: that of the environment.
DOWN = AssayResource(base_url=os.environ["ASSAY_DOWN"], wait=1)
CASES = {
    "allowed": ("gold.good", UP),
    "warned": ("gold.warned", UP),
    "blocked": ("gold.bad", UP),
    "unevaluated": ("gold.absent", UP),
    "unknown": ("gold.nowhere", UP),
    "down": ("gold.good", DOWN),
}


def with_assets(case: str, dataset: str, assay: AssayResource) -> dict:
    """orders → check → revenue: `revenue` is what must be held."""

    @dg.asset
    def orders() -> None:
        """Writes the table."""

    @dg.asset(deps=[orders])
    def revenue() -> None:
        PROOF.joinpath(f"dagster-asset-{case}").touch()

    check = assay_asset_check(orders, dataset, as_of=lambda _context: AS_OF, retry_policy=QUICK)
    definitions = dg.Definitions(
        assets=[orders, revenue],
        asset_checks=[check],
        jobs=[dg.define_asset_job("nightly", selection=dg.AssetSelection.all())],
        resources={"assay": assay},
    )
    result = definitions.resolve_job_def("nightly").execute_in_process(
        raise_on_error=False, instance=dg.DagsterInstance.get()
    )
    checks = [
        each.event_specific_data for each in result.all_events if each.event_type_value == "ASSET_CHECK_EVALUATION"
    ]
    shown = {name: each.value for check in checks for name, each in check.metadata.items()}
    return {**seen(result, "assay_gate"), "metadata": shown, "passed": [each.passed for each in checks]}


def with_ops(case: str, dataset: str, assay: AssayResource) -> dict:
    """load → gate → promote, as ops."""

    @dg.op(out=dg.Out(dg.Nothing))
    def load() -> None:
        """Writes the table."""

    @dg.op
    def promote(decision: dict) -> None:
        PROOF.joinpath(f"dagster-op-{case}").write_text(decision["outcome"])

    gate = assay_gate(dataset, name="gate", as_of=AS_OF, retry_policy=QUICK)

    @dg.job(resource_defs={"assay": assay})
    def nightly() -> None:
        promote(gate(load()))

    return seen(nightly.execute_in_process(raise_on_error=False, instance=dg.DagsterInstance.get()), "gate")


def without_upstream() -> dict:
    """A job that begins with the gate, and an asset that asks by itself."""
    gate = assay_gate("gold.good", as_of=AS_OF)

    @dg.job(resource_defs={"assay": UP})
    def begins() -> None:
        gate()

    @dg.asset
    def asks(assay: AssayResource) -> None:
        assay.require("gold.bad", as_of=AS_OF)
        PROOF.joinpath("dagster-asset-asks").touch()

    asked = dg.materialize([asks], resources={"assay": UP}, raise_on_error=False)
    return {"begins": begins.execute_in_process().success, "asks": seen(asked, "asks")}


def seen(result, step: str) -> dict:
    """Success, and how often the gate was tried."""
    starts = ("STEP_START", "STEP_RESTARTED")
    mine = [
        each for each in result.all_events if (each.step_key or "").endswith(step) and each.event_type_value in starts
    ]
    return {"success": result.success, "attempts": len(mine)}


if __name__ == "__main__":
    found = {f"asset-{case}": with_assets(case, *gate) for case, gate in CASES.items()}
    found.update({f"op-{case}": with_ops(case, *gate) for case, gate in CASES.items()})
    json.dump({**found, "alone": without_upstream()}, sys.stdout)
