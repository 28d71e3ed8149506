"""Airflow without our package: one HTTP request asks, a plain HTTP sensor waits for the verdict as a status.

Needs apache-airflow-providers-http, and a connection `assay_http` of type HTTP whose extra is
{"Authorization": "Bearer <token>"}.

    200 allowed: the sensor succeeds          404 not decided yet: it asks again
    409 blocked, 424 could not be evaluated: it fails

A plain sensor can not tell a block, which no retry mends, from an outage, which one does: `retries=0` here. The
operator of assay-gate can.
"""

import pendulum
from airflow.providers.http.operators.http import HttpOperator
from airflow.providers.http.sensors.http import HttpSensor
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import dag


@dag(schedule="@daily", start_date=pendulum.datetime(2026, 3, 1, tz="UTC"), catchup=False)
def promote_when_allowed():
    ask = HttpOperator(
        task_id="ask",
        http_conn_id="assay_http",
        endpoint="v1/gates/gold.orders/decisions",
        method="POST",
        headers={"Content-Type": "application/json", "Prefer": "respond-async"},
        data="{}",
        response_filter=lambda response: response.json()["id"],
    )
    gate = HttpSensor(
        task_id="gate",
        http_conn_id="assay_http",
        endpoint="v1/decisions/{{ ti.xcom_pull(task_ids='ask') }}/verdict",
        response_error_codes_allowlist=["404"],
        poke_interval=10,
        timeout=3600,
        mode="reschedule",
        retries=0,
    )
    promote = BashOperator(task_id="promote", bash_command="echo promote")

    ask >> gate >> promote


promote_when_allowed()
