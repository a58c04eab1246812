//! A generation's settings: words, how many tokens, and how they are drawn.

use super::Prepared;
use crate::{
    fault::Fault,
    hexadecimal::digest_from_hex,
    inference::{
        gguf::metadata::Metadata,
        hyperparameters::{Hyperparameters, hyperparameters},
        tokenizer::{Tokenizer, chat::Message},
    },
};
use pyronet_compute_spec::{
    commitment::{HostSha256, Sha256},
    inference::Generation,
    plan::{PROFILE_F32, PROFILE_I8},
};
use serde::Deserialize;

/// Settings of a generation. Bounds are those of `PYROGEN1`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct GenerationSettings {
    prompt: Prompt,
    profile: Profile,
    /// Most tokens to generate.
    new_tokens: u32,
    /// Positions of one segment.
    segment_positions: u32,
    /// 0 takes the greatest logit.
    temperature: f32,
    top_p: f32,
    /// Of the draws; decimal text, as it may pass 2^53.
    seed: String,
    /// The model's whole file.
    model: ModelName,
}

/// What the model is given.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
enum Prompt {
    /// Words that the model goes on with.
    Text(String),
    /// A conversation that it answers.
    Chat(Vec<Message>),
}

#[derive(Clone, Copy, Debug, Deserialize)]
enum Profile {
    I8,
    F32,
}

/// A model's file by its name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ModelName {
    sha256: String,
    /// Decimal text.
    bytes: String,
}

impl GenerationSettings {
    /// `header` is the model's file, or its beginning up to the tensors.
    pub(super) fn prepare(&self, header: Option<&[u8]>) -> Result<Prepared, Fault> {
        let header = header.ok_or_else(|| Fault::bad_settings("A generation needs its model's header."))?;
        let metadata = Metadata::read(header)?;
        let Hyperparameters { shape, context } = hyperparameters(&metadata)?;
        let tokenizer = Tokenizer::read(&metadata)?;
        let tokens = match &self.prompt {
            Prompt::Text(text) => tokenizer.prompt(text)?,
            Prompt::Chat(messages) => tokenizer.chat(messages)?,
        };
        if tokens.is_empty() {
            return Err(Fault::bad_settings("The prompt is empty."));
        }
        let prompt_tokens = tokens.len() as u32;
        if u64::from(prompt_tokens) + u64::from(self.new_tokens) > u64::from(context) {
            let sentence = format!(
                "The prompt has {prompt_tokens} tokens, and with {} new ones they are more than the {context} that the \
                 model was made for.",
                self.new_tokens
            );
            return Err(Fault::bad_settings(&sentence));
        }
        let input: Vec<u8> = tokens.iter().flat_map(|token| token.to_le_bytes()).collect();
        let number = |text: &str, sentence| text.parse::<u64>().map_err(|_| Fault::bad_settings(sentence));
        let model_sha256 = digest_from_hex(&self.model.sha256);
        let job = Generation {
            profile: match self.profile {
                Profile::I8 => PROFILE_I8,
                Profile::F32 => PROFILE_F32,
            },
            shape,
            prompt_tokens,
            new_tokens: self.new_tokens,
            end_token: tokenizer.end(),
            // A negative zero is written as zero.
            temperature: (self.temperature + 0.0).to_bits(),
            top_p: self.top_p.to_bits(),
            segment_positions: self.segment_positions,
            seed: number(&self.seed, "The seed is not a 64-bit number.")?,
            prompt_sha256: HostSha256::digest(&[&input]),
            model_sha256: model_sha256.ok_or_else(|| Fault::bad_settings("The model's name is no SHA-256."))?,
            model_bytes: number(&self.model.bytes, "The model's length is no number.")?,
        };
        Ok(Prepared { job: job.encode::<f32>().map_err(Fault::bad_job)?, input })
    }
}
