//! Keys and values of all positions so far.

use pyronet_compute_spec::inference::Shape;

/// Positions side by side in the keys, so that scores of so many are computed at once.
pub(super) const SIDE_BY_SIDE: usize = 8;

/// The cache of a decoder.
#[derive(Clone, Debug)]
pub struct Cache {
    columns: usize,
    positions: usize,
    layers: Vec<LayerCache>,
}

/// One layer's keys and values.
#[derive(Clone, Debug, Default)]
pub(super) struct LayerCache {
    /// Groups of eight positions; in each, column after column, eight numbers.
    pub keys: Vec<f32>,
    /// Position after position.
    pub values: Vec<f32>,
}

impl Cache {
    /// An empty cache.
    pub fn new(shape: &Shape) -> Self {
        let layers = vec![LayerCache::default(); shape.layers as usize];
        Self { columns: shape.key_value_width() as usize, positions: 0, layers }
    }

    /// Positions so far.
    pub fn positions(&self) -> usize {
        self.positions
    }

    /// Makes room for `count` more positions; each layer stores its part of them.
    pub(super) fn extend(&mut self, count: usize) {
        self.positions += count;
        for layer in &mut self.layers {
            layer.keys.resize(self.positions.next_multiple_of(SIDE_BY_SIDE) * self.columns, 0.0);
            layer.values.resize(self.positions * self.columns, 0.0);
        }
    }

    /// Stores rows of keys and values of a layer from position `first` on.
    pub(super) fn store(&mut self, layer: usize, first: usize, keys: &[f32], values: &[f32]) {
        let columns = self.columns;
        let layer = &mut self.layers[layer];
        layer.values[first * columns..][..values.len()].copy_from_slice(values);
        for (position, row) in (first..).zip(keys.chunks_exact(columns)) {
            let start = position / SIDE_BY_SIDE * SIDE_BY_SIDE * columns + position % SIDE_BY_SIDE;
            for (slot, key) in layer.keys[start..].iter_mut().step_by(SIDE_BY_SIDE).zip(row) {
                *slot = *key;
            }
        }
    }

    pub(super) fn layer(&self, layer: usize) -> &LayerCache {
        &self.layers[layer]
    }

    /// A position's row: in each layer the rotated keys, then the values.
    pub fn row(&self, position: usize) -> Vec<f32> {
        let mut row = Vec::with_capacity(2 * self.columns * self.layers.len());
        let start = position / SIDE_BY_SIDE * SIDE_BY_SIDE * self.columns + position % SIDE_BY_SIDE;
        for layer in &self.layers {
            row.extend(layer.keys[start..].iter().step_by(SIDE_BY_SIDE).take(self.columns));
            row.extend_from_slice(&layer.values[position * self.columns..][..self.columns]);
        }
        row
    }

    /// Appends a position by its row.
    pub fn push_row(&mut self, row: &[f32]) {
        let position = self.positions;
        self.extend(1);
        for (layer, both) in row.chunks_exact(2 * self.columns).enumerate() {
            self.store(layer, position, &both[..self.columns], &both[self.columns..]);
        }
    }
}
