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
# What the specifications say and no shop does: BigCommerce's marks the filter “id” of its list of subscribers as required;
# Adobe's has an error's parameters as a list, every shop answers with an object; Mailchimp's knows archived members when they are
# read, and leaves them out of the answer to a change.
(cd "$work/contracts" && node -e '
  const fs = require("fs"), file = "known_defects.json", all = JSON.parse(fs.readFileSync(file));
  const ours = [
    { service: "bigcommerce", where: "^query\\.id$", message: "required query parameter not sent", reason: "a filter cannot be required" },
    { service: "mailchimp", where: "^response\\.body/updated_members/[0-9]+/status$", message: "must be equal to one of the allowed values", reason: "somebody who was archived meanwhile is answered as archived" },
    { service: "magento", where: "^response\\.body/parameters$", message: "must be array", reason: "an object in every recorded answer" },
  ];
  const more = ours.filter(d => !all.some(k => k.where === d.where));
  if (more.length) fs.writeFileSync(file, JSON.stringify([...all, ...more]));
')
failed=0
for service in mailchimp klaviyo woocommerce bigcommerce magento; do
  if ! ls "$recorded/$service"-*.jsonl >/dev/null 2>&1; then
    echo "$service: nothing was recorded"
    continue
  fi
  # Outside the specifications: WordPress's own index, shops in a folder and those without readable links; BigCommerce's store profile.
  case $service in
    woocommerce) within='"url":"https?://[^/"]*/wp-json/wc/v3/' ;;
    magento) within='"url":"https?://[^/"]*/rest/' ;;
    bigcommerce) within='"url":"https?://[^/"]*/stores/[a-z0-9]*/(v3/|v2/order)' ;;
    *) within='"url"' ;;
  esac
  cat "$recorded/$service"-*.jsonl | grep -E "$within" > "$work/$service.jsonl" || true
  if (cd "$work/contracts" && node validate_http.mjs --service "$service" --no-warn "$work/$service.jsonl") > "$work/$service.txt" 2>&1; then
    echo "$service: $(tail -1 "$work/$service.txt")"
  else
    failed=1
    echo "$service: $(tail -1 "$work/$service.txt")"
    grep -A6 '^FAIL' "$work/$service.txt" | head -60
    echo "All of it: $work/$service.txt"
  fi
done

# GraphQL: every different document, with the variables it was sent with, against Shopify's introspection.
if ls "$recorded"/shopify-*.jsonl >/dev/null 2>&1; then
  cat "$recorded"/shopify-*.jsonl | node -e '
    const seen = new Map();
    for (const line of require("fs").readFileSync(0, "utf8").split("\n").filter(Boolean)) {
      const { query, variables, operationName } = JSON.parse(JSON.parse(line).body ?? "{}");
      if (query) seen.set(query + (variables?.query ?? "").replace(/[0-9]/g, "0") + Object.keys(variables ?? {}), { query, variables, operationName });
    }
    console.log(JSON.stringify([...seen.values()]));' > "$work/shopify.json"
  if (cd "$work/contracts" && node validate_graphql.mjs --version 2026-07 "$work/shopify.json") > "$work/shopify.txt" 2>&1; then
    echo "shopify: $(tail -1 "$work/shopify.txt")"
  else
    failed=1
    echo "shopify: $(tail -1 "$work/shopify.txt")"
    grep -A6 '^INVALID' "$work/shopify.txt" | head -60
  fi
else
  echo "shopify: nothing was recorded"
fi
exit $failed
