//! Reads lines, does one command after the other, and hears a cancellation while at it.

use super::{
    answer::{Answers, Deaf},
    command::{Context, perform},
    request::{Line, Request},
};
use crate::{PROTOCOL_VERSION, fault::Fault};
use std::{
    io::{BufRead, Read, Write},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc,
    },
};

/// Longest line that is read.
const MAX_LINE_BYTES: u64 = 1 << 20;
/// Requests that may wait.
const MAX_WAITING: usize = 64;

/// What the reading thread tells the working one.
#[derive(Default)]
struct Signals {
    /// Requests up to this one, counted from 1, are cancelled.
    cancelled: AtomicU64,
    closed: AtomicBool,
}

/// Serves requests from `input` until it ends; answers go to `output`.
pub fn serve(input: impl BufRead + Send + 'static, output: impl Write) {
    let signals = Arc::new(Signals::default());
    let (sender, receiver) = mpsc::sync_channel(MAX_WAITING);
    let reader_signals = Arc::clone(&signals);
    std::thread::spawn(move || read_lines(input, &sender, &reader_signals));
    let answers = Answers::new(output);
    for (number, line) in (1..).zip(receiver) {
        let heard = match line {
            Ok(request) => answer(&request, number, &answers, &signals),
            Err((id, fault)) => answers.error(id, &fault),
        };
        if heard.is_err() {
            return;
        }
    }
}

fn answer(request: &Request, number: u64, answers: &Answers<impl Write>, signals: &Signals) -> Result<(), Deaf> {
    if request.v != PROTOCOL_VERSION {
        let message = format!("This engine speaks version {PROTOCOL_VERSION} of the protocol, not {}.", request.v);
        return answers.error(Some(request.id), &Fault::bad_request(message));
    }
    let context = Context {
        id: request.id,
        cancelled: &|| signals.cancelled.load(Ordering::Relaxed) >= number,
        closed: &|| signals.closed.load(Ordering::Relaxed),
    };
    // A defect must not take the caller's other requests with it.
    let outcome = catch_unwind(AssertUnwindSafe(|| perform(&request.command, &context, answers)));
    match outcome {
        Ok(Ok(heard)) => heard,
        Ok(Err(fault)) => answers.error(Some(request.id), &fault),
        Err(_) => answers.error(Some(request.id), &Fault::defect("The engine failed inside a command.")),
    }
}

/// A request, or what is wrong with the line and whose it was.
type Incoming = Result<Request, (Option<u64>, Fault)>;

fn read_lines(mut input: impl BufRead, sender: &mpsc::SyncSender<Incoming>, signals: &Signals) {
    let mut sent = 0;
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = input.by_ref().take(MAX_LINE_BYTES).read_until(b'\n', &mut line);
        let complete = line.last() == Some(&b'\n');
        if !matches!(read, Ok(length) if length > 0) {
            break;
        }
        if !complete && line.len() as u64 == MAX_LINE_BYTES {
            // What follows cannot be told apart from a new line any more.
            let _ = sender.send(Err((None, Fault::bad_request("A line is longer than one mebibyte."))));
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let incoming = match Line::parse(&line) {
            Ok(Line::Cancel(cancel)) if cancel.v == PROTOCOL_VERSION && cancel.cancel => {
                signals.cancelled.store(sent, Ordering::Relaxed);
                continue;
            }
            Ok(Line::Cancel(_)) => Err((None, Fault::bad_request("A cancellation says {\"v\":1,\"cancel\":true}."))),
            Ok(Line::Request(request)) => Ok(*request),
            Err((id, error)) => Err((id, Fault::bad_request(format!("The line is no request: {error}.")))),
        };
        sent += 1;
        if sender.send(incoming).is_err() {
            break;
        }
    }
    signals.closed.store(true, Ordering::Relaxed);
}
