//! The fast decoder: threads over rows, vectors over rows, many positions per pass. Bit for bit the meaning
//! (`pyronet_compute_spec::inference::meaning`), for each output element has its own chain whatever the grouping.

mod activations;
mod attention;
mod cache;
mod instructions;
mod product;
mod team;
mod work;

pub use cache::Cache;
pub use instructions::Instructions;
pub use team::Team;

use activations::Activations;
use pyronet_compute_spec::{
    inference::{Matrix, Model},
    operations::{inverse_frequency, rotation},
};
use work::{Add, Gate, Normalise, Rotate};

/// Most positions of one pass.
pub const MAX_BATCH: usize = 32;

/// A model, ready to run.
pub struct Decoder<'a> {
    model: Model<'a>,
    profile: u32,
    instructions: Instructions,
    frequencies: Vec<f32>,
    norms: Norms,
}

struct Norms {
    layers: Vec<[Vec<f32>; 2]>,
    last: Vec<f32>,
}

/// What a pass over some positions put out.
pub struct Pass {
    /// The residual stream after each layer: position after position, layer after layer.
    pub layer_outputs: Vec<f32>,
    /// The residual stream behind the last layer, position after position.
    stream: Vec<f32>,
}

impl<'a> Decoder<'a> {
    /// A decoder in `profile` ([`pyronet_compute_spec::plan::PROFILE_I8`] or `PROFILE_F32`).
    pub fn new(model: Model<'a>, profile: u32, instructions: Instructions) -> Self {
        let shape = model.shape();
        let pairs = shape.head_size / 2;
        let base = f32::from_bits(shape.rotary_base);
        let layers = model.layers.iter();
        let norms = Norms {
            layers: layers.map(|layer| [layer.attention_norm.expand(0), layer.feed_forward_norm.expand(0)]).collect(),
            last: model.norm.expand(0),
        };
        let frequencies = (0..pairs).map(|pair| inverse_frequency(base, pair, pairs)).collect();
        Self { model, profile, instructions, frequencies, norms }
    }

    /// Computes at most [`MAX_BATCH`] positions behind those in `cache`, and appends theirs.
    ///
    /// Tokens are below the vocabulary.
    pub fn advance(&self, team: &Team<'_>, cache: &mut Cache, tokens: &[u32]) -> Pass {
        debug_assert!(tokens.len() <= MAX_BATCH);
        let shape = self.model.shape();
        let [width, queries, key_values] =
            [shape.width, shape.query_width(), shape.key_value_width()].map(|count| count as usize);
        let first = cache.positions();
        let mut stream: Vec<f32> =
            tokens.iter().flat_map(|token| self.model.embedding.expand::<f32>(*token as usize)).collect();
        let mut layer_outputs = vec![0.0; stream.len() * self.model.layers.len()];
        let rotations = self.rotations(first, tokens.len());
        cache.extend(tokens.len());
        for (index, layer) in self.model.layers.iter().enumerate() {
            let x = self.normalised(&stream, &self.norms.layers[index][0]);
            let mut query = self.multiply(team, &layer.query, &x);
            let mut key = self.multiply(team, &layer.key, &x);
            let value = self.multiply(team, &layer.value, &x);
            for (heads, columns) in [(&mut query, queries), (&mut key, key_values)] {
                self.instructions.enter(Rotate { heads, columns, rotation: &rotations });
            }
            cache.store(index, first, &key, &value);
            let mixed = attention::attend(team, self.instructions, shape, cache.layer(index), first, &query);
            let mixed = Activations::new(self.instructions, queries, mixed);
            let attended = self.multiply(team, &layer.output, &mixed);
            self.instructions.enter(Add { stream: &mut stream, contribution: &attended });
            let x = self.normalised(&stream, &self.norms.layers[index][1]);
            let mut gate = self.multiply(team, &layer.gate, &x);
            let up = self.multiply(team, &layer.up, &x);
            self.instructions.enter(Gate { gate: &mut gate, up: &up });
            let inner = Activations::new(self.instructions, shape.feed_forward as usize, gate);
            let fed = self.multiply(team, &layer.down, &inner);
            self.instructions.enter(Add { stream: &mut stream, contribution: &fed });
            for (position, row) in stream.chunks_exact(width).enumerate() {
                let start = (position * self.model.layers.len() + index) * width;
                layer_outputs[start..start + width].copy_from_slice(row);
            }
        }
        Pass { layer_outputs, stream }
    }

    /// Logits of position `index` of a pass.
    pub fn logits(&self, team: &Team<'_>, pass: &Pass, index: usize) -> Vec<f32> {
        let width = self.model.shape().width as usize;
        let x = self.normalised(&pass.stream[index * width..][..width], &self.norms.last);
        self.multiply(team, &self.model.output, &x)
    }

    fn normalised(&self, stream: &[f32], weights: &[f32]) -> Activations {
        let mut normalised = stream.to_vec();
        let epsilon = f32::from_bits(self.model.shape().epsilon);
        self.instructions.enter(Normalise { rows: &mut normalised, weights, epsilon });
        Activations::new(self.instructions, weights.len(), normalised)
    }

    fn multiply(&self, team: &Team<'_>, matrix: &Matrix<'_>, x: &Activations) -> Vec<f32> {
        product::multiply(team, self.instructions, self.profile, matrix, x)
    }

    /// Sine and cosine of each pair, position after position.
    fn rotations(&self, first: usize, count: usize) -> Vec<(f32, f32)> {
        let positions = first..first + count;
        let all = positions.flat_map(|position| self.frequencies.iter().map(move |frequency| (position, *frequency)));
        all.map(|(position, frequency)| rotation(position as u32, frequency)).collect()
    }
}
