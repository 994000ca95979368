//! A server of the program in folders of its own.

use crate::client::{self, Answer};
use crate::program::program;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

pub struct Office {
    pub address: SocketAddr,
    process: Child,
    err: Option<std::thread::JoinHandle<String>>,
    /// Where it runs: its working folder, with `tmp` for what is temporary.
    pub folder: TempDir,
}

impl Office {
    /// Starts a server with these arguments, behind `serve --listen 127.0.0.1:0`.
    pub fn start(args: &[&str]) -> Office {
        Office::start_with(args, &[])
    }

    pub fn start_with(args: &[&str], environment: &[(&str, &str)]) -> Office {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("tmp")).expect("a folder");
        let mut command = program(&folder);
        command.args(["--lang", "en", "serve", "--listen", "127.0.0.1:0"]).args(args).env_remove("GONGWEN_TOKEN");
        command.env("TMPDIR", folder.path().join("tmp")).env("HOME", folder.path()).envs(environment.iter().copied());
        let mut process = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program runs");
        let mut err = BufReader::new(process.stderr.take().expect("standard error"));
        let mut heard = String::new();
        let address = loop {
            let before = heard.len();
            assert!(err.read_line(&mut heard).expect("a line") > 0, "{heard}");
            if let Some(rest) = heard[before..].strip_prefix("serving at http://") {
                break rest.split('/').next().expect("an address").parse().expect("an address");
            }
        };
        let rest = std::thread::spawn(move || {
            let _ = err.read_to_string(&mut heard);
            heard
        });
        Office { address, process, err: Some(rest), folder }
    }

    pub fn get(&self, path: &str) -> Answer {
        client::ask(self.address, "GET", path, &[], b"")
    }

    pub fn list(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        answer.json()
    }

    pub fn post(&self, path: &str, body: &[u8]) -> Answer {
        client::ask(self.address, "POST", path, &[("Content-Type", "application/octet-stream")], body)
    }

    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// The most memory that it had, in bytes.
    pub fn most_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id())).expect("the process runs");
        let line = status.lines().find(|l| l.starts_with("VmHWM:")).expect("a line");
        line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok()).expect("a number") * 1024
    }

    pub fn signal(&self) {
        let sent = Command::new("kill").args(["-TERM", &self.id().to_string()]).status().expect("kill runs");
        assert!(sent.success());
    }

    /// Ends it by a signal; its exit code, and what it said on standard error.
    pub fn stop(self) -> (Option<i32>, String, TempDir) {
        self.signal();
        self.ended()
    }

    /// Waits for its end.
    pub fn ended(mut self) -> (Option<i32>, String, TempDir) {
        let begun = Instant::now();
        let code = loop {
            match self.process.try_wait().expect("the process is ours") {
                Some(status) => break status.code(),
                None => assert!(begun.elapsed() < Duration::from_secs(20), "it does not end"),
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        let said = self.err.take().expect("once").join().expect("standard error is read");
        (code, said, std::mem::replace(&mut self.folder, tempfile::tempdir().expect("a folder")))
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
