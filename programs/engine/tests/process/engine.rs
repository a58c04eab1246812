//! The executable at the other end of two pipes.

use serde_json::Value;
use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::PathBuf,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

/// A folder of one test, removed at its end.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("pyronet-engine-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
    pub fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        fs::write(self.path(name), bytes).unwrap();
        self.path(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub struct Engine {
    pub child: Child,
    pub input: Option<ChildStdin>,
    pub output: BufReader<ChildStdout>,
}

impl Engine {
    pub fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_pyronet-engine"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self { child, input, output }
    }
    pub fn send(&mut self, line: &Value) {
        writeln!(self.input.as_mut().unwrap(), "{line}").unwrap();
    }
    pub fn answer(&mut self) -> Value {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
    }
    /// Sends a request and reads to its end: the segment events, and the last line.
    pub fn ask(&mut self, request: &Value) -> (Vec<Value>, Value) {
        self.send(request);
        let mut segments = vec![];
        loop {
            let answer = self.answer();
            assert_eq!(answer["id"], request["id"]);
            if answer["event"] != "segment" {
                return (segments, answer);
            }
            segments.push(answer);
        }
    }
    pub fn succeed(&mut self, request: &Value) -> (Vec<Value>, Value) {
        let (segments, mut last) = self.ask(request);
        assert_eq!(last["event"], "done", "{last}");
        (segments, last["result"].take())
    }
    pub fn fail(&mut self, request: &Value) -> Value {
        let (_, last) = self.ask(request);
        assert_eq!(last["event"], "error", "{last}");
        last
    }
    /// Closes the input and waits for the end.
    pub fn end(mut self) {
        drop(self.input.take());
        assert!(self.child.wait().unwrap().success());
    }
}
