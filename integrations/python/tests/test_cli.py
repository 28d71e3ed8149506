"""The commands as processes: what they print, and with which code they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Dict, Optional

from .gate_server import GateServer, Reply, decision, problem, reason
from .test_client import TOKEN, unused_address

SOURCE = Path(__file__).resolve().parent.parent / "src"


def run(
    *arguments: str, module: str = "assay_gate", stdin: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs a module of the package in a process of its own, with nothing of this one's settings."""
    kept: Dict[str, str] = {name: value for name, value in os.environ.items() if not name.startswith("ASSAY_")}
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env={**kept, "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8", **environment},
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


class Ask(unittest.TestCase):
    def ended(self, reply: Reply) -> int:
        with GateServer(reply) as server:
            return run("ask", "gold.orders", ASSAY_URL=server.url).returncode

    def test_the_exit_code_is_the_answer(self) -> None:
        self.assertEqual(self.ended(Reply(body=decision())), 0)
        self.assertEqual(self.ended(Reply(body=decision("block", "allow"))), 0)
        self.assertEqual(self.ended(Reply(body=decision("block"))), 1)
        self.assertEqual(self.ended(problem(404, "unknown-dataset", "There is none.")), 2)
        self.assertEqual(self.ended(problem(401, "unauthorized", "Who are you?")), 2)
        self.assertEqual(self.ended(problem(424, "not-evaluated", "Who knows.")), 3)
        self.assertEqual(self.ended(problem(500, "internal", "Broken.")), 3)
        self.assertEqual(self.ended(Reply(body=decision("block", evaluated=False))), 3)
        self.assertEqual(self.ended(Reply(body=decision("block", runId=None))), 5)

    def test_prints_the_reasons_and_the_verdict_last(self) -> None:
        body = decision(
            "block", reasons=[reason(), reason("warn", code="check_warned", message="few", owner=None), reason("pass")]
        )
        with GateServer(Reply(body=body)) as server:
            ended = run("ask", "gold.orders", "--url", server.url)
        self.assertEqual(
            ended.stdout.splitlines(),
            [
                "  ✗ check_failed: status: 1 of 5 rows are invalid (owner: sales-data)",
                "  ! check_warned: few",
                "BLOCK  gold.orders",
            ],
        )

    def test_prints_the_decision_as_json(self) -> None:
        with GateServer(Reply(body=decision())) as server:
            ended = run("ask", "gold.orders", "--format", "json", ASSAY_URL=server.url)
        self.assertEqual(json.loads(ended.stdout), decision())

    def test_asks_what_it_is_told_to(self) -> None:
        with GateServer(Reply(body=decision())) as server:
            run(
                *("ask", "gold.orders", "--batch", "day=2026-03-01", "--batch", "hour=a=b", "--as-of", "2026-03-02"),
                *("--data-version", "sha256:abc", "--force", "--wait", "3"),
                ASSAY_URL=server.url,
                ASSAY_TOKEN=TOKEN,
            )
            (asked,) = server.asked
        self.assertEqual(
            asked.body,
            {
                "batch": {"day": "2026-03-01", "hour": "a=b"},
                "asOf": "2026-03-02",
                "dataVersion": "sha256:abc",
                "force": True,
            },
        )
        self.assertEqual(asked.headers["Authorization"], f"Bearer {TOKEN}")

    def test_reads_the_token_from_a_file(self) -> None:
        with tempfile.TemporaryDirectory() as folder, GateServer(Reply(body=decision())) as server:
            file = Path(folder, "token")
            file.write_text(f"{TOKEN}\n", encoding="utf-8")
            run("ask", "gold.orders", ASSAY_URL=server.url, ASSAY_TOKEN_FILE=str(file))
            self.assertEqual(server.asked[0].headers["Authorization"], f"Bearer {TOKEN}")
        ended = run("ask", "gold.orders", ASSAY_URL="https://assay.example", ASSAY_TOKEN_FILE="/no/such/file")
        self.assertEqual(ended.returncode, 2)

    def test_calls_that_are_wrong(self) -> None:
        self.assertEqual(run("ask", "gold.orders").returncode, 2)
        self.assertEqual(run("ask").returncode, 2)
        self.assertEqual(run("ask", "gold.orders", "--batch", "day", ASSAY_URL="https://assay.example").returncode, 2)
        self.assertEqual(run("ask", "gold.orders", ASSAY_URL="http://assay.example", ASSAY_TOKEN=TOKEN).returncode, 2)

    def test_out_of_reach(self) -> None:
        ended = run("ask", "gold.orders", "--wait", "0", ASSAY_URL=unused_address(), ASSAY_TOKEN=TOKEN)
        self.assertEqual(ended.returncode, 3)
        self.assertIn("can not be reached", ended.stderr)
        self.assertNotIn(TOKEN, ended.stdout + ended.stderr)


class Verify(unittest.TestCase):
    def test_good_and_bad(self) -> None:
        for body, code, printed in (
            ({"valid": True}, 0, "VALID\n"),
            ({"valid": False, "reason": "expired", "message": "It is over."}, 1, "NOT VALID  expired: It is over.\n"),
        ):
            with GateServer(Reply(body=body)) as server:
                ended = run("verify", "-", stdin="a.b.c\n", ASSAY_URL=server.url)
                self.assertEqual(server.asked[0].body, {"token": "a.b.c"})
            self.assertEqual((ended.returncode, ended.stdout), (code, printed))


#: Stands in for dbt: writes the artifacts that it is told to, shows what it was given, and ends as it is told to.
DBT = """#!{python}
import json, os, sys
print("dbt", *sys.argv[1:], "token" if "ASSAY_TOKEN" in os.environ else "no token")
built = {built!r}
os.makedirs("target", exist_ok=True)
if built is not None:
    json.dump({{"results": built}}, open("target/run_results.json", "w"))
    json.dump({{"nodes": {nodes!r}}}, open("target/manifest.json", "w"))
sys.exit({code})
"""
NODES = {
    "model.shop.a": {"config": {"meta": {"assay": {"dataset": "gold.a"}}}},
    "model.shop.b": {"meta": {"assay": {"dataset": ["gold.b", "gold.c"]}}, "config": {"meta": {}}},
    "model.shop.d": {"config": {"meta": {"assay": {"dataset": "gold.d"}}}},
    "model.shop.e": {"config": {}},
}
BUILT = [
    {"unique_id": "model.shop.a", "status": "success"},
    {"unique_id": "model.shop.b", "status": "success"},
    {"unique_id": "model.shop.d", "status": "skipped"},
    {"unique_id": "model.shop.e", "status": "success"},
    {"unique_id": "test.shop.x", "status": "pass"},
]


class Dbt(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_dbt(
        self, server: GateServer, *arguments: str, code: int = 0, built: Optional[list] = None
    ) -> subprocess.CompletedProcess[str]:
        program = self.folder / "dbt"
        program.write_text(DBT.format(python=sys.executable, built=built, nodes=NODES, code=code), encoding="utf-8")
        program.chmod(0o755)
        here = os.getcwd()
        os.chdir(self.folder)
        self.addCleanup(os.chdir, here)
        own = ("build", "--dbt", str(program), *arguments)
        return run(*own, module="assay_gate.dbt", ASSAY_URL=server.url, ASSAY_TOKEN=TOKEN)

    def test_builds_then_asks(self) -> None:
        with GateServer(Reply(body=decision()), Reply(body=decision("block")), Reply(body=decision())) as server:
            ended = self.run_dbt(server, "--gate", "gold.a,gold.b", "--gate", "gold.c", "--", "--select", "+a")
            asked = [each.path.split("/")[3] for each in server.asked]
        self.assertIn("dbt build --select +a no token", ended.stdout)
        self.assertEqual(asked, ["gold.a", "gold.b", "gold.c"])
        self.assertEqual(ended.returncode, 1)

    def test_does_not_ask_when_dbt_fails(self) -> None:
        with GateServer(Reply(body=decision())) as server:
            self.assertEqual(self.run_dbt(server, "--gate", "gold.a", code=1).returncode, 1)
            self.assertEqual(self.run_dbt(server, "--gate", "gold.a", code=2).returncode, 2)
            self.assertEqual(server.asked, [])

    def test_reads_what_was_built(self) -> None:
        with GateServer(Reply(body=decision())) as server:
            self.assertEqual(self.run_dbt(server, built=BUILT).returncode, 0)
            asked = [each.path.split("/")[3] for each in server.asked]
        self.assertEqual(asked, ["gold.a", "gold.b", "gold.c"])

    def test_asking_about_nothing_is_no_success(self) -> None:
        with GateServer(Reply(body=decision())) as server:
            self.assertEqual(self.run_dbt(server, built=[]).returncode, 2)
            self.assertEqual(self.run_dbt(server, "--gate", ",", built=[]).returncode, 2)

    def test_an_account_of_an_earlier_build_is_refused(self) -> None:
        with GateServer(Reply(body=decision())) as server:
            self.run_dbt(server, built=BUILT)
            os.utime(self.folder / "target" / "run_results.json", (0, 0))
            ended = self.run_dbt(server)
        self.assertEqual(ended.returncode, 2)
        self.assertIn("earlier invocation", ended.stderr)

    def test_of_several_answers_the_one_that_no_retry_mends_is_told(self) -> None:
        with GateServer(problem(500, "internal", "Broken."), Reply(body=decision("block"))) as server:
            self.assertEqual(self.run_dbt(server, "--gate", "gold.a,gold.b").returncode, 1)
        with GateServer(problem(500, "internal", "Broken."), Reply(body=decision())) as server:
            self.assertEqual(self.run_dbt(server, "--gate", "gold.a,gold.b").returncode, 3)

    def test_a_dbt_that_is_not_there(self) -> None:
        with GateServer(Reply(body=decision())) as server:
            ended = run(
                "build", "--gate", "x", "--dbt", "no-such-program", module="assay_gate.dbt", ASSAY_URL=server.url
            )
        self.assertEqual(ended.returncode, 2)
        self.assertIn("can not be run", ended.stderr)


if __name__ == "__main__":
    unittest.main()
