//! Several f32 side by side. Every operation is the IEEE-754 one in each lane, so lanes never change a result.

#[cfg(target_arch = "x86_64")]
mod avx;
#[cfg(not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128"))))]
mod portable;
#[cfg(target_arch = "x86_64")]
mod sse2;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod wasm;

#[cfg(target_arch = "x86_64")]
pub use avx::Avx;
#[cfg(not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128"))))]
pub use portable::Portable as Baseline;
#[cfg(target_arch = "x86_64")]
pub use sse2::Sse2 as Baseline;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub use wasm::Wasm as Baseline;

/// A piece of work to run inside [`Lanes::enter`]. Not a closure, because only a function can be told to inline always, and
/// what is not inlined does not compile to the instructions.
pub trait Work {
    /// What it answers.
    type Output;
    /// Does it; implementations are `#[inline(always)]`.
    fn run(self) -> Self::Output;
}

/// A vector of [`Lanes::WIDTH`] f32.
///
/// # Safety
/// The methods may use instructions that the build does not assume. A caller makes sure the processor has them
/// ([`Lanes::is_available`]) and enters through [`Lanes::enter`], so that they compile to those instructions.
pub trait Lanes: Copy + Send + Sync + 'static {
    /// Number of lanes, at most 8.
    const WIDTH: usize;
    /// What the back end is called in `probe`.
    const NAME: &'static str;
    /// `WIDTH` numbers in memory.
    type Array: Copy + Send + Sync + AsRef<[f32]> + AsMut<[f32]>;

    /// True when this processor has the instructions.
    fn is_available() -> bool;
    /// An array of equal numbers.
    fn array(value: f32) -> Self::Array;
    /// Runs `work` compiled with the instructions.
    ///
    /// # Safety
    /// [`Lanes::is_available`] must have answered true.
    unsafe fn enter<W: Work>(work: W) -> W::Output;

    /// All lanes equal.
    ///
    /// # Safety
    /// See the trait.
    unsafe fn splat(value: f32) -> Self;
    /// Lanes from memory.
    ///
    /// # Safety
    /// See the trait.
    unsafe fn load(array: &Self::Array) -> Self;
    /// Lanes to memory.
    ///
    /// # Safety
    /// See the trait.
    unsafe fn store(self) -> Self::Array;
    /// Sum.
    ///
    /// # Safety
    /// See the trait.
    unsafe fn add(self, other: Self) -> Self;
    /// Difference.
    ///
    /// # Safety
    /// See the trait.
    unsafe fn sub(self, other: Self) -> Self;
    /// Product.
    ///
    /// # Safety
    /// See the trait.
    unsafe fn mul(self, other: Self) -> Self;
    /// `self < other ? self : other`.
    ///
    /// # Safety
    /// See the trait.
    unsafe fn lesser(self, other: Self) -> Self;
    /// `self > other ? self : other`.
    ///
    /// # Safety
    /// See the trait.
    unsafe fn greater(self, other: Self) -> Self;
    /// Bit i is set where `self <= other` in lane i.
    ///
    /// # Safety
    /// See the trait.
    unsafe fn at_most(self, other: Self) -> u32;
    /// Bit i is set where `self < other` in lane i.
    ///
    /// # Safety
    /// See the trait.
    unsafe fn below(self, other: Self) -> u32;
}
