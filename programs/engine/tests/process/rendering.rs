//! Rendering jobs, and what holds for every request: limits, cancellation, nonsense.

use crate::engine::{Engine, Folder};
use pyronet_compute_spec::{
    camera::Camera,
    commitment::{HostSha256, Sha256},
    job::Job,
    philox::philox4x32,
    plan::Plan,
    scene::{Material, Scene, Triangle},
};
use pyronet_engine::{
    self_test::{golden_job, goldens},
    standard_job::{Settings, cornell_job},
};
use serde_json::{Value, json};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

fn scene_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenes").join(name)
}

#[test]
fn a_scene_is_imported_planned_run_and_verified() {
    let folder = Folder::new("whole");
    let golden = goldens().remove(0);
    let files = golden_job(&golden).unwrap();
    let job = folder.write("job", &files.job);
    let scene = folder.path("scene");
    let mut engine = Engine::start();

    let import = json!({
        "v": 2, "id": 1, "command": "import", "file": scene_file("cornell_box.json"), "format": "cornell-json",
        "scene": scene,
    });
    let (_, imported) = engine.succeed(&import);
    assert_eq!(imported["sha256"], golden.scene_sha256);
    assert_eq!(fs::read(&scene).unwrap(), files.scene);

    let (_, plan) = engine.succeed(&json!({ "v": 2, "id": 2, "command": "plan", "job": job, "input": scene }));
    assert_eq!(plan["jobRoot"], golden.job_root);

    let segments = folder.path("segments");
    let run = json!({ "v": 2, "id": 3, "command": "run", "job": job, "input": scene, "folder": segments });
    let (events, done) = engine.succeed(&run);
    assert_eq!(done["segments"], plan["segmentCount"]);
    assert_eq!(events.len(), 4);
    for (index, event) in events.iter().enumerate() {
        assert_eq!(event["index"], index);
        let output = fs::read(segments.join(event["file"].as_str().unwrap())).unwrap();
        assert_eq!(output.len() as u64, event["bytes"].as_u64().unwrap());
    }

    let claim = segments.join(events[2]["file"].as_str().unwrap());
    let verify = |id: u32, output: &Path| {
        json!({
            "v": 2, "id": id, "command": "verify", "job": job, "input": scene, "folder": folder.path("verified"),
            "index": 2, "units": events[2]["units"], "operationRoot": events[2]["operationRoot"],
            "leaf": events[2]["leaf"], "output": output,
        })
    };
    let (_, verdict) = engine.succeed(&verify(4, &claim));
    assert_eq!(verdict["matches"], true);
    assert_eq!(verdict["computed"]["leaf"], events[2]["leaf"]);
    assert!(verdict.get("firstDifferenceAt").is_none());

    let mut corrupted = fs::read(&claim).unwrap();
    corrupted[1234] ^= 1;
    let (_, verdict) = engine.succeed(&verify(5, &folder.write("corrupted", &corrupted)));
    assert_eq!((&verdict["matches"], &verdict["firstDifferenceAt"]), (&json!(false), &json!(1234)));
    engine.end();
}

#[test]
fn a_resumed_run_hands_over_what_it_has_and_renders_what_is_missing_or_spoilt() {
    let folder = Folder::new("resume");
    let files = cornell_job(Settings { edge: 96, samples: 1, bounces: 2 }).unwrap();
    let (job, scene) = (folder.write("job", &files.job), folder.write("scene", &files.scene));
    let segments = folder.path("segments");
    let run = |id: u32, from: u32, to: u32, resume: bool| {
        json!({
            "v": 2, "id": id, "command": "run", "job": job, "input": scene, "folder": segments, "from": from, "to": to,
            "resume": resume, "threads": 2,
        })
    };
    let mut engine = Engine::start();
    let (whole, _) = engine.succeed(&run(1, 0, 9, false));
    fs::remove_file(segments.join("0000005.json")).unwrap();
    fs::write(segments.join("0000003.out"), vec![0; 12_288]).unwrap();
    let written = fs::metadata(segments.join("0000001.out")).unwrap().modified().unwrap();
    let (resumed, _) = engine.succeed(&run(2, 0, 9, true));
    let roots = |events: &[Value]| events.iter().map(|event| event["leaf"].clone()).collect::<Vec<_>>();
    assert_eq!(roots(&resumed), roots(&whole));
    assert_eq!(fs::metadata(segments.join("0000001.out")).unwrap().modified().unwrap(), written);
    let (part, _) = engine.succeed(&run(3, 4, 6, false));
    assert_eq!(roots(&part), roots(&whole[4..6]));
    engine.end();
}

#[test]
fn limits_and_impossible_requests_are_refused_with_their_code() {
    let folder = Folder::new("refused");
    let files = cornell_job(Settings { edge: 64, samples: 1, bounces: 1 }).unwrap();
    let (job, scene) = (folder.write("job", &files.job), folder.write("scene", &files.scene));
    let other = folder.write("other", &golden_job(&goldens()[1]).unwrap().scene);
    let run = |id: u32, extra: Value| {
        let mut request =
            json!({ "v": 2, "id": id, "command": "run", "job": job, "input": scene, "folder": folder.path("out") });
        request.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        request
    };
    let mut engine = Engine::start();
    assert_eq!(engine.fail(&run(1, json!({ "maxMemoryBytes": 1000 })))["code"], "out-of-memory");
    assert_eq!(engine.fail(&run(2, json!({ "maxSeconds": 0.0 })))["code"], "time-limit");
    assert_eq!(engine.fail(&run(3, json!({ "from": 3, "to": 2 })))["detail"], "segment");
    assert_eq!(engine.fail(&run(4, json!({ "to": 5 })))["detail"], "segment");
    assert_eq!(engine.fail(&run(5, json!({ "input": other })))["detail"], "job-input");
    assert_eq!(engine.fail(&run(6, json!({ "job": other })))["detail"], "job-magic");
    assert_eq!(engine.fail(&run(7, json!({ "job": folder.path("absent") })))["code"], "file");
    assert_eq!(engine.fail(&run(8, json!({ "unknown": 1 })))["code"], "bad-request");
    assert_eq!(engine.fail(&run(9, json!({ "maxSeconds": -1.0 })))["code"], "bad-request");
    // After all that it still works.
    assert_eq!(engine.succeed(&run(10, json!({}))).1["segments"], 4);
    engine.end();
}

#[test]
fn a_long_run_ends_when_cancelled_and_when_the_caller_goes_away() {
    let folder = Folder::new("cancel");
    let files = cornell_job(Settings { edge: 512, samples: 4096, bounces: 16 }).unwrap();
    let (job, scene) = (folder.write("job", &files.job), folder.write("scene", &files.scene));
    let run = json!({ "v": 2, "id": 1, "command": "run", "job": job, "input": scene, "folder": folder.path("out") });
    let mut engine = Engine::start();
    engine.send(&run);
    engine.send(&json!({ "v": 2, "cancel": true }));
    assert_eq!(engine.answer()["code"], "cancelled");
    // A cancellation is for what came before it, not for what comes after.
    assert_eq!(engine.succeed(&json!({ "v": 2, "id": 2, "command": "probe" })).1["backend"], "native");
    engine.send(&run);
    engine.end();
}

/// A bumpy sheet of 2 × cells² triangles.
fn sheet(cells: u32) -> Vec<u8> {
    let vertices = (0..=cells).flat_map(|row| {
        (0..=cells).map(move |column| {
            let height = philox4x32([row, column, 0, 0], 1)[0] as f32 / u32::MAX as f32;
            [column as f32 / cells as f32, row as f32 / cells as f32, 0.02 * height]
        })
    });
    let triangles = (0..cells * cells).flat_map(|cell| {
        let corner = cell / cells * (cells + 1) + cell % cells;
        let [b, c, d] = [corner + 1, corner + cells + 2, corner + cells + 1];
        [[corner, b, c], [corner, c, d]].map(|vertices| Triangle { vertices, material: 0 })
    });
    let scene = Scene {
        background: [1.0; 3],
        camera: Camera {
            position: [0.5_f32, 0.5, 2.0].map(f32::to_bits),
            forward: [0.0_f32, 0.0, -1.0].map(f32::to_bits),
            up: [0.0_f32, 1.0, 0.0].map(f32::to_bits),
            tan_half_fov_y: 0.3_f32.to_bits(),
        },
        vertices: vertices.collect(),
        triangles: triangles.collect(),
        materials: vec![Material { base_colour: [0.5_f32.to_bits(); 3], emission: [0; 3] }],
    };
    scene.encode::<f32>().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_stays_within_the_memory_that_its_plan_states() {
    let folder = Folder::new("memory");
    let scene_bytes = sheet(400);
    let job = Job {
        width: 64,
        height: 64,
        tile_edge: 32,
        samples: 1,
        bounces: 1,
        seed: 1,
        scene_sha256: HostSha256::digest(&[&scene_bytes]),
        scene_bytes: scene_bytes.len() as u64,
        scene_triangles: 320_000,
        camera: None,
    };
    let job_file = folder.write("job", &job.encode::<f32>().unwrap());
    let scene_file = folder.write("scene", &scene_bytes);
    let mut engine = Engine::start();
    engine.succeed(&json!({
        "v": 2, "id": 1, "command": "run", "job": job_file, "input": scene_file, "folder": folder.path("out"),
    }));
    let status = fs::read_to_string(format!("/proc/{}/status", engine.child.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let peak_bytes = peak.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024;
    assert!(peak_bytes <= job.peak_memory_bytes(), "{peak_bytes} of {}", job.peak_memory_bytes());
    // And the bound is not a formality.
    assert!(4 * peak_bytes > job.peak_memory_bytes(), "{peak_bytes} of {}", job.peak_memory_bytes());
    engine.end();
}

#[test]
fn nonsense_is_answered_line_by_line() {
    let mut engine = Engine::start();
    let mut seed = 0x1234_5678_9abc_def1_u64;
    let mut word = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed >> 32) as usize
    };
    let request = json!({ "v": 2, "id": 7, "command": "plan", "job": "/nonexistent/job" }).to_string();
    for _ in 0..300 {
        let mut line = request.clone().into_bytes();
        for _ in 0..1 + word() % 4 {
            let at = word() % line.len();
            match word() % 3 {
                0 => line[at] = (word() % 256) as u8,
                1 => line.truncate(at.max(1)),
                _ => line.insert(at, b"{}[]\":,0"[word() % 8]),
            }
        }
        line.retain(|byte| *byte != b'\n');
        if line.trim_ascii().is_empty() {
            continue;
        }
        line.push(b'\n');
        engine.input.as_mut().unwrap().write_all(&line).unwrap();
        assert_eq!(engine.answer()["event"], "error");
    }
    engine.input.as_mut().unwrap().write_all(b"\n \n").unwrap();
    assert_eq!(engine.succeed(&json!({ "v": 2, "id": 8, "command": "probe" })).1["protocol"], 2);
    engine.end();
}

#[test]
fn a_line_without_end_is_refused_in_bounded_memory() {
    let mut engine = Engine::start();
    let mut input = engine.input.take().unwrap();
    std::thread::spawn(move || {
        let piece = [b'x'; 65_536];
        while input.write_all(&piece).is_ok() {}
    });
    assert_eq!(engine.answer()["code"], "bad-request");
    assert!(engine.child.wait().unwrap().success());
}
