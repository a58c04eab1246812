//! Times the Lennard-Jones melt for `npm run bench:dynamics`: cells per edge, steps, threads, passes.

use pyronet_compute_spec::{
    commitment::{HostSha256, Sha256, operation_root},
    dynamics::{
        job::{Scheme, SimulationJob},
        output::Row,
    },
};
use pyronet_engine::dynamics::{lattice::Lattice, simulation::Simulation, thermodynamics::Thermodynamics};
use std::{error::Error, num::NonZeroUsize, time::Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [cells, steps, threads, passes] = arguments.as_slice() else {
        return Err("usage: melt <cells per edge> <steps> <threads> <passes>".into());
    };
    let (cells, steps, passes) = (cells.parse()?, steps.parse()?, passes.parse::<u32>()?);
    let threads: NonZeroUsize = threads.parse()?;
    let start = Lattice { cells: [cells; 3], density: 0.8442, temperature: 1.44, seed: 1 }.start()?;
    let job = SimulationJob {
        atoms: start.atoms,
        scheme: Scheme::Truncated,
        thermostat: None,
        box_edge_bits: start.box_edges.map(f32::to_bits),
        cutoff_bits: 2.5_f32.to_bits(),
        time_step_bits: 0.005_f32.to_bits(),
        steps,
        segment_steps: steps,
        row_interval: steps,
        frame_interval: 0,
        radial_bins: 0,
        seed: 1,
        state_sha256: HostSha256::digest(&[&start.state]),
    };
    let job_bytes = job.encode::<f32>()?;
    let (mut fastest, mut fastest_committed, mut rows, mut back_end) = (f64::INFINITY, f64::INFINITY, vec![], "");
    for _ in 0..passes {
        let mut simulation = Simulation::open(&job_bytes, &start.state, threads)?;
        let began = Instant::now();
        let segment = simulation.run_segment(&|| true)?;
        fastest = fastest.min(began.elapsed().as_secs_f64());
        let roots = [operation_root::<HostSha256>(&segment.state_out), operation_root::<HostSha256>(&segment.output)];
        fastest_committed = fastest_committed.min(began.elapsed().as_secs_f64());
        std::hint::black_box(roots);
        rows = segment.output.chunks(48).map(|row| Thermodynamics::new(&job, &Row::from_bytes(row))).collect();
        back_end = simulation.back_end();
    }
    let thermodynamics: Vec<_> = rows
        .iter()
        .map(|row| {
            serde_json::json!({
                "step": row.step, "temperature": row.temperature, "potential": row.potential_per_atom,
                "total": row.total_per_atom, "pressure": row.pressure,
            })
        })
        .collect();
    println!(
        "{}",
        serde_json::json!({
            "atoms": job.atoms, "seconds": fastest, "committedSeconds": fastest_committed, "backEnd": back_end,
            "units": job.total_units::<f32>().to_string(), "rows": thermodynamics,
        })
    );
    Ok(())
}
