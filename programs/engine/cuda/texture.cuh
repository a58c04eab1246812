// The colour of a texture at a place. Follows programs/compute-spec/src/texture.rs operation by operation.
#pragma once

#include "scene.cuh"
#include "srgb.cuh"

namespace pyronet {

struct FloorAndRest {
  int32_t floor;
  float rest;
};

PYRONET_FUNCTION FloorAndRest floor_and_rest(float x) {
  const uint32_t bits = to_bits(x);
  const uint32_t exponent = bits >> 23 & 0xffu;
  if (exponent > 150) return {0, 0.0f};
  const uint32_t significand = (bits & 0x7fffffu) | 0x800000u;
  uint32_t whole = 0;
  bool has_rest = (bits & 0x7fffffffu) != 0;
  if (exponent >= 127) {
    const uint32_t shift = 150 - exponent;
    whole = significand >> shift;
    has_rest = (significand & ((1u << shift) - 1)) != 0;
  }
  if (bits >> 31 == 0) return {static_cast<int32_t>(whole), subtract(x, from_u24(whole))};
  const uint32_t below = whole + (has_rest ? 1u : 0u);
  const float magnitude = from_u24(below);
  return {-static_cast<int32_t>(below), below != 0 ? add(x, magnitude) : subtract(x, magnitude)};
}

PYRONET_FUNCTION int32_t euclidean_remainder(int32_t value, int32_t size) {
  const int32_t remainder = value % size;
  return remainder < 0 ? remainder + size : remainder;
}

// The texel that stands for an index under an edge rule: 0 repeats, 1 repeats mirrored, else the edge.
PYRONET_FUNCTION uint32_t wrapped(int32_t index, uint32_t size, uint32_t rule) {
  const int32_t length = static_cast<int32_t>(size);
  if (rule == 0) return static_cast<uint32_t>(euclidean_remainder(index, length));
  if (rule == 1) {
    const int32_t turn = euclidean_remainder(index, 2 * length);
    return static_cast<uint32_t>(turn < length ? turn : 2 * length - 1 - turn);
  }
  return static_cast<uint32_t>(index < 0 ? 0 : index >= length ? length - 1 : index);
}

PYRONET_FUNCTION float linear_channel(uint32_t byte, bool srgb) {
  return srgb ? from_bits(LINEAR_OF_SRGB[byte]) : divide(from_u24(byte), 255.0f);
}

PYRONET_FUNCTION Vector texel_at(const Scene& scene, const uint32_t* texture, int32_t column, int32_t row) {
  const uint32_t flags = texture[3];
  const uint32_t x = wrapped(column, texture[1], flags >> 2 & 3), y = wrapped(row, texture[2], flags >> 4 & 3);
  const uint32_t texel = scene.texels[texture[0] + y * texture[1] + x];
  const bool srgb = (flags & 1) != 0;
  return {linear_channel(texel & 0xff, srgb), linear_channel(texel >> 8 & 0xff, srgb),
          linear_channel(texel >> 16 & 0xff, srgb)};
}

PYRONET_FUNCTION Vector mix(Vector from, Vector to, float share) {
  return plus(scaled(from, subtract(1.0f, share)), scaled(to, share));
}

// `number` is 1 + the texture's index.
PYRONET_FUNCTION Vector colour_at(const Scene& scene, uint32_t number, float u, float v) {
  const uint32_t* texture = scene.textures + TEXTURE_WORDS * static_cast<uint64_t>(number - 1);
  const float x = multiply(u, from_u24(texture[1])), y = multiply(v, from_u24(texture[2]));
  if ((texture[3] & 2) == 0) return texel_at(scene, texture, floor_and_rest(x).floor, floor_and_rest(y).floor);
  const FloorAndRest left = floor_and_rest(subtract(x, 0.5f)), top = floor_and_rest(subtract(y, 0.5f));
  const Vector upper = mix(texel_at(scene, texture, left.floor, top.floor),
                           texel_at(scene, texture, left.floor + 1, top.floor), left.rest);
  const Vector lower = mix(texel_at(scene, texture, left.floor, top.floor + 1),
                           texel_at(scene, texture, left.floor + 1, top.floor + 1), left.rest);
  return mix(upper, lower, top.rest);
}

}  // namespace pyronet
