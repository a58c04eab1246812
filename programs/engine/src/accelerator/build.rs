//! Construction: binned surface area heuristic, splitting each range until a node is full.

use super::{DEEPEST_COST_SPLIT, Hierarchy, LEAF, Leaf, NOTHING, Node};
use crate::lanes::Lanes;
use pyronet_compute_spec::scene::SceneView;

const BINS: usize = 16;

/// An axis-aligned box.
#[derive(Clone, Copy)]
struct Bounds {
    low: [f32; 3],
    high: [f32; 3],
}

impl Bounds {
    const EMPTY: Self = Self { low: [f32::INFINITY; 3], high: [f32::NEG_INFINITY; 3] };

    fn include(&mut self, other: &Self) {
        for axis in 0..3 {
            self.low[axis] = self.low[axis].min(other.low[axis]);
            self.high[axis] = self.high[axis].max(other.high[axis]);
        }
    }

    /// Half the surface area, in f64 so that no product overflows.
    fn half_area(&self) -> f64 {
        let [x, y, z] = [0, 1, 2].map(|axis| (f64::from(self.high[axis]) - f64::from(self.low[axis])).max(0.0));
        x * y + y * z + z * x
    }

    fn centre(&self, axis: usize) -> f32 {
        0.5 * (self.low[axis] + self.high[axis])
    }
}

#[derive(Clone, Copy)]
struct Reference {
    bounds: Bounds,
    triangle: u32,
}

/// A run of references, not yet a node.
#[derive(Clone, Copy)]
struct Range {
    start: usize,
    end: usize,
    bounds: Bounds,
}

impl Range {
    fn over(references: &[Reference], start: usize, end: usize) -> Self {
        let mut bounds = Bounds::EMPTY;
        references[start..end].iter().for_each(|reference| bounds.include(&reference.bounds));
        Self { start, end, bounds }
    }
    fn len(&self) -> usize {
        self.end - self.start
    }
}

/// A node whose children are still to be made.
struct Pending {
    range: Range,
    depth: u32,
    node: usize,
}

pub(super) fn build<L: Lanes>(scene: &SceneView<'_>, padding: f32) -> Hierarchy<L> {
    let mut references: Vec<Reference> =
        (0..scene.triangle_count()).map(|triangle| reference(scene, triangle)).collect();
    let root = Range::over(&references, 0, references.len());
    let mut nodes = vec![empty_node::<L>()];
    let mut leaves = vec![];
    let mut pending = vec![Pending { range: root, depth: 0, node: 0 }];
    while let Some(Pending { range, depth, node }) = pending.pop() {
        for (slot, child) in children::<L>(&mut references, range, depth).into_iter().enumerate() {
            for axis in 0..3 {
                nodes[node].bounds[axis][0].as_mut()[slot] = child.bounds.low[axis] - 2.0 * padding;
                nodes[node].bounds[axis][1].as_mut()[slot] = child.bounds.high[axis] + 2.0 * padding;
            }
            nodes[node].children[slot] = if child.len() <= L::WIDTH {
                leaves.push(leaf(scene, &references[child.start..child.end]));
                LEAF | (leaves.len() - 1) as u32
            } else {
                nodes.push(empty_node());
                pending.push(Pending { range: child, depth: depth + 1, node: nodes.len() - 1 });
                (nodes.len() - 1) as u32
            };
        }
    }
    Hierarchy { nodes, leaves, padding }
}

fn reference(scene: &SceneView<'_>, triangle: u32) -> Reference {
    let mut bounds = Bounds::EMPTY;
    for corner in scene.corners::<f32>(triangle) {
        let point = [corner.x, corner.y, corner.z];
        bounds.include(&Bounds { low: point, high: point });
    }
    Reference { bounds, triangle }
}

/// An empty box lies at infinity: no ray enters it.
fn empty_node<L: Lanes>() -> Node<L> {
    let nowhere = [L::array(f32::INFINITY), L::array(f32::NEG_INFINITY)];
    Node { bounds: [nowhere; 3], children: [NOTHING; 8] }
}

/// Absent triangles have all corners in one point, so that their determinant is zero.
fn leaf<L: Lanes>(scene: &SceneView<'_>, references: &[Reference]) -> Leaf<L> {
    let mut leaf = Leaf::<L> { corners: [[L::array(0.0); 3]; 3], triangles: [NOTHING; 8] };
    for (lane, reference) in references.iter().enumerate() {
        leaf.triangles[lane] = reference.triangle;
        for (corner, point) in scene.corners::<f32>(reference.triangle).into_iter().enumerate() {
            for (axis, value) in [point.x, point.y, point.z].into_iter().enumerate() {
                leaf.corners[corner][axis].as_mut()[lane] = value;
            }
        }
    }
    leaf
}

/// Cuts a range into at most `WIDTH` children, always the most promising one next.
fn children<L: Lanes>(references: &mut [Reference], range: Range, depth: u32) -> Vec<Range> {
    let mut ranges = vec![range];
    while ranges.len() < L::WIDTH {
        let promise = |range: &Range| {
            if range.len() <= L::WIDTH {
                -1.0
            } else if depth < DEEPEST_COST_SPLIT {
                range.bounds.half_area()
            } else {
                range.len() as f64
            }
        };
        let best = (0..ranges.len()).max_by(|a, b| promise(&ranges[*a]).total_cmp(&promise(&ranges[*b])));
        let Some(best) = best.filter(|best| promise(&ranges[*best]) >= 0.0) else {
            break;
        };
        let range = ranges.swap_remove(best);
        let middle = split(references, &range, depth);
        ranges.push(Range::over(references, range.start, middle));
        ranges.push(Range::over(references, middle, range.end));
    }
    ranges
}

/// Reorders a range of at least two references and returns where its second part starts.
fn split(references: &mut [Reference], range: &Range, depth: u32) -> usize {
    let mut centres = Bounds::EMPTY;
    for reference in &references[range.start..range.end] {
        let point = [0, 1, 2].map(|axis| reference.bounds.centre(axis));
        centres.include(&Bounds { low: point, high: point });
    }
    let halfway = range.start + range.len() / 2;
    let widest = (0..3).max_by(|a, b| {
        let width = |axis: usize| centres.high[axis] - centres.low[axis];
        width(*a).total_cmp(&width(*b))
    });
    let widest = widest.unwrap_or(0);
    if centres.high[widest] <= centres.low[widest] {
        return halfway;
    }
    if depth >= DEEPEST_COST_SPLIT {
        references[range.start..range.end].select_nth_unstable_by(range.len() / 2, |a, b| {
            a.bounds.centre(widest).total_cmp(&b.bounds.centre(widest))
        });
        return halfway;
    }
    let cut = (0..3).filter_map(|axis| cheapest_cut(&references[range.start..range.end], &centres, axis));
    let Some(cut) = cut.min_by(|a, b| a.cost.total_cmp(&b.cost)) else {
        return halfway;
    };
    let left = partition(&mut references[range.start..range.end], |reference| {
        bin(&centres, cut.axis, reference.bounds.centre(cut.axis)) < cut.bin
    });
    range.start + left
}

struct Cut {
    cost: f64,
    axis: usize,
    /// First bin of the second part.
    bin: usize,
}

fn cheapest_cut(references: &[Reference], centres: &Bounds, axis: usize) -> Option<Cut> {
    if centres.high[axis] <= centres.low[axis] {
        return None;
    }
    let mut counts = [0_u32; BINS];
    let mut boxes = [Bounds::EMPTY; BINS];
    for reference in references {
        let bin = bin(centres, axis, reference.bounds.centre(axis));
        counts[bin] += 1;
        boxes[bin].include(&reference.bounds);
    }
    let mut right_costs = [0.0; BINS];
    let mut right = (0, Bounds::EMPTY);
    for bin in (1..BINS).rev() {
        right.0 += counts[bin];
        right.1.include(&boxes[bin]);
        right_costs[bin] = f64::from(right.0) * right.1.half_area();
    }
    let mut left = (0, Bounds::EMPTY);
    let mut cheapest: Option<Cut> = None;
    for bin in 1..BINS {
        left.0 += counts[bin - 1];
        left.1.include(&boxes[bin - 1]);
        if left.0 == 0 || left.0 as usize == references.len() {
            continue;
        }
        let cost = f64::from(left.0) * left.1.half_area() + right_costs[bin];
        if cheapest.as_ref().is_none_or(|cut| cost < cut.cost) {
            cheapest = Some(Cut { cost, axis, bin });
        }
    }
    cheapest
}

fn bin(centres: &Bounds, axis: usize, centre: f32) -> usize {
    let place = (centre - centres.low[axis]) / (centres.high[axis] - centres.low[axis]);
    ((place * BINS as f32) as usize).min(BINS - 1)
}

/// Moves what `belongs` to the front and returns how many there are.
fn partition(references: &mut [Reference], belongs: impl Fn(&Reference) -> bool) -> usize {
    let mut front = 0;
    for index in 0..references.len() {
        if belongs(&references[index]) {
            references.swap(front, index);
            front += 1;
        }
    }
    front
}
