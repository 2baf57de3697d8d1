#!/bin/sh
# Holds what our tests asked the simulated platforms against the platforms' official specifications.
#
#   tests/contracts.sh [TEST…]      the test files to record; without any, those of every simulated platform
#
# Needs ../shared/contracts (reference data outside the project) and node; without them it says so and ends well.
# The validator is copied to a temporary folder, because it installs its own packages.
set -eu
cd "$(dirname "$0")/.."

shared=""
for folder in ../shared ../../shared; do
  [ -d "$folder/contracts" ] && shared="$folder/contracts" && break
done
if [ -z "$shared" ]; then echo "SKIPPED: no ../shared/contracts to hold the requests against."; exit 0; fi
if ! command -v node >/dev/null 2>&1; then echo "SKIPPED: node is needed for the validators."; exit 0; fi

work="${REGULARS_CONTRACTS_DIR:-${TMPDIR:-/tmp}/regulars-contracts}"
mkdir -p "$work"
if [ ! -d "$work/contracts/node_modules" ]; then
  rm -rf "$work/contracts"
  cp -r "$shared" "$work/contracts"
  chmod -R u+w "$work/contracts"
  (cd "$work/contracts" && npm install --no-audit --no-fund --silent)
fi
rm -rf "$work/recorded"
mkdir -p "$work/recorded"

if [ $# -eq 0 ]; then
  for file in tests/tests/*.rs; do
    if grep -qE "woocommerce|mailchimp" "$file"; then set -- "$@" "$(basename "$file" .rs)"; fi
  done
fi
for test in "$@"; do
  REGULARS_RECORD_DIR="$work/recorded" cargo test -q -p regulars-tests --test "$test"
done

failed=0
for service in mailchimp woocommerce; do
  if ! ls "$work/recorded/$service"-*.jsonl >/dev/null 2>&1; then
    echo "$service: nothing was recorded"
    continue
  fi
  # Outside WooCommerce's specification: WordPress's own index, shops in a folder and those without readable links.
  cat "$work/recorded/$service"-*.jsonl | grep -E '"url":"https?://[^/"]*/wp-json/wc/v3/|"service":"mailchimp"' > "$work/recorded/$service.jsonl" || true
  if (cd "$work/contracts" && node validate_http.mjs --service "$service" --no-warn "$work/recorded/$service.jsonl") > "$work/$service.txt" 2>&1; then
    echo "$service: $(tail -1 "$work/$service.txt")"
  else
    failed=1
    echo "$service: $(tail -1 "$work/$service.txt")"
    grep -A6 '^FAIL' "$work/$service.txt" | head -60
    echo "All of it: $work/$service.txt"
  fi
done
exit $failed
