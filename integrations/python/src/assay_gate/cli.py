"""The command line: `assay-gate ask DATASET`, with the exit codes of `assay gate`."""

from __future__ import annotations

import argparse
import json
import sys
from typing import List, Optional

from .client import GateClient
from .errors import GateError, GateNotEvaluated
from .options import add_question, client_of, complaint, lines_of, question_of

CODES = """exit codes:
  0  allowed, perhaps with warnings; or in shadow
  1  blocked by what the checks found
  2  the call, the token or the address is wrong
  3  no answer: it could not be evaluated, or the service is out of reach
  5  blocked by an open breaker; nothing was scanned

The token is read from ASSAY_TOKEN, or from the file that ASSAY_TOKEN_FILE names."""


def main(arguments: Optional[List[str]] = None) -> int:
    """Runs a command; its exit code."""
    parsed = _parser().parse_args(arguments)
    try:
        client = client_of(parsed)
        return _verify(client, parsed) if parsed.command == "verify" else _ask(client, parsed)
    except GateError as error:
        print(complaint(error), file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130


def _ask(client: GateClient, parsed: argparse.Namespace) -> int:
    try:
        decision = client.ask(parsed.dataset, data_version=parsed.data_version, **question_of(parsed))
    except GateNotEvaluated as error:
        if error.decision is None:
            raise
        decision = error.decision
    shown = json.dumps(decision.raw, indent=2) if parsed.format == "json" else "\n".join(lines_of(decision))
    print(shown)
    return decision.exit_code


def _verify(client: GateClient, parsed: argparse.Namespace) -> int:
    hallmark = sys.stdin.read().strip() if parsed.hallmark == "-" else parsed.hallmark
    answer = client.verify(hallmark, parsed.dataset)
    print("VALID" if answer.valid else f"NOT VALID  {answer.reason}: {answer.message}")
    return 0 if answer.valid else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="assay-gate",
        description="Asks Assay's gate over HTTP.",
        epilog=CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    ask = commands.add_parser("ask", help="may a dataset be promoted?")
    ask.add_argument("dataset", metavar="DATASET")
    add_question(ask)
    ask.add_argument("--data-version", metavar="ID", help="the version of the data that is to be promoted")
    ask.add_argument("--format", choices=("text", "json"), default="text", help="how the decision is printed")
    verify = commands.add_parser("verify", help="is a hallmark good, and are the data as they were?")
    verify.add_argument("hallmark", metavar="HALLMARK", help="the token, or - to read it from standard input")
    verify.add_argument("--dataset", metavar="DATASET", help="the dataset that it must speak of")
    verify.add_argument("--url", metavar="URL", help="address of the service (default: ASSAY_URL)")
    return parser
