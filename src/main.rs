//! thin
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let bytes = std::fs::read(&args[2]).unwrap();
    let source = gongwen::source::Source::read(None, &bytes, None).unwrap();
    let notice = gongwen::pipeline::parse(&source, &Default::default());
    println!("{}", serde_json::to_string(&notice).unwrap());
}
