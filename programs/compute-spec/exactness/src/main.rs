//! `exactness hard|soft|worst FUNCTION FROM COUNT`: prints what the library finds.

use std::{env, process::ExitCode};

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let numbers: Vec<u32> = words.iter().skip(1).filter_map(|word| word.parse().ok()).collect();
    let (Some(what), &[function, from, count]) = (words.first(), numbers.as_slice()) else {
        eprintln!("exactness hard|soft|worst FUNCTION FROM COUNT");
        return ExitCode::from(2);
    };
    let function = function as usize;
    match what.as_str() {
        "hard" => println!("{:016x}", pyronet_exactness::hard(function, from, count)),
        "soft" => println!("{:016x}", pyronet_exactness::soft(function, from, count)),
        _ => {
            let (ulps, at) = pyronet_exactness::worst(function, from, count);
            println!("{ulps} {at}");
        }
    }
    ExitCode::SUCCESS
}
