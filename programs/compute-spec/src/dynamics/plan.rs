//! A simulation as a row of segments. Its numbers are computed by integers, which every arithmetic agrees with.

use super::{job::SimulationJob, output::RESULT_HEADER_BYTES, state::state_bytes};
use crate::{
    commitment::Digest,
    plan::{PROFILE_X64, Plan},
    softfloat::Soft32,
};

impl Plan for SimulationJob {
    fn profile(&self) -> u32 {
        PROFILE_X64
    }
    fn input_root(&self) -> Digest {
        self.state_sha256
    }
    fn input_bytes(&self) -> u64 {
        state_bytes(self.atoms)
    }
    fn segment_count(&self) -> u32 {
        self.segments()
    }
    fn segment_units(&self, index: u32) -> u64 {
        self.steps_in(index) * self.units_per_step::<Soft32>()
    }
    fn segment_output_bytes(&self, index: u32) -> u64 {
        if index < self.segments() { self.output_bytes_of(self.output_steps(index)) } else { 0 }
    }
    fn carries_state(&self) -> bool {
        true
    }
    fn state_bytes(&self) -> u64 {
        state_bytes(self.atoms)
    }
    /// Header, every segment's output, final state.
    fn result_bytes(&self) -> u64 {
        let outputs: u64 = (0..self.segments()).map(|index| self.segment_output_bytes(index)).sum();
        RESULT_HEADER_BYTES as u64 + outputs + state_bytes(self.atoms)
    }
    /// 64 MiB for the program itself, 512 per atom for its state, forces and cells, the lists, two states and twice the
    /// longest output of a segment.
    fn peak_memory_bytes(&self) -> u64 {
        let longest = self.output_bytes_of(0..=self.segment_steps.into());
        // A list that grows holds its old and its new place at once.
        let lists = 12 * self.list_entries::<Soft32>();
        (64 << 20) + 512 * u64::from(self.atoms) + lists + 2 * longest + 2 * state_bytes(self.atoms)
    }
}
