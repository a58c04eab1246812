// Reads canonical scene and job bytes (programs/compute-spec/src/scene.rs and job.rs), which the host has checked. Both are
// arrays of little-endian words, so a kernel reads them as they are.
#pragma once

#include "arithmetic.cuh"

namespace pyronet {

struct Scene {
  const uint32_t* words;
  const uint32_t* vertices;
  const uint32_t* triangles;
  const uint32_t* materials;
  const uint32_t* lights;
  uint32_t triangle_count, light_count;
};

struct Material {
  Vector base_colour, emission;
  bool emits;
};

struct Job {
  uint32_t width, height, tile_edge, samples, bounces, seed_low, seed_high;
};

struct Camera {
  Vector position, forward, right, up;
};

constexpr uint32_t SCENE_HEADER_WORDS = 20;
constexpr uint32_t SCENE_CAMERA_WORD = 10;
constexpr uint32_t JOB_CAMERA_PRESENT_WORD = 21;
constexpr uint32_t JOB_CAMERA_WORD = 22;

PYRONET_FUNCTION Vector vector_at(const uint32_t* words) {
  return {from_bits(words[0]), from_bits(words[1]), from_bits(words[2])};
}

PYRONET_FUNCTION Scene read_scene(const uint32_t* words) {
  Scene scene;
  scene.words = words;
  scene.triangle_count = words[3];
  scene.light_count = words[5];
  scene.vertices = words + SCENE_HEADER_WORDS;
  scene.triangles = scene.vertices + 3 * static_cast<uint64_t>(words[2]);
  scene.materials = scene.triangles + 4 * static_cast<uint64_t>(words[3]);
  scene.lights = scene.materials + 6 * static_cast<uint64_t>(words[4]);
  return scene;
}

PYRONET_FUNCTION Job read_job(const uint32_t* words) {
  return {words[3], words[4], words[5], words[6], words[7], words[8], words[9]};
}

PYRONET_FUNCTION Material material_of(const Scene& scene, uint32_t triangle) {
  const uint32_t* words = scene.materials + 6 * static_cast<uint64_t>(scene.triangles[4 * static_cast<uint64_t>(triangle) + 3]);
  const bool emits = ((words[3] | words[4] | words[5]) & 0x7fffffffu) != 0;
  return {vector_at(words), vector_at(words + 3), emits};
}

PYRONET_FUNCTION Vector vertex_at(const Scene& scene, uint32_t vertex) {
  return vector_at(scene.vertices + 3 * static_cast<uint64_t>(vertex));
}

// The axes of the job's camera, or of the scene's where the job has none (programs/compute-spec/src/camera.rs).
PYRONET_FUNCTION Camera read_camera(const uint32_t* scene_words, const uint32_t* job_words) {
  const bool own = job_words[JOB_CAMERA_PRESENT_WORD] == 1;
  const uint32_t* words = own ? job_words + JOB_CAMERA_WORD : scene_words + SCENE_CAMERA_WORD;
  const Job job = read_job(job_words);
  Camera camera;
  camera.position = vector_at(words);
  camera.forward = normalised(vector_at(words + 3));
  const Vector right = normalised(cross(camera.forward, normalised(vector_at(words + 6))));
  const Vector up = cross(right, camera.forward);
  const float tangent = from_bits(words[9]);
  const float aspect = divide(from_u24(job.width), from_u24(job.height));
  camera.right = scaled(right, multiply(tangent, aspect));
  camera.up = scaled(up, tangent);
  return camera;
}

}  // namespace pyronet
