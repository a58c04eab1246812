//! The measured loop, the same source for the native program and for WebAssembly: closest hits of prepared rays.

use pyronet_compute_spec::ray::{Geometry, Ray, Surroundings};
use pyronet_compute_spec::scene::SceneView;
use pyronet_compute_spec::vector::Vector3;
use pyronet_engine::accelerator::Hierarchy;
use pyronet_engine::lanes::{Baseline, Lanes};

/// What stands for "no triangle" in the answers.
pub const MISS: u32 = u32::MAX;
/// Values of a ray: origin and unit direction.
pub const RAY_VALUES: usize = 6;

/// A scene's hierarchy over lanes of one kind.
pub struct Tracer<L: Lanes> {
    hierarchy: Hierarchy<L>,
}

impl<L: Lanes> Tracer<L> {
    /// Builds the hierarchy; nothing where the scene is refused or the processor lacks the lanes.
    pub fn new(scene: &[u8]) -> Option<Self> {
        let view = SceneView::parse::<f32>(scene).ok()?;
        let eye = Vector3::from_bits(view.camera().position);
        let hierarchy = Hierarchy::build(&view, Surroundings::new(&view, eye).padding)?;
        Some(Self { hierarchy })
    }

    /// Writes the triangle that each ray meets first, or `MISS`.
    pub fn closest_hits(&self, rays: &[[f32; RAY_VALUES]], hits: &mut [u32]) {
        for ([x, y, z, u, v, w], hit) in rays.iter().zip(hits) {
            let ray = Ray::new(Vector3::new(*x, *y, *z), Vector3::new(*u, *v, *w));
            *hit = self.hierarchy.closest_hit(&ray).map_or(MISS, |hit| hit.triangle);
        }
    }
}

/// Memory for `words` u32 words that the caller fills; it is never freed, because the module lives for one measurement.
#[unsafe(no_mangle)]
pub extern "C" fn allocate(words: usize) -> *mut u32 {
    Box::leak(vec![0u32; words].into_boxed_slice()).as_mut_ptr()
}

/// Builds a tracer from `bytes` bytes of scene; null where the scene is refused.
///
/// # Safety
/// `scene` comes from `allocate` with at least `bytes` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn build(scene: *const u32, bytes: usize) -> *const Tracer<Baseline> {
    // SAFETY: promised by the caller.
    let scene = unsafe { core::slice::from_raw_parts(scene.cast::<u8>(), bytes) };
    Tracer::new(scene).map_or(core::ptr::null(), |tracer| Box::leak(Box::new(tracer)) as *const _)
}

/// Traces `count` rays.
///
/// # Safety
/// `tracer` comes from `build` and is not null; `rays` and `hits` come from `allocate` with 6 words and 1 word per ray.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn trace(tracer: *const Tracer<Baseline>, rays: *const u32, count: usize, hits: *mut u32) {
    // SAFETY: promised by the caller; any word is a valid f32.
    let (tracer, rays, hits) = unsafe {
        (
            &*tracer,
            core::slice::from_raw_parts(rays.cast::<[f32; RAY_VALUES]>(), count),
            core::slice::from_raw_parts_mut(hits, count),
        )
    };
    tracer.closest_hits(rays, hits);
}
