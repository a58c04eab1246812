// The radiance of one pixel. Follows programs/compute-spec/src/path.rs operation by operation.
#pragma once

#include "ray.cuh"
#include "sampling.cuh"

namespace pyronet {

struct Frame {
  Job job;
  Scene scene;
  Camera camera;
  Hierarchy hierarchy;
  // How far a hit may lie outside its triangle's box, and how far a path leaves a surface before it goes on.
  float padding, offset;
};

struct Surface {
  Vector position, normal, base_colour, emission;
  float area;
  bool emits;
};

PYRONET_FUNCTION float padding_of(const Scene& scene, const Camera& camera) {
  float reach = greater(from_bits(scene.words[6]), magnitude(camera.position.x));
  reach = greater(reach, magnitude(camera.position.y));
  reach = greater(reach, magnitude(camera.position.z));
  return multiply(reach, 1.0f / 262144.0f);
}

PYRONET_FUNCTION Frame make_frame(const uint32_t* job_words, const uint32_t* scene_words, Hierarchy hierarchy) {
  Frame frame;
  frame.job = read_job(job_words);
  frame.scene = read_scene(scene_words);
  frame.camera = read_camera(scene_words, job_words);
  frame.hierarchy = hierarchy;
  frame.padding = padding_of(frame.scene, frame.camera);
  frame.offset = multiply(from_bits(scene_words[6]), 1.0f / 65536.0f);
  return frame;
}

PYRONET_FUNCTION Vector weighted(const Corners& corners, float u, float v, float w) {
  return plus(plus(scaled(corners.a, u), scaled(corners.b, v)), scaled(corners.c, w));
}

PYRONET_FUNCTION Surface surface_at(const Frame& frame, uint32_t triangle, const Corners& corners, Vector position) {
  const Vector across = cross(minus(corners.b, corners.a), minus(corners.c, corners.a));
  const float length = square_root(dot(across, across));
  const Material material = material_of(frame.scene, triangle);
  return {position,           scaled(across, divide(1.0f, length)), material.base_colour, material.emission,
          multiply(length, 0.5f), material.emits};
}

PYRONET_FUNCTION Words random_words(const Frame& frame, uint32_t column, uint32_t row, uint32_t sample, uint32_t interaction) {
  const uint32_t pixel = row * frame.job.width + column;
  if (interaction > 1) return philox({pixel, sample, interaction, 0}, frame.job.seed_low, frame.job.seed_high);
  // The camera and the first surface: the samples of a pixel share one draw and step from it.
  const Words shared = philox({pixel, 0xffffffffu, interaction, 0}, frame.job.seed_low, frame.job.seed_high);
  const Words strides = interaction == 0 ? Words{0x6a09e667u, 0xbb67ae85u, 0, 0}
                                         : Words{0xc13fa9a9u, 0x91e10da5u, 0xc13fa9a9u, 0x91e10da5u};
  return {shared.first + strides.first * sample, shared.second + strides.second * sample,
          shared.third + strides.third * sample, shared.fourth + strides.fourth * sample};
}

PYRONET_FUNCTION Ray camera_ray(const Frame& frame, uint32_t column, uint32_t row, uint32_t sample) {
  const Words words = random_words(frame, column, row, sample, 0);
  const float across =
      multiply(add(from_u24(column), unit_interval(words.first)), divide(2.0f, from_u24(frame.job.width)));
  const float down = multiply(add(from_u24(row), unit_interval(words.second)), divide(2.0f, from_u24(frame.job.height)));
  const Vector towards = plus(plus(frame.camera.forward, scaled(frame.camera.right, subtract(across, 1.0f))),
                              scaled(frame.camera.up, subtract(1.0f, down)));
  return make_ray(frame.camera.position, normalised(towards));
}

// Balance heuristic (Veach 1997): the share of an emitter that a direction's density leaves to it.
PYRONET_FUNCTION float balance(const Frame& frame, float density, float light_cosine, float area, float squared_distance) {
  const float found = multiply(multiply(density, light_cosine), multiply(area, from_u24(frame.scene.light_count)));
  const float all = add(squared_distance, found);
  return all > 0.0f ? divide(found, all) : 0.0f;
}

struct LightSample {
  bool seen;
  Vector radiance;
};

PYRONET_FUNCTION LightSample sample_light(const Frame& frame, Vector origin, Vector normal, uint32_t first, uint32_t second) {
  const LightSample nothing = {false, {0.0f, 0.0f, 0.0f}};
  if (frame.scene.light_count == 0) return nothing;
  const uint64_t product = static_cast<uint64_t>(first) * frame.scene.light_count;
  const uint32_t triangle = frame.scene.lights[product >> 32];
  const Corners corners = corners_of(frame.scene, triangle);
  const Vector weights = triangle_weights(unit_interval(static_cast<uint32_t>(product)), unit_interval(second));
  const Surface surface = surface_at(frame, triangle, corners, weighted(corners, weights.x, weights.y, weights.z));
  const Vector way = minus(plus(surface.position, scaled(surface.normal, frame.offset)), origin);
  const float squared_distance = dot(way, way);
  if (!(squared_distance > 1.17549435e-38f)) return nothing;
  const float distance = square_root(squared_distance);
  const Vector direction = scaled(way, divide(1.0f, distance));
  const float cosine = dot(normal, direction);
  if (!(cosine > 0.0f)) return nothing;
  const float light_cosine = negate(dot(surface.normal, direction));
  if (!(light_cosine > 0.0f)) return nothing;
  const float density = multiply(cosine, INVERSE_PI);
  const float weight = balance(frame, density, light_cosine, surface.area, squared_distance);
  if (!(weight > 0.0f) || !surface.emits) return nothing;
  const Ray ray = make_ray(origin, direction);
  if (trace<true>(frame.scene, frame.hierarchy, ray, frame.padding, distance).triangle != NO_TRIANGLE) return nothing;
  return {true, scaled(surface.emission, weight)};
}

PYRONET_FUNCTION Vector path(const Frame& frame, uint32_t column, uint32_t row, uint32_t sample) {
  Vector radiance = splat(0.0f);
  Vector throughput = splat(1.0f);
  Ray ray = camera_ray(frame, column, row, sample);
  // Density of the ray's direction; below 0 for the camera's, which no light sample competes with.
  float density = -1.0f;
  for (uint32_t interaction = 0; interaction <= frame.job.bounces; ++interaction) {
    const Hit hit = trace<false>(frame.scene, frame.hierarchy, ray, frame.padding, from_bits(0x7f800000u));
    if (hit.triangle == NO_TRIANGLE) return plus(radiance, hadamard(throughput, vector_at(frame.scene.words + 7)));
    const Corners corners = corners_of(frame.scene, hit.triangle);
    const EdgeTest edges = edge_test_relative(ray, relative(ray, corners));
    if (!edges.hit) return radiance;
    const Vector position = scaled(weighted(corners, edges.u, edges.v, edges.w), divide(1.0f, edges.determinant));
    const Surface surface = surface_at(frame, hit.triangle, corners, position);
    const bool from_front = dot(surface.normal, ray.direction) < 0.0f;
    if (surface.emits && from_front) {
      float weight = 1.0f;
      if (density >= 0.0f) {
        const Vector way = minus(surface.position, ray.origin);
        weight = balance(frame, density, magnitude(dot(surface.normal, ray.direction)), surface.area, dot(way, way));
      }
      radiance = plus(radiance, scaled(hadamard(throughput, surface.emission), weight));
    }
    if (interaction == frame.job.bounces) return radiance;
    throughput = hadamard(throughput, surface.base_colour);
    if (throughput.x == 0.0f && throughput.y == 0.0f && throughput.z == 0.0f) return radiance;
    const Vector normal = from_front ? surface.normal : opposite(surface.normal);
    const Vector origin = plus(surface.position, scaled(normal, frame.offset));
    const Words words = random_words(frame, column, row, sample, interaction + 1);
    const LightSample light = sample_light(frame, origin, normal, words.first, words.second);
    if (light.seen) radiance = plus(radiance, hadamard(throughput, light.radiance));
    const DirectionSample bounce = cosine_direction(normal, unit_interval(words.third), unit_interval(words.fourth));
    ray = make_ray(origin, bounce.direction);
    density = multiply(bounce.cosine, INVERSE_PI);
  }
  return radiance;
}

PYRONET_FUNCTION Vector pixel(const Frame& frame, uint32_t column, uint32_t row) {
  Vector sum = splat(0.0f);
  for (uint32_t sample = 0; sample < frame.job.samples; ++sample) sum = plus(sum, path(frame, column, row, sample));
  return scaled(sum, divide(1.0f, from_u24(frame.job.samples)));
}

}  // namespace pyronet
