//! Molecular dynamics: the same bytes from every back end, other people's numbers, physics that must hold, hostile input.

#![allow(clippy::unwrap_used)]

mod back_ends;
mod hostile;
mod laws;
mod published;
mod resume;
mod settings;
