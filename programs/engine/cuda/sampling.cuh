// Random numbers, and the directions and points drawn from them. Follows programs/compute-spec/src/philox.rs and sampling.rs.
#pragma once

#include "arithmetic.cuh"

namespace pyronet {

constexpr float INVERSE_PI = 0.318309886183790671537767526745028724f;
constexpr float QUARTER_PI = 0.785398163397448309615660845819875721f;

struct Words {
  uint32_t first, second, third, fourth;
};

// Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011).
PYRONET_FUNCTION Words philox(Words counter, uint32_t key_low, uint32_t key_high) {
  Words state = counter;
  for (int round = 0; round < 10; ++round) {
    const uint64_t first = static_cast<uint64_t>(0xd2511f53u) * state.first;
    const uint64_t second = static_cast<uint64_t>(0xcd9e8d57u) * state.third;
    state = {static_cast<uint32_t>(second >> 32) ^ state.second ^ key_low, static_cast<uint32_t>(second),
             static_cast<uint32_t>(first >> 32) ^ state.fourth ^ key_high, static_cast<uint32_t>(first)};
    key_low += 0x9e3779b9u;
    key_high += 0xbb67ae85u;
  }
  return state;
}

PYRONET_FUNCTION float unit_interval(uint32_t word) { return multiply(from_u24(word >> 8), 1.0f / 16777216.0f); }

struct DirectionSample {
  Vector direction;
  float cosine;
};

struct SineCosine {
  float sine, cosine;
};

// For |angle| <= pi/4.
PYRONET_FUNCTION SineCosine small_sine_cosine(float angle) {
  const float square = multiply(angle, angle);
  float sine = -1.0f / 5040.0f;
  sine = add(multiply(sine, square), 1.0f / 120.0f);
  sine = add(multiply(sine, square), -1.0f / 6.0f);
  sine = multiply(add(multiply(sine, square), 1.0f), angle);
  float cosine = 1.0f / 40320.0f;
  cosine = add(multiply(cosine, square), -1.0f / 720.0f);
  cosine = add(multiply(cosine, square), 1.0f / 24.0f);
  cosine = add(multiply(cosine, square), -1.0f / 2.0f);
  cosine = add(multiply(cosine, square), 1.0f);
  return {sine, cosine};
}

struct DiscPoint {
  float x, y, squared_radius;
};

// Concentric map of the square to the disc (Shirley, Chiu 1997).
PYRONET_FUNCTION DiscPoint disc_point(float first, float second) {
  const float a = subtract(multiply(2.0f, first), 1.0f), b = subtract(multiply(2.0f, second), 1.0f);
  float x = 0.0f, y = 0.0f, squared_radius = 0.0f;
  if (magnitude(a) >= magnitude(b)) {
    if (a != 0.0f) {
      const SineCosine turn = small_sine_cosine(multiply(QUARTER_PI, divide(b, a)));
      x = multiply(a, turn.cosine);
      y = multiply(a, turn.sine);
      squared_radius = multiply(a, a);
    }
  } else {
    const SineCosine turn = small_sine_cosine(multiply(QUARTER_PI, divide(a, b)));
    x = multiply(b, turn.sine);
    y = multiply(b, turn.cosine);
    squared_radius = multiply(b, b);
  }
  return {x, y, squared_radius};
}

struct Tangents {
  Vector tangent, bitangent;
};

// Two unit vectors that make a right-handed frame with `normal` (Duff et al. 2017).
PYRONET_FUNCTION Tangents tangents_of(Vector normal) {
  const float sign = normal.z >= 0.0f ? 1.0f : -1.0f;
  const float scale = divide(-1.0f, add(sign, normal.z));
  const float product = multiply(multiply(normal.x, normal.y), scale);
  const Vector tangent = {add(1.0f, multiply(sign, multiply(multiply(normal.x, normal.x), scale))),
                          multiply(sign, product), negate(multiply(sign, normal.x))};
  const Vector bitangent = {product, add(sign, multiply(multiply(normal.y, normal.y), scale)), negate(normal.y)};
  return {tangent, bitangent};
}

// A direction around unit `normal` with density cosine / pi.
PYRONET_FUNCTION DirectionSample cosine_direction(Vector normal, float first, float second) {
  const DiscPoint point = disc_point(first, second);
  const float cosine = square_root(greater(subtract(1.0f, point.squared_radius), 0.0f));
  const Tangents frame = tangents_of(normal);
  return {plus(plus(scaled(frame.tangent, point.x), scaled(frame.bitangent, point.y)), scaled(normal, cosine)), cosine};
}

// Weights of a triangle's corners for a point distributed uniformly over it.
PYRONET_FUNCTION Vector triangle_weights(float first, float second) {
  const bool fold = add(first, second) > 1.0f;
  const float b = fold ? subtract(1.0f, first) : first;
  const float c = fold ? subtract(1.0f, second) : second;
  return {subtract(subtract(1.0f, b), c), b, c};
}

}  // namespace pyronet
