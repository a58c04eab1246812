//! The fast back end: lists of near pairs that stay valid while no atom has moved far, vectors, threads.

use super::{
    cells::Cells,
    force_field::{ForceField, PairSums},
    pair_kernel::{Baseline, LANES, PairKernel, measure},
};
use pyronet_compute_spec::dynamics::{
    job::{Scheme, SimulationJob},
    pair::{Abort, Interaction, length_squared},
};
use std::{num::NonZeroUsize, ops::Range};

/// How much farther than the cutoff a list reaches, in σ. Longer lists are rebuilt less often.
const SKIN: f32 = 0.3;
/// Share of half the skin that an atom may move before lists are rebuilt; the rest is room for rounding.
const MOVE_SHARE: f32 = 0.99;
/// Below this many atoms per thread, starting a thread costs more than it saves.
const ATOMS_PER_THREAD: usize = 1024;

/// The fastest back end of this processor.
pub fn fastest(job: &SimulationJob, threads: NonZeroUsize) -> Box<dyn ForceField> {
    #[cfg(target_arch = "x86_64")]
    if let Some(kernel) = super::pair_avx2::Avx2::detect() {
        return Box::new(Listed::new(job, threads, kernel));
    }
    baseline(job, threads)
}

/// The back end that needs no more than the build's target.
pub fn baseline(job: &SimulationJob, threads: NonZeroUsize) -> Box<dyn ForceField> {
    Box::new(Listed::new(job, threads, Baseline))
}

/// Lists, vectors and threads.
struct Listed<K> {
    interaction: Interaction<f32>,
    kernel: K,
    threads: NonZeroUsize,
    /// Most entries of all lists together.
    capacity: usize,
    neighbourhood: Option<Neighbourhood>,
    /// Positions by slot; the fourth word is padding, for one aligned load per atom.
    positions: Vec<[u32; 4]>,
    forces: Vec<[i64; 3]>,
}

struct Neighbourhood {
    cells: Cells,
    /// Positions by slot when the lists were made.
    made_at: Vec<[u32; 4]>,
    parts: Vec<Part>,
    /// False where the lists would be too long: neighbours are then looked up atom by atom, at every evaluation.
    listed: bool,
}

/// What one thread works on.
struct Part {
    slots: Range<usize>,
    /// End of each slot's list.
    ends: Vec<usize>,
    entries: Vec<u32>,
}

impl<K: PairKernel> Listed<K> {
    fn new(job: &SimulationJob, threads: NonZeroUsize, kernel: K) -> Self {
        let atoms = job.atoms as usize;
        Self {
            interaction: Interaction::new(job),
            kernel,
            threads,
            capacity: usize::try_from(job.list_entries::<f32>()).unwrap_or(usize::MAX),
            neighbourhood: None,
            positions: vec![[0; 4]; atoms],
            forces: vec![[0; 3]; atoms],
        }
    }

    /// Copies positions to their slots; false when the lists no longer cover them.
    fn follow(&mut self, positions: &[[u32; 3]]) -> bool {
        let Some(neighbourhood) = &self.neighbourhood else { return false };
        let limit = SKIN * 0.5 * MOVE_SHARE;
        let mut farthest = 0.0_f32;
        let slots = neighbourhood.cells.atoms.iter().zip(&neighbourhood.made_at).zip(&mut self.positions);
        for ((atom, [old_x, old_y, old_z, _]), slot) in slots {
            let [x, y, z] = positions[*atom as usize];
            *slot = [x, y, z, 0];
            let moved = length_squared(self.interaction.separation([x, y, z], [*old_x, *old_y, *old_z]));
            farthest = farthest.max(moved);
        }
        neighbourhood.listed && farthest < limit * limit
    }

    fn rebuild(&mut self, positions: &[[u32; 3]]) {
        let lists = self.neighbourhood.as_ref().is_none_or(|neighbourhood| neighbourhood.listed);
        if !(lists && self.list(positions)) {
            // A little more than the cutoff, so that rounding loses no pair.
            self.sort(self.interaction.cutoff * 1.001, positions);
            if let Some(neighbourhood) = &mut self.neighbourhood {
                neighbourhood.listed = false;
            }
        }
    }

    fn sort(&mut self, reach: f32, positions: &[[u32; 3]]) {
        let cells = Cells::sort(&self.interaction, reach, positions);
        for (slot, atom) in self.positions.iter_mut().zip(&cells.atoms) {
            let [x, y, z] = positions[*atom as usize];
            *slot = [x, y, z, 0];
        }
        let threads = self.threads.get().min(positions.len() / ATOMS_PER_THREAD).max(1);
        let bound = |thread: usize| positions.len() * thread / threads;
        let parts = (0..threads)
            .map(|thread| Part { slots: bound(thread)..bound(thread + 1), ends: vec![], entries: vec![] })
            .collect();
        self.neighbourhood = Some(Neighbourhood { cells, made_at: self.positions.clone(), parts, listed: true });
    }

    /// Makes lists; false when they would be too long.
    fn list(&mut self, positions: &[[u32; 3]]) -> bool {
        self.sort(self.interaction.cutoff + SKIN, positions);
        let Some(Neighbourhood { cells, parts, .. }) = &mut self.neighbourhood else { return false };
        let (interaction, kernel) = (&self.interaction, self.kernel);
        let capacity = self.capacity / parts.len();
        let cells = &*cells;
        let tasks = parts.iter_mut().map(|part| move || ListPart { kernel, interaction, cells, part, capacity }.make());
        in_parallel(tasks.collect()).into_iter().all(|listed| listed)
    }
}

impl<K: PairKernel> ForceField for Listed<K> {
    fn evaluate(
        &mut self,
        positions: &[[u32; 3]],
        forces: &mut [[i64; 3]],
        sums: Option<&mut PairSums>,
    ) -> Result<(), Abort> {
        if !self.follow(positions) {
            self.rebuild(positions);
        }
        let Some(neighbourhood) = &self.neighbourhood else { return Ok(()) };
        let (interaction, kernel) = (&self.interaction, self.kernel);
        let (slots, bins) = (&self.positions[..], sums.as_ref().map(|sums| sums.radial.len() as u32));
        let mut rest = &mut self.forces[..];
        let mut tasks = Vec::with_capacity(neighbourhood.parts.len());
        for part in &neighbourhood.parts {
            let (own, others) = rest.split_at_mut(part.slots.len());
            rest = others;
            let work = PartForces { kernel, interaction, neighbourhood, positions: slots, part, forces: own, bins };
            tasks.push(move || work.evaluate());
        }
        let mut doubled = PairSums::empty(bins.unwrap_or(0));
        for part in in_parallel(tasks) {
            add(&mut doubled, &part?);
        }
        for (atom, force) in neighbourhood.cells.atoms.iter().zip(&self.forces) {
            forces[*atom as usize] = *force;
        }
        if let Some(sums) = sums {
            // Full lists hold every pair twice, with the same integers.
            halve(&mut doubled);
            add(sums, &doubled);
        }
        Ok(())
    }

    fn name(&self) -> &'static str {
        K::NAME
    }
}

fn add(sums: &mut PairSums, part: &PairSums) {
    sums.potential = sums.potential.wrapping_add(part.potential);
    sums.virial = sums.virial.wrapping_add(part.virial);
    sums.pairs += part.pairs;
    for (sum, count) in sums.radial.iter_mut().zip(&part.radial) {
        *sum += count;
    }
}

fn halve(doubled: &mut PairSums) {
    doubled.potential /= 2;
    doubled.virial /= 2;
    doubled.pairs /= 2;
    for count in &mut doubled.radial {
        *count /= 2;
    }
}

/// Runs tasks side by side, the first on this thread, and answers in their order.
fn in_parallel<T: Send, F: FnOnce() -> T + Send>(tasks: Vec<F>) -> Vec<T> {
    let mut tasks = tasks.into_iter();
    let Some(own) = tasks.next() else { return vec![] };
    if tasks.len() == 0 {
        return vec![own()];
    }
    std::thread::scope(|scope| {
        let others: Vec<_> = tasks.map(|task| scope.spawn(task)).collect();
        let mut answers = vec![own()];
        for other in others {
            match other.join() {
                Ok(answer) => answers.push(answer),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        answers
    })
}

struct ListPart<'a, K> {
    kernel: K,
    interaction: &'a Interaction<f32>,
    cells: &'a Cells,
    part: &'a mut Part,
    capacity: usize,
}

impl<K: PairKernel> ListPart<'_, K> {
    /// Makes the lists; false when they would be too long.
    fn make(self) -> bool {
        let Part { slots, ends, entries } = self.part;
        let mut scratch = vec![];
        for slot in slots.clone() {
            self.cells.neighbours(self.kernel, self.interaction, slot, &mut scratch, entries);
            pad(entries, slot);
            ends.push(entries.len());
            if entries.len() > self.capacity {
                return false;
            }
        }
        true
    }
}

/// Fills up to a multiple of [`LANES`] with the atom itself.
#[inline(always)]
fn pad(entries: &mut Vec<u32>, slot: usize) {
    while !entries.len().is_multiple_of(LANES) {
        entries.push(slot as u32);
    }
}

struct PartForces<'a, K> {
    kernel: K,
    interaction: &'a Interaction<f32>,
    neighbourhood: &'a Neighbourhood,
    positions: &'a [[u32; 4]],
    part: &'a Part,
    forces: &'a mut [[i64; 3]],
    /// Bins of the radial distribution, where sums are wanted.
    bins: Option<u32>,
}

impl<K: PairKernel> PartForces<'_, K> {
    fn evaluate(self) -> Result<PairSums, Abort> {
        match self.interaction.scheme {
            Scheme::Truncated => self.with_scheme::<false>(),
            Scheme::ForceShifted => self.with_scheme::<true>(),
        }
    }

    fn with_scheme<const SHIFTED: bool>(self) -> Result<PairSums, Abort> {
        let mut doubled = PairSums::empty(self.bins.unwrap_or(0));
        let (mut scratch, mut looked_up) = (vec![], vec![]);
        let mut start = 0;
        for (place, slot) in self.part.slots.clone().enumerate() {
            let list = if self.neighbourhood.listed {
                let list = &self.part.entries[start..self.part.ends[place]];
                start = self.part.ends[place];
                list
            } else {
                looked_up.clear();
                self.neighbourhood.cells.neighbours(self.kernel, self.interaction, slot, &mut scratch, &mut looked_up);
                pad(&mut looked_up, slot);
                &looked_up[..]
            };
            let (force, close) = self.kernel.force::<SHIFTED>(self.interaction, self.positions, slot, list);
            let padding = list.iter().rev().take_while(|entry| **entry as usize == slot).count();
            if close as usize != padding {
                return Err(Abort::PairTooClose);
            }
            self.forces[place] = force;
            if self.bins.is_some() {
                measure(self.interaction, self.positions, slot, list, &mut doubled);
            }
        }
        Ok(doubled)
    }
}
