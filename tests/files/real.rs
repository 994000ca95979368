//! Real files beside the project: each keeps the contract, and says so where it cannot be read.

use super::{faults, name, source};
use std::fs;

#[test]
fn real_files_keep_the_contract() {
    let mut wrong = Vec::new();
    for folder in ["../shared/corpus/html", "../shared/corpus/bin"] {
        let folder = super::documents::project(folder);
        let Ok(entries) = fs::read_dir(&folder) else {
            println!("skipped: {} is not there", folder.display());
            continue;
        };
        let mut seen = 0;
        for entry in entries.flatten() {
            let path = entry.path();
            let bytes = fs::read(&path).expect("the file is there");
            seen += 1;
            match source(&path, &bytes) {
                Ok(read) => wrong.extend(faults(&read).into_iter().map(|f| format!("{}: {f}", name(&path)))),
                Err(error) => wrong.push(error.to_string()),
            }
        }
        println!("{}: {seen} files", folder.display());
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}
