//! The native back end: one tile at a time, by the specification's path over the engine's hierarchy.

use crate::{
    accelerator::Hierarchy,
    lanes::{Baseline, Lanes},
};
use pyronet_compute_spec::{
    job::{Job, Tile},
    path::Frame,
    ray::{Geometry, Ray},
    real::Real,
    scene::SceneView,
};

/// A pixel came out infinite or not a number: the job's provable abort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotFinite {
    /// Column of the pixel.
    pub column: u32,
    /// Row of the pixel.
    pub row: u32,
}

/// Why a tile has no output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfinished {
    /// The job aborts here, on every engine.
    NotFinite(NotFinite),
    /// The caller wanted no more.
    Interrupted,
}

/// Renders tiles of one job; shared by all threads.
pub trait Renderer: Send + Sync {
    /// The tile's output: linear RGB as little-endian f32, row by row. `wanted` is asked before each row.
    fn tile(&self, tile: Tile, wanted: &dyn Fn() -> bool) -> Result<Vec<u8>, Unfinished>;
    /// Which instructions it uses.
    fn name(&self) -> &'static str;
    /// Index of the closest triangle along each ray, for measuring.
    fn closest_triangles(&self, rays: &[Ray<f32>]) -> Vec<Option<u32>>;
}

/// The fastest renderer this processor runs.
pub fn fastest<'a>(job: Job, scene: SceneView<'a>) -> Box<dyn Renderer + 'a> {
    #[cfg(target_arch = "x86_64")]
    if let Some(renderer) = with_lanes::<crate::lanes::Avx>(job, scene) {
        return renderer;
    }
    baseline(job, scene)
}

/// The renderer that needs no more than the build's target.
pub fn baseline<'a>(job: Job, scene: SceneView<'a>) -> Box<dyn Renderer + 'a> {
    let frame = Frame::new(job, scene);
    match Hierarchy::<Baseline>::build(&scene, frame.surroundings.padding) {
        Some(hierarchy) => Box::new(WideRenderer { frame, hierarchy }),
        None => unreachable!("the baseline is part of the target"),
    }
}

#[cfg(target_arch = "x86_64")]
fn with_lanes<'a, L: Lanes>(job: Job, scene: SceneView<'a>) -> Option<Box<dyn Renderer + 'a>> {
    let frame = Frame::new(job, scene);
    let hierarchy = Hierarchy::<L>::build(&scene, frame.surroundings.padding)?;
    Some(Box::new(WideRenderer { frame, hierarchy }))
}

struct WideRenderer<'a, L: Lanes> {
    frame: Frame<'a, f32>,
    hierarchy: Hierarchy<L>,
}

impl<L: Lanes> Renderer for WideRenderer<'_, L> {
    fn tile(&self, tile: Tile, wanted: &dyn Fn() -> bool) -> Result<Vec<u8>, Unfinished> {
        let mut output = Vec::with_capacity(tile.output_bytes());
        for row in tile.top..tile.top + tile.height {
            if !wanted() {
                return Err(Unfinished::Interrupted);
            }
            for column in tile.left..tile.left + tile.width {
                let radiance = self.frame.pixel(&self.hierarchy, column, row);
                if !radiance.is_finite() {
                    return Err(Unfinished::NotFinite(NotFinite { column, row }));
                }
                for channel in [radiance.x, radiance.y, radiance.z] {
                    output.extend_from_slice(&channel.to_canonical_bits().to_le_bytes());
                }
            }
        }
        Ok(output)
    }

    fn name(&self) -> &'static str {
        L::NAME
    }

    fn closest_triangles(&self, rays: &[Ray<f32>]) -> Vec<Option<u32>> {
        rays.iter().map(|ray| self.hierarchy.closest_hit(ray).map(|hit| hit.triangle)).collect()
    }
}
