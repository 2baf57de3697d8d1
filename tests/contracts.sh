#!/bin/sh
# Holds what our tests asked the simulated platforms against the platforms' official specifications.
#
#   REGULARS_RECORD_DIR=DIR cargo test --workspace     records what was asked
#   tests/contracts.sh DIR                             holds it against the specifications
#
# Needs ../shared/contracts (reference data outside the project) and node; without them it says so and ends well.
# The validator is copied to a temporary folder, because it installs its own packages.
set -eu
cd "$(dirname "$0")/.."
recorded=$(cd "${1:?the folder with what the tests recorded}" && pwd)

shared=""
for folder in ../shared ../../shared; do
  [ -d "$folder/contracts" ] && shared="$folder/contracts" && break
done
if [ -z "$shared" ]; then echo "skipped: no ../shared/contracts to hold the requests against."; exit 0; fi
if ! command -v node >/dev/null 2>&1; then echo "skipped: node is needed for the validators."; exit 0; fi

work="${REGULARS_CONTRACTS_DIR:-${TMPDIR:-/tmp}/regulars-contracts}"
mkdir -p "$work"
if [ ! -d "$work/contracts/node_modules" ]; then
  rm -rf "$work/contracts"
  cp -r "$shared" "$work/contracts"
  chmod -R u+w "$work/contracts"
  (cd "$work/contracts" && npm install --no-audit --no-fund --silent)
fi
failed=0
for service in mailchimp woocommerce klaviyo; do
  if ! ls "$recorded/$service"-*.jsonl >/dev/null 2>&1; then
    echo "$service: nothing was recorded"
    continue
  fi
  # Outside WooCommerce's specification: WordPress's own index, shops in a folder and those without readable links.
  cat "$recorded/$service"-*.jsonl | grep -E '"url":"https?://[^/"]*/wp-json/wc/v3/|"service":"(mailchimp|klaviyo)"' > "$work/$service.jsonl" || true
  if (cd "$work/contracts" && node validate_http.mjs --service "$service" --no-warn "$work/$service.jsonl") > "$work/$service.txt" 2>&1; then
    echo "$service: $(tail -1 "$work/$service.txt")"
  else
    failed=1
    echo "$service: $(tail -1 "$work/$service.txt")"
    grep -A6 '^FAIL' "$work/$service.txt" | head -60
    echo "All of it: $work/$service.txt"
  fi
done
exit $failed
