//! Path tracing: tiles in any order, each by itself.

use super::{Files, Receive, Span, Workload, check_belonging};
use crate::{
    fault::Fault,
    render::{self, Renderer},
};
use pyronet_compute_spec::{
    commitment::{Digest, ZERO},
    job::Job,
    plan::Plan,
    scene::SceneView,
};

/// A job over its scene, with the hierarchy that this machine traces it by.
pub(super) struct Rendering<'a> {
    job: Job,
    renderer: Box<dyn Renderer + 'a>,
}

impl<'a> Rendering<'a> {
    pub(super) fn open(files: Files<'a>) -> Result<Self, Fault> {
        let (job, scene) = open_job(files.job, files.input)?;
        Ok(Self { job, renderer: render::fastest(job, scene) })
    }
}

impl Workload for Rendering<'_> {
    fn plan(&self) -> &dyn Plan {
        &self.job
    }

    fn state_root(&self, state: Option<&[u8]>) -> Result<Digest, Fault> {
        match state {
            None => Ok(ZERO),
            Some(_) => Err(Fault::state_mismatch("A picture's tiles go on from no state.")),
        }
    }

    fn run(&self, span: &Span<'_>, receive: &mut Receive<'_>) -> Result<(), Fault> {
        self.state_root(span.state)?;
        self.tiles(span, receive)
    }
}

impl Rendering<'_> {
    #[cfg(not(target_family = "wasm"))]
    fn tiles(&self, span: &Span<'_>, receive: &mut Receive<'_>) -> Result<(), Fault> {
        use crate::run::{Stopped, run};
        let segments = span.segments.clone();
        run(&self.job, self.renderer.as_ref(), segments, span.threads, span.keep_going, receive).map_err(|stopped| {
            match stopped {
                Stopped::ByReceiver(fault) => fault,
                Stopped::NotFinite { pixel, .. } => Fault::not_finite(pixel),
            }
        })
    }

    /// The module has one thread and no clock.
    #[cfg(target_family = "wasm")]
    fn tiles(&self, span: &Span<'_>, receive: &mut Receive<'_>) -> Result<(), Fault> {
        use crate::{render::Unfinished, segment::Segment};
        for index in span.segments.clone() {
            (span.keep_going)()?;
            let tile = self.job.tile(index).ok_or_else(Fault::no_such_segment)?;
            let output = self.renderer.tile(tile, &|| true).map_err(|unfinished| match unfinished {
                Unfinished::NotFinite(pixel) => Fault::not_finite(pixel),
                Unfinished::Interrupted => Fault::cancelled(),
            })?;
            receive(Segment::commit(&self.job, index, output))?;
        }
        Ok(())
    }
}

/// Parses a rendering job and its scene and makes sure that they belong together.
pub fn open_job<'a>(job_bytes: &[u8], scene_bytes: &'a [u8]) -> Result<(Job, SceneView<'a>), Fault> {
    let job = Job::parse::<f32>(job_bytes).map_err(Fault::bad_job)?;
    check_belonging(&job, scene_bytes, None)?;
    let scene = SceneView::parse::<f32>(scene_bytes).map_err(Fault::bad_scene)?;
    if scene.triangle_count() != job.scene_triangles {
        return Err(Fault::input_mismatch("The job states another number of triangles than the scene has."));
    }
    Ok((job, scene))
}
