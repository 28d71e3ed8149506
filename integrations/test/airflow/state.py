"""What Airflow's own database says of each DAG's run, as JSON: {dag: {state, tasks: {task: {state, tries}}}}."""

import json
import sqlite3
import sys

found: dict = {}
with sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True, timeout=30) as database:
    for dag, state in database.execute("select dag_id, state from dag_run"):
        found[dag] = {"state": state, "tasks": {}}
    for dag, task, state, tries in database.execute("select dag_id, task_id, state, try_number from task_instance"):
        found[dag]["tasks"][task] = {"state": state, "tries": tries}
json.dump(found, sys.stdout)
