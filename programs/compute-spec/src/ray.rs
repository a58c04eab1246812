//! What it means for a ray to meet a triangle, and which triangle is the closest.
//!
//! The edge test is the one of Woop, Benthin, Wald: "Watertight ray/triangle intersection" (JCGT 2013), in separately
//! rounded products and sums. A rounded difference `fl(fl(a·b) − fl(c·d))` never has the wrong sign, only sometimes the
//! value zero, and zero counts as inside for both neighbours, so a shared edge leaves no crack.
//!
//! A hit must also lie inside the triangle's own bounding box, widened by [`Surroundings::padding`]. A surface that is met
//! squarely always does; slivers seen edge-on, whose edge tests are all noise, need not. That makes the answer of a
//! bounding volume hierarchy provably the answer of trying every triangle: a box around many triangles, widened by twice
//! the padding, contains every widened box inside it, and rounding is monotone.

use crate::{real::Real, scene::SceneView, vector::Vector3};

/// Lengths that follow from a scene's size.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<R> {
    /// How far a hit may lie outside its triangle's bounding box: 2^-18 of the largest absolute coordinate, the camera's
    /// included.
    pub padding: R,
    /// How far a path leaves a surface before it goes on: 2^-16 of the scene's extent.
    pub offset: R,
}

impl<R: Real> Surroundings<R> {
    /// Lengths for a scene seen from `eye`.
    pub fn new(scene: &SceneView<'_>, eye: Vector3<R>) -> Self {
        let extent = R::from_bits(scene.extent_bits());
        let reach = extent.greater(eye.x.abs()).greater(eye.y.abs()).greater(eye.z.abs());
        Self { padding: reach * R::constant(1.0 / 262_144.0), offset: extent * R::constant(1.0 / 65_536.0) }
    }
}

/// A ray with everything about it that is the same for all triangles.
#[derive(Clone, Copy, Debug)]
pub struct Ray<R> {
    /// Where it starts.
    pub origin: [R; 3],
    /// Where it goes; unit length but for rounding.
    pub direction: Vector3<R>,
    /// 1 / direction, where a component below 2^-60 counts as 2^-60 with its sign.
    pub inverse: [R; 3],
    /// Axes in the order (x', y', z'), z' being the one along which the direction is longest.
    pub axes: [usize; 3],
    /// Slopes of x' and y' over z', and 1 / z'.
    pub shear: [R; 3],
}

/// The three edge functions of a triangle, and its depths, in the ray's sheared frame.
#[derive(Clone, Copy, Debug)]
pub struct EdgeTest<R> {
    /// Unnormalised weights of the corners.
    pub weights: [R; 3],
    /// Their sum, never zero.
    pub determinant: R,
    /// Distance along the ray.
    pub distance: R,
}

/// The closest surface along a ray.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit<R> {
    /// Distance along the ray, above 0.
    pub distance: R,
    /// Index of the triangle.
    pub triangle: u32,
}

impl<R: Real> Ray<R> {
    /// A ray from `origin` along `direction`, which must have unit length but for rounding.
    #[inline(always)]
    pub fn new(origin: Vector3<R>, direction: Vector3<R>) -> Self {
        let along = [direction.x, direction.y, direction.z];
        let [x, y, z] = [along[0].abs(), along[1].abs(), along[2].abs()];
        let longest = if x >= y && x >= z {
            0
        } else if y >= z {
            1
        } else {
            2
        };
        let axes = [NEXT_AXIS[longest], NEXT_AXIS[NEXT_AXIS[longest]], longest];
        let shear =
            [along[axes[0]] / along[longest], along[axes[1]] / along[longest], R::constant(1.0) / along[longest]];
        Self {
            origin: [origin.x, origin.y, origin.z],
            direction,
            inverse: [bounded_inverse(along[0]), bounded_inverse(along[1]), bounded_inverse(along[2])],
            axes,
            shear,
        }
    }

    /// Where it starts, as a vector.
    #[inline(always)]
    pub fn start(&self) -> Vector3<R> {
        Vector3::new(self.origin[0], self.origin[1], self.origin[2])
    }

    #[inline(always)]
    fn towards(&self, point: &Vector3<R>) -> [R; 3] {
        [point.x - self.origin[0], point.y - self.origin[1], point.z - self.origin[2]]
    }

    /// Corners relative to the origin.
    #[inline(always)]
    fn relative(&self, corners: &[Vector3<R>; 3]) -> [[R; 3]; 3] {
        let [a, b, c] = corners;
        [self.towards(a), self.towards(b), self.towards(c)]
    }

    /// The edge test alone: nothing when the line misses the triangle or sees it exactly edge-on.
    #[inline(always)]
    pub fn edge_test(&self, corners: &[Vector3<R>; 3]) -> Option<EdgeTest<R>> {
        self.edge_test_relative(&self.relative(corners))
    }

    #[inline(always)]
    fn edge_test_relative(&self, relative: &[[R; 3]; 3]) -> Option<EdgeTest<R>> {
        let [a, b, c] = relative;
        let ([ax, ay], [bx, by], [cx, cy]) = (self.sheared(a), self.sheared(b), self.sheared(c));
        let u = cx * by - cy * bx;
        let v = ax * cy - ay * cx;
        let w = bx * ay - by * ax;
        let zero = R::constant(0.0);
        if (u < zero || v < zero || w < zero) && (u > zero || v > zero || w > zero) {
            return None;
        }
        let determinant = (u + v) + w;
        if determinant == zero {
            return None;
        }
        let z_axis = self.axes[2];
        let z_scale = self.shear[2];
        let (az, bz, cz) = (z_scale * a[z_axis], z_scale * b[z_axis], z_scale * c[z_axis]);
        let distance = ((u * az + v * bz) + w * cz) / determinant;
        Some(EdgeTest { weights: [u, v, w], determinant, distance })
    }

    /// Place across the ray, in its sheared frame.
    #[inline(always)]
    fn sheared(&self, relative: &[R; 3]) -> [R; 2] {
        let [x_axis, y_axis, z_axis] = self.axes;
        let depth = relative[z_axis];
        [relative[x_axis] - self.shear[0] * depth, relative[y_axis] - self.shear[1] * depth]
    }

    /// Distance at which the ray meets a triangle, above 0 and inside the triangle's widened box; nothing otherwise.
    #[inline(always)]
    pub fn meets(&self, corners: &[Vector3<R>; 3], padding: R) -> Option<R> {
        let relative = self.relative(corners);
        let distance = self.edge_test_relative(&relative)?.distance;
        if distance > R::constant(0.0) && self.inside_box(&relative, distance, padding) { Some(distance) } else { None }
    }

    #[inline(always)]
    fn inside_box(&self, relative: &[[R; 3]; 3], distance: R, padding: R) -> bool {
        (0..3).all(|axis| {
            let [a, b, c] = [relative[0][axis], relative[1][axis], relative[2][axis]];
            let low = (a.lesser(b).lesser(c) - padding) * self.inverse[axis];
            let high = (a.greater(b).greater(c) + padding) * self.inverse[axis];
            low.lesser(high) <= distance && distance <= low.greater(high)
        })
    }
}

const NEXT_AXIS: [usize; 3] = [1, 2, 0];

/// 1 / component, with components of magnitude below 2^-60 taken as 2^-60 of the same sign: finite, and no 0 · ∞ later.
#[inline(always)]
fn bounded_inverse<R: Real>(component: R) -> R {
    let smallest = R::constant(1.0 / (1_u64 << 60) as f32);
    if component.abs() >= smallest {
        return R::constant(1.0) / component;
    }
    let largest = R::constant((1_u64 << 60) as f32);
    if component.to_bits() >> 31 == 0 { largest } else { -largest }
}

/// How a back end answers the two questions a path asks. Any accelerator must answer exactly as [`EveryTriangle`] does.
pub trait Geometry<R> {
    /// The triangle with the least distance; of equal distances, the lowest index.
    fn closest_hit(&self, ray: &Ray<R>) -> Option<Hit<R>>;
    /// True when some triangle is met at a distance below `limit`.
    fn occluded(&self, ray: &Ray<R>, limit: R) -> bool;
}

/// The meaning: try all triangles in order.
#[derive(Clone, Copy, Debug)]
pub struct EveryTriangle<'a, R> {
    /// The scene.
    pub scene: SceneView<'a>,
    /// See [`Surroundings::padding`].
    pub padding: R,
}

impl<R: Real> Geometry<R> for EveryTriangle<'_, R> {
    fn closest_hit(&self, ray: &Ray<R>) -> Option<Hit<R>> {
        let mut closest: Option<Hit<R>> = None;
        for triangle in 0..self.scene.triangle_count() {
            if let Some(distance) = ray.meets(&self.scene.corners(triangle), self.padding)
                && closest.is_none_or(|hit| distance < hit.distance)
            {
                closest = Some(Hit { distance, triangle });
            }
        }
        closest
    }

    fn occluded(&self, ray: &Ray<R>, limit: R) -> bool {
        (0..self.scene.triangle_count())
            .any(|triangle| ray.meets(&self.scene.corners(triangle), self.padding).is_some_and(|at| at < limit))
    }
}
