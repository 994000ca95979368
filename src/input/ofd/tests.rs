//! Packages made up in memory.

use super::read;
use crate::input::Stop;
use crate::input::draft::Draft;
use crate::source::Finished;
use crate::source::provenance::Role;
use std::io::{Cursor, Write};

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const ROOT: &str = "<OFD><DocBody><DocInfo><Title>别的</Title></DocInfo><DocRoot>Doc_0/Document.xml</DocRoot>\
    <Signatures>/Doc_0/Signs/Signatures.xml</Signatures></DocBody></OFD>";

/// A document of pages, with more in its Document.xml.
fn ofd(pages: &[&str], more: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let names: Vec<String> = (0..pages.len()).map(|i| format!("Doc_0/Pages/P{i}.xml")).collect();
    let list: String = (0..pages.len()).map(|i| format!("<Page ID='{}' BaseLoc='pages/p{i}.XML'/>", 10 + i)).collect();
    let document = format!(
        "<Document><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea></CommonData><Pages>{list}</Pages>{more}</Document>"
    );
    let contents: Vec<String> = pages.iter().map(|p| format!("<Page><Content><Layer>{p}</Layer></Content></Page>")).collect();
    let mut all = vec![("OFD.xml", ROOT), ("Doc_0/Document.xml", document.as_str())];
    all.extend(names.iter().map(String::as_str).zip(contents.iter().map(String::as_str)));
    all.extend(parts);
    package(&all)
}

fn drawn(bytes: &[u8]) -> (Finished<'static>, Option<Stop>) {
    let mut draft = Draft::default();
    let stop = read(bytes, &mut draft).err();
    (draft.finish(), stop)
}

/// The text of a page, its lines parted by `/`.
fn text(page: &str) -> String {
    drawn(&ofd(&[page], "", &[])).0.text.trim().replace('\n', "/")
}

#[test]
fn characters_stand_where_they_are_put() {
    for (page, expected) in [
        // The lower line first.
        (
            "<TextObject Boundary='20 60 90 8' Size='5'><TextCode X='0' Y='4' DeltaX='g 2 5'>第二行</TextCode></TextObject>\
             <TextObject Boundary='20 50 90 8' Size='5'><TextCode X='0' Y='4' DeltaX='g 2 5'>第一行</TextCode></TextObject>",
            "第一行/第二行",
        ),
        // A matrix, and objects of one line out of order; a code without a place goes on.
        (
            "<TextObject Boundary='30 50 90 8' Size='5'><TextCode X='0' Y='4'>丙</TextCode><TextCode>丁</TextCode></TextObject>\
             <TextObject Boundary='20 50 90 8' CTM='2 0 0 2 0 0' Size='2.5'><TextCode X='0' Y='2' DeltaX='2.5'>甲乙</TextCode></TextObject>",
            "甲乙丙丁",
        ),
        // Glyphs that stand for the characters, and clips, are no text.
        (
            "<TextObject Boundary='20 50 90 8' Size='5'><CGTransform CodePosition='0'><Glyphs>12 34</Glyphs></CGTransform>\
             <Clips><Clip><Area><Path><AbbreviatedData>M 0 0</AbbreviatedData></Path></Area></Clip></Clips>\
             <TextCode X='0' Y='4' DeltaX='5'>文&#x5b57;</TextCode></TextObject>",
            "文字",
        ),
        ("<TextObject Boundary='20 50 90 8' Size='5'><TextCode X='0' Y='4' DeltaX='g 1000000000 5'>重复</TextCode></TextObject>", "重复"),
        ("<TextObject Boundary='20 50 90 8' Size='5'><TextCode X='NaN' Y='inf' DeltaX='g -1 x 1e99'>坏数</TextCode></TextObject>", "坏数"),
        // Text that is not shown counts where nothing else is there.
        ("<TextObject Visible='false' Boundary='20 50 90 8' Size='5'><TextCode X='0' Y='4'>隐</TextCode></TextObject>", "隐"),
        (
            "<PageBlock><TextObject Visible='false' Boundary='20 70 9 8' Size='5'><TextCode X='0' Y='4'>隐</TextCode></TextObject></PageBlock>\
             <TextObject Boundary='20 50 90 8' Size='5'><TextCode X='0' Y='4'>显</TextCode></TextObject>",
            "显",
        ),
        // Written downwards, the lines from right to left.
        (
            "<TextObject Boundary='20 50 9 90' Size='5'><TextCode X='0' Y='4' DeltaY='g 3 5'>左边一行</TextCode></TextObject>\
             <TextObject Boundary='30 50 9 90' Size='5'><TextCode X='0' Y='4' DeltaY='g 3 5'>右边一行</TextCode></TextObject>",
            "右边一行/左边一行",
        ),
        // One distance for hanzi and figures alike.
        ("<TextObject Boundary='20 50 90 8' size='5'><TextCode X='0' Y='4' DeltaX='g 5 4.4'>至2025年</TextCode></TextObject>", "至2025年"),
    ] {
        assert_eq!(text(page), expected);
    }
}

#[test]
fn paths_are_the_rules_of_tables() {
    let cell = |x: u32, y: u32, text: &str| {
        format!(
            "<PathObject Boundary='{x} {y} 40 10'><AbbreviatedData>M 0 0 L 40 0 L 40 10 L 0 10 C</AbbreviatedData></PathObject>\
             <TextObject Boundary='{x} {y} 40 10' Size='4'><TextCode X='2' Y='6'>{text}</TextCode></TextObject>"
        )
    };
    let stroked = [cell(20, 50, "甲"), cell(60, 50, "乙"), cell(20, 60, "丙"), cell(60, 60, "丁")].concat();
    let bar = |x: f32, y: f32, w: f32, h: f32| {
        format!(
            "<PathObject Boundary='{x} {y} {w} {h}' Stroke='false' Fill='true'><AbbreviatedData>M 0 0 L {w} 0 L {w} {h} L 0 {h} C</AbbreviatedData></PathObject>"
        )
    };
    let bars: String = [50.0, 60.0, 70.0]
        .map(|y| bar(20.0, y, 80.0, 0.3))
        .into_iter()
        .chain([20.0, 60.0, 100.0].map(|x| bar(x, 50.0, 0.3, 20.0)))
        .collect();
    let texts: String = [(20, 50, "甲"), (60, 50, "乙"), (20, 60, "丙"), (60, 60, "丁")]
        .map(|(x, y, t)| format!("<TextObject Boundary='{x} {y} 40 10' Size='4'><TextCode X='2' Y='6'>{t}</TextCode></TextObject>"))
        .concat();
    for page in [stroked, bars + &texts] {
        let (finished, _) = drawn(&ofd(&[&page], "", &[]));
        assert_eq!(finished.text, "甲\t乙\n丙\t丁\n");
        assert!(finished.provenance.lines.iter().all(|l| matches!(l.role, Role::Row(_))));
    }
}

const LINE: &str = "<TextObject Boundary='20 50 90 8' Size='5'><TextCode X='0' Y='4' DeltaX='g 3 5'>正文在此</TextCode></TextObject>";

#[test]
fn what_hangs_on_the_document_is_told() {
    let unit = "<Res><CompositeGraphicUnits><CompositeGraphicUnit ID='7'><Content><TextObject Boundary='0 0 9 9' Size='5'>\
        <TextCode X='0' Y='4'>章</TextCode></TextObject><CompositeObject ResourceID='7' Boundary='0 0 1 1'/></Content>\
        </CompositeGraphicUnit></CompositeGraphicUnits></Res>";
    let parts = [
        ("Doc_0/Res.xml", unit),
        (
            "Doc_0/T.xml",
            "<Page><Template TemplateID='1'/><Content><TextObject Boundary='20 9 9 9' Size='3'><TextCode X='0' Y='4'>眉</TextCode></TextObject></Content></Page>",
        ),
        ("Doc_0/Annots/A.xml", "<Annotations><Page PageID='11'><FileLoc>P.xml</FileLoc></Page></Annotations>"),
        (
            "Doc_0/Annots/P.xml",
            "<PageAnnot><Annot><Remark>不取</Remark><Appearance Boundary='9 9 9 9'><CompositeObject ResourceID='7'/></Appearance></Annot></PageAnnot>",
        ),
        ("Doc_0/Att.xml", "<Attachments><Attachment Name='表'><FileLoc>a.txt</FileLoc></Attachment></Attachments>"),
        ("Doc_0/a.txt", "12345"),
        ("Doc_0/Signs/Signatures.xml", "<Signatures><Signature ID='1' BaseLoc='S.xml'/></Signatures>"),
        (
            "Doc_0/Signs/S.xml",
            "<Signature><SignedInfo><Provider ProviderName='某章'/><SignatureDateTime>20250301</SignatureDateTime><StampAnnot PageRef='11'/><Seal><BaseLoc>x</BaseLoc></Seal></SignedInfo></Signature>",
        ),
    ];
    let page = format!("<Template TemplateID='1'/>{LINE}");
    let more = "<CommonData><DocumentRes>Res.xml</DocumentRes><TemplatePage ID='1' BaseLoc='T.xml'/></CommonData>\
        <Annotations>Annots/A.xml</Annotations><Attachments>Att.xml</Attachments>";
    let (finished, stop) = drawn(&ofd(&[&page, &page], more, &parts));
    assert!(stop.is_none());
    assert_eq!(finished.text, "正文在此\n正文在此\n\n眉\n章\n");
    assert_eq!(finished.provenance.lines[3].place.page, Some(2));
    let (seal, file) = (&finished.provenance.signatures[0], &finished.provenance.embedded[0]);
    assert_eq!((seal.seal, seal.name.as_deref(), seal.page), (true, Some("某章"), Some(2)));
    assert_eq!((file.name.as_str(), file.bytes), ("表", Some(5)));
}

#[test]
fn pages_that_cannot_be_read_leave_the_others() {
    let pages = [LINE, "<ImageObject ResourceID='1'/>", "<TextObject Boundary='20 50 9 9' Size='5'><TextCode X='0' Y='4'>坏<页", "", LINE];
    let mut bytes = ofd(&pages, "<Pages><Page BaseLoc='../../etc/passwd'/><Page BaseLoc='Pages/P0.xml'/></Pages>", &[]);
    let (finished, stop) = drawn(&bytes);
    assert!(stop.is_none());
    assert_eq!(finished.text.matches("正文在此").count(), 2);
    let notes: Vec<(&str, bool)> = finished.provenance.notes.iter().map(|n| (n.code, n.lost)).collect();
    assert_eq!(notes, [("page-without-text", true), ("page-unread", true), ("page-unread", true), ("page-unread", true)]);
    assert!(finished.provenance.notes[0].english.starts_with("page 2 has no text"));
    for at in (0..bytes.len()).step_by(11) {
        drawn(&bytes[..at]);
        bytes[at] ^= 0xFF;
        drawn(&bytes);
        bytes[at] ^= 0xFF;
    }
    let outside = ofd(&[], "<Pages><Page BaseLoc='../../../../etc/hostname'/></Pages>", &[]);
    assert!(matches!(drawn(&outside).1, Some(Stop::Damaged(..))));
    let garbled = "<TextObject Boundary='20 50 90 8' Size='5'><TextCode X='0' Y='4'>\u{E123}\u{FFFD}好</TextCode></TextObject>";
    assert_eq!(drawn(&ofd(&[garbled], "", &[])).0.provenance.notes[0].code, "page-garbled");
}

#[test]
fn documents_versions_and_encryption() {
    let one = |text: &str| LINE.replace("正文在此", text);
    let content = |text: &str| format!("<Page><Content><Layer>{}</Layer></Content></Page>", one(text));
    let document = |page: &str| format!("<Document><Pages><Page ID='1' BaseLoc='{page}'/></Pages></Document>");
    let body = |root: &str, more: &str| format!("<DocBody><DocRoot>{root}</DocRoot>{more}</DocBody>");
    let versions = "<Versions><Version ID='1' BaseLoc='V1.xml'/><Version ID='2' Current='true' BaseLoc='V2.xml'/></Versions>";
    let root = format!("<OFD>{}{}{}</OFD>", body("A/D.xml", versions), body("no.xml", ""), body("B/D.xml", ""));
    let parts = [
        ("OFD.xml", root),
        ("V2.xml", "<DocVersion><DocRoot>A/D2.xml</DocRoot></DocVersion>".into()),
        ("A/D.xml", document("p.xml")),
        ("A/D2.xml", document("q.xml")),
        ("A/p.xml", content("旧版")),
        ("A/q.xml", content("新版")),
        ("B/D.xml", document("p.xml")),
        ("B/p.xml", content("另文")),
    ];
    let parts: Vec<(&str, &str)> = parts.iter().map(|(n, t)| (*n, t.as_str())).collect();
    let (finished, stop) = drawn(&package(&parts));
    assert!(stop.is_none());
    assert_eq!(finished.text.split_whitespace().collect::<Vec<_>>(), ["新版", "另文"]);
    assert_eq!(finished.provenance.lines[1].place.page, Some(2));
    assert_eq!(finished.provenance.notes[0].code, "document-unread");
    let sealed = ofd(&[LINE], "", &[("Encryptions.xml", "<x/>")]);
    assert!(matches!(drawn(&sealed).1, Some(Stop::Refused(..))));
}
