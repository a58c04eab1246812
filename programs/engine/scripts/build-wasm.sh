#!/usr/bin/env bash
# Builds the engine as a WebAssembly module to public/engine/engine.wasm and records its hash.
# Installs the pinned Rust toolchain and its WebAssembly target where they are missing.
#
#   npm run build:wasm              build, copy, record
#   npm run build:wasm -- --verify  build, and fail unless the bytes are the committed ones
#
# The bytes do not depend on where the checkout, the home folder or the cargo folder lie.
set -euo pipefail

engine="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
root="$(cd "$engine/../.." && pwd)"
toolchain=1.95.0
target=wasm32-unknown-unknown
artifact="$root/public/engine/engine.wasm"

if ! command -v rustup >/dev/null; then
  echo "rustup is missing: install it from https://rustup.rs, then run this again" >&2
  exit 3
fi
if ! rustup target list --installed --toolchain "$toolchain" 2>/dev/null | grep -q "^$target\$"; then
  rustup toolchain install "$toolchain" --profile minimal --target "$target" || exit 3
fi

# Cargo mixes the absolute path of a path dependency into its symbols, so the sources are built from one fixed place.
place=/tmp/pyronet-engine-wasm
exec 9>"$place.lock"
if command -v flock >/dev/null; then flock 9; fi
rm -rf "$place"
mkdir -p "$place/programs"
for crate in compute-spec engine; do
  mkdir "$place/programs/$crate"
  for part in Cargo.toml Cargo.lock rust-toolchain.toml src scenes vectors; do
    if [ -e "$root/programs/$crate/$part" ]; then cp -r "$root/programs/$crate/$part" "$place/programs/$crate/"; fi
  done
done
trap 'rm -rf "$place"' EXIT

cd "$place/programs/engine"
# Fetched first: only then the folders whose names must not show are there.
cargo "+$toolchain" fetch --locked --target "$target"
registry="${CARGO_HOME:-$HOME/.cargo}/registry/src"
export RUSTFLAGS="-C target-feature=+simd128 --remap-path-prefix=$place=pyronet"
for index in "$registry"/*/; do
  RUSTFLAGS+=" --remap-path-prefix=${index%/}=registry"
done
unset CARGO_TARGET_DIR CARGO_BUILD_TARGET CARGO_ENCODED_RUSTFLAGS
# Compiled dependencies are kept between builds; they do not depend on the place either.
export CARGO_TARGET_DIR="$engine/target/wasm"
cargo "+$toolchain" rustc --lib --crate-type cdylib --profile wasm --locked --target "$target"
built="$CARGO_TARGET_DIR/$target/wasm/pyronet_engine.wasm"

if grep -a -o -E '/(home|root|Users|tmp|work)/[[:print:]]{0,60}' "$built" | head -n 3 | grep .; then
  echo "the module holds a path of this machine" >&2
  exit 1
fi
if [ "${1:-}" = "--verify" ]; then
  if ! cmp "$built" "$artifact"; then
    echo "the committed module is not what these sources build: run npm run build:wasm" >&2
    exit 1
  fi
  echo "the committed module is what these sources build"
  exit 0
fi
mkdir -p "$(dirname "$artifact")"
cp "$built" "$artifact"
cd "$root"
npx tsx scripts/artifacts.ts update engine-wasm
echo "$(wc -c <"$artifact") bytes: public/engine/engine.wasm"
