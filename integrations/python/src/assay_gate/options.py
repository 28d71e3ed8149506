"""Options that the commands share."""

from __future__ import annotations

import argparse
from typing import Any, Dict, List, Optional

from .client import GateClient
from .errors import GateError, GateUsageError
from .records import Decision


def add_question(parser: argparse.ArgumentParser) -> None:
    """What is asked, and of whom. There is no option for a token: a command line can be read by others."""
    parser.add_argument("--url", metavar="URL", help="address of the service (default: ASSAY_URL)")
    parser.add_argument(
        "--batch", metavar="COLUMN=VALUE", action="append", default=[], help="only this batch; repeatable"
    )
    parser.add_argument("--as-of", metavar="TIME", help="the moment to judge at (ISO 8601); default: now")
    parser.add_argument(
        "--wait", metavar="SECONDS", type=float, help="for how long to wait for a decision; default: 3600"
    )
    parser.add_argument("--force", action="store_true", help="scan again although these data have their decision")


def question_of(parsed: argparse.Namespace) -> Dict[str, Any]:
    """The options as arguments of `GateClient.ask`."""
    return {"batch": _batch(parsed.batch), "as_of": parsed.as_of, "wait": parsed.wait, "force": parsed.force}


def client_of(parsed: argparse.Namespace) -> GateClient:
    return GateClient.from_env(parsed.url)


def lines_of(decision: Decision) -> List[str]:
    """A decision for people: the reasons, then the verdict."""
    marks = {"block": "✗", "warn": "!"}
    reasons = [
        f"  {marks[each.effect]} {each.code}: {each.message}" + (f" (owner: {each.owner})" if each.owner else "")
        for each in decision.reasons
        if each.effect in marks
    ]
    shadow = ", in shadow: not enforced" if decision.shadow else ""
    return [*reasons, f"{decision.outcome.upper().replace('_', ' ')}  {decision.dataset}{shadow}"]


def complaint(error: GateError) -> str:
    return f"assay-gate: {error}"


def _batch(pairs: List[str]) -> Optional[Dict[str, str]]:
    batch: Dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not name or not equals:
            raise GateUsageError(f'--batch is COLUMN=VALUE, not "{pair}".', "usage")
        batch[name] = value
    return batch or None
