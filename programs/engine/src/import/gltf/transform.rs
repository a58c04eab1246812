use super::document::Node;
use crate::import::model::Vector;

/// An affine map: three columns of the linear part, then the translation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Transform {
    columns: [Vector; 4],
}

impl Transform {
    pub const IDENTITY: Self = Self { columns: [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]] };

    /// A node's own transform (glTF 2.0 §3.5.2): its matrix, or scale, then rotation, then translation.
    pub fn of(node: &Node) -> Self {
        if let Some(m) = node.matrix {
            return Self {
                columns: [[m[0], m[1], m[2]], [m[4], m[5], m[6]], [m[8], m[9], m[10]], [m[12], m[13], m[14]]],
            };
        }
        let [x, y, z, w] = node.rotation.unwrap_or([0.0, 0.0, 0.0, 1.0]);
        let [scale_x, scale_y, scale_z] = node.scale.unwrap_or([1.0; 3]);
        let times = |factor: f64, column: Vector| column.map(|value| value * factor);
        Self {
            columns: [
                times(scale_x, [1.0 - 2.0 * (y * y + z * z), 2.0 * (x * y + z * w), 2.0 * (x * z - y * w)]),
                times(scale_y, [2.0 * (x * y - z * w), 1.0 - 2.0 * (x * x + z * z), 2.0 * (y * z + x * w)]),
                times(scale_z, [2.0 * (x * z + y * w), 2.0 * (y * z - x * w), 1.0 - 2.0 * (x * x + y * y)]),
                node.translation.unwrap_or([0.0; 3]),
            ],
        }
    }

    /// The map that applies `inner` first.
    pub fn after(&self, inner: &Self) -> Self {
        let [x, y, z, translation] = inner.columns;
        Self { columns: [self.direction(x), self.direction(y), self.direction(z), self.point(translation)] }
    }

    /// True when the map turns a counter-clockwise triangle into a clockwise one.
    pub fn mirrors(&self) -> bool {
        let [[a, b, c], [d, e, f], [g, h, i], _] = self.columns;
        a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g) < 0.0
    }

    pub fn point(&self, point: Vector) -> Vector {
        let moved = self.direction(point);
        let [.., translation] = self.columns;
        [0, 1, 2].map(|axis| moved[axis] + translation[axis])
    }

    /// A surface's normal under the map, of any length and sign.
    pub fn normal(&self, normal: Vector) -> Vector {
        let [x, y, z, _] = self.columns;
        let cofactors = [cross(y, z), cross(z, x), cross(x, y)];
        [0, 1, 2].map(|axis| (0..3).map(|column| cofactors[column][axis] * normal[column]).sum())
    }

    pub fn direction(&self, direction: Vector) -> Vector {
        let [x, y, z, _] = self.columns;
        [0, 1, 2].map(|axis| x[axis] * direction[0] + y[axis] * direction[1] + z[axis] * direction[2])
    }
}

fn cross(a: Vector, b: Vector) -> Vector {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}
