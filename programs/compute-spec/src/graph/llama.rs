//! The graph of a llama decoder (Touvron et al.: "LLaMA", 2023), from its hyperparameters.

use super::{GraphBytes, NONE, Opcode, Operation, Role, Weight};
use alloc::vec::Vec;

/// Matrices of one layer, each output by input.
#[derive(Clone, Copy, Debug)]
pub struct LayerWeights {
    /// RMSNorm before attention: 1 × width.
    pub attention_norm: Weight,
    /// heads · head size × width.
    pub query: Weight,
    /// key heads · head size × width.
    pub key: Weight,
    /// key heads · head size × width.
    pub value: Weight,
    /// width × heads · head size.
    pub attention_output: Weight,
    /// RMSNorm before the feed-forward part: 1 × width.
    pub feed_forward_norm: Weight,
    /// inner width × width.
    pub gate: Weight,
    /// inner width × width.
    pub up: Weight,
    /// width × inner width.
    pub down: Weight,
}

/// Matrices of a model.
#[derive(Clone, Debug)]
pub struct LlamaWeights {
    /// vocabulary × width.
    pub embedding: Weight,
    /// The layers from the input on.
    pub layers: Vec<LayerWeights>,
    /// RMSNorm before the logits: 1 × width.
    pub output_norm: Weight,
    /// vocabulary × width; nothing where the embedding serves for both.
    pub output: Option<Weight>,
}

/// Hyperparameters that do not follow from the shapes, and how tokens are chosen.
#[derive(Clone, Copy, Debug)]
pub struct Llama {
    /// Heads of queries.
    pub heads: u32,
    /// Heads of keys and values; divides `heads`.
    pub key_heads: u32,
    /// Columns of a head, a power of two.
    pub head_size: u32,
    /// Base of the rotary embedding, bits of an f32.
    pub rope_base_bits: u32,
    /// Epsilon of RMSNorm, bits of an f32.
    pub epsilon_bits: u32,
    /// 0 for the most probable token, bits of an f32.
    pub temperature_bits: u32,
    /// Share of probability drawn from, above 0, at most 1, bits of an f32.
    pub top_p_bits: u32,
}

impl Llama {
    /// Fills in weights and operations; shapes that do not fit are refused by [`GraphBytes::encode`].
    ///
    /// Of the last layers only keys and values are needed before the last token of the prompt, so the final norm, the logits and
    /// the choice start there.
    pub fn fill(&self, model: &LlamaWeights, graph: &mut GraphBytes) {
        let mut builder = Builder { graph, weights: weight_count(model) };
        let token = builder.row(Opcode::Token, 1, [NONE; 3]);
        let embedding = builder.weight(model.embedding);
        let mut stream = builder.row(Opcode::Embed, model.embedding.columns, [embedding, token, NONE]);
        for layer in &model.layers {
            stream = self.attention(&mut builder, layer, stream);
            stream = self.feed_forward(&mut builder, layer, stream);
        }
        let first_step = builder.graph.prompt_tokens.saturating_sub(1);
        let start = builder.graph.operations.len();
        let normal = self.norm(&mut builder, model.output_norm, stream);
        let logits = match model.output {
            Some(output) => builder.product(output, normal),
            None => builder.row(Opcode::Product, model.embedding.rows, [embedding, normal, NONE]),
        };
        let parameters = [self.temperature_bits, self.top_p_bits];
        let chosen = builder.with(Opcode::Choose, 1, [logits, NONE, NONE], parameters, Role::Output);
        for operation in &mut builder.graph.operations[start..] {
            operation.first_step = first_step;
        }
        // The token was written first and reads what is chosen last.
        builder.graph.operations[0].operands[0] = chosen;
    }

    fn attention(&self, builder: &mut Builder<'_>, layer: &LayerWeights, stream: u32) -> u32 {
        let rotary = [self.head_size, self.rope_base_bits];
        let normal = self.norm(builder, layer.attention_norm, stream);
        let query = builder.product(layer.query, normal);
        let query = builder.with(Opcode::Rotate, layer.query.rows, [query, NONE, NONE], rotary, Role::Temporary);
        let key = builder.product(layer.key, normal);
        let keys = builder.with(Opcode::Rotate, layer.key.rows, [key, NONE, NONE], rotary, Role::State);
        let value = builder.weight(layer.value);
        let values = builder.with(Opcode::Product, layer.value.rows, [value, normal, NONE], [0; 2], Role::State);
        let (operands, heads) = ([query, keys, values], [self.heads, self.key_heads]);
        let mixed = builder.with(Opcode::Attend, layer.query.rows, operands, heads, Role::Temporary);
        let output = builder.product(layer.attention_output, mixed);
        builder.row(Opcode::Add, layer.attention_output.rows, [stream, output, NONE])
    }

    fn feed_forward(&self, builder: &mut Builder<'_>, layer: &LayerWeights, stream: u32) -> u32 {
        let normal = self.norm(builder, layer.feed_forward_norm, stream);
        let gate = builder.product(layer.gate, normal);
        let up = builder.product(layer.up, normal);
        let gated = builder.row(Opcode::Gate, layer.gate.rows, [gate, up, NONE]);
        let down = builder.product(layer.down, gated);
        builder.row(Opcode::Add, layer.down.rows, [stream, down, NONE])
    }

    fn norm(&self, builder: &mut Builder<'_>, weight: Weight, x: u32) -> u32 {
        let number = builder.weight(weight);
        let parameters = [self.epsilon_bits, 0];
        builder.with(Opcode::Normalise, weight.columns, [x, number, NONE], parameters, Role::Temporary)
    }
}

fn weight_count(model: &LlamaWeights) -> u32 {
    (2 + 9 * model.layers.len() + usize::from(model.output.is_some())) as u32
}

/// Numbers what is added: rows come after all weights, whose count is known before.
struct Builder<'g> {
    graph: &'g mut GraphBytes,
    weights: u32,
}

impl Builder<'_> {
    fn weight(&mut self, weight: Weight) -> u32 {
        self.graph.weights.push(weight);
        self.graph.weights.len() as u32 - 1
    }
    fn row(&mut self, opcode: Opcode, columns: u32, operands: [u32; 3]) -> u32 {
        self.with(opcode, columns, operands, [0; 2], Role::Temporary)
    }
    fn product(&mut self, weight: Weight, x: u32) -> u32 {
        let number = self.weight(weight);
        self.row(Opcode::Product, weight.rows, [number, x, NONE])
    }
    fn with(&mut self, opcode: Opcode, columns: u32, operands: [u32; 3], parameters: [u32; 2], role: Role) -> u32 {
        let operation = Operation { parameters, role: Some(role), ..Operation::new(opcode, columns, operands) };
        self.graph.operations.push(operation);
        self.weights + self.graph.operations.len() as u32 - 1
    }
}
