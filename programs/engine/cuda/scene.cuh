// Reads canonical scene and job bytes (programs/compute-spec/src/scene/ and job.rs), which the host has checked. Both are
// arrays of little-endian words, so a kernel reads them as they are.
#pragma once

#include "arithmetic.cuh"

namespace pyronet {

struct Scene {
  const uint32_t* words;
  const uint32_t* vertices;
  // Null where vertices have none.
  const uint32_t* coordinates;
  const uint32_t* normals;
  const uint32_t* triangles;
  const uint32_t* materials;
  const uint32_t* lights;
  const uint32_t* textures;
  const uint32_t* texels;
  uint32_t triangle_count, light_count;
};

struct Material {
  Vector base_colour, emission;
  float metallic, roughness, transmission, refraction;
  uint32_t base_colour_texture, metallic_roughness_texture, emission_texture;
  bool emits, matte;
};

struct Job {
  uint32_t width, height, tile_edge, samples, bounces, seed_low, seed_high;
};

struct Camera {
  Vector position, forward, right, up;
};

constexpr uint32_t SCENE_HEADER_WORDS = 24;
constexpr uint32_t MATERIAL_WORDS = 13;
constexpr uint32_t TEXTURE_WORDS = 4;
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
  const uint64_t vertex_count = words[2];
  const uint32_t* end = scene.vertices + 3 * vertex_count;
  const bool has_coordinates = (words[20] & 1) != 0, has_normals = (words[20] & 2) != 0;
  scene.coordinates = has_coordinates ? end : nullptr;
  end += has_coordinates ? 2 * vertex_count : 0;
  scene.normals = has_normals ? end : nullptr;
  end += has_normals ? 3 * vertex_count : 0;
  scene.triangles = end;
  scene.materials = scene.triangles + 4 * static_cast<uint64_t>(words[3]);
  scene.lights = scene.materials + MATERIAL_WORDS * static_cast<uint64_t>(words[4]);
  scene.textures = scene.lights + words[5];
  scene.texels = scene.textures + TEXTURE_WORDS * static_cast<uint64_t>(words[21]);
  return scene;
}

PYRONET_FUNCTION Job read_job(const uint32_t* words) {
  return {words[3], words[4], words[5], words[6], words[7], words[8], words[9]};
}

PYRONET_FUNCTION Material material_of(const Scene& scene, uint32_t triangle) {
  const uint32_t* words = scene.materials + MATERIAL_WORDS * static_cast<uint64_t>(scene.triangles[4 * static_cast<uint64_t>(triangle) + 3]);
  const bool emits = ((words[3] | words[4] | words[5]) & 0x7fffffffu) != 0;
  const bool matte = words[6] == 0 && words[8] == 0 && words[9] == 0x3f800000u;
  return {vector_at(words),    vector_at(words + 3), from_bits(words[6]), from_bits(words[7]), from_bits(words[8]),
          from_bits(words[9]), words[10],            words[11],           words[12],           emits, matte};
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
