"""One DAG for each case: load >> gate >> promote. What `promote` writes is the proof that it ran."""

import os
from datetime import datetime, timedelta
from pathlib import Path

try:
    from airflow.sdk import DAG, task
except ImportError:  # Airflow 2
    from airflow.decorators import task
    from airflow.models.dag import DAG

from assay_gate.airflow import AssayGateOperator, AssayGateSensor

PROOF = Path(os.environ["ASSAY_TEST_PROOF"])
AS_OF = "2026-03-02T00:00:00Z"
#: The retries of what is retried, quick enough for a test.
RETRIES = {"retries": 1, "retry_delay": timedelta(seconds=1)}
#: Seconds. A task that comes back before the scheduler has heard of its leaving is taken for lost by Airflow itself.
POLL = 15
#: The gates of the cases, by the name of the DAG.
GATES = {
    "allowed": lambda: AssayGateOperator(task_id="gate", dataset="gold.good", as_of=AS_OF, **RETRIES),
    "warned": lambda: AssayGateOperator(task_id="gate", dataset="gold.warned", as_of="{{ params.as_of }}", **RETRIES),
    "blocked": lambda: AssayGateOperator(task_id="gate", dataset="gold.bad", as_of=AS_OF, **RETRIES),
    "unknown": lambda: AssayGateOperator(task_id="gate", dataset="gold.nowhere", **RETRIES),
    "unevaluated": lambda: AssayGateOperator(task_id="gate", dataset="gold.absent", as_of=AS_OF, **RETRIES),
    "unevaluated_fails": lambda: AssayGateOperator(
        task_id="gate", dataset="gold.absent", as_of=AS_OF, not_evaluated="fail", **RETRIES
    ),
    "down": lambda: AssayGateOperator(task_id="gate", dataset="gold.good", conn_id="assay_down", wait=1, **RETRIES),
    "allowed_deferred": lambda: AssayGateOperator(
        task_id="gate", dataset="gold.good2", as_of=AS_OF, deferrable=True, poll_interval=POLL, **RETRIES
    ),
    "blocked_deferred": lambda: AssayGateOperator(
        task_id="gate", dataset="gold.bad2", as_of=AS_OF, deferrable=True, poll_interval=POLL, **RETRIES
    ),
    "sensed": lambda: AssayGateSensor(
        task_id="gate", dataset="gold.late", as_of=AS_OF, poke_interval=POLL, timeout=1200, mode="reschedule"
    ),
    "sensed_deferred": lambda: AssayGateSensor(
        task_id="gate", dataset="gold.late", as_of=AS_OF, poke_interval=POLL, timeout=1200, deferrable=True
    ),
    "sensed_unknown": lambda: AssayGateSensor(
        task_id="gate", dataset="gold.nowhere", poke_interval=POLL, timeout=1200, **RETRIES
    ),
}


@task
def promote(case: str, ti=None) -> None:
    """Leaves its mark, and the hallmark that the gate handed on."""
    hallmark = ti.xcom_pull(task_ids="gate", key="hallmark")
    PROOF.joinpath(f"airflow-{case}").write_text(str(hallmark))


for case, make_gate in GATES.items():
    with DAG(
        dag_id=case,
        schedule="@once",
        start_date=datetime(2026, 3, 1),
        catchup=False,
        is_paused_upon_creation=False,
        params={"as_of": AS_OF},
    ) as dag:
        make_gate() >> promote(case)
    globals()[case] = dag
