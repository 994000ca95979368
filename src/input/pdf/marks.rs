//! What stands in a PDF file beside its pages' content: signatures, stamps, embedded files, and the appearances of annotations.

use super::content::Painter;
use crate::input::draft::Draft;
use crate::input::page::Matrix;
use crate::source::provenance::{Embedded, Signature};
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream, String as PdfString};
use hayro_syntax::page::Page;
use std::collections::HashSet;

/// So many annotations of one page are looked at.
const ANNOTATIONS: usize = 10_000;
/// So many nodes of a tree of names or fields are looked at, and to this depth.
const NODES: usize = 20_000;
const DEPTH: usize = 32;
/// A name or date longer than this is cut.
const LONG: usize = 1_000;

/// Draws the appearances of a page's annotations, and tells stamps and attached files.
pub fn annotations<'a>(page: &Page<'a>, number: u32, painter: &mut Painter<'a, '_, '_>, draft: &mut Draft) {
    let Some(list) = page.raw().get::<Array<'a>>("Annots") else { return };
    for annotation in list.iter::<Dict<'a>>().take(ANNOTATIONS) {
        let subtype = annotation.get::<Name<'_>>("Subtype");
        match subtype.as_ref().map_or("", |n| n.as_str()) {
            "Stamp" => draft.signature(Signature {
                seal: true,
                name: text(&annotation, "T").or_else(|| text(&annotation, "Contents")).or_else(|| text(&annotation, "Subj")),
                signed_at: text(&annotation, "M"),
                page: Some(number),
            }),
            "FileAttachment" => {
                if let Some(file) = annotation.get::<Dict<'_>>("FS") {
                    embedded(&file, None, draft);
                }
            }
            "Widget" if field(&annotation, "FT").is_some_and(|kind| kind.as_str() == "Sig") => {}
            "Widget" | "FreeText" => appearance(&annotation, page, painter),
            _ => {}
        }
    }
}

/// An entry of a form's field, which its parents may hold.
fn field<'a>(field: &Dict<'a>, key: &str) -> Option<Name<'a>> {
    let mut at = field.clone();
    for _ in 0..DEPTH {
        if let Some(name) = at.get::<Name<'a>>(key) {
            return Some(name);
        }
        at = at.get::<Dict<'a>>("Parent")?;
    }
    None
}

fn appearance<'a>(annotation: &Dict<'a>, page: &Page<'a>, painter: &mut Painter<'a, '_, '_>) {
    const HIDDEN: i32 = 1 << 1 | 1 << 5;
    if annotation.get::<i32>("F").unwrap_or(0) & HIDDEN != 0 {
        return;
    }
    let Some(normal) = annotation.get::<Dict<'a>>("AP").and_then(|ap| ap.get::<Object<'a>>("N")) else { return };
    let form = match normal {
        Object::Stream(form) => Some(form),
        Object::Dict(states) => annotation.get::<Name<'_>>("AS").and_then(|state| states.get::<Stream<'a>>(state.as_ref())),
        _ => None,
    };
    let (Some(form), Some(area)) = (form, annotation.get::<[f32; 4]>("Rect")) else { return };
    // The form's box, transformed, is fitted into the annotation's (ISO 32000-1, 12.5.5).
    let bounds = form.dict().get::<[f32; 4]>("BBox").unwrap_or([0.0, 0.0, 1.0, 1.0]);
    let matrix = form.dict().get::<[f32; 6]>("Matrix").map_or(Matrix::SAME, Matrix);
    let corners = [(0, 1), (2, 1), (2, 3), (0, 3)].map(|(x, y)| matrix.point(bounds[x], bounds[y]));
    let low = corners.iter().fold((f32::MAX, f32::MAX), |m, p| (m.0.min(p.0), m.1.min(p.1)));
    let high = corners.iter().fold((f32::MIN, f32::MIN), |m, p| (m.0.max(p.0), m.1.max(p.1)));
    let scale = |from: f32, to: f32, low: f32, high: f32| if high > low { (to - from).abs() / (high - low) } else { 1.0 };
    let (sx, sy) = (scale(area[0], area[2], low.0, high.0), scale(area[1], area[3], low.1, high.1));
    let placed = Matrix([sx, 0.0, 0.0, sy, area[0].min(area[2]) - low.0 * sx, area[1].min(area[3]) - low.1 * sy]);
    painter.draw_form(&form, page.resources(), placed);
}

/// Tells the signatures of the file's form, and the files in it.
pub fn of_file<'a>(root: &Dict<'a>, page_of: &dyn Fn(ObjectIdentifier) -> Option<u32>, draft: &mut Draft) {
    if let Some(names) = root.get::<Dict<'_>>("Names").and_then(|names| names.get::<Dict<'a>>("EmbeddedFiles")) {
        walk(&names, "Kids", &mut |node| {
            let Some(list) = node.get::<Array<'_>>("Names") else { return };
            let mut name = None;
            for item in list.iter::<Object<'_>>().take(NODES) {
                match item {
                    Object::String(string) => name = Some(decoded(string.as_bytes())),
                    Object::Dict(file) => embedded(&file, name.take(), draft),
                    _ => {}
                }
            }
        });
    }
    let fields = root.get::<Dict<'_>>("AcroForm").and_then(|form| form.get::<Array<'a>>("Fields"));
    for top in fields.iter().flat_map(|fields| fields.iter::<Dict<'a>>().take(NODES)) {
        walk(&top, "Kids", &mut |node| {
            // A signature stands in the field, which may be its own annotation.
            let is_field = node.contains_key("FT") || node.contains_key("V");
            if !is_field || field(node, "FT").is_none_or(|kind| kind.as_str() != "Sig") {
                return;
            }
            let Some(value) = node.get::<Dict<'_>>("V") else { return };
            let place = |node: &Dict<'a>| node.get_ref("P").and_then(|id| page_of(id.into()));
            let first = || node.get::<Array<'a>>("Kids").and_then(|kids| kids.iter::<Dict<'a>>().next());
            let page = place(node).or_else(|| place(&first()?));
            let name = text(&value, "Name").or_else(|| text(node, "T"));
            draft.signature(Signature { seal: false, name, signed_at: text(&value, "M"), page });
        });
    }
}

/// Looks at all nodes of a tree, each once.
fn walk<'a>(top: &Dict<'a>, kids: &str, each: &mut dyn FnMut(&Dict<'a>)) {
    // A node is known by where its bytes stand.
    let mut seen: HashSet<usize> = HashSet::new();
    let mut open = vec![(top.clone(), 0)];
    while let Some((node, depth)) = open.pop() {
        if seen.len() >= NODES || !seen.insert(node.data().as_ptr() as usize) {
            continue;
        }
        each(&node);
        let Some(list) = node.get::<Array<'a>>(kids).filter(|_| depth < DEPTH) else { continue };
        let first = open.len();
        open.extend(list.iter::<Dict<'a>>().take(NODES - seen.len()).map(|kid| (kid, depth + 1)));
        open[first..].reverse();
        open.truncate(NODES);
    }
}

fn embedded(file: &Dict<'_>, name: Option<String>, draft: &mut Draft) {
    let name = text(file, "UF").or_else(|| text(file, "F")).or(name).unwrap_or_default();
    let stream = file.get::<Dict<'_>>("EF").and_then(|ef| ef.get::<Stream<'_>>("F").or_else(|| ef.get::<Stream<'_>>("UF")));
    let bytes = stream.as_ref().and_then(|s| s.dict().get::<Dict<'_>>("Params")).and_then(|p| p.get::<u32>("Size")).map(u64::from);
    draft.embedded(Embedded { name, bytes });
}

/// A text string of a dictionary (ISO 32000-1, 7.9.2.2).
fn text(dict: &Dict<'_>, key: &str) -> Option<String> {
    let string = dict.get::<PdfString<'_>>(key)?;
    Some(decoded(string.as_bytes())).filter(|text| !text.is_empty())
}

/// UTF-16 or UTF-8 by its mark; else what is UTF-8, GB 18030, or at last Latin 1: PDFDocEncoding is ASCII but for a few signs, and Chinese programs
/// write their own bytes.
fn decoded(bytes: &[u8]) -> String {
    let all = match (encoding_rs::Encoding::for_bom(bytes), std::str::from_utf8(bytes)) {
        (Some((encoding, _)), _) => encoding.decode(bytes).0.into_owned(),
        (None, Ok(text)) => text.to_string(),
        (None, Err(_)) => {
            let gb = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes);
            gb.map_or_else(|| bytes.iter().map(|b| char::from(*b)).collect(), |text| text.into_owned())
        }
    };
    all.chars().filter(|c| !c.is_control()).take(LONG).collect::<String>().trim().to_string()
}
