//! Generation: positions in order, each segment from the cache of the one before.

use super::{Files, Receive, Span, Workload, check_belonging};
use crate::{
    fault::Fault,
    inference::{
        Progress, canonical_bytes,
        decoder::{Decoder, Instructions, MAX_BATCH, Team},
    },
    segment::{Carried, Segment},
};
use pyronet_compute_spec::{
    commitment::{Digest, HostSha256, operation_root},
    inference::{Generation, Model},
    operations::{Candidate, choose},
    plan::Plan,
};

/// A generation job over its model.
pub struct Inference<'a> {
    job: Generation,
    prompt: Vec<u32>,
    /// Nothing where the model's file was not given: then the job can be planned and not run.
    decoder: Option<Decoder<'a>>,
}

impl<'a> Inference<'a> {
    /// Opens a job; `assemble` makes the model's tensors of its file, in the shape that the job states.
    pub fn open(
        files: Files<'a>,
        instructions: Instructions,
        assemble: impl FnOnce(&Generation, &'a [u8]) -> Result<Model<'a>, Fault>,
    ) -> Result<Self, Fault> {
        let job = Generation::parse::<f32>(files.job).map_err(Fault::bad_job)?;
        check_belonging(&job, files.input, files.model)?;
        let prompt: Vec<u32> = files.input.as_chunks().0.iter().map(|word| u32::from_le_bytes(*word)).collect();
        if prompt.iter().any(|token| *token >= job.shape.vocabulary) {
            return Err(Fault::input_mismatch("The prompt holds a token that the vocabulary does not have."));
        }
        let decoder =
            files.model.map(|model| Ok(Decoder::new(assemble(&job, model)?, job.profile, instructions))).transpose()?;
        Ok(Self { job, prompt, decoder })
    }

    fn progress(&self, segment: Option<u32>, state: Option<&[u8]>) -> Result<Progress, Fault> {
        match state {
            None => Ok(Progress::begin(&self.job, &self.prompt)),
            Some(bytes) => Progress::read(&self.job, &self.prompt, segment, bytes),
        }
    }

    /// Computes positions up to `end` and returns the tokens picked on the way.
    fn advance(
        &self,
        (decoder, team): (&Decoder<'_>, &Team<'_>),
        span: &Span<'_>,
        progress: &mut Progress,
        end: usize,
    ) -> Result<Vec<u8>, Fault> {
        let mut output = Vec::new();
        while progress.cache.positions() < end && !progress.ended(&self.job) {
            (span.keep_going)()?;
            let first = progress.cache.positions();
            let last = end.min(progress.tokens.len()).min(first + MAX_BATCH);
            let pass = decoder.advance(team, &mut progress.cache, &progress.tokens[first..last]);
            let per_position = pass.layer_outputs.len() / (last - first);
            for (position, outputs) in (first..last).zip(pass.layer_outputs.chunks_exact(per_position)) {
                let mut trace = canonical_bytes(outputs);
                if position + 1 >= self.prompt.len() {
                    let logits = decoder.logits(team, &pass, position - first);
                    if !logits.iter().all(|logit| logit.is_finite()) {
                        return Err(Fault::generation_aborted(position));
                    }
                    trace.extend(canonical_bytes(&logits));
                    let token = self.pick(&logits, position as u32);
                    progress.tokens.push(token);
                    output.extend_from_slice(&token.to_le_bytes());
                }
                progress.commit_position(operation_root::<HostSha256>(&trace));
            }
        }
        Ok(output)
    }

    fn pick(&self, logits: &[f32], position: u32) -> u32 {
        let mut candidates = vec![Candidate { token: 0, weight: 0.0 }; logits.len()];
        choose(logits, &self.job.sampling(), position, &mut candidates)
    }
}

impl Workload for Inference<'_> {
    fn plan(&self) -> &dyn Plan {
        &self.job
    }

    fn state_root(&self, state: Option<&[u8]>) -> Result<Digest, Fault> {
        Ok(self.progress(None, state)?.root())
    }

    fn run(&self, span: &Span<'_>, receive: &mut Receive<'_>) -> Result<(), Fault> {
        if span.state.is_none() && span.segments.start > 0 && !span.segments.is_empty() {
            return Err(Fault::state_mismatch("The segments go on from a state; give that of the one before."));
        }
        let decoder = self.decoder.as_ref().ok_or_else(|| Fault::input_mismatch("The job needs its model."))?;
        let mut progress = self.progress(Some(span.segments.start), span.state)?;
        Team::gather(span.threads, |team| {
            for index in span.segments.clone() {
                let state_in = progress.root();
                let output =
                    self.advance((decoder, team), span, &mut progress, self.job.segment(index).end as usize)?;
                let operation_root = operation_root::<HostSha256>(&output);
                let carried = Carried { state_in, operation_root, state_out: progress.root(), state: progress.write() };
                receive(Segment::commit_carried(&self.job, index, output, carried))?;
            }
            Ok(())
        })
    }
}
