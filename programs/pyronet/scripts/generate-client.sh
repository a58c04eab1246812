#!/usr/bin/env bash
# Regenerates programs/idl/pyronet.json and docs/billing.md from the Rust sources (where cargo is present), and
# lib/pyronet/generated from the former.
# Usage: generate-client.sh [--client-only] [output folder of the client]
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../../.." && pwd)"
cd "$root"

if [[ "${1:-}" == "--client-only" ]]; then
  shift
elif command -v cargo > /dev/null; then
  cargo run --quiet --manifest-path programs/pyronet/Cargo.toml -p pyronet-idl-gen
else
  echo "generate: no cargo on this machine, so the committed IDL is used as it is" >&2
fi

npx tsx programs/pyronet/client/render-client.ts programs/idl/pyronet.json "${1:-lib/pyronet/generated}"
