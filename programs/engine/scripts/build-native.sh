#!/usr/bin/env bash
# Builds the native engine: programs/engine/target/release/pyronet-engine. It runs on every processor of this
# architecture; what it uses beyond the baseline it looks for when it starts.
#
#   npm run build:engine
#
# Exit status 3: there is no Rust toolchain and it cannot be installed; the WebAssembly engine serves instead.
set -euo pipefail

engine="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
toolchain=1.95.0

if ! command -v rustup >/dev/null; then
  echo "rustup is missing: install it from https://rustup.rs, then run this again" >&2
  exit 3
fi
if ! rustup run "$toolchain" rustc --version >/dev/null 2>&1; then
  rustup toolchain install "$toolchain" --profile minimal || exit 3
fi

cd "$engine"
# A target of its own choice would put the executable where nothing looks for it.
unset CARGO_TARGET_DIR CARGO_BUILD_TARGET
cargo "+$toolchain" build --release --locked --bin pyronet-engine
echo "programs/engine/target/release/pyronet-engine"
