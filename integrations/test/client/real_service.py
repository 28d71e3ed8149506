"""The client against a real Assay: what the service answers is what the client makes of it."""

import os
import subprocess
import sys
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from assay_gate import GateBlocked, GateClient, GateNotEvaluated, GateUsageError

AS_OF = "2026-03-02T00:00:00Z"
DATA = Path(os.environ["ASSAY_TEST_DATA"])


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "assay_gate", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


class RealService(unittest.TestCase):
    def setUp(self) -> None:
        self.client = GateClient.from_env()

    def test_good_data_are_allowed_with_a_hallmark(self) -> None:
        decision = self.client.require("gold.good", as_of=AS_OF)
        self.assertEqual((decision.outcome, decision.dataset), ("allow", "gold.good"))
        self.assertIsNotNone(decision.run_id)
        answer = self.client.verify(decision.hallmark, "gold.good")
        self.assertTrue(answer.valid, answer)
        self.assertTrue(answer.data_checked)
        self.assertEqual(answer.claims["sub"], "gold.good")
        self.assertEqual(answer.claims["jti"], decision.id)
        other = self.client.verify(decision.hallmark, "gold.good2")
        self.assertEqual((other.valid, other.reason), (False, "other_dataset"))

    def test_a_hallmark_ends_with_the_data(self) -> None:
        decision = self.client.require("gold.orders", as_of=AS_OF)
        with DATA.joinpath("orders.csv").open("a", encoding="utf-8") as file:
            file.write("3,paid,30\n")
        answer = self.client.verify(decision.hallmark)
        self.assertEqual((answer.valid, answer.reason), (False, "data_moved"))

    def test_warnings_are_told(self) -> None:
        decision = self.client.require("gold.warned", as_of=AS_OF)
        self.assertEqual(decision.outcome, "allow_with_warnings")
        self.assertEqual([each.effect for each in decision.warnings], ["warn"])

    def test_bad_data_are_blocked_and_then_held_by_the_breaker(self) -> None:
        with self.assertRaises(GateBlocked) as first:
            self.client.require("gold.bad", as_of=AS_OF)
        self.assertEqual(first.exception.exit_code, 1)
        (reason,) = first.exception.decision.blocking
        self.assertEqual((reason.code, reason.owner), ("check_failed", "sales-data"))
        with self.assertRaises(GateBlocked) as second:
            self.client.require("gold.bad", as_of=AS_OF)
        self.assertEqual(second.exception.exit_code, 5)
        self.assertIsNone(second.exception.decision.run_id)

    def test_what_is_not_there_can_not_be_evaluated(self) -> None:
        with self.assertRaises(GateNotEvaluated) as caught:
            self.client.require("gold.absent", as_of=AS_OF)
        self.assertFalse(caught.exception.decision.evaluated)

    def test_other_data_than_those_meant(self) -> None:
        decision = self.client.ask("gold.good2", as_of=AS_OF, data_version="sha256:other")
        self.assertFalse(decision.allowed)
        self.assertIsNone(decision.hallmark)

    def test_what_is_wrong(self) -> None:
        stranger = GateClient(self.client.base_url, "assay_nobody-knows-this-token")
        for ask, code in (
            (lambda: self.client.ask("gold.nowhere"), "unknown-dataset"),
            (lambda: self.client.ask("gold.good", batch={"no_such_column": "1"}), "unknown-batch-column"),
            (lambda: self.client.ask("gold.good", as_of="yesterday"), "bad-time"),
            (lambda: self.client.get("no-such-question"), "unknown-decision"),
            (lambda: stranger.ask("gold.good"), "unauthenticated"),
        ):
            with self.assertRaises(GateUsageError) as caught:
                ask()
            self.assertEqual(caught.exception.code, code, caught.exception)

    def test_one_key_is_one_question(self) -> None:
        first = self.client.ask("gold.good", as_of=AS_OF, idempotency_key="the-key")
        again = self.client.ask("gold.good", as_of=AS_OF, idempotency_key="the-key")
        self.assertEqual(again.id, first.id)
        with self.assertRaises(GateUsageError) as caught:
            self.client.ask("gold.good2", as_of=AS_OF, idempotency_key="the-key")
        self.assertEqual(caught.exception.code, "idempotency-key-reused")

    def test_asks_without_waiting(self) -> None:
        submitted = self.client.submit("gold.good2", as_of=AS_OF)
        decision = submitted.decision or self.client.get(submitted.id, wait=30)
        self.assertTrue(decision is not None and decision.allowed)
        self.assertEqual(self.client.get(decision.id).id, decision.id)

    def test_many_callers_share_one_run(self) -> None:
        with ThreadPoolExecutor(8) as pool:
            asked = [
                pool.submit(self.client.ask, "gold.good", as_of="2026-03-03T00:00:00Z", force=False) for _ in range(16)
            ]
            runs = {each.result().run_id for each in asked}
        self.assertEqual(len(runs), 1)

    def test_the_command(self) -> None:
        self.assertEqual(command("ask", "gold.good", "--as-of", AS_OF).returncode, 0)
        self.assertIn(command("ask", "gold.bad", "--as-of", AS_OF).returncode, (1, 5))
        self.assertEqual(command("ask", "gold.absent", "--as-of", AS_OF).returncode, 3)
        self.assertEqual(command("ask", "gold.nowhere").returncode, 2)
        self.assertEqual(command("ask", "gold.good", ASSAY_TOKEN="assay_nobody").returncode, 2)
        self.assertEqual(command("ask", "gold.good", "--wait", "0", ASSAY_URL=os.environ["ASSAY_DOWN"]).returncode, 3)


if __name__ == "__main__":
    unittest.main()
