//! Files made to do harm end in an error or in a model, within bounds on time and memory.

use super::{faults, files, name, program, source};
use std::fs;
use std::process::Command;
use std::time::Instant;

/// So much memory any of the files may take, in kB: what is unpacked (256 MB) beside the text made of it.
const MEMORY: u64 = 1_000_000;

#[test]
fn they_end_in_an_error_or_a_model_that_keeps_the_contract() {
    for path in files("fixtures/formats/hostile").iter().filter(|p| !name(p).ends_with(".md")) {
        let bytes = fs::read(path).expect("the file is there");
        if let Ok(read) = source(path, &bytes) {
            let faults = faults(&read);
            assert!(faults.is_empty(), "{}: {faults:#?}", name(path));
        }
    }
}

/// Every end of a file and many flipped bits of it: nothing panics.
#[test]
fn broken_files_are_no_reason_to_panic() {
    for path in files("fixtures/formats").iter().filter(|p| !name(p).ends_with(".txt") && !name(p).ends_with(".md")) {
        let bytes = fs::read(path).expect("the file is there");
        let mut state = 0x9E37_79B9_7F4A_7C15u64 ^ bytes.len() as u64;
        let mut random = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % below.max(1) as u64) as usize
        };
        for round in 0..6 {
            let mut broken = bytes.clone();
            if round % 2 == 0 {
                broken.truncate(random(bytes.len()));
            } else {
                for _ in 0..1 + random(20) {
                    let at = random(broken.len());
                    broken[at] ^= 1 << random(8);
                }
            }
            let _ = source(path, &broken);
        }
    }
}

/// Peak memory and time of the program itself, by GNU time where it is there.
#[test]
fn they_take_neither_time_nor_memory_without_bound() {
    if Command::new("/usr/bin/time").arg("true").output().is_err() {
        println!("skipped: /usr/bin/time is not there");
        return;
    }
    for path in files("fixtures/formats/hostile").iter().filter(|p| !name(p).ends_with(".md")) {
        let start = Instant::now();
        let mut command = Command::new("/usr/bin/time");
        command.args(["-f", "%M", env!("CARGO_BIN_EXE_gongwen"), "parse", "-o", "/dev/null"]).arg(path);
        let run = program::done(&mut command);
        let peak = run.err.lines().last().and_then(|l| l.trim().parse::<u64>().ok());
        println!("{:<28} {:>8} kB {:>6} ms  code {:?}", name(path), peak.unwrap_or(0), start.elapsed().as_millis(), run.code);
        assert!(matches!(run.code, Some(0..=2)), "{}: {}", name(path), run.err);
        assert!(peak.is_some_and(|peak| peak < MEMORY), "{}: {peak:?} kB", name(path));
        // An end that is far off; a time as such is measured elsewhere.
        assert!(start.elapsed().as_secs() < 60, "{}", name(path));
    }
}
