//! What the published model promises of any text, checked on the output alone and without the program's own functions:
//!
//! | promise | checked by |
//! |---|---|
//! | tiles cover each scalar value once, in order | [`tiles`] |
//! | every span lies in the text | `spans` |
//! | a `text` is what its `span` covers, soft breaks joined, white space trimmed | `texts` |
//! | ids are unique, and what they refer to is there | `ids` |
//! | lists stand in source order | `order` |
//! | `earliest` is not after `latest` | `days` |
//!
//! Each gives the faults that it finds, so that one run names them all.

#![allow(dead_code)] // Each test program uses the part that it needs.

use gongwen::source::Source;
use serde_json::Value;
use std::collections::HashSet;

/// What is wrong with the tiles of a text.
pub fn tiles(source: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    let mut at = 0;
    for (span, kind) in gongwen::pipeline::tiles(source) {
        if span.from() != at || span.to() < span.from() {
            faults.push(format!("a tile {kind:?} at {}..{} follows one that ends at {at}", span.start, span.end));
        }
        at = span.to();
    }
    let chars = source.text.chars().count();
    if at != chars {
        faults.push(format!("the tiles end at {at}, the text at {chars}"));
    }
    faults
}

/// What is wrong with the notice that was read from a text.
pub fn notice(text: &str, notice: &Value) -> Vec<String> {
    let text: Vec<char> = text.chars().collect();
    let mut faults = Vec::new();
    if notice["source"]["chars"] != text.len() {
        faults.push(format!("source.chars is {} for {} scalar values", notice["source"]["chars"], text.len()));
    }
    each_object("", notice, &mut |at, object| spans(at, object, &text, &mut faults));
    if faults.is_empty() {
        each_object("", notice, &mut |at, object| texts(at, object, &text, &mut faults));
        each_object("", notice, &mut |at, object| days(at, object, &mut faults));
        ids(notice, &mut faults);
        order(notice, &mut faults);
    }
    faults
}

/// Calls `see` with every object in a value and the path to it.
fn each_object(at: &str, value: &Value, see: &mut dyn FnMut(&str, &Value)) {
    match value {
        Value::Object(fields) => {
            see(at, value);
            fields.iter().for_each(|(name, inner)| each_object(&format!("{at}.{name}"), inner, see));
        }
        Value::Array(items) => items.iter().enumerate().for_each(|(i, inner)| each_object(&format!("{at}[{i}]"), inner, see)),
        _ => {}
    }
}

fn spans(at: &str, object: &Value, text: &[char], faults: &mut Vec<String>) {
    if let (Some(start), Some(end)) = (object["start"].as_u64(), object["end"].as_u64())
        && (start > end || end > text.len() as u64)
    {
        faults.push(format!("{at}: {start}..{end} in a text of {}", text.len()));
    }
}

fn texts(at: &str, object: &Value, text: &[char], faults: &mut Vec<String>) {
    let Some(there) = slice(text, &object["span"]) else { return };
    let shown = || there.iter().collect::<String>();
    if let Some(said) = object["text"].as_str() {
        let fits = if object.get("children").is_some() {
            object["kind"] == "table" || is_node(object, said, there)
        } else if object.get("assignments").is_some() {
            is_task(said, there)
        } else {
            is_joined(said, there)
        };
        if !fits {
            faults.push(format!("{at}: {said:?} beside a span of {:?}", shown()));
        }
    }
    if let Some(department) = object["department"].as_str() {
        if !is_joined(department, there) {
            faults.push(format!("{at}: the department {department:?} beside a span of {:?}", shown()));
        }
        let clause = &object["clause"];
        if object["span"]["start"].as_u64() < clause["start"].as_u64() || object["span"]["end"].as_u64() > clause["end"].as_u64() {
            faults.push(format!("{at}: the name at {} is not in its clause at {clause}", object["span"]));
        }
    }
    // Strings that have no span of their own stand in their object's.
    for field in ["title", "number", "agency", "names", "phones", "emails"] {
        let said = object[field].as_array().map_or(std::slice::from_ref(&object[field]), Vec::as_slice).iter().filter_map(Value::as_str);
        for said in said.filter(|s| !bare(there.iter().copied()).contains(&bare(s.chars()))) {
            faults.push(format!("{at}: {field} {said:?} is not in its span of {:?}", shown()));
        }
    }
}

/// Whether a text is what a span covers: white space at the ends and around line breaks gone, a space in place of a
/// break between two Latin words, nothing in place of one between two CJK characters. Of other neighbours the model
/// says nothing, and either will do; digits are such neighbours, being a number's halves or two numbers.
fn is_joined(said: &str, there: &[char]) -> bool {
    let pieces = there.split(|c| matches!(c, '\n' | '\u{2028}')).map(trim).filter(|p| !p.is_empty());
    let mut rest = said;
    let mut before = None;
    for piece in pieces {
        if let Some(before) = before {
            let space = rest.strip_prefix(' ');
            match (kind(before), kind(piece[0])) {
                (Script::Latin, Script::Latin) if space.is_none() => return false,
                (Script::Cjk, Script::Cjk) if space.is_some() => return false,
                _ => rest = space.unwrap_or(rest),
            }
        }
        for c in piece {
            let Some(next) = rest.strip_prefix(*c) else { return false };
            rest = next;
        }
        before = piece.last().copied();
    }
    rest.is_empty()
}

/// Whether a span holds a node's marker and its text, and no more than the stars that Markdown puts beside a marker.
fn is_node(node: &Value, said: &str, there: &[char]) -> bool {
    let there = bare(there.iter().copied());
    let Some(marker) = node["marker"]["text"].as_str() else { return bare(said.chars()) == there };
    let behind = there.trim_start_matches('*').strip_prefix(bare(marker.chars()).as_str());
    behind.is_some_and(|b| b.trim_start_matches('*') == bare(said.chars()).trim_start_matches('*'))
}

/// Whether a task's span holds the lines of its text in order; what is between them are its clauses.
fn is_task(said: &str, there: &[char]) -> bool {
    let there = bare(there.iter().copied());
    let mut rest = there.as_str();
    said.lines().map(|line| bare(line.chars())).all(|line| {
        let found = rest.find(&line);
        rest = found.map_or(rest, |place| &rest[place + line.len()..]);
        found.is_some()
    })
}

fn days(at: &str, object: &Value, faults: &mut Vec<String>) {
    if let (Some(earliest), Some(latest)) = (object["earliest"].as_str(), object["latest"].as_str())
        && earliest > latest
    {
        faults.push(format!("{at}: earliest {earliest} is after latest {latest}"));
    }
}

/// Where ids are given, in the lists that hold them.
const LISTS: [&str; 7] = ["parts", "tasks", "targets", "dates", "references", "attachments", "tables"];
/// The fields that refer to an id.
const LINKS: [&str; 11] =
    ["node", "part", "target_ids", "date_ids", "reference_ids", "baseline", "by", "alias_of", "attachment_id", "issued_on", "printed_on"];

fn ids(notice: &Value, faults: &mut Vec<String>) {
    let mut given = HashSet::new();
    let mut give = |at: &str, id: &Value| {
        if !given.insert(id.as_str().unwrap_or_default().to_string()) {
            faults.push(format!("{at}: a second {id}"));
        }
    };
    for list in LISTS {
        for (i, item) in notice[list].as_array().into_iter().flatten().enumerate() {
            give(&format!(".{list}[{i}]"), &item["id"]);
        }
    }
    each_object(".parts", &notice["parts"], &mut |at, object| {
        if object.get("children").is_some() {
            give(at, &object["id"]);
        }
    });
    each_object("", notice, &mut |at, object| {
        for field in LINKS {
            let link = &object[field];
            // A date among the metadata is the one of that id in the list of dates.
            let link = if link.is_object() { &link["id"] } else { link };
            let links = link.as_array().map_or(std::slice::from_ref(link), Vec::as_slice).iter().filter_map(Value::as_str);
            for id in links.filter(|id| !given.contains(*id)) {
                faults.push(format!("{at}.{field}: {id} is not there"));
            }
        }
    });
}

/// One of a list may lie inside the next or around it, as a row lies in the task of its item, but never behind it.
fn order(notice: &Value, faults: &mut Vec<String>) {
    for list in ["parts", "tasks", "targets", "dates", "references"] {
        let spans = notice[list]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|item| Some((item["span"]["start"].as_u64()?, item["span"]["end"].as_u64()?)));
        let spans: Vec<(u64, u64)> = spans.collect();
        if let Some(at) = spans.windows(2).position(|w| w[0].0 > w[1].0 && w[0].1 > w[1].1) {
            faults.push(format!(".{list}[{at}] at {:?} stands behind the next at {:?}", spans[at], spans[at + 1]));
        }
    }
    let mut nodes = Vec::new();
    each_object(".parts", &notice["parts"], &mut |_, object| {
        if object.get("children").is_some() {
            nodes.push((object["id"].clone(), object["span"].clone()));
        }
    });
    if let Some(pair) = nodes.windows(2).find(|w| w[0].1["end"].as_u64() > w[1].1["start"].as_u64()) {
        faults.push(format!("node {} at {} runs into {} at {}", pair[0].0, pair[0].1, pair[1].0, pair[1].1));
    }
    for list in ["targets", "dates", "references"] {
        for (i, item) in notice[list].as_array().into_iter().flatten().enumerate().filter(|(_, item)| item["node"].is_string()) {
            let node = nodes.iter().find(|(id, _)| *id == item["node"]).map(|(_, span)| span);
            if node.is_some_and(|node| {
                item["span"]["start"].as_u64() < node["start"].as_u64() || item["span"]["end"].as_u64() > node["end"].as_u64()
            }) {
                faults.push(format!(".{list}[{i}] at {} is not in its node at {node:?}", item["span"]));
            }
        }
    }
}

fn slice<'t>(text: &'t [char], span: &Value) -> Option<&'t [char]> {
    text.get(span["start"].as_u64()? as usize..span["end"].as_u64()? as usize)
}

/// Characters without white space, which line breaks are and become.
fn bare(text: impl Iterator<Item = char>) -> String {
    text.filter(|c| !is_blank(*c)).collect()
}

fn trim(piece: &[char]) -> &[char] {
    let start = piece.iter().position(|c| !is_blank(*c)).unwrap_or(piece.len());
    let end = piece.iter().rposition(|c| !is_blank(*c)).map_or(start, |last| last + 1);
    &piece[start..end]
}

/// Unicode `White_Space`, and the marks that have no width.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

#[derive(PartialEq)]
enum Script {
    Cjk,
    Latin,
    Other,
}

fn kind(c: char) -> Script {
    match c {
        'A'..='Z' | 'a'..='z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' => Script::Latin,
        '\u{3001}'..='\u{3020}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{20000}'..='\u{3FFFF}'
        | '，'
        | '：'
        | '；'
        | '（'
        | '）' => Script::Cjk,
        _ => Script::Other,
    }
}
