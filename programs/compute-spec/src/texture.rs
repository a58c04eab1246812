//! The colour of a texture at a place, in defined arithmetic: texels to linear light first, mixing afterwards.
//!
//! There are no smaller versions of a picture: a pixel's samples average over it.

use crate::{
    real::Real,
    scene::{LINEAR_OF_SRGB, SceneView, Texture},
    vector::Vector3,
};

/// Linear RGB of `texture` at `u` (0 left, 1 right) and `v` (0 top, 1 bottom).
#[inline(never)]
pub fn colour_at<R: Real>(scene: &SceneView<'_>, texture: Texture, [u, v]: [R; 2]) -> Vector3<R> {
    let size = [texture.width, texture.height];
    let edges = texture.edges();
    let [x, y] = [u * R::from_u24(size[0]), v * R::from_u24(size[1])];
    let texel = |column: i32, row: i32| {
        let column = wrapped(column, size[0], edges[0]);
        let row = wrapped(row, size[1], edges[1]);
        linear(scene.texel(texture.first_texel + row * size[0] + column), texture.flags & Texture::SRGB != 0)
    };
    if texture.flags & Texture::BILINEAR == 0 {
        return texel(floor_and_rest(x).0, floor_and_rest(y).0);
    }
    let half = R::constant(0.5);
    let (left, across) = floor_and_rest(x - half);
    let (top, down) = floor_and_rest(y - half);
    let upper = mix(texel(left, top), texel(left + 1, top), across);
    let lower = mix(texel(left, top + 1), texel(left + 1, top + 1), across);
    mix(upper, lower, down)
}

#[inline(always)]
fn mix<R: Real>(from: Vector3<R>, to: Vector3<R>, share: R) -> Vector3<R> {
    from * (R::constant(1.0) - share) + to * share
}

#[inline(always)]
fn linear<R: Real>([red, green, blue, _]: [u8; 4], srgb: bool) -> Vector3<R> {
    let channel = |byte: u8| {
        if srgb {
            R::from_bits(LINEAR_OF_SRGB[usize::from(byte)])
        } else {
            R::from_u24(u32::from(byte)) / R::constant(255.0)
        }
    };
    Vector3::new(channel(red), channel(green), channel(blue))
}

/// The texel index that stands for `index` under an edge rule.
#[inline(always)]
fn wrapped(index: i32, size: u32, rule: u32) -> u32 {
    let size = size as i32;
    let index = match rule {
        Texture::REPEAT => index.rem_euclid(size),
        Texture::MIRROR => {
            let turn = index.rem_euclid(2 * size);
            if turn < size { turn } else { 2 * size - 1 - turn }
        }
        _ => index.clamp(0, size - 1),
    };
    index as u32
}

/// The largest integer not above `x`, and the rounded difference. Zeros for a magnitude of 2^24 or more and for NaN, which
/// bounded coordinates never reach.
#[inline(always)]
fn floor_and_rest<R: Real>(x: R) -> (i32, R) {
    let bits = x.to_bits();
    let exponent = bits >> 23 & 0xff;
    if exponent > 150 {
        return (0, R::constant(0.0));
    }
    let significand = bits & 0x7f_ffff | 0x80_0000;
    let (whole, has_rest) = if exponent < 127 {
        (0, bits & 0x7fff_ffff != 0)
    } else {
        let shift = 150 - exponent;
        ((significand >> shift) as i32, significand & ((1 << shift) - 1) != 0)
    };
    let floor = if bits >> 31 == 0 { whole } else { -whole - i32::from(has_rest) };
    let magnitude = R::from_u24(floor.unsigned_abs());
    (floor, if floor < 0 { x + magnitude } else { x - magnitude })
}

#[cfg(all(test, feature = "host"))]
mod tests {
    use super::*;
    use crate::softfloat::Soft32;

    #[test]
    fn floors_are_floors_in_both_arithmetics() {
        for step in -4000..4000_i32 {
            for value in [step as f32 * 0.125, step as f32 * 1e-9, step as f32 * 4099.7, step as f32 * 1e30] {
                let (floor, rest) = floor_and_rest(value);
                let (soft_floor, soft_rest) = floor_and_rest(Soft32::constant(value));
                assert_eq!((floor, rest.to_bits()), (soft_floor, soft_rest.to_bits()));
                if value.abs() < 16_777_216.0 {
                    assert_eq!(floor as f32, value.floor(), "{value}");
                    assert_eq!(rest, value - value.floor(), "{value}");
                }
            }
        }
    }

    #[test]
    fn edges_repeat_mirror_and_hold() {
        let row = |rule| [-3, -2, -1, 0, 1, 2, 3, 4].map(|index| wrapped(index, 2, rule));
        assert_eq!(row(Texture::REPEAT), [1, 0, 1, 0, 1, 0, 1, 0]);
        assert_eq!(row(Texture::MIRROR), [1, 1, 0, 0, 1, 1, 0, 0]);
        assert_eq!(row(Texture::CLAMP), [0, 0, 0, 0, 1, 1, 1, 1]);
    }
}
