// Host side: a hierarchy for the tracer, by splitting at the median of the longest axis. Its shape does not change what is
// rendered, only how fast.
#pragma once

#include <algorithm>
#include <numeric>
#include <vector>

#include "ray.cuh"

namespace pyronet {

struct BuiltHierarchy {
  std::vector<Node> nodes;
  std::vector<uint32_t> order;
};

inline BuiltHierarchy build_hierarchy(const Scene& scene, float padding) {
  constexpr uint32_t LEAF_TRIANGLES = 4;
  struct Range {
    uint32_t node, first, count;
  };
  BuiltHierarchy built;
  built.order.resize(scene.triangle_count);
  std::iota(built.order.begin(), built.order.end(), 0u);
  built.nodes.push_back({});
  std::vector<Range> pending = {{0, 0, scene.triangle_count}};
  const auto centre = [&](uint32_t triangle, int axis) {
    const Corners corners = corners_of(scene, triangle);
    const float a = component(corners.a, axis), b = component(corners.b, axis), c = component(corners.c, axis);
    return 0.5f * (std::min({a, b, c}) + std::max({a, b, c}));
  };
  while (!pending.empty()) {
    const Range range = pending.back();
    pending.pop_back();
    Node node = {{INFINITY, INFINITY, INFINITY}, range.first, {-INFINITY, -INFINITY, -INFINITY}, range.count};
    for (uint32_t at = range.first; at < range.first + range.count; ++at) {
      const Corners corners = corners_of(scene, built.order[at]);
      for (const Vector& corner : {corners.a, corners.b, corners.c}) {
        for (int axis = 0; axis < 3; ++axis) {
          node.low[axis] = std::min(node.low[axis], component(corner, axis));
          node.high[axis] = std::max(node.high[axis], component(corner, axis));
        }
      }
    }
    if (range.count > LEAF_TRIANGLES) {
      int longest = 0;
      for (int axis = 1; axis < 3; ++axis) {
        if (node.high[axis] - node.low[axis] > node.high[longest] - node.low[longest]) longest = axis;
      }
      const uint32_t half = range.count / 2;
      const auto start = built.order.begin() + range.first;
      std::nth_element(start, start + half, start + range.count,
                       [&](uint32_t a, uint32_t b) { return centre(a, longest) < centre(b, longest); });
      const auto left = static_cast<uint32_t>(built.nodes.size());
      built.nodes.resize(left + 2);
      pending.push_back({left, range.first, half});
      pending.push_back({left + 1, range.first + half, range.count - half});
      node.first = left;
      node.count = 0;
    }
    for (int axis = 0; axis < 3; ++axis) {
      node.low[axis] -= 2.0f * padding;
      node.high[axis] += 2.0f * padding;
    }
    built.nodes[range.node] = node;
  }
  return built;
}

}  // namespace pyronet
