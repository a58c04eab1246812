// The kernel's sources compiled for the host, to compare their bits with the engine's on a machine without a GPU.
//   g++ -std=c++17 -O2 -ffp-contract=off -x c++ host_check.cpp -o host_check
//   host_check JOB SCENE FROM TO   writes the outputs of segments FROM to TO - 1 to standard output, one after the other

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "hierarchy.hpp"
#include "path.cuh"

namespace {

std::vector<uint32_t> read_words(const char* path) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  std::vector<uint32_t> words(bytes.size() / 4);
  std::memcpy(words.data(), bytes.data(), words.size() * 4);
  return words;
}

}  // namespace

int main(int count, char** arguments) {
  using namespace pyronet;
  if (count != 5) {
    std::fputs("usage: host_check JOB SCENE FROM TO\n", stderr);
    return 2;
  }
  const std::vector<uint32_t> job_words = read_words(arguments[1]), scene_words = read_words(arguments[2]);
  if (job_words.size() != 32 || scene_words.size() < SCENE_HEADER_WORDS) {
    std::fputs("host_check: not a job and a scene\n", stderr);
    return 1;
  }
  const Scene scene = read_scene(scene_words.data());
  const float padding = padding_of(scene, read_camera(scene_words.data(), job_words.data()));
  const BuiltHierarchy built = build_hierarchy(scene, padding);
  const Frame frame = make_frame(job_words.data(), scene_words.data(), {built.nodes.data(), built.order.data()});
  const Job& job = frame.job;
  const uint32_t columns = (job.width + job.tile_edge - 1) / job.tile_edge;
  const auto from = static_cast<uint32_t>(std::strtoul(arguments[3], nullptr, 10));
  const auto to = static_cast<uint32_t>(std::strtoul(arguments[4], nullptr, 10));
  for (uint32_t segment = from; segment < to; ++segment) {
    const uint32_t left = segment % columns * job.tile_edge, top = segment / columns * job.tile_edge;
    for (uint32_t row = top; row < std::min(job.height, top + job.tile_edge); ++row) {
      for (uint32_t column = left; column < std::min(job.width, left + job.tile_edge); ++column) {
        const Vector radiance = pixel(frame, column, row);
        const uint32_t words[3] = {canonical_bits(radiance.x), canonical_bits(radiance.y), canonical_bits(radiance.z)};
        std::fwrite(words, sizeof words, 1, stdout);
      }
    }
  }
}
