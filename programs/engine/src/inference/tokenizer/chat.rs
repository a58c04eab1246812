//! A conversation in ChatML, the format of models whose template writes `<|im_start|>` and `<|im_end|>`.

use super::Tokenizer;
use crate::fault::Fault;
use serde::Deserialize;

/// Who says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Sets the tone.
    System,
    /// The person.
    User,
    /// The model.
    Assistant,
}

impl Role {
    const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::User => "user",
            Self::Assistant => "assistant",
        }
    }
}

/// Something that was said.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// By whom.
    pub role: Role,
    /// In words; never read as anything but words.
    pub content: String,
}

const START: &str = "<|im_start|>";
const END: &str = "<|im_end|>";

impl Tokenizer {
    /// The tokens of a conversation, up to where the model is to answer. Without a message of the system the one that the
    /// model's template writes comes first.
    pub fn chat(&self, messages: &[Message]) -> Result<Vec<u32>, Fault> {
        let template = self.template.as_deref().filter(|template| template.contains(START));
        let (Some(template), Some(start), Some(end)) = (template, self.control(START), self.control(END)) else {
            return Err(Fault::bad_model(
                "chat-format",
                "The model has no chat format that is known; give it plain text.",
            ));
        };
        if messages.is_empty() {
            return Err(Fault::bad_settings("The conversation is empty."));
        }
        let mut tokens = Vec::new();
        let mut say = |role: Role, content: &str| -> Result<(), Fault> {
            tokens.push(start);
            tokens.extend(self.encode(&format!("{}\n{content}", role.name()))?);
            tokens.push(end);
            tokens.extend(self.encode("\n")?);
            Ok(())
        };
        if messages[0].role != Role::System
            && let Some(system) = default_system(template)
        {
            say(Role::System, &system)?;
        }
        for Message { role, content } in messages {
            say(*role, content)?;
        }
        tokens.push(start);
        tokens.extend(self.encode(&format!("{}\n", Role::Assistant.name()))?);
        Ok(tokens)
    }
}

/// What a template has the system say where the caller does not.
fn default_system(template: &str) -> Option<String> {
    let written = template.replace("\\n", "\n");
    let (_, behind) = written.split_once(&format!("{START}system\n"))?;
    let (said, _) = behind.split_once(END)?;
    // An expression of the template and no words.
    (!said.contains(['{', '\''])).then(|| said.to_owned())
}
