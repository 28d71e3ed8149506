"""Airflow: a task that holds what comes after it until the gate has allowed it, and a sensor that waits for that.

Airflow 2.9 and later, and 3. The address and the token are those of an Airflow connection (`assay_default`): host, and
the token as its password. There is no argument for a token: a DAG is code, and its arguments are stored and shown.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Dict, Mapping, Optional

try:
    from airflow.sdk import BaseOperator
    from airflow.sdk.bases.sensor import BaseSensorOperator
except ImportError:  # Airflow 2
    from airflow.models.baseoperator import BaseOperator
    from airflow.sensors.base import BaseSensorOperator

try:
    from airflow.sdk.exceptions import AirflowException, AirflowFailException
except ImportError:  # Airflow 2, and the first of 3
    from airflow.exceptions import AirflowException, AirflowFailException

from .airflow_triggers import AllowTrigger, DecisionTrigger, answer_of, connect, plain
from .client import obey
from .errors import GateError, GateNotEvaluated, GateUsageError
from .records import Decision


class AssayGateOperator(BaseOperator):
    """Asks the gate. Allowed: succeeds. Blocked, or asked wrongly: fails at once, without a retry. No answer, or one
    that says "can not tell": fails as any task does, and is retried (`not_evaluated="fail"`: the second is not).

    XCom: the decision is the return value, its hallmark has the key `hallmark`; a block is pushed as `decision`.
    `conn_id=None` reads ASSAY_URL and ASSAY_TOKEN instead of a connection. `deferrable` needs a triggerer, and holds no
    worker while the gate is at work."""

    template_fields = ("dataset", "batch", "as_of", "data_version", "base_url")
    ui_color = "#f4e3b2"

    def __init__(
        self,
        *,
        dataset: str,
        batch: Optional[Mapping[str, str]] = None,
        as_of: Optional[str] = None,
        data_version: Optional[str] = None,
        force: bool = False,
        wait: float = 3600.0,
        not_evaluated: str = "retry",
        conn_id: Optional[str] = "assay_default",
        base_url: Optional[str] = None,
        deferrable: bool = False,
        poll_interval: float = 5.0,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if not_evaluated not in ("retry", "fail"):
            raise ValueError('not_evaluated is "retry" or "fail".')
        self.dataset = dataset
        self.batch = batch
        self.as_of = as_of
        self.data_version = data_version
        self.force = force
        self.wait = wait
        self.not_evaluated = not_evaluated
        self.conn_id = conn_id
        self.base_url = base_url
        self.deferrable = deferrable
        self.poll_interval = poll_interval

    def execute(self, context: Any) -> Dict[str, Any]:
        question: Dict[str, Any] = {
            "batch": self.batch,
            "as_of": self.as_of or None,
            "data_version": self.data_version or None,
            "force": self.force,
        }
        try:
            client = connect(self.conn_id, self.base_url)
            if not self.deferrable:
                return self._conclude(client.ask(self.dataset, wait=self.wait, **question), context)
            submitted = client.submit(self.dataset, **question)
            if submitted.decision is not None:
                return self._conclude(submitted.decision, context)
        except GateError as error:
            raise self._translated(error) from error
        trigger = DecisionTrigger(submitted.id, self.conn_id, self.base_url, self.poll_interval)
        self.defer(trigger=trigger, method_name="execute_complete", timeout=timedelta(seconds=self.wait))

    def execute_complete(self, context: Any, event: Mapping[str, Any]) -> Dict[str, Any]:
        """Goes on when the trigger has the answer."""
        try:
            return self._conclude(answer_of(event), context)
        except GateError as error:
            raise self._translated(error) from error

    def _conclude(self, decision: Decision, context: Any) -> Dict[str, Any]:
        if not decision.allowed:
            context["ti"].xcom_push(key="decision", value=plain(decision))
        obey(decision)
        _log(self.log, decision)
        context["ti"].xcom_push(key="hallmark", value=decision.hallmark)
        return plain(decision)

    def _translated(self, error: GateError) -> Exception:
        final = isinstance(error, GateNotEvaluated) and self.not_evaluated == "fail"
        return AirflowException(str(error)) if error.retryable and not final else AirflowFailException(str(error))


class AssayGateSensor(BaseSensorOperator):
    """Waits until the gate allows the dataset: asks every `poke_interval`, for `timeout` at most. Asking again about
    the same data scans nothing. A service that is out of reach is waited for as well; a wrong one fails at once."""

    template_fields = ("dataset", "batch", "as_of", "base_url")
    ui_color = "#f4e3b2"

    def __init__(
        self,
        *,
        dataset: str,
        batch: Optional[Mapping[str, str]] = None,
        as_of: Optional[str] = None,
        conn_id: Optional[str] = "assay_default",
        base_url: Optional[str] = None,
        deferrable: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.dataset = dataset
        self.batch = batch
        self.as_of = as_of
        self.conn_id = conn_id
        self.base_url = base_url
        self.deferrable = deferrable

    def execute(self, context: Any) -> Any:
        if not self.deferrable:
            return super().execute(context)
        trigger = AllowTrigger(
            self.dataset, self.batch, self.as_of or None, self.conn_id, self.base_url, float(self.poke_interval)
        )
        self.defer(trigger=trigger, method_name="execute_complete", timeout=timedelta(seconds=self.timeout))

    def execute_complete(self, context: Any, event: Mapping[str, Any]) -> None:
        """Goes on when the trigger has the answer."""
        try:
            self._conclude(obey(answer_of(event)), context)
        except GateError as error:
            raise AirflowFailException(str(error)) from error

    def poke(self, context: Any) -> bool:
        try:
            client = connect(self.conn_id, self.base_url)
            decision = client.ask(self.dataset, self.batch, self.as_of or None, wait=max(60.0, self.poke_interval))
        except GateUsageError as error:
            raise AirflowFailException(str(error)) from error
        except GateError as error:
            self.log.warning("No answer: %s", error)
            return False
        if not decision.allowed:
            self.log.info("Not yet: %s", decision.summary())
            return False
        self._conclude(decision, context)
        return True

    def _conclude(self, decision: Decision, context: Any) -> None:
        _log(self.log, decision)
        context["ti"].xcom_push(key="decision", value=plain(decision))
        context["ti"].xcom_push(key="hallmark", value=decision.hallmark)


def _log(log: Any, decision: Decision) -> None:
    for reason in decision.warnings:
        log.warning("%s: %s: %s", decision.dataset, reason.code, reason.message)
    log.info(
        "%s: %s (decision %s, holds until %s)", decision.dataset, decision.outcome, decision.id, decision.expires_at
    )
