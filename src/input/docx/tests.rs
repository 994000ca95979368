//! Small packages made in memory, and the text that comes of them.

use super::read;
use crate::input::Stop;
use crate::input::draft::Draft;
use crate::source::Finished;
use crate::source::provenance::Role;
use std::io::Write;

/// A package of a body, and parts beside it.
fn package(body: &str, numbering: &str, styles: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let related = |i: usize, name: &str| {
        let kind_of = name.trim_end_matches(|c: char| !c.is_ascii_lowercase()).split(['.', '1']).next().unwrap_or_default();
        format!("<Relationship Id='r{i}' Type='{kind}/{kind_of}' Target='{name}'/>")
    };
    let inner = ["numbering.xml", "styles.xml"].into_iter().chain(others.iter().map(|o| o.0));
    let relations: String = inner.enumerate().map(|(i, name)| related(i, name)).collect();
    let mut parts = vec![
        ("_rels/.rels".to_string(), format!("<R><Relationship Id='a' Type='{kind}/officeDocument' Target='word/document.xml'/></R>")),
        ("word/_rels/document.xml.rels".into(), format!("<R>{relations}</R>")),
        ("word/document.xml".into(), format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>")),
        ("word/numbering.xml".into(), format!("<w:numbering>{numbering}</w:numbering>")),
        ("word/styles.xml".into(), format!("<w:styles>{styles}</w:styles>")),
    ];
    parts.extend(others.iter().map(|(name, text)| (format!("word/{name}"), text.to_string())));
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part begins");
        zip.write_all(text.as_bytes()).expect("memory takes it");
    }
    zip.finish().expect("the package ends").into_inner()
}

fn finished(bytes: &[u8]) -> (Finished<'static>, Result<(), Stop>) {
    let mut draft = Draft::default();
    let outcome = read(bytes, &mut draft);
    (draft.finish(), outcome)
}

fn text(body: &str, numbering: &str, styles: &str) -> String {
    let (finished, outcome) = finished(&package(body, numbering, styles, &[]));
    outcome.expect("the package is sound");
    finished.text.lines().filter(|l| !l.is_empty()).collect::<Vec<_>>().join("|")
}

/// A paragraph of a list: `2.0 text` is of list 2, level 0; without a number it is of none.
fn paragraphs(lines: &[&str]) -> String {
    let one = |line: &str| {
        let (place, text) = line.split_once(' ').unwrap_or(("", line));
        match place.split_once('.') {
            Some((list, level)) => format!(
                "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
            ),
            None => format!("<w:p><w:pPr><w:pStyle w:val='{place}'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"),
        }
    };
    lines.iter().map(|l| one(l)).collect()
}

/// A level: its number, format, text, and what else it has.
fn level(at: u32, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>{more}<w:lvlText w:val='{text}'/><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr></w:lvl>"
    )
}

fn list(id: u32, levels: &[String]) -> String {
    format!("<w:abstractNum w:abstractNumId='{id}'>{}</w:abstractNum>", levels.concat())
}

fn used(id: u32, list: u32, more: &str) -> String {
    format!("<w:num w:numId='{id}'><w:abstractNumId w:val='{list}'/>{more}</w:num>")
}

#[test]
fn automatic_numbers_stand_in_front_of_their_text() {
    let outline = list(
        0,
        &[
            level(0, "chineseCountingThousand", "%1、", ""),
            level(1, "chineseCounting", "（%2）", ""),
            level(2, "decimal", "%3.", ""),
            level(3, "decimal", "%1.%4", "<w:isLgl/>"),
            level(4, "bullet", "\u{F06C}", ""),
        ],
    );
    let ever = list(1, &[level(0, "decimal", "第%1章", ""), level(1, "decimal", "第%2条", "<w:lvlRestart w:val='0'/>")]);
    let anew = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride>";
    let other = format!("<w:lvlOverride w:ilvl='0'>{}</w:lvlOverride>", level(0, "upperRoman", "%1.", "<w:suff w:val='nothing'/>"));
    let huge = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='9223372036854775808'/></w:lvlOverride>";
    let uses = [used(1, 0, ""), used(2, 0, ""), used(3, 0, anew), used(4, 1, ""), used(5, 0, &other), used(6, 0, huge)].concat();
    let numbering = [outline, ever, uses].concat();
    for (lines, expected) in [
        (&["1.0 甲", "1.1 乙", "1.2 丙", "1.2 丁", "1.0 戊", "1.1 己"][..], "一、甲|（一）乙|1. 丙|2. 丁|二、戊|（一）己"),
        // Levels above that have not begun show their start; legal levels are decimal.
        (&["1.1 甲", "1.3 乙", "1.0 丙", "1.0 丁", "1.3 戊"], "（一）甲|1.1 乙|一、丙|二、丁|2.1 戊"),
        // Uses of one list count on; one with a start of its own begins anew, once.
        (&["1.0 甲", "2.0 乙", "3.0 丙", "3.0 丁", "1.0 戊"], "一、甲|二、乙|五、丙|六、丁|七、戊"),
        (&["4.0 甲", "4.1 乙", "4.0 丙", "4.1 丁"], "第1章 甲|第1条 乙|第2章 丙|第2条 丁"),
        (&["1.0 甲", "5.0 乙"], "一、甲|II.乙"),
        (&["1.4 甲"], "• 甲"),
        // No such list, level, or one above nine.
        (&["99.0 甲", "1.7 乙", "1.12 丙", "0.0 丁"], "甲|乙|丙|丁"),
        (&["6.0 甲", "6.0 乙"], "四十二亿九千四百九十六万七千二百九十五、甲|四十二亿九千四百九十六万七千二百九十五、乙"),
    ] {
        assert_eq!(text(&paragraphs(lines), &numbering, ""), expected, "{lines:?}");
    }
}

#[test]
fn styles_number_their_paragraphs() {
    let numbering = [
        list(0, &[level(0, "chineseCounting", "%1、", "<w:pStyle w:val='H1'/>"), level(1, "decimal", "%2.", "<w:pStyle w:val='H2'/>")]),
        list(1, &[]).replace("></w", "><w:numStyleLink w:val='Own'/></w"),
        list(2, &[]).replace("></w", "><w:numStyleLink w:val='Round'/></w"),
        [used(1, 0, ""), used(2, 1, ""), used(3, 2, "")].concat(),
    ]
    .concat();
    let style = |id: &str, base: &str, list: &str| {
        format!(
            "<w:style w:type='paragraph' w:styleId='{id}'><w:basedOn w:val='{base}'/><w:pPr><w:numPr>{list}</w:numPr></w:pPr></w:style>"
        )
    };
    let styles = [
        style("H1", "", "<w:numId w:val='1'/>"),
        style("H2", "H1", ""),
        style("Own", "", "<w:numId w:val='1'/>"),
        style("Round", "", "<w:numId w:val='3'/>"),
        style("A", "B", ""),
        style("B", "A", ""),
        style("Off", "H1", "<w:numId w:val='0'/>"),
    ]
    .concat();
    let lines = ["H1 甲", "H2 乙", "H2 丙", "Off 丁", "2.0 戊", "A 己", "3.0 庚"];
    assert_eq!(text(&paragraphs(&lines), &numbering, &styles), "一、甲|1. 乙|2. 丙|丁|二、戊|己|庚");
}

#[test]
fn what_is_shown_is_read() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let boxed = "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>";
    for (body, expected) in [
        ("<w:p><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins></w:p>".to_string(), "增"),
        ("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前</w:t></w:r></w:p><w:p><w:r><w:t>后</w:t></w:r></w:p>".into(), "前后"),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:t>见</w:t></w:r></w:p>".into(), "见"),
        (
            format!("<w:p>{}<w:r><w:instrText>IF</w:instrText></w:r>{}{}{}{}{}{}{}</w:p>", field("begin"), field("begin"), field("separate"), run("内"), field("end"), field("separate"), run("果"), field("end")),
            "果",
        ),
        // A field that does not end hides no other paragraph.
        (format!("<w:p>{}</w:p><w:p>{}</w:p>", field("begin"), run("后")), "后"),
        (
            format!("<w:p><w:r><mc:AlternateContent><mc:Choice>{boxed}</mc:Choice><mc:Fallback>{boxed}</mc:Fallback></mc:AlternateContent></w:r>{}</w:p>", run("锚")),
            "锚|框",
        ),
        ("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t xml:space='preserve'>甲 </w:t><w:tab/><w:t>乙</w:t><w:br/><w:t> 丙 </w:t><w:noBreakHyphen/><w:softHyphen/><w:sym w:font='Symbol' w:char='F0B3'/></w:r></w:p>".into(), "甲 \t乙|丙-≥"),
        ("<w:sdt><w:sdtPr><w:rPr/></w:sdtPr><w:sdtContent><w:p><w:smartTag><w:hyperlink><w:r><w:t>通</w:t></w:r></w:hyperlink></w:smartTag></w:p></w:sdtContent></w:sdt>".into(), "通"),
        // A table in pieces, and ends in another order than begins.
        ("<w:tr><w:tc><w:p><w:r><w:t>甲</w:p></w:r></w:t></w:tc></w:tr>".into(), "甲"),
    ] {
        assert_eq!(text(&body, "", ""), expected, "{body}");
    }
}

/// Rows of a table in short: cells parted by `;`, `^` for one with the cell above, `N*` for one over N columns of the grid.
fn rows(table: &[&str], grid: &[u32]) -> String {
    let cell = |cell: &str| {
        let (above, cell) = cell.strip_prefix('^').map_or(("<w:vMerge w:val='restart'/>", cell), |c| ("<w:vMerge/>", c));
        let (span, cell) = cell.split_once('*').unwrap_or(("1", cell));
        let lines: String = cell.split('/').map(|l| format!("<w:p><w:r><w:t>{l}</w:t></w:r></w:p>")).collect();
        format!("<w:tc><w:tcPr><w:gridSpan w:val='{span}'/>{above}</w:tcPr>{lines}</w:tc>")
    };
    let row = |row: &&str| format!("<w:tr>{}</w:tr>", row.split(';').map(cell).collect::<String>());
    let grid: String = grid.iter().map(|w| format!("<w:gridCol w:w='{w}'/>")).collect();
    format!("<w:tbl><w:tblGrid>{grid}</w:tblGrid>{}</w:tbl>", table.iter().map(row).collect::<String>())
}

#[test]
fn tables_have_the_columns_that_are_seen() {
    for (table, grid, expected) in [
        (&["甲;乙", "丙/丁;戊"][..], &[900, 900][..], "甲\t乙|丙\u{2028}丁\t戊"),
        (&["2*甲;乙", "丙;丁;戊", "^;2*己"], &[900, 900, 900], "甲\t\t乙←1|丙\t丁\t戊|\t己\t↑0←2"),
        // Grid columns that no cell begins at.
        (&["2*甲;3*乙", "2*丙;3*丁"], &[300; 5], "甲\t乙|丙\t丁"),
        // A border that was dragged a little in one row.
        (&["甲;2*乙", "2*丙;丁"], &[900, 60, 900], "甲\t乙|丙\t丁"),
        // The same with a column there that holds something.
        (&["甲;2*乙", "2*丙;丁"], &[900, 600, 900], "甲\t乙\t←2|丙\t\t丁←1"),
        // A ragged right border makes no column.
        (&["甲;乙", "丙;2*丁"], &[900, 900, 900], "甲\t乙|丙\t丁"),
        // A frame.
        (&["甲/乙"], &[900], "甲|乙"),
        (&["1000000000*甲;乙"], &[900], "甲\t乙"),
    ] {
        let (finished, outcome) = finished(&package(&rows(table, grid), "", "", &[]));
        outcome.expect("the package is sound");
        let lines: Vec<String> = (finished.provenance.lines.iter())
            .map(|line| {
                let mut text: String = finished.text.chars().skip(line.span.from()).take(line.span.len()).collect();
                if let Role::Row(row) = &line.role {
                    text.extend(row.from_above.iter().map(|c| format!("↑{c}")));
                    text.extend(row.from_left.iter().map(|c| format!("←{c}")));
                }
                text
            })
            .collect();
        assert_eq!(lines.join("|"), expected, "{table:?}");
    }
    let nested = format!("<w:tbl><w:tr><w:tc>{}<w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>", rows(&["甲;乙", "丙;丁"], &[]));
    assert_eq!(text(&nested, "", ""), "甲 乙\u{2028}丙 丁\t");
    let numbers = "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:p>";
    let numbered: String =
        ["甲", "乙"].map(|t| format!("<w:tr><w:tc>{numbers}</w:tc><w:tc><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:tc></w:tr>")).concat();
    let numbering = [list(0, &[level(0, "decimal", "%1", "")]), used(1, 0, "")].concat();
    assert_eq!(text(&format!("<w:tbl>{numbered}</w:tbl>"), &numbering, ""), "1\t甲|2\t乙");
}

#[test]
fn notes_and_margins_stand_apart() {
    let part = |text: &str| format!("<w:x><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:x>");
    let notes = format!(
        "<w:footnotes><w:footnote w:type='separator'><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote><w:footnote>{}</w:footnote></w:footnotes>",
        part("注")
    );
    let (header, footer) = (part("眉"), part("— 1 —"));
    let body = "<w:p><w:r><w:t>文</w:t></w:r></w:p><w:sectPr><w:footerReference w:type='default' r:id='r4'/><w:headerReference w:type='default' r:id='r3'/></w:sectPr>";
    let bytes = package(body, "", "", &[("footnotes.xml", &notes), ("header1.xml", &header), ("footer1.xml", &footer)]);
    let (finished, outcome) = finished(&bytes);
    outcome.expect("the package is sound");
    let lines: Vec<String> = (finished.provenance.lines.iter())
        .map(|l| {
            let text: String = finished.text.chars().skip(l.span.from()).take(l.span.len()).collect();
            format!("{} {} {text}", l.place.part.as_deref().unwrap_or_default(), l.place.paragraph.unwrap_or(0))
        })
        .collect();
    let expected = ["word/document.xml 1 文", "word/footnotes.xml 2 注", "word/header1.xml 1 眉", "word/footer1.xml 1 — 1 —"];
    assert_eq!(lines, expected);
}

#[test]
fn what_was_read_before_a_fault_stays() {
    let sound = "<w:p><w:r><w:t>前</w:t></w:r></w:p>";
    let row = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>乙";
    for (body, expected) in [
        (format!("{sound}{}", "<w:tbl><w:tr><w:tc>".repeat(100_000)), "前"),
        (format!("{sound}<w:p><w:r><w:t>断</w:t></w:r><"), "前|断"),
        (format!("{sound}{row}</w:t></w:r><"), "前|甲\t乙"),
        (format!("<w:tbl><w:tr><w:tc>{sound}</w:tc></w:tr><w:tr>{}", "<w:tc/>".repeat(crate::input::CELLS)), "前"),
    ] {
        let (finished, outcome) = finished(&package(&body, "", "", &[]));
        assert!(outcome.is_err());
        let text: Vec<&str> = finished.text.lines().filter(|l| !l.trim().is_empty()).collect();
        assert_eq!(text.join("|"), expected);
    }
}
