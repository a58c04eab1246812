//! A point of a triangle as a path sees it: position, normals, and what its material's textures say there.

use crate::{
    real::Real,
    scene::{Material, SceneView, Triangle},
    texture::colour_at,
    vector::Vector3,
};

/// A point of a triangle.
#[derive(Clone, Copy, Debug)]
pub struct Place<R> {
    /// The triangle.
    pub triangle: Triangle,
    /// Where it is.
    pub position: Vector3<R>,
    /// Unit normal of the triangle's front.
    pub normal: Vector3<R>,
    /// Area of the triangle.
    pub area: R,
    /// Weights of the corners; they add up to 1 but for rounding.
    pub weights: [R; 3],
}

impl<R: Real> Place<R> {
    /// The place at `position` of triangle `index`, whose corners the caller has at hand.
    #[inline(always)]
    pub fn new(
        scene: &SceneView<'_>,
        index: u32,
        corners: &[Vector3<R>; 3],
        position: Vector3<R>,
        weights: [R; 3],
    ) -> Self {
        let across = (corners[1] - corners[0]).cross(corners[2] - corners[0]);
        let length = across.dot(across).sqrt();
        Self {
            triangle: scene.triangle(index),
            position,
            normal: across * (R::constant(1.0) / length),
            area: length * R::constant(0.5),
            weights,
        }
    }

    /// Emitted radiance of the front, textured; nothing where the material is no light.
    #[inline(always)]
    pub fn emission(&self, scene: &SceneView<'_>, material: &Material) -> Option<Vector3<R>> {
        material.emits().then(|| self.textured(scene, material.emission_texture, Vector3::from_bits(material.emission)))
    }

    /// `factor` times the colour of a texture (1 + index, or 0 for none).
    #[inline(always)]
    pub fn textured(&self, scene: &SceneView<'_>, texture: u32, factor: Vector3<R>) -> Vector3<R> {
        match texture {
            0 => factor,
            number => factor.hadamard(colour_at(scene, scene.texture(number - 1), self.coordinates(scene))),
        }
    }

    fn coordinates(&self, scene: &SceneView<'_>) -> [R; 2] {
        let zero = R::constant(0.0);
        let corners = self.triangle.vertices.map(|vertex| match scene.coordinates_bits(vertex) {
            Some(bits) => bits.map(R::from_bits),
            None => [zero; 2],
        });
        let mean = |axis: usize| {
            (corners[0][axis] * self.weights[0] + corners[1][axis] * self.weights[1])
                + corners[2][axis] * self.weights[2]
        };
        [mean(0), mean(1)]
    }

    /// The unit normal that shades: the vertices' mean, turned to the side of `facing`, the triangle's own normal towards the
    /// viewer; `facing` itself where there is none or where the viewer would see it from behind.
    #[inline(always)]
    pub fn shading_normal(&self, scene: &SceneView<'_>, facing: Vector3<R>, direction: Vector3<R>) -> Vector3<R> {
        let [a, b, c] = self.triangle.vertices.map(|vertex| scene.normal_bits(vertex));
        let (Some(a), Some(b), Some(c)) = (a, b, c) else {
            return facing;
        };
        let corners = [Vector3::<R>::from_bits(a), Vector3::from_bits(b), Vector3::from_bits(c)];
        let mean = (corners[0] * self.weights[0] + corners[1] * self.weights[1]) + corners[2] * self.weights[2];
        if !(mean.dot(mean) > R::constant(1e-12)) {
            return facing;
        }
        let mean = mean.normalised();
        let mean = if mean.dot(facing) < R::constant(0.0) { -mean } else { mean };
        if mean.dot(direction) < R::constant(0.0) { mean } else { facing }
    }
}
