-- A role for Grafana: it reads what the dashboards show and nothing else. No tokens, no sessions, no keys, no sampled rows.
-- Give it a password of its own: alter role assay_reader password '…';
create role assay_reader login nosuperuser nocreatedb nocreaterole;
alter role assay_reader set default_transaction_read_only = on;
alter role assay_reader set statement_timeout = '30s';
grant usage on schema assay to assay_reader;
grant select (run_id, seq, dataset, as_of, finished_at, verdict, partial, suite_digest) on assay.runs to assay_reader;
grant select (run_id, position, seq, dataset, check_id, kind, column_path, as_of, verdict, reason, value)
  on assay.check_results to assay_reader;
grant select (id, seq, dataset, run_id, outcome, decided_at) on assay.decisions to assay_reader;
grant select (dataset, document) on assay.breaker_states to assay_reader;
grant select (digest, dataset, document) on assay.suites to assay_reader;
grant select (contract_id, version, recorded_at, document) on assay.contract_versions to assay_reader;
