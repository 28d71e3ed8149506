"""The client against a real HTTP server: what it sends, what it makes of the answers, and what it never tells."""

from __future__ import annotations

import copy
import io
import logging
import pickle
import socket
import ssl
import traceback
import unittest
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from unittest import mock

from assay_gate import (
    Decision,
    GateBlocked,
    GateClient,
    GateNotEvaluated,
    GateTimeout,
    GateUnavailable,
    GateUsageError,
    Reason,
)

from .gate_server import GateServer, Reply, decision, problem, reason

TOKEN = "assay_sEcReT-0123456789"
PENDING = Reply(
    202, {"kind": "Ask", "id": "q-1", "state": "queued"}, {"Location": "/v1/decisions/q-1", "Retry-After": "0"}
)


def unused_address() -> str:
    """Of a port on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


class Asking(unittest.TestCase):
    def test_sends_the_question(self) -> None:
        with GateServer(Reply(body=decision())) as server:
            GateClient(server.url, TOKEN).ask(
                "gold.orders",
                batch={"day": "2026-03-01"},
                as_of=datetime(2026, 3, 2, 1, tzinfo=timezone(timedelta(hours=1))),
                data_version="sha256:abc",
                force=True,
                wait=10,
                idempotency_key="mine",
            )
            (asked,) = server.asked
        self.assertEqual((asked.method, asked.path), ("POST", "/v1/gates/gold.orders/decisions"))
        self.assertEqual(
            asked.body,
            {
                "batch": {"day": "2026-03-01"},
                "asOf": "2026-03-02T00:00:00Z",
                "dataVersion": "sha256:abc",
                "force": True,
            },
        )
        self.assertEqual(asked.headers["Authorization"], f"Bearer {TOKEN}")
        self.assertEqual(asked.headers["Idempotency-Key"], "mine")
        self.assertRegex(asked.headers["Prefer"], r"^wait=(9|10)$")

    def test_leaves_out_what_was_not_given(self) -> None:
        with GateServer(Reply(body=decision())) as server:
            GateClient(server.url).ask("gold.orders")
            (asked,) = server.asked
        self.assertEqual(asked.body, {})
        self.assertNotIn("Authorization", asked.headers)

    def test_a_moment_without_a_zone_is_utc(self) -> None:
        with GateServer(Reply(body=decision())) as server:
            GateClient(server.url).ask("gold.orders", as_of=datetime(2026, 3, 2))
            self.assertEqual(server.asked[0].body, {"asOf": "2026-03-02T00:00:00Z"})

    def test_a_name_can_not_leave_its_place_in_the_path(self) -> None:
        with GateServer(Reply(body=decision())) as server:
            GateClient(server.url).ask("../x?y#z")
            self.assertEqual(server.asked[0].path, "/v1/gates/..%2Fx%3Fy%23z/decisions")
            for name in ("", ".", ".."):
                with self.assertRaises(GateUsageError):
                    GateClient(server.url).ask(name)

    def test_the_address_may_have_a_path(self) -> None:
        with GateServer(PENDING, Reply(body=decision())) as server:
            GateClient(f"{server.url}/assay/").ask("gold.orders")
            paths = [asked.path.partition("?")[0] for asked in server.asked]
        self.assertEqual(paths, ["/assay/v1/gates/gold.orders/decisions", "/assay/v1/decisions/q-1"])

    def test_reads_the_decision(self) -> None:
        body = decision("allow_with_warnings", reasons=[reason("warn")], later="new")
        with GateServer(Reply(body=body)) as server:
            answer = GateClient(server.url).ask("gold.orders")
        self.assertTrue(answer.allowed)
        self.assertEqual(answer.exit_code, 0)
        self.assertEqual(answer.data_version, "sha256:abc")
        self.assertEqual(answer.hallmark, "aaa.bbb.ccc")
        self.assertEqual(answer.raw["later"], "new")
        self.assertEqual(
            answer.warnings,
            (
                Reason(
                    code="check_failed",
                    effect="warn",
                    message="status: 1 of 5 rows are invalid",
                    check="gold.orders/status/invalidValues",
                    owner="sales-data",
                    first_bad_run="r-1",
                    observed=1,
                    expected="= 0",
                ),
            ),
        )

    def test_a_decision_is_frozen(self) -> None:
        with self.assertRaises(AttributeError):
            Decision("d", "x", "block", "block").enforced = "allow"  # type: ignore[misc]

    def test_what_is_not_known_to_allow_does_not(self) -> None:
        with GateServer(Reply(body=decision("maybe"))) as server:
            with self.assertRaises(GateBlocked):
                GateClient(server.url).require("gold.orders")


class Waiting(unittest.TestCase):
    def test_polls_until_there_is_a_decision(self) -> None:
        with GateServer(PENDING, PENDING, Reply(body=decision())) as server:
            answer = GateClient(server.url).ask("gold.orders", wait=5)
            methods = [(asked.method, asked.path.partition("?")[0]) for asked in server.asked]
            self.assertRegex(server.asked[1].path, r"\?wait=\d+$")
        self.assertEqual(answer.id, "d-1")
        self.assertEqual(methods[1:], [("GET", "/v1/decisions/q-1")] * 2)

    def test_gives_up_at_its_deadline_and_says_which_question_it_was(self) -> None:
        with GateServer(PENDING) as server:
            with self.assertRaises(GateTimeout) as caught:
                GateClient(server.url).ask("gold.orders", wait=0.2)
        self.assertEqual(caught.exception.question, "q-1")
        self.assertTrue(caught.exception.retryable)

    def test_leaves_a_service_alone_for_as_long_as_it_wishes(self) -> None:
        slow = Reply(202, {"id": "q-1"}, {"Location": "/v1/decisions/q-1", "Retry-After": "7"})
        with GateServer(slow, Reply(body=decision())) as server, mock.patch("assay_gate.client.sleep") as sleep:
            GateClient(server.url).ask("gold.orders", wait=60)
        self.assertEqual(sleep.call_count, 1)
        self.assertAlmostEqual(sleep.call_args[0][0], 7, delta=1)

    def test_submits_without_waiting_and_gets_later(self) -> None:
        with GateServer(PENDING, PENDING, Reply(body=decision("block"))) as server:
            client = GateClient(server.url)
            submitted = client.submit("gold.orders")
            self.assertEqual((submitted.id, submitted.decision), ("q-1", None))
            self.assertEqual(server.asked[0].headers["Prefer"], "wait=0")
            self.assertIsNone(client.get("q-1"))
            answer = client.get("q-1", wait=3)
            self.assertTrue(server.asked[2].path.endswith("?wait=3"))
        assert answer is not None
        self.assertEqual(answer.outcome, "block")

    def test_a_question_that_failed_is_not_a_decision(self) -> None:
        for status in (200, 202):
            failed = {
                "kind": "Ask",
                "id": "q-1",
                "state": "failed",
                "problem": {"code": "source-down", "message": "The source does not respond."},
            }
            with GateServer(PENDING, Reply(status, failed)) as server:
                with self.assertRaisesRegex(GateNotEvaluated, "does not respond") as caught:
                    GateClient(server.url).ask("gold.orders")
            self.assertEqual(caught.exception.code, "source-down")


class Obeying(unittest.TestCase):
    def ask(self, body: object) -> Decision:
        with GateServer(Reply(body=body)) as server:
            return GateClient(server.url).require("gold.orders")

    def test_a_block_is_raised_with_its_reasons(self) -> None:
        with self.assertRaisesRegex(GateBlocked, "1 of 5 rows are invalid") as caught:
            self.ask(decision("block", reasons=[reason(), reason("warn", message="odd")]))
        self.assertFalse(caught.exception.retryable)
        self.assertEqual(caught.exception.exit_code, 1)
        self.assertNotIn("odd", str(caught.exception))

    def test_a_block_without_a_run_is_that_of_an_open_breaker(self) -> None:
        with self.assertRaises(GateBlocked) as caught:
            self.ask(decision("block", runId=None, reasons=[reason(code="breaker_open")]))
        self.assertEqual(caught.exception.exit_code, 5)

    def test_a_block_that_can_not_tell_is_worth_a_retry(self) -> None:
        with self.assertRaises(GateNotEvaluated) as caught:
            self.ask(decision("block", evaluated=False))
        self.assertTrue(caught.exception.retryable)
        self.assertEqual(caught.exception.exit_code, 3)

    def test_in_shadow_nothing_is_enforced(self) -> None:
        answer = self.ask(decision("block", "allow", reasons=[reason()]))
        self.assertTrue(answer.allowed)
        self.assertEqual(answer.exit_code, 0)
        self.assertIn("block, in shadow", answer.summary())

    def test_exceptions_travel_between_processes(self) -> None:
        with self.assertRaises(GateBlocked) as caught:
            self.ask(decision("block", reasons=[reason()]))
        for error in (
            caught.exception,
            GateTimeout("late", "q-1"),
            GateUnavailable("busy", "busy", 3.0),
            GateNotEvaluated("who knows", None, "x"),
            GateUsageError("no", "unknown-dataset", 404),
        ):
            again = pickle.loads(pickle.dumps(error))
            self.assertEqual((type(again), str(again), vars(again)), (type(error), str(error), vars(error)))


class Retrying(unittest.TestCase):
    def setUp(self) -> None:
        patched = mock.patch("assay_gate.transport.sleep")
        self.sleep = patched.start()
        self.addCleanup(patched.stop)

    def test_tries_again_with_the_same_key(self) -> None:
        for status in (429, 502, 503, 504):
            with GateServer(problem(status, "busy", "Later."), Reply(body=decision())) as server:
                GateClient(server.url).ask("gold.orders")
                keys = {asked.headers["Idempotency-Key"] for asked in server.asked}
                self.assertEqual((len(server.asked), len(keys)), (2, 1), status)

    def test_two_questions_have_two_keys(self) -> None:
        with GateServer(Reply(body=decision())) as server:
            client = GateClient(server.url)
            client.ask("gold.orders")
            client.ask("gold.orders")
            self.assertEqual(len({asked.headers["Idempotency-Key"] for asked in server.asked}), 2)

    def test_an_answer_that_was_lost_is_asked_for_again(self) -> None:
        for lost in (Reply(drop=True), Reply(body=decision(), short_by=100)):
            with GateServer(lost, Reply(body=decision())) as server:
                self.assertTrue(GateClient(server.url).ask("gold.orders").allowed)
                self.assertEqual(len(server.asked), 2)

    def test_a_silent_service_is_out_of_reach(self) -> None:
        with GateServer(Reply(body=decision(), after=0.5)) as server:
            with self.assertRaisesRegex(GateUnavailable, "timed out"):
                GateClient(server.url, timeout=0.05, retries=1).submit("gold.orders")
            self.assertEqual(len(server.asked), 2)

    def test_nobody_listens(self) -> None:
        client = GateClient(unused_address(), retries=2)
        with self.assertRaisesRegex(GateUnavailable, "can not be reached") as caught:
            client.ask("gold.orders")
        self.assertEqual(caught.exception.code, "unreachable")
        self.assertEqual(self.sleep.call_count, 2)

    def test_gives_up_after_its_retries_with_what_the_service_said(self) -> None:
        with GateServer(problem(503, "shutting-down", "The service is about to end.")) as server:
            with self.assertRaisesRegex(GateUnavailable, "about to end") as caught:
                GateClient(server.url, retries=2).ask("gold.orders")
            self.assertEqual(len(server.asked), 3)
        self.assertEqual(caught.exception.code, "shutting-down")

    def test_waits_as_long_as_it_is_told(self) -> None:
        date = format_datetime(datetime.now(timezone.utc) + timedelta(seconds=20), usegmt=True)
        for header, seconds in (("5", 5.0), (date, 19.5)):
            self.sleep.reset_mock()
            with GateServer(
                problem(429, "too-many", "Slow down.", **{"Retry-After": header}), Reply(body=decision())
            ) as server:
                GateClient(server.url).ask("gold.orders")
            self.assertAlmostEqual(self.sleep.call_args[0][0], seconds, delta=1)

    def test_waits_longer_each_time(self) -> None:
        with GateServer(Reply(503)) as server, self.assertRaises(GateUnavailable):
            GateClient(server.url, retries=4).ask("gold.orders")
        pauses = [call[0][0] for call in self.sleep.call_args_list]
        for pause, longest in zip(pauses, (0.5, 1, 2, 4)):
            self.assertTrue(longest / 2 <= pause <= longest, pauses)

    def test_does_not_wait_beyond_its_deadline(self) -> None:
        with GateServer(problem(429, "too-many", "Slow down.", **{"Retry-After": "600"})) as server:
            with self.assertRaises(GateUnavailable) as caught:
                GateClient(server.url).ask("gold.orders", wait=5)
            self.assertEqual(len(server.asked), 1)
        self.assertEqual(caught.exception.retry_after, 600)
        self.sleep.assert_not_called()

    def test_a_failure_of_the_service_is_not_hammered(self) -> None:
        with GateServer(problem(500, "internal", "Something broke.")) as server:
            with self.assertRaises(GateUnavailable):
                GateClient(server.url).ask("gold.orders")
            self.assertEqual(len(server.asked), 1)

    def test_what_is_wrong_is_not_tried_again(self) -> None:
        for status in (400, 401, 403, 404, 409, 413, 422):
            with GateServer(problem(status, "some-code", "It is wrong, do it so.")) as server:
                with self.assertRaisesRegex(GateUsageError, "do it so") as caught:
                    GateClient(server.url).ask("gold.orders")
                self.assertEqual(len(server.asked), 1)
            self.assertEqual((caught.exception.status, caught.exception.code), (status, "some-code"))
            self.assertFalse(caught.exception.retryable)

    def test_all_faults_are_told(self) -> None:
        body = {
            "detail": "Two things are wrong.",
            "code": "faults",
            "faults": [{"message": "One."}, {"message": "Two.", "hint": "Cure."}],
        }
        with GateServer(Reply(422, body)) as server:
            with self.assertRaisesRegex(GateUsageError, r"^Two things are wrong\. One\. Two\. Cure\.$"):
                GateClient(server.url).ask("gold.orders")

    def test_could_not_be_evaluated(self) -> None:
        with GateServer(problem(424, "not-evaluated", "The table is missing.")) as server:
            with self.assertRaisesRegex(GateNotEvaluated, "table is missing"):
                GateClient(server.url).ask("gold.orders")


class Strangers(unittest.TestCase):
    def test_what_is_not_assay(self) -> None:
        for body in (b"<html>Sign in</html>", b"[]", {"status": "ok"}, {**decision(), "enforced": 1}):
            with GateServer(Reply(200, body)) as server:
                with self.assertRaisesRegex(GateUsageError, "is not Assay"):
                    GateClient(server.url).ask("gold.orders")

    def test_addresses_that_are_none(self) -> None:
        for url in (
            "",
            "assay.example",
            "ftp://assay.example",
            "https://",
            "https://ann:pw@assay.example",
            "https://x/?a=b",
        ):
            with self.assertRaises(GateUsageError) as caught:
                GateClient(url)
            self.assertNotIn("pw", str(caught.exception))

    def test_an_answer_without_a_place(self) -> None:
        with GateServer(Reply(202)) as server, self.assertRaises(GateUsageError):
            GateClient(server.url).ask("gold.orders")

    def test_a_certificate_that_does_not_verify_is_refused_and_not_retried(self) -> None:
        client = GateClient("https://127.0.0.1:1", TOKEN)
        refused = ssl.SSLCertVerificationError(1, "certificate verify failed")
        refused.verify_message = "self-signed certificate"
        with mock.patch("socket.create_connection", side_effect=refused):
            with self.assertRaisesRegex(GateUsageError, "self-signed certificate"):
                client.ask("gold.orders")

    def test_certificates_are_verified_by_default(self) -> None:
        seen = []
        made = ssl.create_default_context
        with mock.patch(
            "ssl.create_default_context", side_effect=lambda **options: seen.append(made(**options)) or seen[-1]
        ):
            GateClient("https://assay.example")
        self.assertEqual((seen[0].verify_mode, seen[0].check_hostname), (ssl.CERT_REQUIRED, True))


class Secrecy(unittest.TestCase):
    def test_a_token_is_not_sent_in_the_clear(self) -> None:
        with self.assertRaisesRegex(GateUsageError, "https only"):
            GateClient("http://assay.example", TOKEN)
        GateClient("http://assay.example", TOKEN, allow_http=True)
        GateClient("http://assay.example")
        GateClient("http://[::1]:8080", TOKEN)

    def test_a_token_does_not_follow_a_redirect(self) -> None:
        with GateServer(Reply(body=decision())) as other:
            with GateServer(Reply(307, headers={"Location": f"{other.url}/v1/gates/x/decisions"})) as server:
                with self.assertRaisesRegex(GateUsageError, "redirects"):
                    GateClient(server.url, TOKEN).ask("gold.orders")
            self.assertEqual(other.asked, [])

    def test_a_place_at_another_host_is_not_asked(self) -> None:
        with GateServer(Reply(body=decision())) as other:
            place = Reply(202, headers={"Location": f"{other.url}/v1/decisions/q-9"})
            with GateServer(place, Reply(body=decision())) as server:
                GateClient(server.url, TOKEN).ask("gold.orders")
                self.assertEqual(server.asked[1].path.partition("?")[0], "/v1/decisions/q-9")
            self.assertEqual(other.asked, [])

    def test_a_token_is_in_no_text(self) -> None:
        said = io.StringIO()
        handler = logging.StreamHandler(said)
        log = logging.getLogger("assay_gate")
        log.addHandler(handler)
        log.setLevel(logging.DEBUG)
        self.addCleanup(log.removeHandler, handler)
        with mock.patch("assay_gate.transport.sleep"):
            for reply in (
                problem(401, "bad-token", f"The token {TOKEN} is not known."),
                problem(503, "busy", f"Bearer {TOKEN}"),
                Reply(drop=True),
                Reply(200, f"<{TOKEN}>".encode()),
                Reply(body=decision()),
            ):
                with GateServer(reply) as server:
                    client = GateClient(server.url, TOKEN)
                    try:
                        client.ask("gold.orders")
                    except Exception as error:
                        traced = traceback.TracebackException.from_exception(error, capture_locals=True)
                        # The frames of this package: those of this test know the token.
                        traced.stack[:] = [each for each in traced.stack if "assay_gate" in each.filename]
                        said.write("".join(traced.format()) + repr(error) + str(error))
                    said.write(repr(client) + repr(vars(client)) + repr(vars(client._transport)))
        self.assertIn("Trying again", said.getvalue())
        self.assertNotIn(TOKEN, said.getvalue())

    def test_a_token_is_not_pickled(self) -> None:
        client = GateClient("https://assay.example", TOKEN)
        with self.assertRaises(TypeError):
            pickle.dumps(client._transport._token)
        self.assertIs(copy.deepcopy(client._transport._token), client._transport._token)

    def test_a_token_that_is_none_is_refused_without_being_shown(self) -> None:
        for token in ("", "two words", "line\nbreak", "Schlüssel"):
            with self.assertRaises(GateUsageError) as caught:
                GateClient("https://assay.example", token)
            self.assertNotIn(token or "never", str(caught.exception))


class Verifying(unittest.TestCase):
    def test_a_good_hallmark(self) -> None:
        body = {"valid": True, "dataChecked": True, "reason": None, "message": None, "claims": {"sub": "gold.orders"}}
        with GateServer(Reply(body=body)) as server:
            answer = GateClient(server.url).verify("a.b.c", "gold.orders")
            self.assertEqual(
                (server.asked[0].path, server.asked[0].body),
                ("/v1/hallmarks/verify", {"token": "a.b.c", "dataset": "gold.orders"}),
            )
        self.assertTrue(answer.valid and answer.data_checked)
        self.assertEqual(answer.claims["sub"], "gold.orders")

    def test_a_bad_one(self) -> None:
        with GateServer(Reply(body={"valid": False, "reason": "data_moved", "message": "The data moved."})) as server:
            answer = GateClient(server.url).verify("a.b.c")
        self.assertEqual((answer.valid, answer.reason), (False, "data_moved"))

    def test_what_says_nothing_is_not_valid(self) -> None:
        with GateServer(Reply(body={"valid": "yes"})) as server:
            self.assertFalse(GateClient(server.url).verify("a.b.c").valid)


if __name__ == "__main__":
    unittest.main()
