// Renders segments of a job: block row y is segment `first_segment + y`, a thread is a pixel. Each segment owns
// 3 · tile_edge² words of `output`, of which it writes its tile row by row. Nothing is summed across threads, so the result
// does not depend on scheduling. Work units and tiles: programs/compute-spec/src/job.rs.

#include "path.cuh"

extern "C" __global__ void __launch_bounds__(64)
    pyronet_render_segments(const uint32_t* job_words, const uint32_t* scene_words, const pyronet::Node* nodes,
                            const uint32_t* order, uint32_t first_segment, uint32_t* output) {
  using namespace pyronet;
  const Job job = read_job(job_words);
  const uint32_t columns = (job.width + job.tile_edge - 1) / job.tile_edge;
  const uint32_t segment = first_segment + blockIdx.y;
  const uint32_t left = segment % columns * job.tile_edge, top = segment / columns * job.tile_edge;
  if (top >= job.height) return;
  const uint32_t width = min(job.tile_edge, job.width - left), height = min(job.tile_edge, job.height - top);
  const uint32_t thread = blockIdx.x * blockDim.x + threadIdx.x;
  if (thread >= width * height) return;

  const Frame frame = make_frame(job_words, scene_words, {nodes, order});
  const Vector radiance = pixel(frame, left + thread % width, top + thread / width);
  uint32_t* words = output + 3 * (static_cast<uint64_t>(blockIdx.y) * job.tile_edge * job.tile_edge + thread);
  words[0] = canonical_bits(radiance.x);
  words[1] = canonical_bits(radiance.y);
  words[2] = canonical_bits(radiance.z);
}
