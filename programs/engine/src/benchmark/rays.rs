//! Closest-hit queries per second, comparable with other tracers on the same rays.

use super::repeat;
use crate::render::Renderer;
use pyronet_compute_spec::ray::Ray;
use serde::Serialize;
use std::{num::NonZeroUsize, time::Duration};

/// Speed of the closest-hit query.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RaySpeed {
    /// Queries per second.
    pub rays_per_second: f64,
    /// Rays in the set.
    pub rays: usize,
    /// Rays of the set that met a triangle; any tracer must agree but for edges.
    pub hits: usize,
    /// Times the set was traced.
    pub passes: u32,
    /// How long that took.
    pub elapsed_seconds: f64,
    /// Threads used.
    pub threads: usize,
}

/// Traces `rays` over and over until `least` has gone by or it is no longer `wanted`; nothing in the latter case.
pub fn measure_rays(
    renderer: &dyn Renderer,
    rays: &[Ray<f32>],
    threads: NonZeroUsize,
    least: Duration,
    wanted: &(dyn Fn() -> bool + Sync),
) -> Option<RaySpeed> {
    let share = rays.len().div_ceil(threads.get()).max(1);
    let mut hits = 0;
    let (passes, elapsed) = repeat(least, || {
        if !wanted() {
            return Err(());
        }
        hits = std::thread::scope(|scope| {
            let count = |part| renderer.closest_triangles(part).iter().flatten().count();
            let parts: Vec<_> = rays.chunks(share).map(|part| scope.spawn(move || count(part))).collect();
            parts.into_iter().map(|part| part.join().unwrap_or(0)).sum()
        });
        Ok(())
    })
    .ok()?;
    Some(RaySpeed {
        rays_per_second: rays.len() as f64 * f64::from(passes) / elapsed.as_secs_f64(),
        rays: rays.len(),
        hits,
        passes,
        elapsed_seconds: elapsed.as_secs_f64(),
        threads: threads.get(),
    })
}
