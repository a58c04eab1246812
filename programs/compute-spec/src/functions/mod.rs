//! placeholder
use crate::real::Real;
pub mod half {
    use crate::real::Real;
    pub fn from_half<R: Real>(h: u16) -> R {
        let sign = u32::from(h & 0x8000) << 16;
        let e = u32::from(h >> 10) & 31;
        let m = u32::from(h & 1023);
        if e == 31 { return R::from_bits(sign | 0x7f80_0000 | m << 13); }
        if e != 0 { return R::from_bits(sign | (e + 112) << 23 | m << 13); }
        let v = R::from_u24(m) * R::constant(1.0 / 16_777_216.0);
        if sign != 0 { -v } else { v }
    }
}
#[inline(always)]
pub fn exp<R: Real>(x: R) -> R {
    let x = if x > R::constant(88.0) { return R::from_bits(0x7f80_0000) } else { x };
    let x = if x < R::constant(-87.0) { return R::constant(0.0) } else { x };
    let t = x.fused_multiply_add(R::constant(1.442_695_04), R::constant(12_582_912.0));
    let n = t - R::constant(12_582_912.0);
    let r = n.fused_multiply_add(R::constant(-0.693_147_18), x);
    let r = n.fused_multiply_add(R::constant(1.904_654_3e-9), r);
    let mut p = R::constant(1.0 / 5040.0);
    for c in [1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0] { p = p.fused_multiply_add(r, R::constant(c)); }
    let k = t.to_bits().wrapping_sub(0x4b40_0000).wrapping_add(127);
    p * R::from_bits(k << 23)
}
pub fn sin<R: Real>(x: R) -> R { sc(x).0 }
pub fn cos<R: Real>(x: R) -> R { sc(x).1 }
fn sc<R: Real>(x: R) -> (R, R) {
    let t = x.fused_multiply_add(R::constant(0.636_619_77), R::constant(12_582_912.0));
    let n = t - R::constant(12_582_912.0);
    let r = n.fused_multiply_add(R::constant(-1.570_312_5), x);
    let r = n.fused_multiply_add(R::constant(-4.837_512_97e-4), r);
    let r = n.fused_multiply_add(R::constant(-7.549_79e-8), r);
    let s = r * r;
    let mut a = R::constant(-1.0 / 5040.0);
    for c in [1.0 / 120.0, -1.0 / 6.0, 1.0] { a = a.fused_multiply_add(s, R::constant(c)); }
    a = a * r;
    let mut b = R::constant(1.0 / 40320.0);
    for c in [-1.0 / 720.0, 1.0 / 24.0, -0.5, 1.0] { b = b.fused_multiply_add(s, R::constant(c)); }
    match t.to_bits() & 3 { 0 => (a, b), 1 => (b, -a), 2 => (-a, -b), _ => (-b, a) }
}
