//! XLSX: a package of XML parts (ECMA-376 part 1, 18).

use super::format::Format;
use super::rows::Writer;
use super::{MERGED, Region, Sheet, Value, Workbook, place};
use crate::input::package::{Package, resolve};
use crate::input::xml::{self, Node, Xml};
use crate::input::{Stop, draft::Draft};
use crate::model::Severity;
use std::collections::HashMap;

/// Relationships of a part: their id, type and target.
type Relations = Vec<(String, String, String)>;

/// Reads a workbook.
pub fn read(bytes: &[u8], draft: &mut Draft) -> Result<(), Stop> {
    let mut package = Package::open(bytes)?;
    let root = relations(&mut package, "")?;
    let book = root.iter().find(|r| r.1.ends_with("/officeDocument")).map_or("xl/workbook.xml", |r| r.2.as_str());
    if book.ends_with(".bin") {
        return Err(Stop::refused(
            "this is an XLSB workbook, which is not read; expected XLSX or XLS",
            "这是 XLSB 工作簿，无法读取，请另存为 XLSX 或 XLS",
        ));
    }
    let Some(text) = part(&mut package, book)? else {
        return Err(Stop::damaged(format!("there is no part {book}; expected a workbook"), format!("包内没有 {book}，此处应为工作簿")));
    };
    let relations = relations(&mut package, book)?;
    let (sheets, since_1904) = sheets(book, &text)?;
    let mut workbook = Workbook { since_1904, ..Workbook::default() };
    let of_type = |kind: &str| relations.iter().find(|r| r.1.ends_with(kind)).map(|r| r.2.clone());
    if let Some(name) = of_type("/styles")
        && let Some(text) = part(&mut package, &name)?
    {
        workbook.formats = formats(&name, &text);
    }
    if let Some(name) = of_type("/sharedStrings")
        && let Some(text) = part(&mut package, &name)?
    {
        shared(&name, &text, &mut workbook.texts)?;
    }
    let mut writer = Writer::default();
    for listed in sheets {
        // Charts and macros have sheets of their own.
        let Some((_, _, target)) = relations.iter().find(|r| r.0 == listed.relation && r.1.ends_with("/worksheet")) else { continue };
        if !listed.shown {
            super::xls::hidden(&listed.name, draft);
            continue;
        }
        let mut sheet = Sheet { name: listed.name, ..Sheet::default() };
        let unread = match part(&mut package, target) {
            Ok(Some(text)) => fill(target, &text, &mut sheet, &workbook).err(),
            Ok(None) => Some(Stop::damaged(format!("there is no part {target}"), format!("包内没有 {target}"))),
            Err(stop) => Some(stop),
        };
        let name = sheet.name.clone();
        // What was read of a sheet stands.
        writer.sheet(sheet, &workbook, draft)?;
        match unread {
            None => {}
            Some(Stop::Damaged(english, chinese)) => {
                let english = format!("sheet {name} cannot be read as a whole: {english}");
                draft.note("sheet-unread", Severity::Warning, true, english, format!("工作表“{name}”无法完整读取：{chinese}"));
            }
            Some(stop) => return Err(stop),
        }
    }
    Ok(())
}

fn part(package: &mut Package, name: &str) -> Result<Option<String>, Stop> {
    Ok(package.part(name)?.map(|bytes| xml::decoded(&bytes).0.into_owned()))
}

/// What a part, or the package, is related to.
fn relations(package: &mut Package, of: &str) -> Result<Relations, Stop> {
    let (folder, file) = of.rsplit_once('/').map_or((String::new(), of), |(folder, file)| (format!("{folder}/"), file));
    let name = format!("{folder}_rels/{file}.rels");
    let Some(text) = part(package, &name)? else { return Ok(Vec::new()) };
    let mut xml = Xml::new(&name, &text);
    let mut out = Vec::new();
    while let Some(node) = xml.next()? {
        if let Node::Start(e) = node
            && e.name() == "Relationship"
            && e.attribute("TargetMode").is_none_or(|m| m != "External")
            && let (Some(id), Some(kind), Some(target)) = (e.attribute("Id"), e.attribute("Type"), e.attribute("Target"))
        {
            out.push((id, kind, resolve(of, &target)));
        }
    }
    Ok(out)
}

/// A sheet in the workbook's list.
struct Listed {
    name: String,
    relation: String,
    shown: bool,
}

fn sheets(name: &str, text: &str) -> Result<(Vec<Listed>, bool), Stop> {
    let mut xml = Xml::new(name, text);
    let (mut sheets, mut since_1904) = (Vec::new(), false);
    while let Some(node) = xml.next()? {
        let Node::Start(e) = node else { continue };
        match e.name() {
            "workbookPr" => since_1904 = e.attribute("date1904").is_some_and(|v| is_true(&v)),
            "sheet" => sheets.push(Listed {
                name: e.attribute("name").unwrap_or_default(),
                relation: e.attribute("id").unwrap_or_default(),
                shown: e.attribute("state").is_none_or(|s| s == "visible"),
            }),
            _ => {}
        }
    }
    Ok((sheets, since_1904))
}

fn is_true(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "on")
}

/// The formats of cells, in the order that cells name them by, as far as they can be read.
fn formats(name: &str, text: &str) -> Vec<Format> {
    let mut xml = Xml::new(name, text);
    let mut own: HashMap<u32, Format> = HashMap::new();
    let mut out = Vec::new();
    let mut inside = false;
    while let Ok(Some(node)) = xml.next() {
        match node {
            Node::Start(e) => match e.name() {
                "numFmt" => {
                    if let Some((id, code)) = e.number("numFmtId").zip(e.attribute("formatCode")) {
                        own.insert(id, Format::of(&code));
                    }
                }
                "cellXfs" => inside = true,
                "xf" if inside => {
                    let id = e.number("numFmtId").unwrap_or(0);
                    out.push(own.get(&id).cloned().unwrap_or_else(|| Format::built_in(id)));
                }
                _ => {}
            },
            Node::End(end) if end == "cellXfs" => inside = false,
            _ => {}
        }
    }
    out
}

/// The workbook's shared texts.
fn shared(name: &str, text: &str, texts: &mut Vec<String>) -> Result<(), Stop> {
    let mut xml = Xml::new(name, text);
    while let Some(node) = xml.next()? {
        if let Node::Start(e) = node
            && e.name() == "si"
        {
            texts.push(runs(&mut xml)?);
        }
    }
    Ok(())
}

/// The text of the element that was just begun: that of its `t`, without how it is pronounced.
fn runs(xml: &mut Xml) -> Result<String, Stop> {
    let depth = xml.depth();
    let mut out = String::new();
    while xml.depth() >= depth {
        match xml.next()? {
            Some(Node::Start(e)) if e.name() == "t" => out.push_str(&escaped(&xml.text()?)),
            Some(Node::Start(e)) if e.name() == "rPh" => xml.skip()?,
            Some(_) => {}
            None => break,
        }
    }
    Ok(out)
}

/// `_x000D_` stands for the character of that number (22.4.2.4).
fn escaped(text: &str) -> String {
    if !text.contains("_x") {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let code = from.get(2..6).filter(|_| from.get(6..7) == Some("_")).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        match code.and_then(char::from_u32) {
            Some(c) => {
                out.push(c);
                rest = from.get(7..).unwrap_or_default();
            }
            None => {
                out.push_str("_x");
                rest = from.get(2..).unwrap_or_default();
            }
        }
    }
    out + rest
}

/// Reads a sheet's cells, merged regions, and what is hidden.
fn fill(name: &str, text: &str, sheet: &mut Sheet, workbook: &Workbook) -> Result<(), Stop> {
    let mut xml = Xml::new(name, text);
    // Rows and cells may leave their places out: they stand behind those before them.
    let mut row = 0u32;
    while let Some(node) = xml.next()? {
        let Node::Start(e) = node else { continue };
        match e.name() {
            "col" if e.attribute("hidden").is_some_and(|h| is_true(&h)) => {
                if let Some((from, to)) = e.number::<u32>("min").zip(e.number::<u32>("max")) {
                    sheet.hidden_columns.push((from.saturating_sub(1), to.saturating_sub(1)));
                }
            }
            "row" => {
                row = e.number::<u32>("r").map_or(row, |r| r.saturating_sub(1));
                let mut column = 0u32;
                if e.attribute("hidden").is_some_and(|h| is_true(&h)) {
                    sheet.hidden_rows.insert(row);
                }
                let depth = xml.depth();
                while xml.depth() >= depth {
                    match xml.next()? {
                        Some(Node::Start(c)) if c.name() == "c" => {
                            let at = c.attribute("r").and_then(|r| place(&r)).unwrap_or((row, column));
                            let kind = c.attribute("t").unwrap_or_default();
                            let format = c.number("s").unwrap_or(0);
                            if let Some(value) = cell(&mut xml, &kind, format, workbook)? {
                                sheet.put(at.0, at.1, value)?;
                            }
                            column = at.1.saturating_add(1);
                        }
                        Some(_) => {}
                        None => return Ok(()),
                    }
                }
                row = row.saturating_add(1);
            }
            "mergeCell" if sheet.merged.len() < MERGED => {
                let named = e.attribute("ref").unwrap_or_default();
                if let Some((a, b)) = named.split_once(':').and_then(|(a, b)| place(a).zip(place(b))) {
                    sheet.merged.push(Region { top: a.0.min(b.0), left: a.1.min(b.1), bottom: a.0.max(b.0), right: a.1.max(b.1) });
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// What a cell shows; `None` for an empty one.
fn cell(xml: &mut Xml, kind: &str, format: usize, workbook: &Workbook) -> Result<Option<Value>, Stop> {
    let depth = xml.depth();
    let (mut value, mut inline) = (None, None);
    while xml.depth() >= depth {
        match xml.next()? {
            Some(Node::Start(e)) if e.name() == "v" => value = Some(xml.text()?),
            Some(Node::Start(e)) if e.name() == "is" => inline = Some(runs(xml)?),
            Some(Node::Start(_)) => xml.skip()?,
            Some(_) => {}
            None => break,
        }
    }
    if kind == "inlineStr" || value.is_none() {
        return Ok(inline.filter(|t| !t.is_empty()).map(Value::Text));
    }
    let Some(value) = value.filter(|v| !v.is_empty()) else { return Ok(None) };
    Ok(Some(match kind {
        "s" => match value.trim().parse() {
            Ok(i) => Value::Shared(i),
            Err(_) => return Ok(None),
        },
        "str" => Value::Text(escaped(&value)),
        "b" => Value::Text(if is_true(&value) { "TRUE" } else { "FALSE" }.into()),
        // A day in ISO 8601: midnight is not said.
        "d" => Value::Text(value.trim_end_matches('Z').trim_end_matches(".000").trim_end_matches("T00:00:00").replace('T', " ")),
        "e" => Value::Text(value),
        _ => match value.trim().parse::<f64>().ok().filter(|n| n.is_finite()) {
            Some(n) => Value::Text(workbook.number(n, format)),
            None => Value::Text(value),
        },
    }))
}
