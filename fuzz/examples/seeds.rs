//! Makes the first corpus of each target from files: `seeds OUT FILE…`. Packages are opened.

use std::path::Path;
use std::{env, fs};

fn main() {
    let mut args = env::args().skip(1);
    let out = args.next().expect("a folder for the corpora");
    for file in args {
        let bytes = fs::read(&file).unwrap_or_else(|e| panic!("{file}: {e}"));
        let path = Path::new(&file);
        let ending = path.extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_default();
        let target = match ending.as_str() {
            "wps" => "doc",
            "xlsx" | "xls" => "sheet",
            "htm" => "html",
            other => other,
        };
        let seed = match target {
            "html" | "pdf" | "doc" => Some(bytes),
            "docx" | "ofd" | "sheet" => gongwen_fuzz::open(&bytes).or_else(|| (ending == "xls").then_some(bytes)),
            _ => continue,
        };
        let Some(seed) = seed else { continue };
        let folder = Path::new(&out).join(target);
        fs::create_dir_all(&folder).expect("the folder is made");
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        fs::write(folder.join(name), seed).expect("the seed is written");
    }
}
