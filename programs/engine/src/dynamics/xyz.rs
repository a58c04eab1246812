//! Reads the XYZ format: a count, a comment, then one atom per line: name, x, y, z and, if present, three velocities.
//!
//! The box comes from `Lattice="ax 0 0 0 by 0 0 0 cz"` in the comment (the extended format) or from the caller. Lengths are
//! in σ and velocities in reduced units; names are not looked at. Positions outside the box are wrapped into it.

use super::lattice::{Start, quanta, velocities};
use pyronet_compute_spec::dynamics::{job::MAX_ATOMS, state::encode_state};
use std::fmt;

/// Bytes of a file.
pub const MAX_FILE_BYTES: usize = 1 << 30;
/// Largest magnitude of a coordinate, in σ.
const MAX_COORDINATE: f64 = 1e9;

/// Why a file is not a configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct XyzError {
    /// Stable kebab-case code.
    pub code: &'static str,
    /// One sentence for people.
    pub sentence: &'static str,
    /// Line of the file, counted from 1.
    pub line: usize,
}

impl fmt::Display for XyzError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} (line {})", self.sentence, self.line)
    }
}

impl std::error::Error for XyzError {}

/// What a file may leave open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Missing {
    /// Box edges, in σ, for a file without `Lattice`.
    pub box_edges: Option<[f32; 3]>,
    /// Temperature of the velocities of a file that has none.
    pub temperature: f64,
    /// Seed of these velocities.
    pub seed: u64,
}

/// Reads the first configuration of a file.
pub fn read_xyz(bytes: &[u8], missing: Missing) -> Result<Start, XyzError> {
    let fail = |code, sentence, line| Err(XyzError { code, sentence, line });
    if bytes.len() > MAX_FILE_BYTES {
        return fail("too-large", "The file is longer than 1 GiB.", 1);
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return fail("malformed", "The file is not text.", 1);
    };
    let mut lines = text.lines();
    let declared = lines.next().and_then(|line| line.trim().parse::<u64>().ok());
    let atoms = match declared {
        Some(count) if (2..=u64::from(MAX_ATOMS)).contains(&count) => count as u32,
        Some(_) => return fail("too-large", "The number of atoms is not between 2 and 4194304.", 1),
        None => return fail("malformed", "The first line is not a number of atoms.", 1),
    };
    let Some(comment) = lines.next() else { return fail("truncated", "The file ends before its atoms.", 2) };
    let box_edges = match (lattice_of(comment), missing.box_edges) {
        (Some(lattice), _) => lattice.map_err(|sentence| XyzError { code: "malformed", sentence, line: 2 })?,
        (None, Some(edges)) => edges,
        (None, None) => return fail("no-box", "The file states no Lattice; give the edges of the box.", 2),
    };
    if !box_edges.iter().all(|edge| (1.0..=32_768.0).contains(edge)) {
        return fail("out-of-range", "A box edge is not between 1 and 32768 diameters.", 2);
    }
    // Grown as lines are read: what a file declares costs nothing.
    let (mut positions, mut moving) = (vec![], vec![]);
    for line_number in 3..3 + atoms as usize {
        let Some(line) = lines.next() else { return fail("truncated", "The file ends before its atoms.", line_number) };
        let Some(numbers) = numbers_of(line) else {
            return fail("malformed", "An atom is not a name and three or six numbers.", line_number);
        };
        let (place, velocity) = (&numbers[..3], &numbers[3..]);
        if !place.iter().all(|coordinate| coordinate.abs() <= MAX_COORDINATE) {
            return fail("not-finite", "A coordinate is not a number, or too large.", line_number);
        }
        positions.push([0, 1, 2].map(|axis| wrapped(place[axis], box_edges[axis])));
        if let [x, y, z] = *velocity {
            let velocity =
                quanta([x, y, z]).map_err(|sentence| XyzError { code: "out-of-range", sentence, line: line_number })?;
            moving.push(velocity);
        }
    }
    let moving = match moving.len() {
        0 => velocities(atoms, missing.temperature, missing.seed).map_err(|sentence| XyzError {
            code: "out-of-range",
            sentence,
            line: 1,
        })?,
        count if count == atoms as usize => moving,
        _ => return fail("malformed", "Some atoms have velocities and others have none.", 3),
    };
    Ok(Start { box_edges, state: encode_state(0, &positions, &moving), atoms })
}

/// A name, then exactly three or six numbers.
fn numbers_of(line: &str) -> Option<Vec<f64>> {
    let mut words = line.split_ascii_whitespace();
    words.next()?;
    let numbers: Vec<f64> = words.by_ref().take(6).map_while(|word| word.parse().ok()).collect();
    let complete = words.next().is_none() && matches!(numbers.len(), 3 | 6);
    (complete && line.split_ascii_whitespace().count() == numbers.len() + 1).then_some(numbers)
}

/// The rectangular box of `Lattice="…"`, if the comment states one.
fn lattice_of(comment: &str) -> Option<Result<[f32; 3], &'static str>> {
    let (_, rest) = comment.split_once("Lattice=\"")?;
    let Some((numbers, _)) = rest.split_once('"') else { return Some(Err("The Lattice is not closed by a quote.")) };
    let numbers: Option<Vec<f64>> = numbers.split_ascii_whitespace().map(|word| word.parse().ok()).collect();
    let Some(&[x, a, b, c, y, d, e, f, z]) = numbers.as_deref() else {
        return Some(Err("The Lattice is not nine numbers."));
    };
    if [a, b, c, d, e, f].iter().any(|component| *component != 0.0) {
        return Some(Err("The box is not rectangular along the axes."));
    }
    Some(Ok([x as f32, y as f32, z as f32]))
}

/// A coordinate as a fraction of the box, in quanta of 2^-32.
fn wrapped(coordinate: f64, edge: f32) -> u32 {
    let fraction = coordinate / f64::from(edge);
    // Rounding up to the whole box is the place at its beginning.
    ((fraction - fraction.floor()) * 4_294_967_296.0).round_ties_even() as u64 as u32
}
