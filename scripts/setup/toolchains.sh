#!/usr/bin/env bash
# Installs what the tests use beyond Node, where it is missing: a browser, Rust's pinned toolchain by rustup, and the
# toolchain of the on-chain program.
# A machine without rustup keeps the committed artefacts; the suites that need Rust then say that they were skipped.
set -euo pipefail

stable=1.95.0

if ! command -v chromium >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
fi
if command -v chromium >/dev/null 2>&1; then chromium --version; else echo "no chromium: the tests install one"; fi

if ! command -v rustup >/dev/null 2>&1; then
  echo "no rustup: suites that need Rust will be skipped"
  exit 0
fi
if ! rustup run "$stable" cargo clippy --version >/dev/null 2>&1 ||
  ! rustup target list --installed --toolchain "$stable" | grep -q '^wasm32-unknown-unknown$'; then
  rustup toolchain install "$stable" --profile minimal -c clippy -c rustfmt -t wasm32-unknown-unknown >/dev/null
fi
rustup run "$stable" cargo --version
bash "$(dirname "$0")/../../programs/pyronet/scripts/build-program.sh" --prepare
