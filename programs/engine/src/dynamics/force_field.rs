//! What answers forces: one interface for all back ends.

use pyronet_compute_spec::dynamics::pair::Abort;

/// Sums over all pairs, in quanta of 2^-24.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PairSums {
    /// Potential energy.
    pub potential: i64,
    /// −Σ r·dV/dr.
    pub virial: i64,
    /// Pairs within the cutoff.
    pub pairs: u64,
    /// Pairs per bin of the radial distribution; as many as the job has bins.
    pub radial: Vec<u64>,
}

impl PairSums {
    /// Nothing yet, with `bins` bins.
    pub fn empty(bins: u32) -> Self {
        Self { radial: vec![0; bins as usize], ..Self::default() }
    }
}

/// Answers the forces of a configuration. Back ends differ in speed and in nothing else.
pub trait ForceField: Send {
    /// Writes the force on every atom, in quanta of 2^-24, and adds to `sums` where they are wanted.
    fn evaluate(
        &mut self,
        positions: &[[u32; 3]],
        forces: &mut [[i64; 3]],
        sums: Option<&mut PairSums>,
    ) -> Result<(), Abort>;
    /// Which instructions it uses.
    fn name(&self) -> &'static str;
}
