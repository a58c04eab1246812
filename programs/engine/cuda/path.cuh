// The radiance of one pixel. Follows programs/compute-spec/src/path.rs operation by operation.
#pragma once

#include "glass.cuh"
#include "ray.cuh"
#include "reflection.cuh"
#include "sampling.cuh"
#include "texture.cuh"

namespace pyronet {

struct Frame {
  Job job;
  Scene scene;
  Camera camera;
  Hierarchy hierarchy;
  // How far a hit may lie outside its triangle's box, and how far a path leaves a surface before it goes on.
  float padding, offset;
};

// A point of a triangle (programs/compute-spec/src/place.rs).
struct Place {
  uint32_t triangle;
  Vector position, normal, weights;
  float area;
};

// How an opaque surface scatters.
struct Scattering {
  bool matte;
  Vector normal, base_colour;
  Gloss gloss;
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

PYRONET_FUNCTION Place make_place(uint32_t triangle, const Corners& corners, Vector position, Vector weights) {
  const Vector across = cross(minus(corners.b, corners.a), minus(corners.c, corners.a));
  const float length = square_root(dot(across, across));
  return {triangle, position, scaled(across, divide(1.0f, length)), weights, multiply(length, 0.5f)};
}

PYRONET_FUNCTION float weighted_mean(Vector weights, float a, float b, float c) {
  return add(add(multiply(a, weights.x), multiply(b, weights.y)), multiply(c, weights.z));
}

PYRONET_FUNCTION Vector textured(const Scene& scene, const Place& place, uint32_t texture, Vector factor) {
  if (texture == 0) return factor;
  const uint32_t* corners = scene.triangles + 4 * static_cast<uint64_t>(place.triangle);
  const uint32_t* a = scene.coordinates + 2 * static_cast<uint64_t>(corners[0]);
  const uint32_t* b = scene.coordinates + 2 * static_cast<uint64_t>(corners[1]);
  const uint32_t* c = scene.coordinates + 2 * static_cast<uint64_t>(corners[2]);
  const float u = weighted_mean(place.weights, from_bits(a[0]), from_bits(b[0]), from_bits(c[0]));
  const float v = weighted_mean(place.weights, from_bits(a[1]), from_bits(b[1]), from_bits(c[1]));
  return hadamard(factor, colour_at(scene, texture, u, v));
}

PYRONET_FUNCTION Vector shading_normal(const Scene& scene, const Place& place, Vector facing, Vector direction) {
  if (scene.normals == nullptr) return facing;
  const uint32_t* corners = scene.triangles + 4 * static_cast<uint64_t>(place.triangle);
  const Vector a = vector_at(scene.normals + 3 * static_cast<uint64_t>(corners[0]));
  const Vector b = vector_at(scene.normals + 3 * static_cast<uint64_t>(corners[1]));
  const Vector c = vector_at(scene.normals + 3 * static_cast<uint64_t>(corners[2]));
  const Vector mean = weighted({a, b, c}, place.weights.x, place.weights.y, place.weights.z);
  if (!(dot(mean, mean) > 1e-12f)) return facing;
  const Vector unit = normalised(mean);
  const Vector turned = dot(unit, facing) < 0.0f ? opposite(unit) : unit;
  return dot(turned, direction) < 0.0f ? turned : facing;
}

PYRONET_FUNCTION Reflected evaluate(const Scattering& scattering, Vector direction) {
  if (!scattering.matte) return evaluate_local(scattering.gloss, direction, into_frame(scattering.gloss, direction));
  const float cosine = dot(scattering.normal, direction);
  return {cosine > 0.0f, direction, scattering.base_colour, multiply(cosine, INVERSE_PI)};
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

PYRONET_FUNCTION bool is_black(Vector colour) { return colour.x == 0.0f && colour.y == 0.0f && colour.z == 0.0f; }

struct LightSample {
  bool seen;
  Vector reflectance, radiance;
};

PYRONET_FUNCTION LightSample sample_light(const Frame& frame, Vector origin, Vector facing, const Scattering& scattering,
                                         uint32_t first, uint32_t second) {
  const LightSample nothing = {false, {0.0f, 0.0f, 0.0f}, {0.0f, 0.0f, 0.0f}};
  if (frame.scene.light_count == 0) return nothing;
  const uint64_t product = static_cast<uint64_t>(first) * frame.scene.light_count;
  const uint32_t triangle = frame.scene.lights[product >> 32];
  const Corners corners = corners_of(frame.scene, triangle);
  const Vector weights = triangle_weights(unit_interval(static_cast<uint32_t>(product)), unit_interval(second));
  const Place place = make_place(triangle, corners, weighted(corners, weights.x, weights.y, weights.z), weights);
  const Vector way = minus(plus(place.position, scaled(place.normal, frame.offset)), origin);
  const float squared_distance = dot(way, way);
  if (!(squared_distance > 1.17549435e-38f)) return nothing;
  const float distance = square_root(squared_distance);
  const Vector direction = scaled(way, divide(1.0f, distance));
  if (!(dot(facing, direction) > 0.0f)) return nothing;
  const float light_cosine = negate(dot(place.normal, direction));
  if (!(light_cosine > 0.0f)) return nothing;
  const Reflected reflected = evaluate(scattering, direction);
  if (!reflected.some) return nothing;
  const float weight = balance(frame, reflected.density, light_cosine, place.area, squared_distance);
  const Material material = material_of(frame.scene, triangle);
  if (!(weight > 0.0f) || !material.emits) return nothing;
  const Ray ray = make_ray(origin, direction);
  if (trace<true>(frame.scene, frame.hierarchy, ray, frame.padding, distance).triangle != NO_TRIANGLE) return nothing;
  const Vector emission = textured(frame.scene, place, material.emission_texture, material.emission);
  return {true, reflected.reflectance, scaled(emission, weight)};
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
    const float scale = divide(1.0f, edges.determinant);
    const Vector position = scaled(weighted(corners, edges.u, edges.v, edges.w), scale);
    const Vector weights = {multiply(edges.u, scale), multiply(edges.v, scale), multiply(edges.w, scale)};
    const Place place = make_place(hit.triangle, corners, position, weights);
    const Material material = material_of(frame.scene, hit.triangle);
    const bool from_front = dot(place.normal, ray.direction) < 0.0f;
    if (material.emits && from_front) {
      const Vector emission = textured(frame.scene, place, material.emission_texture, material.emission);
      float weight = 1.0f;
      if (density >= 0.0f) {
        const Vector way = minus(place.position, ray.origin);
        weight = balance(frame, density, magnitude(dot(place.normal, ray.direction)), place.area, dot(way, way));
      }
      radiance = plus(radiance, scaled(hadamard(throughput, emission), weight));
    }
    if (interaction == frame.job.bounces) return radiance;
    const Vector base_colour = textured(frame.scene, place, material.base_colour_texture, material.base_colour);
    const Vector facing = from_front ? place.normal : opposite(place.normal);
    const Vector normal = shading_normal(frame.scene, place, facing, ray.direction);
    const Words words = random_words(frame, column, row, sample, interaction + 1);
    float choice = 0.0f;
    Scattering scattering;
    scattering.matte = material.matte;
    scattering.normal = normal;
    scattering.base_colour = base_colour;
    if (material.matte) {
      if (is_black(hadamard(throughput, base_colour))) return radiance;
    } else {
      const uint32_t pixel = row * frame.job.width + column;
      const Words choices = philox({pixel, sample, interaction + 1, 1}, frame.job.seed_low, frame.job.seed_high);
      const Vector factors = textured(frame.scene, place, material.metallic_roughness_texture,
                                      {0.0f, material.roughness, material.metallic});
      // Metal lets nothing through: only the rest of the surface is glass.
      const float glass = multiply(material.transmission, subtract(1.0f, factors.z));
      if (unit_interval(choices.first) < glass) {
        const float index = from_front ? divide(1.0f, material.refraction) : material.refraction;
        const Crossing crossing = cross_boundary(ray.direction, normal, index, unit_interval(choices.second));
        const Vector side = crossing.through ? opposite(facing) : facing;
        if (!(dot(side, crossing.direction) > 0.0f)) return radiance;
        if (crossing.through) throughput = hadamard(throughput, base_colour);
        ray = make_ray(plus(place.position, scaled(side, frame.offset)), crossing.direction);
        density = -1.0f;
        continue;
      }
      choice = unit_interval(choices.third);
      const float metallic = lesser(divide(factors.z, subtract(1.0f, glass)), 1.0f);
      scattering.gloss =
          make_gloss(normal, opposite(ray.direction), base_colour, metallic, factors.y, material.refraction);
    }
    const Vector origin = plus(place.position, scaled(facing, frame.offset));
    const LightSample light = sample_light(frame, origin, facing, scattering, words.first, words.second);
    if (light.seen) radiance = plus(radiance, hadamard(hadamard(throughput, light.reflectance), light.radiance));
    const float first = unit_interval(words.third), second = unit_interval(words.fourth);
    Reflected next;
    if (material.matte) {
      const DirectionSample bounce = cosine_direction(normal, first, second);
      next = {true, bounce.direction, base_colour, multiply(bounce.cosine, INVERSE_PI)};
    } else {
      next = sample_gloss(scattering.gloss, choice, first, second);
    }
    if (!next.some) return radiance;
    throughput = hadamard(throughput, next.reflectance);
    const bool astray = frame.scene.normals != nullptr && !(dot(facing, next.direction) > 0.0f);
    if (astray || is_black(throughput)) return radiance;
    ray = make_ray(origin, next.direction);
    density = next.density;
  }
  return radiance;
}

PYRONET_FUNCTION Vector pixel(const Frame& frame, uint32_t column, uint32_t row) {
  Vector sum = splat(0.0f);
  for (uint32_t sample = 0; sample < frame.job.samples; ++sample) sum = plus(sum, path(frame, column, row, sample));
  return scaled(sum, divide(1.0f, from_u24(frame.job.samples)));
}

}  // namespace pyronet
