//! Workbooks made up in memory.

use super::format::Format;
use super::{cell_name, place, read};
use crate::input::Stop;
use crate::input::draft::Draft;
use crate::source::Finished;
use crate::source::provenance::{Role, Row};
use std::io::{Cursor, Write};

/// A workbook of sheets: their name, more attributes, and what is in `worksheet`.
fn xlsx(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, text: &str| {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    let (mut list, mut relations) = (String::new(), String::new());
    for (i, (name, more, inner)) in sheets.iter().enumerate() {
        list += &format!("<sheet name='{name}' {more} r:id='r{i}'/>");
        relations += &format!("<Relationship Id='r{i}' Type='x/worksheet' Target='worksheets/s{i}.xml'/>");
        put(&format!("xl/worksheets/s{i}.xml"), &format!("<worksheet>{inner}</worksheet>"));
    }
    relations +=
        "<Relationship Id='s' Type='x/styles' Target='styles.xml'/><Relationship Id='t' Type='x/sharedStrings' Target='/xl/t.xml'/>";
    put("_rels/.rels", "<Relationships><Relationship Id='a' Type='x/officeDocument' Target='xl/workbook.xml'/></Relationships>");
    put("xl/workbook.xml", &format!("<workbook><sheets>{list}</sheets></workbook>"));
    put("xl/_rels/workbook.xml.rels", &format!("<Relationships>{relations}</Relationships>"));
    put("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='9'/></cellXfs></styleSheet>");
    put("xl/t.xml", "<sst><si><t>单位</t></si><si><r><t>市水</t></r><r><t>利局</t></r><rPh><t>shui</t></rPh></si></sst>");
    zip.finish().unwrap().into_inner()
}

fn drawn(bytes: &[u8]) -> (Finished<'static>, Option<Stop>) {
    let mut draft = Draft::default();
    let stop = read(bytes, &mut draft).err();
    (draft.finish(), stop)
}

fn rows(finished: &Finished) -> Vec<Row> {
    let rows = finished.provenance.lines.iter().filter_map(|l| match &l.role {
        Role::Row(row) => Some(row.clone()),
        _ => None,
    });
    rows.collect()
}

#[test]
fn cells_are_given_as_they_are_shown() {
    let title = "<row r='1'><c r='A1' t='inlineStr'><is><t>分工表</t></is></c></row>";
    let head = "<row r='2'><c r='A2' t='s'><v>0</v></c><c r='B2' t='str'><v>时限</v></c><c r='C2' t='str'><v>比例</v></c></row>";
    let body = "<row r='3'><c r='A3' t='s'><v>1</v></c><c r='B3' s='1'><v>45721</v></c><c r='C3' s='2'><f>1-0.05</f><v>0.95</v></c></row>\
        <row r='4' hidden='1'><c t='str'><v>藏</v></c></row>\
        <row><c r='B5'><v>0.30000000000000004</v></c><c t='e'><v>#REF!</v></c><c r='Z5' s='1'/></row>\
        <row r='8'><c r='A8' t='b'><v>1</v></c><c r='B8' t='inlineStr'><is><t>甲_x000A_乙</t></is></c></row>\
        <row r='9'><c r='A9'><v>2</v></c><c r='B9'><v>1E3</v></c></row>";
    let merged = "<mergeCells><mergeCell ref='A3:A5'/><mergeCell ref='A1:C1'/></mergeCells>";
    let sheet = format!("<sheetData>{title}{head}{body}</sheetData>{merged}");
    let (finished, stop) = drawn(&xlsx(&[("表", "", &sheet), ("隐", "state='hidden'", &sheet)]));
    assert!(stop.is_none());
    assert_eq!(finished.text, "表\n分工表\t\t\n单位\t时限\t比例\n市水利局\t2025-03-05\t95%\n\t0.3\t#REF!\n\nTRUE\t甲\u{2028}乙\n2\t1000\n");
    let rows = rows(&finished);
    assert_eq!((rows[0].from_left.as_slice(), rows[3].from_above.as_slice()), (&[1, 2][..], &[0][..]));
    assert_eq!(rows.iter().map(|r| r.table).collect::<Vec<_>>(), [0, 0, 0, 0, 1, 1]);
    assert_eq!(finished.provenance.notes.iter().filter(|n| n.code == "sheet-hidden" && !n.lost).count(), 2);
    assert_eq!(finished.provenance.lines[3].place.cell.as_deref(), Some("A3"));
}

#[test]
fn one_column_and_what_stands_around_a_table_are_lines() {
    let cell = |r: u32, c: char, text: &str| format!("<c r='{c}{r}' t='str'><v>{text}</v></c>");
    let row =
        |r: u32, texts: &[(char, &str)]| format!("<row r='{r}'>{}</row>", texts.iter().map(|(c, t)| cell(r, *c, t)).collect::<String>());
    let paragraphs = format!("<sheetData>{}{}</sheetData>", row(1, &[('A', "一、甲")]), row(2, &[('A', "二、乙")]));
    let table = [
        row(1, &[('A', "责任表")]),
        row(2, &[('A', "填报单位：市局"), ('D', "日期：5月")]),
        row(3, &[('A', "序号"), ('B', "任务"), ('C', "单位"), ('D', "时限")]),
        row(4, &[('A', "1"), ('B', "修路"), ('C', "市局"), ('D', "6月")]),
        row(5, &[('A', "注：每月报送。")]),
    ];
    let (finished, _) = drawn(&xlsx(&[("文", "", &paragraphs), ("表", "", &format!("<sheetData>{}</sheetData>", table.concat()))]));
    let lines: Vec<bool> = finished.provenance.lines.iter().map(|l| matches!(l.role, Role::Text { .. })).collect();
    assert_eq!(lines, [false, true, true, false, true, true, false, false, true], "{}", finished.text);
}

#[test]
fn numbers_are_shown_in_their_format() {
    for (code, value, shown) in [
        ("General", 12.0, "12"),
        ("General", 1e22, "1e22"),
        ("0.00", 12.3456, "12.35"),
        ("#,##0.##", 1234.5, "1234.5"),
        ("0%", 0.955, "96%"),
        ("0.0%", 0.285, "28.5%"),
        ("000", 7.0, "007"),
        ("0\"项\"", 60.0, "60项"),
        ("G/通用格式\"亿元\"", 3.5, "3.5亿元"),
        ("[Red]-0.0;0", 2.0, "-2.0"),
        ("[$¥-804]#,##0", 5.0, "¥5"),
        ("_ * #,##0_ ;_ * -#,##0_ ", 9.0, "9"),
        ("yyyy\"年\"m\"月\"d\"日\"", 45721.0, "2025-03-05"),
        ("[$-804]yyyy\"年\"m\"月\"", 45721.0, "2025年3月"),
        ("m\"月\"d\"日\"", 45721.0, "2025-03-05"),
        ("yyyy/m/d h:mm", 45721.395833333336, "2025-03-05 09:30"),
        ("h:mm", 0.395833333333333, "09:30"),
        ("[h]:mm", 1.5, "36:00"),
        ("yyyy-mm-dd", 1.0, "1900-01-01"),
        ("yyyy-mm-dd", -4.0, "-4"),
        ("yyyy-mm-dd", 1e300, "1e300"),
    ] {
        assert_eq!(Format::of(code).show(value, false), shown, "{code}");
    }
    assert_eq!(Format::built_in(14).show(44259.0, true), "2025-03-05");
}

#[test]
fn places_and_names_of_cells_are_one() {
    for (name, at) in [("A1", (0, 0)), ("Z9", (8, 25)), ("AA10", (9, 26)), ("XFD1048576", (1_048_575, 16_383))] {
        assert_eq!(place(name), Some(at));
        assert_eq!(cell_name(at.0, at.1), name);
    }
    for broken in ["", "A", "1", "A0", "ZZZZZZZZZZ1", "A99999999999"] {
        assert_eq!(place(broken), None, "{broken}");
    }
}

#[test]
fn what_a_sheet_claims_costs_nothing() {
    let sheet = "<dimension ref='A1:XFD1048576'/><cols><col min='5' max='4294967295' hidden='1'/></cols><sheetData><row r='4294967295'>\
        <c r='XFD1048576' t='str'><v>右下</v></c><c r='C1' t='str'><v>左上</v></c><c t='s'><v>99</v></c></row></sheetData>\
        <mergeCells><mergeCell ref='A1:XFD1048576'/><mergeCell ref='B2'/></mergeCells>";
    let (finished, stop) = drawn(&xlsx(&[("表", "", sheet)]));
    assert!(stop.is_none() && finished.text.len() < 40, "{}", finished.text);
}

/// Records of a BIFF8 stream.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn xls(globals: &[u8], sheet: &[u8]) -> Vec<u8> {
    let bof = record(0x0809, &[0, 6, 5, 0]);
    let bound = |at: u32| record(0x0085, &[&at.to_le_bytes()[..], &[0, 0, 1, 1], &wide("表")].concat());
    let at = bof.len() + bound(0).len() + globals.len() + 4;
    let stream = [&bof[..], &bound(at as u32), globals, &record(0x000A, &[]), &bof, sheet].concat();
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&stream).unwrap();
    file.into_inner().into_inner()
}

#[test]
fn records_of_an_old_workbook_are_cells() {
    // The second text is parted inside, and goes on in narrow characters.
    let sst = record(
        0x00FC,
        &[&2u32.to_le_bytes()[..], &2u32.to_le_bytes(), &[2, 0, 1], &wide("单位"), &[4, 0, 9, 1, 0], &wide("市局")].concat(),
    );
    let more = record(0x003C, &[0, b'A', b'B', 0, 0, 0, 0]);
    let xf = record(0x00E0, &[0, 0, 9, 0]);
    let globals = [sst, more, xf].concat();
    let cell = |kind, row: u8, column: u8, data: &[u8]| record(kind, &[&[row, 0, column, 0, 0, 0], data].concat());
    let sheet = [
        cell(0x00FD, 0, 0, &[0, 0, 0, 0]),
        cell(0x00FD, 0, 1, &[1, 0, 0, 0]),
        cell(0x0203, 1, 0, &0.5f64.to_le_bytes()),
        cell(0x0006, 1, 1, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0]),
        record(0x0207, &[&[1, 0, 1][..], &wide("好")].concat()),
        record(0x00BD, &[2, 0, 0, 0, 0, 0, 0x02, 0x01, 0, 0, 0, 0, 0x0A, 0, 0, 0, 1, 0]),
        record(0x00E5, &[1, 0, 1, 0, 2, 0, 1, 0, 1, 0]),
    ]
    .concat();
    let whole = [&sheet[..], &record(0x000A, &[])].concat();
    let (finished, stop) = drawn(&xls(&globals, &whole));
    assert!(stop.is_none() && finished.provenance.notes.is_empty());
    assert_eq!(finished.text, "表\n单位\t市局AB\n50%\t好\n6400%\t\n");
    assert_eq!(rows(&finished)[2].from_above, [1]);
    let (cut, _) = drawn(&xls(&globals, &sheet));
    assert_eq!((cut.text, cut.provenance.notes[0].code), (finished.text, "sheet-unread"));
    let refused = drawn(&xls(&record(0x002F, &[1, 0]), &whole)).1;
    assert!(matches!(refused, Some(Stop::Refused(..))));
}

#[test]
fn no_bytes_panic() {
    let sound =
        [xlsx(&[("表", "", "<sheetData><row><c t='str'><v>甲</v></c></row></sheetData>")]), xls(&record(0x00FC, &[9; 40]), &[7; 99])];
    for bytes in sound {
        for at in (0..bytes.len()).step_by(7) {
            drawn(&bytes[..at]);
            let mut changed = bytes.clone();
            changed[at] ^= 0xFF;
            drawn(&changed);
        }
    }
}
