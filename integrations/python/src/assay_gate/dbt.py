"""dbt: `assay-dbt build --gate gold.orders -- --select +orders` builds, then asks the gate about what was built."""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from .client import GateClient
from .errors import GateError, GateUsageError
from .options import add_question, client_of, complaint, lines_of, question_of

EPILOG = """What stands after -- goes to dbt. Without --gate, the datasets are those that the built models name:

  models:
    - name: orders
      config:
        meta: {assay: {dataset: gold.orders}}

exit codes: those of dbt where dbt fails, then nothing is asked; else 0 all allowed, 1 blocked, 2 the call is wrong,
3 no answer, 5 blocked by an open breaker. Of several: 2, 1, 5, 3 in this order."""

#: Which of several exit codes is told: first what no retry mends.
WEIGHT = (2, 1, 5, 3, 0)


def main(arguments: Optional[List[str]] = None) -> int:
    """Runs dbt and asks; the exit code."""
    ours, theirs = _split(sys.argv[1:] if arguments is None else arguments)
    parsed = _parser().parse_args(ours)
    try:
        client = client_of(parsed)
        question = question_of(parsed)
        named = [name.strip() for each in parsed.gate for name in each.split(",") if name.strip()]
        started = time.time()
        code = _dbt([parsed.dbt, parsed.command, *theirs])
        if code != 0:
            print(f"assay-dbt: dbt {parsed.command} ended with {code}: the gate was not asked", file=sys.stderr)
            return code
        datasets = named or datasets_of(target_folder(theirs), started)
        if not datasets:
            said = "No model that was built names a dataset (config.meta.assay.dataset): name one with --gate."
            raise GateUsageError(said, "usage")
    except GateError as error:
        print(complaint(error), file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    return _ask_all(client, datasets, question)


def _ask_all(client: GateClient, datasets: Sequence[str], question: Mapping[str, Any]) -> int:
    """Asks about all, even when one is blocked: people want to see the whole."""
    codes = []
    for dataset in dict.fromkeys(datasets):
        try:
            decision = client.ask(dataset, **question)
            print("\n".join(lines_of(decision)))
            codes.append(decision.exit_code)
        except GateError as error:
            print(complaint(error), file=sys.stderr)
            codes.append(error.exit_code)
    return min(codes, key=WEIGHT.index)


def datasets_of(target: Path, since: float) -> List[str]:
    """Datasets that the models of the last invocation name, in their order. Raises GateUsageError where dbt left no
    account of an invocation after `since` (seconds since 1970)."""
    results = _artifact(target / "run_results.json", since)
    nodes = _artifact(target / "manifest.json", None).get("nodes", {})
    built = [each["unique_id"] for each in results.get("results", []) if each.get("status") == "success"]
    return [dataset for each in built for dataset in _named(nodes.get(each, {}))]


def target_folder(arguments: Sequence[str]) -> Path:
    """Where dbt writes its artifacts: as its options, its environment or its project say."""
    project = Path(_option(arguments, "--project-dir") or os.environ.get("DBT_PROJECT_DIR") or ".")
    given = _option(arguments, "--target-path") or os.environ.get("DBT_TARGET_PATH") or _configured(project)
    return project / (given or "target")


def _configured(project: Path) -> Optional[str]:
    try:
        text = (project / "dbt_project.yml").read_text(encoding="utf-8")
    except OSError:
        return None
    found = re.search(r"""^target-path:\s*["']?([^"'#\s{]+)""", text, re.MULTILINE)
    return found.group(1) if found else None


def _option(arguments: Sequence[str], name: str) -> Optional[str]:
    for at, each in enumerate(arguments):
        if each == name and at + 1 < len(arguments):
            return arguments[at + 1]
        if each.startswith(f"{name}="):
            return each[len(name) + 1 :]
    return None


def _artifact(path: Path, since: Optional[float]) -> Mapping[str, Any]:
    try:
        # A second's grace: file systems round.
        if since is not None and path.stat().st_mtime < since - 1:
            raise GateUsageError(
                f"{path} is of an earlier invocation: where does dbt write to (--target-path)?", "usage"
            )
        body: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise GateUsageError(f"{path} can not be read: where does dbt write to (--target-path)?", "usage") from None
    return body if isinstance(body, dict) else {}


def _named(node: Mapping[str, Any]) -> List[str]:
    metas = [(node.get("config") or {}).get("meta"), node.get("meta")]
    for meta in metas:
        named = ((meta or {}).get("assay") or {}).get("dataset")
        if named:
            return [named] if isinstance(named, str) else [str(each) for each in named]
    return []


def _dbt(command: List[str]) -> int:
    # dbt gets no token: it runs the code of its project's macros and adapters.
    environment: Dict[str, str] = {name: value for name, value in os.environ.items() if name != "ASSAY_TOKEN"}
    try:
        return subprocess.run(command, env=environment, check=False).returncode
    except OSError as error:
        raise GateUsageError(f'"{command[0]}" can not be run: {error.strerror}. Name it with --dbt.', "usage") from None


def _split(arguments: Sequence[str]) -> Tuple[List[str], List[str]]:
    at = list(arguments).index("--") if "--" in arguments else len(arguments)
    return list(arguments[:at]), list(arguments[at + 1 :])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="assay-dbt",
        description="Runs dbt, then asks Assay's gate about what was built.",
        usage="assay-dbt {build,run,seed,snapshot} [--gate DATASET[,…]] [options] [-- dbt's own]",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=("build", "run", "seed", "snapshot"), help="the command of dbt")
    parser.add_argument("--gate", metavar="DATASET", action="append", default=[], help="what to ask about; repeatable")
    parser.add_argument("--dbt", metavar="PATH", default="dbt", help="the program; default: dbt")
    add_question(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
