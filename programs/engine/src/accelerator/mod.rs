//! A bounding volume hierarchy as wide as the processor's vectors.
//!
//! It only chooses which triangles to try. Boxes are widened by twice the padding of `pyronet_compute_spec::ray`, and each
//! candidate is decided by [`Ray::meets`] itself, so the answers are those of trying every triangle.

mod build;
mod traverse;

use crate::lanes::{Lanes, Work};
use pyronet_compute_spec::{
    ray::{Geometry, Hit, Ray},
    scene::SceneView,
};

/// Children of an inner node or triangles of a leaf that are not there.
const NOTHING: u32 = u32::MAX;
/// Marks a child that is a leaf; the rest of the word is the leaf's index.
const LEAF: u32 = 1 << 31;
/// Levels below which nodes split by count instead of by cost, so that depth stays bounded.
const DEEPEST_COST_SPLIT: u32 = 32;
/// Most levels of a tree of 2^24 triangles: those above and at most 24 halvings.
const MAX_DEPTH: u32 = DEEPEST_COST_SPLIT + 24;

/// Up to [`Lanes::WIDTH`] child boxes, by axis and by lower and upper bound.
struct Node<L: Lanes> {
    bounds: [[L::Array; 2]; 3],
    children: [u32; 8],
}

/// Up to [`Lanes::WIDTH`] triangles, by corner and axis.
struct Leaf<L: Lanes> {
    corners: [[L::Array; 3]; 3],
    triangles: [u32; 8],
}

/// The hierarchy over one scene.
pub struct Hierarchy<L: Lanes> {
    nodes: Vec<Node<L>>,
    leaves: Vec<Leaf<L>>,
    padding: f32,
}

impl<L: Lanes> Hierarchy<L> {
    /// Builds the hierarchy, or nothing when this processor lacks the instructions of `L`.
    ///
    /// `padding` is the scene's [`pyronet_compute_spec::ray::Surroundings::padding`].
    pub fn build(scene: &SceneView<'_>, padding: f32) -> Option<Self> {
        L::is_available().then(|| build::build(scene, padding))
    }
}

impl<L: Lanes> Geometry<f32> for Hierarchy<L> {
    fn closest_hit(&self, ray: &Ray<f32>) -> Option<Hit<f32>> {
        // SAFETY: `build` made sure that the instructions are available.
        unsafe { L::enter(FindClosest { hierarchy: self, ray }) }
    }

    fn occluded(&self, ray: &Ray<f32>, limit: f32) -> bool {
        // SAFETY: `build` made sure that the instructions are available.
        unsafe { L::enter(FindAny { hierarchy: self, ray, limit }) }
    }
}

struct FindClosest<'a, L: Lanes> {
    hierarchy: &'a Hierarchy<L>,
    ray: &'a Ray<f32>,
}

impl<L: Lanes> Work for FindClosest<'_, L> {
    type Output = Option<Hit<f32>>;
    #[inline(always)]
    fn run(self) -> Self::Output {
        // SAFETY: this runs inside `L::enter`.
        unsafe { self.hierarchy.find_closest(self.ray) }
    }
}

struct FindAny<'a, L: Lanes> {
    hierarchy: &'a Hierarchy<L>,
    ray: &'a Ray<f32>,
    limit: f32,
}

impl<L: Lanes> Work for FindAny<'_, L> {
    type Output = bool;
    #[inline(always)]
    fn run(self) -> bool {
        // SAFETY: this runs inside `L::enter`.
        unsafe { self.hierarchy.find_any(self.ray, self.limit) }
    }
}
