use super::*;
#[test]
fn debug() {
    let b = std::fs::read(std::env::var("PDF").unwrap()).unwrap();
    let pdf = Pdf::new(b).unwrap();
    let budget = Budget::default();
    let mut fonts = font::Fonts::new(&budget);
    let off = HashSet::new();
    for (source, number) in pdf.pages().iter().zip(1..) {
        let (width, height) = source.render_dimensions();
        let mut page = Page { number, width, height, ..Page::default() };
        let matrix = Matrix(source.initial_transform(true).as_coeffs().map(|v| v as f32));
        let content = content(source, &budget);
        Painter::new(&mut fonts, &budget, &off, &mut page, matrix).draw(&content, source.resources());
        println!("page {number} {width}x{height} pictures {}", page.pictures);
        for g in &page.glyphs {
            println!(
                "{} x={:.1} y={:.1} w={:.2} s={:.1} {:?} {}",
                g.c,
                g.x,
                g.y,
                g.width,
                g.size,
                g.turn,
                if g.spaced { "sp" } else { "" }
            );
        }
        for r in &page.rules {
            println!("{r:?}");
        }
    }
}
#[test]
fn debug_lines() {
    let b = std::fs::read(std::env::var("PDF").unwrap()).unwrap();
    let mut draft = Draft::default();
    println!("{:?}", read(&b, &mut draft));
    let done = draft.finish();
    let chars: Vec<char> = done.text.chars().collect();
    for line in &done.provenance.lines {
        let text: String = chars[line.span.from()..line.span.to()].iter().collect();
        let role = match &line.role {
            crate::source::provenance::Role::Text { full } => {
                if *full == Some(true) {
                    "F".to_string()
                } else {
                    " ".into()
                }
            }
            r => format!("{r:?}"),
        };
        println!("p{} {role} {text} {:?}", line.place.page.unwrap_or(0), line.place.bounds.map(|b| (b.left, b.top, b.right, b.bottom)));
    }
    for n in done.provenance.notes {
        println!("{n:?}");
    }
    println!("{:?} {:?}", done.provenance.signatures, done.provenance.embedded);
}
