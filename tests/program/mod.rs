//! Runs of the program in a folder of files.

#![allow(dead_code)] // Each test program uses the part that it needs.

use serde_json::Value;
use std::fs;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// What a run of the program did.
pub struct Run {
    /// Exit code.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Run {
    pub fn json(&self) -> Value {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""));
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}", self.out))
    }

    /// It failed as a whole: nothing on standard output and this one line on standard error.
    pub fn failed(&self, line: &str) {
        assert_eq!((self.code, self.out.as_str()), (Some(2), ""), "{}", self.err);
        assert_eq!(self.err, format!("{line}\n"));
    }
}

pub fn program(folder: &TempDir) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_gongwen"));
    program.current_dir(folder).env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "C.UTF-8").stdin(Stdio::null());
    program
}

pub fn run(folder: &TempDir, args: &[&str]) -> Run {
    done(program(folder).args(args))
}

pub fn run_with(folder: &TempDir, args: &[&str], input: &[u8]) -> Run {
    let path = folder.path().join(".input");
    fs::write(&path, input).expect("the input is written");
    let input = fs::File::open(&path).expect("the input is there");
    let run = done(program(folder).args(args).stdin(input));
    fs::remove_file(path).expect("the input is removed");
    run
}

pub fn done(program: &mut Command) -> Run {
    let output = program.output().expect("the program runs");
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

pub fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("what is printed is UTF-8")
}

/// A folder with these files.
pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the files");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("the file is written");
    }
    folder
}

pub fn names(folder: &TempDir) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).expect("the folder is there").flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
