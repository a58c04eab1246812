//! The Lennard-Jones melt of `npm run bench:dynamics`, from the positions and velocities of an XYZ file:
//! melt <start.xyz> <steps> <steps per segment> <threads> <passes>.

use pyronet_compute_spec::{
    commitment::{HostSha256, Sha256, operation_root},
    dynamics::{
        job::{Scheme, SimulationJob},
        output::{ROW_BYTES, Row},
    },
    plan::Plan as _,
};
use pyronet_engine::dynamics::{
    simulation::Simulation,
    thermodynamics::Thermodynamics,
    xyz::{Missing, read_xyz},
};
use std::{error::Error, num::NonZeroUsize, time::Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [start, steps, segment_steps, threads, passes] = arguments.as_slice() else {
        return Err("usage: melt <start.xyz> <steps> <steps per segment> <threads> <passes>".into());
    };
    let (steps, segment_steps) = (steps.parse()?, segment_steps.parse()?);
    let (threads, passes): (NonZeroUsize, u32) = (threads.parse()?, passes.parse()?);
    let start = read_xyz(&std::fs::read(start)?, Missing { box_edges: None, temperature: 0.0, seed: 0 })?;
    let job = SimulationJob {
        atoms: start.atoms,
        scheme: Scheme::Truncated,
        thermostat: None,
        box_edge_bits: start.box_edges.map(f32::to_bits),
        cutoff_bits: 2.5_f32.to_bits(),
        time_step_bits: 0.005_f32.to_bits(),
        steps,
        segment_steps,
        row_interval: steps,
        frame_interval: 0,
        radial_bins: 0,
        seed: 0,
        state_sha256: HostSha256::digest(&[&start.state]),
    };
    let job_bytes = job.encode::<f32>()?;
    let (mut bare, mut committed) = (f64::INFINITY, f64::INFINITY);
    let (mut rows, mut back_end) = (vec![], "");
    for _ in 0..passes {
        let mut simulation = Simulation::open(&job_bytes, &start.state, threads)?;
        let (mut running, mut committing) = (0.0, 0.0);
        rows.clear();
        for _ in 0..job.segment_count() {
            let began = Instant::now();
            let segment = simulation.run_segment(&|| true)?;
            running += began.elapsed().as_secs_f64();
            let began = Instant::now();
            let roots = [&segment.state_out, &segment.output].map(|bytes| operation_root::<HostSha256>(bytes));
            committing += began.elapsed().as_secs_f64();
            std::hint::black_box(roots);
            rows.extend(segment.output.chunks(ROW_BYTES).map(Row::from_bytes));
        }
        bare = bare.min(running);
        committed = committed.min(running + committing);
        back_end = simulation.back_end();
    }
    let rows: Vec<_> = rows
        .iter()
        .map(|row| Thermodynamics::new(&job, row))
        .map(|row| {
            serde_json::json!({
                "temperature": row.temperature, "potential": row.potential_per_atom,
                "total": row.total_per_atom, "pressure": row.pressure,
            })
        })
        .collect();
    let measured = serde_json::json!({
        "atoms": job.atoms, "backEnd": back_end, "seconds": bare, "committedSeconds": committed, "rows": rows,
    });
    println!("{measured}");
    Ok(())
}
