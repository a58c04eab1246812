//! Models to test with; each test binary uses some of them.

#![allow(dead_code)]

pub mod file;

use pyronet_compute_spec::{
    inference::{Layer, Matrix, Model, Shape},
    operations::Encoding,
    philox::philox4x32,
};

/// Encodings of a model's matrices.
#[derive(Clone, Copy, Debug)]
pub enum Mix {
    /// Q4_1, with embedding and output in Q8_0.
    Q4WithQ8Output,
    /// Q8_0 everywhere.
    Q8,
    /// F16 everywhere.
    F16,
    /// F32 everywhere.
    F32,
}

/// Sizes that leave rows over behind groups of eight and of sixty-four.
pub const SHAPE: Shape = Shape {
    layers: 2,
    width: 96,
    feed_forward: 160,
    heads: 6,
    key_value_heads: 3,
    head_size: 16,
    vocabulary: 71,
    rotary_base: 0x47c3_5000,
    epsilon: 0x3727_c5ac,
};

/// A model's tensors, in one piece of bytes.
pub struct Tensors {
    pub bytes: Vec<u8>,
    /// Encoding, rows, columns and place of each.
    pub parts: Vec<(Encoding, usize, usize, std::ops::Range<usize>)>,
}

/// Random weights of ordinary size.
pub fn synthetic(mix: Mix, seed: u64) -> Tensors {
    let (inner, outer) = match mix {
        Mix::Q4WithQ8Output => (Encoding::Q4_1, Encoding::Q8_0),
        Mix::Q8 => (Encoding::Q8_0, Encoding::Q8_0),
        Mix::F16 => (Encoding::F16, Encoding::F16),
        Mix::F32 => (Encoding::F32, Encoding::F32),
    };
    let [width, feed_forward, vocabulary] = [SHAPE.width, SHAPE.feed_forward, SHAPE.vocabulary].map(|n| n as usize);
    let (query, key_value) = (SHAPE.query_width() as usize, SHAPE.key_value_width() as usize);
    let mut sizes = vec![(outer, vocabulary, width), (Encoding::F32, 1, width), (outer, vocabulary, width)];
    for _ in 0..SHAPE.layers {
        sizes.extend([
            (Encoding::F32, 1, width),
            (inner, query, width),
            (inner, key_value, width),
            (inner, key_value, width),
            (inner, width, query),
            (Encoding::F32, 1, width),
            (inner, feed_forward, width),
            (inner, feed_forward, width),
            (inner, width, feed_forward),
        ]);
    }
    let mut tensors = Tensors { bytes: vec![], parts: vec![] };
    for (encoding, rows, columns) in sizes {
        let start = tensors.bytes.len();
        for block in 0..rows * columns / encoding.block_columns() {
            let words = |part| philox4x32([block as u32, part, tensors.parts.len() as u32, 0], seed);
            let random: Vec<u8> = (0..3).flat_map(words).flat_map(u32::to_le_bytes).collect();
            // Scales of about 2^-9 and signs at random.
            let half = |at: usize| [random[at], random[at + 1] & 0x83 | 0x18];
            match encoding {
                Encoding::F32 => {
                    let bits = u32::from_le_bytes([random[0], random[1], random[2], random[3]]);
                    tensors.bytes.extend((bits & 0x80ff_ffff | 0x3d00_0000).to_le_bytes());
                }
                Encoding::F16 => tensors.bytes.extend(half(0)),
                Encoding::Q8_0 => {
                    tensors.bytes.extend(half(0));
                    tensors.bytes.extend(&random[2..34]);
                }
                Encoding::Q4_1 => {
                    tensors.bytes.extend(half(0));
                    tensors.bytes.extend(half(2));
                    tensors.bytes.extend(&random[4..20]);
                }
            }
        }
        tensors.parts.push((encoding, rows, columns, start..tensors.bytes.len()));
    }
    tensors
}

impl Tensors {
    /// Overwrites a weight of the first layer's value matrix.
    pub fn poison(&mut self, bits: u32) {
        let start = self.parts[6].3.start + 40;
        self.bytes[start..start + 4].copy_from_slice(&bits.to_le_bytes());
    }

    pub fn model(&self) -> Model<'_> {
        let mut matrices = self.parts.iter().map(|(encoding, rows, columns, range)| {
            Matrix::new(*encoding, *rows, *columns, &self.bytes[range.clone()]).unwrap()
        });
        let mut next = || matrices.next().unwrap();
        let (embedding, norm, output) = (next(), next(), next());
        let layers = (0..SHAPE.layers).map(|_| Layer {
            attention_norm: next(),
            query: next(),
            key: next(),
            value: next(),
            output: next(),
            feed_forward_norm: next(),
            gate: next(),
            up: next(),
            down: next(),
        });
        let layers = layers.collect();
        Model::new(SHAPE, embedding, layers, norm, output).unwrap()
    }
}

/// Hyperparameters of SmolLM2-135M.
pub fn smollm2_shape() -> Shape {
    Shape {
        layers: 30,
        width: 576,
        feed_forward: 1536,
        heads: 9,
        key_value_heads: 3,
        head_size: 64,
        vocabulary: 49_152,
        rotary_base: 100_000.0_f32.to_bits(),
        epsilon: 1e-5_f32.to_bits(),
    }
}
