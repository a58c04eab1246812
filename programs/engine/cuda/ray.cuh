// Which triangle a ray meets first: the edge test and the hierarchy. Follows programs/compute-spec/src/ray.rs.
#pragma once

#include "scene.cuh"

namespace pyronet {

struct Ray {
  Vector origin, direction;
  // 1 / direction, bounded.
  Vector inverse;
  uint32_t x_axis, y_axis, z_axis;
  float x_slope, y_slope, z_scale;
};

struct EdgeTest {
  bool hit;
  float u, v, w, determinant, distance;
};

PYRONET_FUNCTION float bounded_inverse(float value) {
  const float largest = 1152921504606846976.0f;
  if (magnitude(value) >= 1.0f / largest) return divide(1.0f, value);
  return to_bits(value) >> 31 == 0 ? largest : negate(largest);
}

PYRONET_FUNCTION Ray make_ray(Vector origin, Vector direction) {
  const float x = magnitude(direction.x), y = magnitude(direction.y), z = magnitude(direction.z);
  const uint32_t longest = x >= y && x >= z ? 0 : y >= z ? 1 : 2;
  Ray ray;
  ray.origin = origin;
  ray.direction = direction;
  ray.inverse = {bounded_inverse(direction.x), bounded_inverse(direction.y), bounded_inverse(direction.z)};
  ray.z_axis = longest;
  ray.x_axis = longest == 2 ? 0 : longest + 1;
  ray.y_axis = ray.x_axis == 2 ? 0 : ray.x_axis + 1;
  const float along = component(direction, longest);
  ray.x_slope = divide(component(direction, ray.x_axis), along);
  ray.y_slope = divide(component(direction, ray.y_axis), along);
  ray.z_scale = divide(1.0f, along);
  return ray;
}

struct Corners {
  Vector a, b, c;
};

PYRONET_FUNCTION Corners corners_of(const Scene& scene, uint32_t triangle) {
  const uint32_t* words = scene.triangles + 4 * static_cast<uint64_t>(triangle);
  return {vertex_at(scene, words[0]), vertex_at(scene, words[1]), vertex_at(scene, words[2])};
}

PYRONET_FUNCTION Corners relative(const Ray& ray, const Corners& corners) {
  return {minus(corners.a, ray.origin), minus(corners.b, ray.origin), minus(corners.c, ray.origin)};
}

PYRONET_FUNCTION EdgeTest edge_test_relative(const Ray& ray, const Corners& relative) {
  EdgeTest test;
  test.hit = false;
  const float a_depth = component(relative.a, ray.z_axis), b_depth = component(relative.b, ray.z_axis),
              c_depth = component(relative.c, ray.z_axis);
  const float ax = subtract(component(relative.a, ray.x_axis), multiply(ray.x_slope, a_depth));
  const float ay = subtract(component(relative.a, ray.y_axis), multiply(ray.y_slope, a_depth));
  const float bx = subtract(component(relative.b, ray.x_axis), multiply(ray.x_slope, b_depth));
  const float by = subtract(component(relative.b, ray.y_axis), multiply(ray.y_slope, b_depth));
  const float cx = subtract(component(relative.c, ray.x_axis), multiply(ray.x_slope, c_depth));
  const float cy = subtract(component(relative.c, ray.y_axis), multiply(ray.y_slope, c_depth));
  test.u = subtract(multiply(cx, by), multiply(cy, bx));
  test.v = subtract(multiply(ax, cy), multiply(ay, cx));
  test.w = subtract(multiply(bx, ay), multiply(by, ax));
  const bool negative = test.u < 0.0f || test.v < 0.0f || test.w < 0.0f;
  const bool positive = test.u > 0.0f || test.v > 0.0f || test.w > 0.0f;
  if (negative && positive) return test;
  test.determinant = add(add(test.u, test.v), test.w);
  if (test.determinant == 0.0f) return test;
  const float weighted = add(add(multiply(test.u, multiply(ray.z_scale, a_depth)),
                                 multiply(test.v, multiply(ray.z_scale, b_depth))),
                             multiply(test.w, multiply(ray.z_scale, c_depth)));
  test.distance = divide(weighted, test.determinant);
  test.hit = true;
  return test;
}

PYRONET_FUNCTION bool inside_slab(float a, float b, float c, float padding, float inverse, float distance) {
  const float low = multiply(subtract(lesser(lesser(a, b), c), padding), inverse);
  const float high = multiply(add(greater(greater(a, b), c), padding), inverse);
  return lesser(low, high) <= distance && distance <= greater(low, high);
}

// Distance at which the ray meets a triangle, above 0 and inside the triangle's widened box; negative otherwise.
PYRONET_FUNCTION float meets(const Ray& ray, const Corners& corners, float padding) {
  const Corners near = relative(ray, corners);
  const EdgeTest test = edge_test_relative(ray, near);
  if (!test.hit || !(test.distance > 0.0f)) return -1.0f;
  const bool inside = inside_slab(near.a.x, near.b.x, near.c.x, padding, ray.inverse.x, test.distance) &&
                      inside_slab(near.a.y, near.b.y, near.c.y, padding, ray.inverse.y, test.distance) &&
                      inside_slab(near.a.z, near.b.z, near.c.z, padding, ray.inverse.z, test.distance);
  return inside ? test.distance : -1.0f;
}

// A node of a binary hierarchy. Boxes are widened by twice the padding when it is built, which makes its answers those of
// trying every triangle.
struct Node {
  float low[3];
  // Inner node: index of the first of two children that stand side by side. Leaf: first entry of `order`.
  uint32_t first;
  float high[3];
  // Triangles of a leaf; 0 for an inner node.
  uint32_t count;
};

// Deepest hierarchy that the traversal's stack holds; a builder must not exceed it.
constexpr uint32_t MAX_DEPTH = 64;
constexpr uint32_t NO_TRIANGLE = 0xffffffffu;

struct Hierarchy {
  const Node* nodes;
  // Triangle indices, leaf after leaf.
  const uint32_t* order;
};

struct Hit {
  float distance;
  uint32_t triangle;
};

// Where the ray enters a box, or a negative number when it misses it or enters beyond `limit`.
PYRONET_FUNCTION float box_entry(const Node& node, const Ray& ray, float limit) {
  const bool x_back = ray.inverse.x < 0.0f, y_back = ray.inverse.y < 0.0f, z_back = ray.inverse.z < 0.0f;
  const auto plane = [](float place, float origin, float inverse) { return multiply(subtract(place, origin), inverse); };
  const float x_near = plane(x_back ? node.high[0] : node.low[0], ray.origin.x, ray.inverse.x);
  const float y_near = plane(y_back ? node.high[1] : node.low[1], ray.origin.y, ray.inverse.y);
  const float z_near = plane(z_back ? node.high[2] : node.low[2], ray.origin.z, ray.inverse.z);
  const float x_far = plane(x_back ? node.low[0] : node.high[0], ray.origin.x, ray.inverse.x);
  const float y_far = plane(y_back ? node.low[1] : node.high[1], ray.origin.y, ray.inverse.y);
  const float z_far = plane(z_back ? node.low[2] : node.high[2], ray.origin.z, ray.inverse.z);
  const float entry = greater(greater(x_near, y_near), z_near);
  const float exit = lesser(lesser(x_far, y_far), z_far);
  const bool entered = entry <= lesser(exit, limit) && 0.0f <= exit;
  return entered ? greater(entry, 0.0f) : -1.0f;
}

// The triangle with the least distance below `limit`; of equal distances the lowest index. With `any`, the first found.
template <bool any>
PYRONET_FUNCTION Hit trace(const Scene& scene, const Hierarchy& hierarchy, const Ray& ray, float padding, float limit) {
  Hit closest = {limit, NO_TRIANGLE};
  uint32_t stack[MAX_DEPTH + 1];
  uint32_t height = 0;
  if (box_entry(hierarchy.nodes[0], ray, closest.distance) < 0.0f) return closest;
  stack[height++] = 0;
  while (height > 0) {
    const Node& node = hierarchy.nodes[stack[--height]];
    if (node.count == 0) {
      const uint32_t left = node.first, right = node.first + 1;
      const float left_entry = box_entry(hierarchy.nodes[left], ray, closest.distance);
      const float right_entry = box_entry(hierarchy.nodes[right], ray, closest.distance);
      const bool left_last = left_entry <= right_entry;
      const bool enter_left = left_entry >= 0.0f, enter_right = right_entry >= 0.0f;
      if (enter_left && !left_last) stack[height++] = left;
      if (enter_right) stack[height++] = right;
      if (enter_left && left_last) stack[height++] = left;
      continue;
    }
    for (uint32_t at = node.first; at < node.first + node.count; ++at) {
      const uint32_t triangle = hierarchy.order[at];
      const float distance = meets(ray, corners_of(scene, triangle), padding);
      if (distance < 0.0f) continue;
      if (distance < closest.distance || (distance == closest.distance && triangle < closest.triangle && !any)) {
        closest = {distance, triangle};
        if (any) return closest;
      }
    }
  }
  return closest;
}

}  // namespace pyronet
