// The arithmetic of profile F32: every operation is IEEE-754 binary32, rounded once to nearest even, and none is fused.
// On the device each is an intrinsic that the compiler may not combine; on the host, where the same sources are compiled
// to be compared with the engine, it is the plain operator (build with -ffp-contract=off).
#pragma once

#include <cstdint>

#if defined(__CUDACC__)
#define PYRONET_FUNCTION __device__ __forceinline__
#else
#include <cmath>
#include <cstring>
#define PYRONET_FUNCTION inline
#endif

namespace pyronet {

PYRONET_FUNCTION float from_bits(uint32_t bits) {
#if defined(__CUDACC__)
  return __uint_as_float(bits);
#else
  float value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
#endif
}

PYRONET_FUNCTION uint32_t to_bits(float value) {
#if defined(__CUDACC__)
  return __float_as_uint(value);
#else
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
#endif
}

#if defined(__CUDACC__)
PYRONET_FUNCTION float add(float a, float b) { return __fadd_rn(a, b); }
PYRONET_FUNCTION float subtract(float a, float b) { return __fsub_rn(a, b); }
PYRONET_FUNCTION float multiply(float a, float b) { return __fmul_rn(a, b); }
PYRONET_FUNCTION float divide(float a, float b) { return __fdiv_rn(a, b); }
PYRONET_FUNCTION float square_root(float a) { return __fsqrt_rn(a); }
// Exact, because callers keep the integer at most 2^24.
PYRONET_FUNCTION float from_u24(uint32_t integer) { return __uint2float_rn(integer); }
// `a < b ? a : b` and `a > b ? a : b`, which min and max are not: they answer differently for NaN and for zeros of both
// signs. In assembly, because the compiler would turn some of the plain choices into those.
PYRONET_FUNCTION float lesser(float a, float b) {
  float least;
  asm("{ .reg .pred below; setp.lt.f32 below, %1, %2; selp.f32 %0, %1, %2, below; }" : "=f"(least) : "f"(a), "f"(b));
  return least;
}
PYRONET_FUNCTION float greater(float a, float b) {
  float greatest;
  asm("{ .reg .pred above; setp.gt.f32 above, %1, %2; selp.f32 %0, %1, %2, above; }" : "=f"(greatest) : "f"(a), "f"(b));
  return greatest;
}
#else
PYRONET_FUNCTION float add(float a, float b) { return a + b; }
PYRONET_FUNCTION float subtract(float a, float b) { return a - b; }
PYRONET_FUNCTION float multiply(float a, float b) { return a * b; }
PYRONET_FUNCTION float divide(float a, float b) { return a / b; }
PYRONET_FUNCTION float square_root(float a) { return std::sqrt(a); }
PYRONET_FUNCTION float from_u24(uint32_t integer) { return static_cast<float>(integer); }
PYRONET_FUNCTION float lesser(float a, float b) { return a < b ? a : b; }
PYRONET_FUNCTION float greater(float a, float b) { return a > b ? a : b; }
#endif

PYRONET_FUNCTION float negate(float a) { return from_bits(to_bits(a) ^ 0x80000000u); }
PYRONET_FUNCTION float magnitude(float a) { return from_bits(to_bits(a) & 0x7fffffffu); }
// Bits with every NaN replaced by 0x7fc00000.
PYRONET_FUNCTION uint32_t canonical_bits(float a) {
  const uint32_t bits = to_bits(a);
  return (bits & 0x7fffffffu) > 0x7f800000u ? 0x7fc00000u : bits;
}

struct Vector {
  float x, y, z;
};

PYRONET_FUNCTION Vector splat(float value) { return {value, value, value}; }
PYRONET_FUNCTION Vector plus(Vector a, Vector b) { return {add(a.x, b.x), add(a.y, b.y), add(a.z, b.z)}; }
PYRONET_FUNCTION Vector minus(Vector a, Vector b) {
  return {subtract(a.x, b.x), subtract(a.y, b.y), subtract(a.z, b.z)};
}
PYRONET_FUNCTION Vector scaled(Vector a, float factor) {
  return {multiply(a.x, factor), multiply(a.y, factor), multiply(a.z, factor)};
}
PYRONET_FUNCTION Vector opposite(Vector a) { return {negate(a.x), negate(a.y), negate(a.z)}; }
PYRONET_FUNCTION Vector hadamard(Vector a, Vector b) {
  return {multiply(a.x, b.x), multiply(a.y, b.y), multiply(a.z, b.z)};
}
PYRONET_FUNCTION float dot(Vector a, Vector b) {
  return add(add(multiply(a.x, b.x), multiply(a.y, b.y)), multiply(a.z, b.z));
}
PYRONET_FUNCTION Vector cross(Vector a, Vector b) {
  return {subtract(multiply(a.y, b.z), multiply(a.z, b.y)), subtract(multiply(a.z, b.x), multiply(a.x, b.z)),
          subtract(multiply(a.x, b.y), multiply(a.y, b.x))};
}
PYRONET_FUNCTION Vector normalised(Vector a) { return scaled(a, divide(1.0f, square_root(dot(a, a)))); }

// A choice instead of an array, so that a thread's vector stays in registers.
PYRONET_FUNCTION float component(Vector a, uint32_t axis) { return axis == 0 ? a.x : axis == 1 ? a.y : a.z; }

}  // namespace pyronet
