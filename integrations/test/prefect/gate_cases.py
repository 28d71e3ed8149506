"""Runs each case as a Prefect flow; prints what became of it as JSON."""

import json
import os
import sys
import time
from pathlib import Path

from prefect import flow, get_client, task
from prefect.blocks.system import Secret

from assay_gate.prefect import assay_gate

PROOF = Path(os.environ["ASSAY_TEST_PROOF"])
AS_OF = "2026-03-02T00:00:00Z"
CASES = {
    "allowed": {"dataset": "gold.good"},
    "warned": {"dataset": "gold.warned"},
    "blocked": {"dataset": "gold.bad"},
    "unevaluated": {"dataset": "gold.absent"},
    "unknown": {"dataset": "gold.nowhere"},
    "down": {"dataset": "gold.good", "url": os.environ["ASSAY_DOWN"], "wait": 1},
    "by_block": {"dataset": "gold.good", "token_block": "assay-token"},
}
quick = assay_gate.with_options(retries=1, retry_delay_seconds=0)


@task
def promote(case: str, outcome: str) -> None:
    PROOF.joinpath(f"prefect-{case}").write_text(outcome)


@flow
def nightly(case: str) -> None:
    state = quick(as_of=AS_OF, **CASES[case], return_state=True)
    runs[case] = {"attempts": state.state_details.task_run_id}
    promote(case, state.result().outcome)


def attempts(task_run_id: str) -> int:
    """How often the engine started the task. The server hears of a task's end a little later."""
    with get_client(sync_client=True) as client:
        while True:
            run = client.read_task_run(task_run_id)
            if run.state is not None and run.state.is_final():
                return run.run_count
            time.sleep(0.2)


runs: dict = {}

if __name__ == "__main__":
    Secret(value=os.environ["ASSAY_TOKEN"]).save("assay-token", overwrite=True)
    for case in CASES:
        state = nightly(case, return_state=True)
        runs[case]["success"] = state.is_completed()
    for each in runs.values():
        each["attempts"] = attempts(each["attempts"])
    json.dump(runs, sys.stdout)
