//! Traversal: nearest child first, boxes and triangles a vector at a time.

use super::{Hierarchy, LEAF, Leaf, MAX_DEPTH, Node};
use crate::lanes::Lanes;
use core::mem::MaybeUninit;
use pyronet_compute_spec::{
    ray::{Hit, Ray},
    vector::Vector3,
};

/// Each level leaves at most seven siblings behind.
const STACK: usize = 7 * (MAX_DEPTH as usize + 1) + 1;

#[derive(Clone, Copy)]
struct Visit {
    child: u32,
    entry: f32,
}

/// Nodes still to visit. Memory is written before it is read, and not cleared for every ray.
struct Stack<'a> {
    visits: &'a mut MaybeUninit<[Visit; STACK]>,
    height: usize,
}

impl<'a> Stack<'a> {
    #[inline(always)]
    fn holding(visit: Visit, visits: &'a mut MaybeUninit<[Visit; STACK]>) -> Self {
        let mut stack = Self { visits, height: 0 };
        stack.insert(0, visit);
        stack
    }
    /// Pushes a visit below those above `floor` that are nearer.
    #[inline(always)]
    fn push_ordered(&mut self, floor: usize, visit: Visit) {
        let mut place = self.height;
        while place > floor {
            let before = self.at(place - 1);
            if before.entry >= visit.entry {
                break;
            }
            self.write(place, before);
            place -= 1;
        }
        self.insert(place, visit);
    }
    #[inline(always)]
    fn pop(&mut self) -> Option<Visit> {
        let top = self.height.checked_sub(1)?;
        let visit = self.at(top);
        self.height = top;
        Some(visit)
    }
    /// Writes at `place` and counts one more.
    #[inline(always)]
    fn insert(&mut self, place: usize, visit: Visit) {
        self.write(place, visit);
        self.height += 1;
    }
    #[inline(always)]
    fn write(&mut self, place: usize, visit: Visit) {
        assert!(place < STACK);
        // SAFETY: `place` lies inside the array.
        unsafe { self.visits.as_mut_ptr().cast::<Visit>().add(place).write(visit) }
    }
    #[inline(always)]
    fn at(&self, place: usize) -> Visit {
        assert!(place < self.height);
        // SAFETY: every place below the height was written, and heights never exceed the array.
        unsafe { self.visits.as_ptr().cast::<Visit>().add(place).read() }
    }
}

/// A ray spread over all lanes.
struct WideRay<L> {
    origin: [L; 3],
    inverse: [L; 3],
    /// Which bound of each axis the ray meets first: 0 the lower, 1 the upper.
    near: [usize; 3],
    axes: [usize; 3],
    sheared_origin: [L; 3],
    slopes: [L; 2],
}

impl<L: Lanes> WideRay<L> {
    #[inline(always)]
    unsafe fn new(ray: &Ray<f32>) -> Self {
        // SAFETY: the caller entered the instructions of `L`.
        unsafe {
            Self {
                origin: splat3(ray.origin),
                inverse: splat3(ray.inverse),
                near: [first_plane(ray, 0), first_plane(ray, 1), first_plane(ray, 2)],
                axes: ray.axes,
                sheared_origin: splat3([ray.origin[ray.axes[0]], ray.origin[ray.axes[1]], ray.origin[ray.axes[2]]]),
                slopes: [L::splat(ray.shear[0]), L::splat(ray.shear[1])],
            }
        }
    }
}

impl<L: Lanes> Hierarchy<L> {
    /// # Safety
    /// The caller entered the instructions of `L`.
    #[inline(always)]
    pub(super) unsafe fn find_closest(&self, ray: &Ray<f32>) -> Option<Hit<f32>> {
        let mut closest: Option<Hit<f32>> = None;
        let mut limit = f32::INFINITY;
        // SAFETY: as for this function.
        let wide = unsafe { WideRay::<L>::new(ray) };
        let mut visits = MaybeUninit::uninit();
        let mut stack = Stack::holding(Visit { child: 0, entry: 0.0 }, &mut visits);
        while let Some(visit) = stack.pop() {
            // A box entered exactly at the limit may hold an equal distance with a lower index.
            if visit.entry > limit {
                continue;
            }
            if visit.child & LEAF == 0 {
                // SAFETY: as for this function.
                unsafe { push_children(&self.nodes[visit.child as usize], &wide, limit, &mut stack) };
                continue;
            }
            let leaf = &self.leaves[(visit.child & !LEAF) as usize];
            // SAFETY: as for this function.
            let mut candidates = unsafe { candidates(leaf, &wide) };
            while candidates != 0 {
                let lane = candidates.trailing_zeros() as usize;
                candidates &= candidates - 1;
                let triangle = leaf.triangles[lane];
                if let Some(distance) = ray.meets(&corners(leaf, lane), self.padding)
                    && closest.is_none_or(|hit| {
                        distance < hit.distance || (distance == hit.distance && triangle < hit.triangle)
                    })
                {
                    closest = Some(Hit { distance, triangle });
                    limit = distance;
                }
            }
        }
        closest
    }

    /// # Safety
    /// The caller entered the instructions of `L`.
    #[inline(always)]
    pub(super) unsafe fn find_any(&self, ray: &Ray<f32>, limit: f32) -> bool {
        // SAFETY: as for this function.
        let wide = unsafe { WideRay::<L>::new(ray) };
        let mut visits = MaybeUninit::uninit();
        let mut stack = Stack::holding(Visit { child: 0, entry: 0.0 }, &mut visits);
        while let Some(visit) = stack.pop() {
            if visit.child & LEAF == 0 {
                // SAFETY: as for this function.
                unsafe { push_children(&self.nodes[visit.child as usize], &wide, limit, &mut stack) };
                continue;
            }
            let leaf = &self.leaves[(visit.child & !LEAF) as usize];
            // SAFETY: as for this function.
            let mut candidates = unsafe { candidates(leaf, &wide) };
            while candidates != 0 {
                let lane = candidates.trailing_zeros() as usize;
                candidates &= candidates - 1;
                if ray.meets(&corners(leaf, lane), self.padding).is_some_and(|distance| distance < limit) {
                    return true;
                }
            }
        }
        false
    }
}

/// Pushes the children whose boxes the ray enters at or before `limit`, the nearest last.
///
/// # Safety
/// The caller entered the instructions of `L`.
#[inline(always)]
unsafe fn push_children<L: Lanes>(node: &Node<L>, ray: &WideRay<L>, limit: f32, stack: &mut Stack<'_>) {
    // SAFETY: as for this function.
    let (mut entered, entries) = unsafe {
        let entry = near(node, ray, 0).greater(near(node, ray, 1)).greater(near(node, ray, 2));
        let exit = far(node, ray, 0).lesser(far(node, ray, 1)).lesser(far(node, ray, 2));
        let entered = entry.at_most(exit.lesser(L::splat(limit))) & L::splat(0.0).at_most(exit);
        (entered, entry.store())
    };
    let entries = entries.as_ref();
    let floor = stack.height;
    while entered != 0 {
        let lane = entered.trailing_zeros() as usize;
        entered &= entered - 1;
        stack.push_ordered(floor, Visit { child: node.children[lane], entry: entries[lane] });
    }
}

/// Lanes whose edge functions do not rule the triangle out: the same products and differences as the specification's.
///
/// # Safety
/// The caller entered the instructions of `L`.
#[inline(always)]
unsafe fn candidates<L: Lanes>(leaf: &Leaf<L>, ray: &WideRay<L>) -> u32 {
    // SAFETY: as for this function.
    unsafe {
        let ((ax, ay), (bx, by), (cx, cy)) = (sheared(leaf, ray, 0), sheared(leaf, ray, 1), sheared(leaf, ray, 2));
        let u = cx.mul(by).sub(cy.mul(bx));
        let v = ax.mul(cy).sub(ay.mul(cx));
        let w = bx.mul(ay).sub(by.mul(ax));
        let zero = L::splat(0.0);
        let negative = u.lesser(v).lesser(w).below(zero);
        let positive = zero.below(u.greater(v).greater(w));
        // All zero is excluded too: such a triangle is seen edge-on and its determinant is zero.
        negative ^ positive
    }
}

/// Which bound of an axis a ray meets first: 0 the lower, 1 the upper.
#[inline(always)]
fn first_plane(ray: &Ray<f32>, axis: usize) -> usize {
    usize::from(ray.inverse[axis] < 0.0)
}

/// # Safety
/// The caller entered the instructions of `L`.
#[inline(always)]
unsafe fn splat3<L: Lanes>(values: [f32; 3]) -> [L; 3] {
    // SAFETY: as for this function.
    unsafe { [L::splat(values[0]), L::splat(values[1]), L::splat(values[2])] }
}

/// Where the ray crosses the near planes of one axis, in every lane.
///
/// # Safety
/// The caller entered the instructions of `L`.
#[inline(always)]
unsafe fn near<L: Lanes>(node: &Node<L>, ray: &WideRay<L>, axis: usize) -> L {
    // SAFETY: as for this function.
    unsafe { L::load(&node.bounds[axis][ray.near[axis]]).sub(ray.origin[axis]).mul(ray.inverse[axis]) }
}

/// Where the ray crosses the far planes of one axis, in every lane.
///
/// # Safety
/// The caller entered the instructions of `L`.
#[inline(always)]
unsafe fn far<L: Lanes>(node: &Node<L>, ray: &WideRay<L>, axis: usize) -> L {
    // SAFETY: as for this function.
    unsafe { L::load(&node.bounds[axis][1 - ray.near[axis]]).sub(ray.origin[axis]).mul(ray.inverse[axis]) }
}

/// One corner in the ray's sheared frame, in every lane.
///
/// # Safety
/// The caller entered the instructions of `L`.
#[inline(always)]
unsafe fn sheared<L: Lanes>(leaf: &Leaf<L>, ray: &WideRay<L>, corner: usize) -> (L, L) {
    let [x_axis, y_axis, z_axis] = ray.axes;
    let axes = &leaf.corners[corner];
    // SAFETY: as for this function.
    unsafe {
        let depth = L::load(&axes[z_axis]).sub(ray.sheared_origin[2]);
        let x = L::load(&axes[x_axis]).sub(ray.sheared_origin[0]);
        let y = L::load(&axes[y_axis]).sub(ray.sheared_origin[1]);
        (x.sub(ray.slopes[0].mul(depth)), y.sub(ray.slopes[1].mul(depth)))
    }
}

#[inline(always)]
fn corners<L: Lanes>(leaf: &Leaf<L>, lane: usize) -> [Vector3<f32>; 3] {
    [corner(leaf, 0, lane), corner(leaf, 1, lane), corner(leaf, 2, lane)]
}

#[inline(always)]
fn corner<L: Lanes>(leaf: &Leaf<L>, corner: usize, lane: usize) -> Vector3<f32> {
    let [x, y, z] = &leaf.corners[corner];
    Vector3::new(x.as_ref()[lane], y.as_ref()[lane], z.as_ref()[lane])
}
