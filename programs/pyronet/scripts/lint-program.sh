#!/usr/bin/env bash
# Lints the Rust of the on-chain program on this machine: formatting, no panics, no unchecked
# arithmetic, no floating point. The flags make the on-chain crates compile for a host.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
cargo fmt --check
cargo clippy --quiet --workspace --exclude pyronet-program --exclude pyronet-example-fund --all-targets -- -D warnings
RUSTFLAGS='--cfg=target_os="solana" -A explicit_builtin_cfgs_in_flags' CARGO_TARGET_DIR=target/lint \
  cargo clippy --quiet -p pyronet-program -p pyronet-example-fund -- -D warnings
