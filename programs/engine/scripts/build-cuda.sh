#!/usr/bin/env bash
# Compiles the CUDA kernels to a fat binary for all supported GPUs, and to PTX. Needs Python 3 and a C++ compiler, no GPU.
#   build-cuda.sh [OUTPUT_FOLDER]     default: programs/engine/target/cuda
# Exit status 3: the CUDA compiler could not be fetched; nothing was compiled.
set -euo pipefail

engine="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
output="${1:-$engine/target/cuda}"
cuda_version=13.5.37
toolchain="${PYRONET_CACHE:-$HOME/.cache/pyronet}/cuda-$cuda_version"

# RTX 20 to 50, A100, H100, B200.
architectures=(75 80 86 89 90 100 120)

fetch_toolchain() {
  local staging="$toolchain.$$"
  python3 -m venv "$staging"
  "$staging/bin/pip" install --quiet --disable-pip-version-check \
    "nvidia-cuda-nvcc==$cuda_version" nvidia-cuda-runtime nvidia-cuda-crt nvidia-nvvm nvidia-cuda-cccl
  mv -T "$staging" "$toolchain" 2>/dev/null || rm -rf "$staging"
}

if ! compgen -G "$toolchain/lib/python3*/site-packages/nvidia/cu13/bin/nvcc" >/dev/null; then
  echo "Fetching the CUDA compiler $cuda_version" >&2
  mkdir -p "$(dirname "$toolchain")"
  if ! fetch_toolchain; then
    rm -rf "$toolchain.$$"
    echo "The CUDA compiler could not be fetched: check that python3 -m venv works and that pip reaches its index." >&2
    exit 3
  fi
fi
cuda="$(dirname "$(dirname "$(compgen -G "$toolchain/lib/python3*/site-packages/nvidia/cu13/bin/nvcc" | head -n 1)")")"

# Nothing fused, no flushed subnormals, correctly rounded division and roots: profile F32.
flags=(-std=c++17 -O3 --fmad=false --ftz=false --prec-div=true --prec-sqrt=true -Werror all-warnings)
for architecture in "${architectures[@]}"; do
  flags+=(-gencode "arch=compute_$architecture,code=sm_$architecture")
done

mkdir -p "$output"
newest="compute_${architectures[-1]}"
oldest="compute_${architectures[0]}"
"$cuda/bin/nvcc" -fatbin "${flags[@]}" -gencode "arch=$oldest,code=$oldest" -gencode "arch=$newest,code=$newest" \
  -o "$output/path_tracer.fatbin" "$engine/cuda/path_tracer.cu"
"$cuda/bin/nvcc" -ptx -std=c++17 -O3 --fmad=false --ftz=false --prec-div=true --prec-sqrt=true -arch="$oldest" \
  -o "$output/path_tracer.ptx" "$engine/cuda/path_tracer.cu"
ls -l "$output" >&2
