//! A simulation as callers of the executable meet it: prepared, planned, run, cut off, resumed and verified.

use crate::engine::{Engine, Folder};
use serde_json::{Value, json};
use std::fs;

fn settings() -> Value {
    json!({
        "family": "dynamics", "start": { "kind": "lattice", "cells": [3, 3, 3], "density": 0.8442, "temperature": 1.44 },
        "cutoff": 1.5, "timeStep": 0.005, "steps": 40, "segmentSteps": 10, "rowInterval": 5, "frameInterval": 20,
        "radialBins": 8, "thermostat": { "temperature": 1.0, "friction": 0.5 }, "seed": "18446744073709551615",
    })
}

fn prepared(engine: &mut Engine, folder: &Folder) -> (std::path::PathBuf, std::path::PathBuf) {
    let (job, input) = (folder.path("job"), folder.path("input"));
    let request = json!({ "v": 2, "id": 1, "command": "prepare", "settings": settings(), "job": job, "input": input });
    let (_, made) = engine.succeed(&request);
    assert_eq!(made, json!({ "jobBytes": 128, "inputBytes": 24 + 108 * 36 }));
    (job, input)
}

#[test]
fn segments_go_on_from_each_other_and_any_of_them_can_be_done_again() {
    let folder = Folder::new("simulation");
    let mut engine = Engine::start();
    let (job, input) = prepared(&mut engine, &folder);
    let (_, plan) = engine.succeed(&json!({ "v": 2, "id": 2, "command": "plan", "job": job, "input": input }));
    assert_eq!((&plan["segmentCount"], &plan["profile"], &plan["carriesState"]), (&json!(4), &json!(3), &json!(true)));

    let run = |id: u32, name: &str, more: Value| {
        let mut request =
            json!({ "v": 2, "id": id, "command": "run", "job": job, "input": input, "folder": folder.path(name) });
        request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        request
    };
    let (whole, _) = engine.succeed(&run(3, "whole", json!({ "threads": 1 })));
    assert_eq!(whole.len(), 4);
    for pair in whole.windows(2) {
        assert_eq!(pair[0]["stateOut"], pair[1]["stateIn"]);
        assert_ne!(pair[0]["stateOut"], pair[1]["stateOut"]);
    }

    // Killed after the second segment, whose state was lost: goes on from the first.
    let (_, _) = engine.succeed(&run(4, "cut", json!({ "to": 2 })));
    fs::write(folder.path("cut/0000001.state"), b"lost").unwrap();
    let (resumed, _) = engine.succeed(&run(5, "cut", json!({ "resume": true, "threads": 2 })));
    assert_eq!(leaves(&resumed), leaves(&whole));

    // Elsewhere, from a checkpoint alone.
    let state = folder.path("whole/0000001.state");
    let (rest, _) = engine.succeed(&run(6, "rest", json!({ "from": 2, "state": state })));
    assert_eq!(leaves(&rest), leaves(&whole)[2..]);
    assert_eq!(engine.fail(&run(7, "none", json!({ "from": 2 })))["code"], "bad-state");
    assert_eq!(engine.fail(&run(8, "none", json!({ "from": 3, "state": state })))["code"], "bad-state");
    assert_eq!(engine.fail(&run(9, "none", json!({ "from": 0, "state": state })))["code"], "bad-state");

    let verify = |id: u32, output: &str, state: &str| {
        let claimed = &whole[2];
        json!({
            "v": 2, "id": id, "command": "verify", "job": job, "input": input, "folder": folder.path("verified"), "index": 2,
            "units": claimed["units"], "operationRoot": claimed["operationRoot"], "leaf": claimed["leaf"],
            "output": folder.path(output), "state": folder.path(state),
        })
    };
    let (_, honest) = engine.succeed(&verify(10, "whole/0000002.out", "whole/0000001.state"));
    assert_eq!(honest["matches"], true);
    let mut lie = fs::read(folder.path("whole/0000002.out")).unwrap();
    lie[9] ^= 1;
    folder.write("lie", &lie);
    let (_, caught) = engine.succeed(&verify(11, "lie", "whole/0000001.state"));
    assert_eq!((&caught["matches"], &caught["firstDifferenceAt"]), (&json!(false), &json!(9)));
    // From another state everything comes out differently.
    let mut other = fs::read(folder.path("whole/0000001.state")).unwrap();
    other[30] ^= 1;
    folder.write("other", &other);
    let (_, elsewhere) = engine.succeed(&verify(12, "whole/0000002.out", "other"));
    assert_eq!(elsewhere["matches"], false);
    engine.end();
}

#[test]
fn impossible_settings_and_files_are_refused_by_code() {
    let folder = Folder::new("simulation-settings");
    let mut engine = Engine::start();
    let mut refuse = |settings: Value, file: Option<&[u8]>| {
        let mut request = json!({
            "v": 2, "id": 1, "command": "prepare", "settings": settings, "job": folder.path("job"),
            "input": folder.path("input"),
        });
        if let Some(file) = file {
            request["file"] = json!(folder.write("file.xyz", file));
        }
        let answer = engine.fail(&request);
        (answer["code"].as_str().unwrap().to_owned(), answer["detail"].as_str().unwrap().to_owned())
    };
    let with = |field: &str, value: Value| {
        let mut changed = settings();
        changed[field] = value;
        changed
    };
    let code = |code: &str, detail: &str| (code.to_owned(), detail.to_owned());
    assert_eq!(refuse(with("cutoff", json!(40.0)), None), code("bad-job", "simulation-range"));
    assert_eq!(refuse(with("seed", json!("-1")), None), code("bad-job", "job-settings"));
    assert_eq!(refuse(with("steps", json!(-1)), None), code("bad-request", ""));
    assert_eq!(refuse(with("colour", json!("red")), None), code("bad-request", ""));
    assert_eq!(refuse(settings(), Some(b"2\n\n")), code("bad-job", "job-settings"));
    let xyz = with("start", json!({ "kind": "xyz", "temperature": 1.0 }));
    assert_eq!(refuse(xyz.clone(), None), code("bad-job", "job-settings"));
    assert_eq!(refuse(xyz.clone(), Some(b"two\n\n")), code("import-failed", "malformed"));
    assert_eq!(refuse(xyz, Some(b"2\n\nAr 0 0 0\nAr 1 1 1\n")), code("import-failed", "no-box"));
    assert!(!folder.path("job").exists());
    engine.end();
}

fn leaves(segments: &[Value]) -> Vec<Value> {
    segments.iter().map(|segment| segment["leaf"].clone()).collect()
}
