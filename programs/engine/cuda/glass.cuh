// A smooth boundary of glass. Follows programs/compute-spec/src/glass.rs operation by operation.
#pragma once

#include "arithmetic.cuh"

namespace pyronet {

struct Crossing {
  Vector direction;
  bool through;
};

PYRONET_FUNCTION float squared_ratio(float a, float b) {
  const float ratio = divide(subtract(a, b), add(a, b));
  return multiply(ratio, ratio);
}

PYRONET_FUNCTION Crossing cross_boundary(Vector direction, Vector normal, float relative_index, float choice) {
  const float cosine = lesser(negate(dot(direction, normal)), 1.0f);
  const float squared_sine =
      multiply(multiply(relative_index, relative_index), subtract(1.0f, multiply(cosine, cosine)));
  const Crossing mirrored = {normalised(plus(direction, scaled(normal, add(cosine, cosine)))), false};
  if (squared_sine >= 1.0f) return mirrored;
  const float through_cosine = square_root(greater(subtract(1.0f, squared_sine), 0.0f));
  const float across = squared_ratio(multiply(relative_index, cosine), through_cosine);
  const float along = squared_ratio(cosine, multiply(relative_index, through_cosine));
  if (choice < multiply(add(across, along), 0.5f)) return mirrored;
  const Vector bent = plus(scaled(direction, relative_index),
                           scaled(normal, subtract(multiply(relative_index, cosine), through_cosine)));
  return {normalised(bent), true};
}

}  // namespace pyronet
