"""A real HTTP server on a free loopback port that answers as it is told, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Dict, List, Optional


@dataclass(frozen=True)
class Reply:
    status: int = 200
    body: Any = None
    headers: Dict[str, str] = field(default_factory=dict)
    #: Ends the connection instead of answering.
    drop: bool = False
    #: Bytes that are promised and do not come.
    short_by: int = 0
    #: Seconds before it answers.
    after: float = 0.0


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: Dict[str, str]
    body: Any


class GateServer:
    """`with GateServer(Reply(…), Reply(…)) as server`: the n-th request gets the n-th reply, the last one goes on."""

    def __init__(self, *replies: Reply) -> None:
        self._replies = list(replies)
        self.asked: List[Asked] = []
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> GateServer:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _next(self, asked: Asked) -> Reply:
        with self._lock:
            self.asked.append(asked)
            return self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]

    def _handler(self) -> type:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                text = self.rfile.read(length)
                body = json.loads(text) if text else None
                reply = server._next(Asked(self.command, self.path, dict(self.headers), body))
                time.sleep(reply.after)
                if reply.drop:
                    self.close_connection = True
                    return
                sent = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body or {}).encode()
                with suppress(ConnectionError):  # The caller may have gone.
                    self.send_response(reply.status)
                    for name, value in reply.headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(sent) + reply.short_by))
                    self.end_headers()
                    self.wfile.write(sent)

            do_GET = do_POST = answer

            def log_message(self, *_: Any) -> None:
                """Says nothing."""

        return Handler


def decision(outcome: str = "allow", enforced: Optional[str] = None, **more: Any) -> Dict[str, Any]:
    """The body of a decision."""
    return {
        "kind": "Decision",
        "id": "d-1",
        "dataset": "gold.orders",
        "outcome": outcome,
        "enforced": enforced or outcome,
        "shadow": enforced is not None,
        "evaluated": True,
        "verdict": "fail" if outcome == "block" else "pass",
        "reasons": [],
        "dataVersion": {"kind": "files", "id": "sha256:abc"},
        "runId": "r-1",
        "replayed": False,
        "expiresAt": None if outcome == "block" else "2026-03-03T00:00:00.000Z",
        "breaker": "open" if outcome == "block" else "closed",
        "hallmark": None if outcome == "block" else "aaa.bbb.ccc",
        **more,
    }


def reason(effect: str = "block", **more: Any) -> Dict[str, Any]:
    """The body of a reason."""
    return {
        "code": "check_failed",
        "effect": effect,
        "check": "gold.orders/status/invalidValues",
        "observed": 1,
        "expected": "= 0",
        "owner": "sales-data",
        "firstBadRun": "r-1",
        "rootCause": None,
        "overriddenBy": None,
        "message": "status: 1 of 5 rows are invalid",
        **more,
    }


def problem(status: int, code: str, detail: str, **headers: str) -> Reply:
    body = {"type": f"/docs/problems#{code}", "title": "Problem", "status": status, "detail": detail, "code": code}
    return Reply(status, body, {"Content-Type": "application/problem+json", **headers})
