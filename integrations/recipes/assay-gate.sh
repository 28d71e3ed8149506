# Shell functions that ask Assay's gate with curl. POSIX sh; needs curl 7.55 or later.
#
#   export ASSAY_URL=https://assay.example ASSAY_TOKEN=…
#   . assay-gate.sh
#   assay_gate gold.orders '{"batch": {"day": "2026-03-01"}}' && promote
#
# They return what `assay gate` exits with: 0 go on, 1 blocked (by an open breaker too), 2 the call is wrong, 3 no answer.
# ASSAY_WAIT: seconds to wait for a decision (3600). ASSAY_RETRIES: further tries of one request (4).

# May this dataset be promoted?  assay_gate DATASET [QUESTION]
assay_gate() {
  _assay_id=$(assay_ask "$@") || return
  assay_verdict "$_assay_id"
}

# Asks, and prints the id of the question.  assay_ask DATASET [QUESTION]
assay_ask() {
  _assay_question='{}'
  [ $# -lt 2 ] || _assay_question=$2
  # Within one call a try whose answer was lost is not asked twice.
  _assay_key="$(date +%s)-$$-$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')"
  _assay_out=$(_assay_curl -X POST -H 'Content-Type: application/json' -H 'Prefer: respond-async' \
    -H "Idempotency-Key: $_assay_key" -d "$_assay_question" "$ASSAY_URL/v1/gates/$1/decisions")
  case $(_assay_status) in
    200 | 202) _assay_body | sed -n 's/^[^{]*{[^{}]*"id" *: *"\([^"]*\)".*/\1/p' | head -n 1 ;;
    *) _assay_fail ;;
  esac
}

# Waits for the decision and returns it as a status.  assay_verdict ID
assay_verdict() {
  _assay_end=$(($(date +%s) + ${ASSAY_WAIT:-3600}))
  while :; do
    _assay_out=$(_assay_curl "$ASSAY_URL/v1/decisions/$1/verdict?wait=25")
    case $(_assay_status) in
      200) return 0 ;;
      404)
        # "Not yet" and "no such decision" differ in their code.
        case $_assay_out in *'"decision-not-ready"'*) ;; *) _assay_fail; return ;; esac
        if [ "$(date +%s)" -ge "$_assay_end" ]; then
          echo "assay: not decided yet: $1" >&2
          return 3
        fi
        sleep 1
        ;;
      *) _assay_fail; return ;;
    esac
  done
}

# The body, and the status as the last line. The token goes by standard input: a command line can be read by others.
_assay_curl() {
  printf 'Authorization: Bearer %s\n' "${ASSAY_TOKEN-}" |
    curl -sS -H @- --max-time 90 --retry "${ASSAY_RETRIES:-4}" --retry-connrefused -w '\n%{http_code}' "$@"
}

_assay_status() { printf '%s\n' "$_assay_out" | tail -n 1; }
_assay_body() { printf '%s\n' "$_assay_out" | sed '$d'; }

# Says why, and returns what the status means.
_assay_fail() {
  _assay_body | sed -n 's/.*"detail" *: *"\(\([^"\\]\|\\.\)*\)".*/assay: \1/p' >&2
  case $(_assay_status) in
    409) return 1 ;;
    408 | 424 | 429 | 5?? | 000 | '') return 3 ;;
    *) return 2 ;;
  esac
}
