#!/usr/bin/env bash
# Builds the on-chain program and the example that calls it to programs/pyronet/artifacts, and records their hashes.
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

if ! command -v rustup >/dev/null; then
  echo "rustup is missing: install it, then run this again" >&2
  exit 1
fi
sysroot() { rustup run "$toolchain" rustc --print sysroot; }
if ! rustup run "$toolchain" rustc --version >/dev/null 2>&1 || [ ! -d "$(sysroot)/lib/rustlib/src/rust/library" ]; then
  rustup toolchain install "$toolchain" --profile minimal -c rust-src
fi
if [ ! -x "$linker" ]; then
  # One that is there is not updated: other names may stand for it.
  rustup run stable cargo --version >/dev/null 2>&1 || rustup toolchain install stable --profile minimal
  cargo +stable install sbpf-linker --version "$linker_version" --locked --root "$cache/sbpf-linker"
fi

[ "${1:-}" = "--prepare" ] && exit 0

# The linker loads the compiler's own LLVM at run time.
LD_LIBRARY_PATH="$(sysroot)/lib"
export LD_LIBRARY_PATH
# Without locations the bytes hold no path of this machine, so that every checkout builds the same.
export RUSTFLAGS='-C panic=abort -C relocation-model=static --cfg=target_os="solana" --cfg=target_feature="static-syscalls" -A explicit_builtin_cfgs_in_flags -C target-cpu=v3 -C target-feature=+allows-misaligned-mem-access -C link-arg=--llvm-args=--bpf-stack-size=4096 -Zlocation-detail=none'
cd "$here"
# Of each: the package, its file, its name among the artefacts.
for built in pyronet-program:pyronet:program pyronet-example-fund:example_fund:example-fund; do
  IFS=: read -r package file name <<<"$built"
  cargo "+$toolchain" build --release --locked -p "$package" --target bpfel-unknown-none -Z build-std=core,alloc \
    --config "target.bpfel-unknown-none.linker=\"$linker\""
  artifact="$here/artifacts/$file.so"
  if [ "${1:-}" = "--verify" ]; then
    if ! cmp "$here/target/deploy/$file.so" "$artifact"; then
      echo "the committed $file.so is not what these sources build: run npm run build:program" >&2
      exit 1
    fi
    echo "the committed $file.so is what these sources build"
    continue
  fi
  mkdir -p "$here/artifacts"
  cp "$here/target/deploy/$file.so" "$artifact"
  (cd "$root" && npx tsx scripts/artifacts.ts update "$name")
  echo "$(wc -c <"$artifact") bytes: programs/pyronet/artifacts/$file.so"
done
