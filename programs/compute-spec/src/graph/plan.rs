//! What a graph alone says of its work: units, memory, bytes put out.

use super::{Graph, Opcode, Operation, Role};
use crate::{commitment::Digest, plan::Plan};

impl Operation {
    /// Multiply–adds of one step, apart from those that grow with the position.
    ///
    /// A product counts its weights; RMSNorm, rotation and choosing count two, a gate, a sum or a copy one per column.
    fn units_per_step(&self, graph: &Graph<'_>) -> u64 {
        let columns = u64::from(self.columns);
        let row = |place: usize| graph.writer(self.operands[place]).map_or(0, |row| u64::from(row.columns));
        match self.opcode {
            Some(Opcode::Product) => columns * row(1),
            Some(Opcode::Normalise | Opcode::Rotate) => 2 * columns,
            Some(Opcode::Embed | Opcode::Gate | Opcode::Add) => columns,
            Some(Opcode::Choose) => 2 * row(0),
            Some(Opcode::Token | Opcode::Attend) | None => 0,
        }
    }
    /// Multiply–adds per position attended to: the scores and the mix take one each per column of the query.
    fn units_per_position(&self) -> u64 {
        if self.opcode == Some(Opcode::Attend) { 2 * u64::from(self.columns) } else { 0 }
    }
    /// Bytes of the row it writes: four per number or token.
    fn row_bytes(&self) -> u64 {
        4 * u64::from(self.columns)
    }
}

impl Graph<'_> {
    /// Work units of the steps before `step`; nothing where they do not fit in 64 bits.
    pub(super) fn units_before_checked(&self, step: u32) -> Option<u64> {
        let triangle = |count: u32| u128::from(count) * (u128::from(count) + 1) / 2;
        let mut units = 0;
        for operation in self.operations() {
            let skipped = operation.first_step.min(step);
            units += u128::from(operation.units_per_step(self)) * u128::from(step - skipped);
            units += u128::from(operation.units_per_position()) * (triangle(step) - triangle(skipped));
        }
        u64::try_from(units).ok()
    }

    fn units_before(&self, step: u32) -> u64 {
        // Parsing refused graphs whose total does not fit, and the sum only grows with the step.
        self.units_before_checked(step).unwrap_or(u64::MAX)
    }

    /// Bytes a step adds to what is kept: its rows of role state or output, in order of the operations.
    pub fn kept_bytes_per_step(&self) -> u64 {
        self.operations().filter(Operation::is_kept).map(|operation| operation.row_bytes()).sum()
    }
}

impl Plan for Graph<'_> {
    fn profile(&self) -> u32 {
        self.profile
    }
    fn input_root(&self) -> Digest {
        self.digest_at(48)
    }
    fn input_bytes(&self) -> u64 {
        4 * u64::from(self.prompt_tokens)
    }
    fn model_root(&self) -> Digest {
        self.digest_at(80)
    }
    fn model_bytes(&self) -> u64 {
        self.model_length()
    }
    fn segment_count(&self) -> u32 {
        self.steps.div_ceil(self.segment_steps)
    }
    fn segment_units(&self, index: u32) -> u64 {
        let range = self.segment_range(index);
        self.units_before(range.end) - self.units_before(range.start)
    }
    fn segment_output_bytes(&self, index: u32) -> u64 {
        self.segment_range(index).len() as u64 * self.kept_bytes_per_step()
    }
    fn carries_state(&self) -> bool {
        true
    }
    fn state_bytes(&self) -> u64 {
        u64::from(self.steps) * self.kept_bytes_per_step()
    }
    fn result_bytes(&self) -> u64 {
        let outputs = self.operations().filter(|operation| operation.role == Some(Role::Output));
        u64::from(self.steps) * outputs.map(|operation| operation.row_bytes()).sum::<u64>()
    }
    /// 64 MiB for the program itself, the model, the rows kept, one row of every operation, and the scores of one position.
    fn peak_memory_bytes(&self) -> u64 {
        let scores = |operation: &Operation| match operation.opcode {
            Some(Opcode::Attend) => 4 * u64::from(operation.parameters[0]) * u64::from(self.steps),
            _ => 0,
        };
        let rows: u64 = self.operations().map(|operation| operation.row_bytes()).sum();
        let most_scores = self.operations().map(|operation| scores(&operation)).max().unwrap_or(0);
        (64 << 20) + self.model_length() + self.state_bytes() + rows + most_scores
    }
}
