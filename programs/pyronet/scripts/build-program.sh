#!/usr/bin/env bash
# Builds the on-chain program to programs/pyronet/artifacts/pyronet.so and records its hash.
# Installs what is missing: the pinned Rust nightly and the linker for the chain's bytecode.
#
#   npm run build:program              build, copy, record
#   npm run build:program -- --verify  build, and fail unless the bytes are the committed ones
#   npm run build:program -- --prepare install what is missing, build nothing
set -euo pipefail

toolchain=nightly-2026-09-15
linker_version=0.2.6
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
root=$(cd "$here/../.." && pwd)
cache=${PYRONET_CACHE:-$HOME/.cache/pyronet}
linker="$cache/sbpf-linker/bin/sbpf-linker"
artifact="$here/artifacts/pyronet.so"

if ! command -v rustup >/dev/null; then
  echo "rustup is missing: install it, then run this again" >&2
  exit 1
fi
sysroot() { rustup run "$toolchain" rustc --print sysroot; }
if ! rustup run "$toolchain" rustc --version >/dev/null 2>&1 || [ ! -d "$(sysroot)/lib/rustlib/src/rust/library" ]; then
  rustup toolchain install "$toolchain" --profile minimal -c rust-src
fi
if [ ! -x "$linker" ]; then
  rustup toolchain install stable --profile minimal
  cargo +stable install sbpf-linker --version "$linker_version" --locked --root "$cache/sbpf-linker"
fi

[ "${1:-}" = "--prepare" ] && exit 0

# The linker loads the compiler's own LLVM at run time.
LD_LIBRARY_PATH="$(sysroot)/lib"
export LD_LIBRARY_PATH
# Without locations the bytes hold no path of this machine, so that every checkout builds the same.
export RUSTFLAGS='-C panic=abort -C relocation-model=static --cfg=target_os="solana" --cfg=target_feature="static-syscalls" -A explicit_builtin_cfgs_in_flags -C target-cpu=v3 -C target-feature=+allows-misaligned-mem-access -C link-arg=--llvm-args=--bpf-stack-size=4096 -Zlocation-detail=none'
cd "$here"
cargo "+$toolchain" build --release --locked -p pyronet-program --target bpfel-unknown-none -Z build-std=core,alloc \
  --config "target.bpfel-unknown-none.linker=\"$linker\""
built="$here/target/deploy/pyronet.so"

if [ "${1:-}" = "--verify" ]; then
  if ! cmp "$built" "$artifact"; then
    echo "the committed program is not what these sources build: run npm run build:program" >&2
    exit 1
  fi
  echo "the committed program is what these sources build"
  exit 0
fi
mkdir -p "$here/artifacts"
cp "$built" "$artifact"
cd "$root"
npx tsx scripts/artifacts.ts update program
echo "$(wc -c <"$artifact") bytes: programs/pyronet/artifacts/pyronet.so"
