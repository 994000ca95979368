//! Pages made up of glyphs and rules, in millimetres.

use super::frame::MILLIMETRE;
use super::{Glyph, Page, Rule, Turn, Writer};
use crate::input::draft::Draft;
use crate::source::Finished;
use crate::source::provenance::Role;

fn usual_width(c: char) -> f32 {
    match c {
        'A'..='Z' => 0.66,
        c if c.is_ascii() => 0.5,
        _ => 1.0,
    }
}

fn glyph(c: char, x: f32, y: f32, size: f32, width: f32) -> Glyph {
    let [x, y, size, width] = [x, y, size, width].map(|v| v * MILLIMETRE);
    Glyph { c, x, y, width, size, turn: Turn::Right, slope: 0.0, spaced: false, artifact: false }
}

fn put(page: &mut Page, x: f32, y: f32, size: f32, text: &str) {
    spread(page, x, y, size, text, 0.0);
}

/// Sets a text with so much room behind every character.
fn spread(page: &mut Page, mut x: f32, y: f32, size: f32, text: &str, room: f32) {
    for c in text.chars() {
        let width = usual_width(c) * size;
        page.glyphs.push(glyph(c, x, y, size, width));
        x += width + room;
    }
}

fn sheet(number: u32) -> Page {
    Page { number, width: 210.0 * MILLIMETRE, height: 297.0 * MILLIMETRE, ..Page::default() }
}

fn written(pages: Vec<Page>) -> Finished<'static> {
    let mut writer = Writer::default();
    pages.into_iter().for_each(|p| writer.page(p));
    let mut draft = Draft::default();
    writer.write(&mut draft).unwrap();
    draft.finish()
}

fn across(page: &mut Page, y: f32, x0: f32, x1: f32) {
    let [x0, x1, y] = [x0, x1, y].map(|v| v * MILLIMETRE);
    page.rules.extend(Rule::stroked((x0, y), (x1, y)));
}

fn down(page: &mut Page, x: f32, y0: f32, y1: f32) {
    let [x, to, y0, y1] = [x, x + 0.3, y0, y1].map(|v| v * MILLIMETRE);
    page.rules.extend(Rule::filled(&[(x, y0), (to, y1)]));
}

#[test]
fn glyphs_of_one_baseline_are_a_line() {
    type Case = (fn(&mut Page), &'static str);
    let lines: &[Case] = &[
        (|p| spread(p, 30.0, 50.0, 8.0, "关于印发", 12.0), "关于印发"),
        (|p| spread(p, 30.0, 50.0, 8.0, "通知", 24.0), "通知"),
        (
            |p| {
                put(p, 90.0, 50.2, 5.0, "乙局");
                put(p, 30.0, 50.0, 5.0, "甲局");
            },
            "甲局                乙局",
        ),
        (
            |p| {
                put(p, 30.0, 50.0, 5.0, "至2025");
                put(p, 46.2, 50.0, 5.0, "年");
            },
            "至2025年",
        ),
        (
            |p| {
                put(p, 30.0, 50.0, 5.0, "GDP");
                put(p, 41.2, 50.0, 5.0, "up");
            },
            "GDP up",
        ),
        (
            |p| {
                put(p, 30.0, 50.0, 5.0, "加粗");
                put(p, 30.1, 50.1, 5.0, "加粗");
            },
            "加粗",
        ),
        (
            |p| {
                put(p, 30.0, 50.0, 5.0, "5米");
                put(p, 37.6, 48.0, 2.5, "2");
            },
            "5米²",
        ),
        (
            |p| {
                put(p, 30.0, 50.0, 5.0, "达到84.5");
                put(p, 50.0, 48.1, 4.15, "1-");
                put(p, 54.2, 50.0, 5.0, "以上");
            },
            "达到84.5¹⁻以上",
        ),
        (
            |p| {
                put(p, 30.0, 50.0, 5.0, "H");
                put(p, 33.4, 51.0, 2.5, "2");
                put(p, 34.8, 50.0, 5.0, "O浓度");
            },
            "H2O浓度",
        ),
        (|p| p.glyphs.push(glyph('坏', f32::NAN, 1.0, 1.0, 1.0)), ""),
    ];
    for (draw, expected) in lines {
        let mut page = sheet(1);
        draw(&mut page);
        assert_eq!(written(vec![page]).text.trim(), *expected);
    }
}

#[test]
fn full_lines_and_indents_are_told() {
    let mut page = sheet(1);
    put(&mut page, 44.5, 40.0, 8.0, "关于修路的通知");
    for i in 0..3 {
        let y = 60.0 + 30.0 * i as f32;
        put(&mut page, 40.0, y, 5.0, "各县应当在本年底之前修好道路，");
        put(&mut page, 30.0, y + 10.0, 5.0, "不得延误，具体要求由市局另行规定。");
        put(&mut page, 30.0, y + 20.0, 5.0, "并按时报送。");
    }
    let finished = written(vec![page]);
    let full: Vec<Option<bool>> = finished
        .provenance
        .lines
        .iter()
        .map(|l| match l.role {
            Role::Text { full } => full,
            _ => None,
        })
        .collect();
    assert_eq!(full[1..4], [Some(true), Some(true), Some(false)]);
    let lines: Vec<&str> = finished.text.lines().collect();
    assert!(lines[0].starts_with("关于") && lines[1].starts_with("　　各") && lines[2].starts_with("不"), "{lines:?}");
}

#[test]
fn furniture_stands_apart() {
    let pages = (1..=4).map(|n| {
        let mut page = sheet(n);
        put(&mut page, 60.0, 20.0, 3.5, "某市政务服务行动");
        put(&mut page, 30.0, 40.0, 5.6, &format!("附件{n}"));
        put(&mut page, 30.0, 60.0, 5.6, "正文在此。");
        put(&mut page, 30.0, 255.0, 5.6, "正文到此。");
        put(&mut page, 100.0, 275.0, 4.9, &format!("— {n} —"));
        page
    });
    let finished = written(pages.collect());
    let text = finished.text.split("\n\n").next().unwrap_or_default();
    assert_eq!(text, ["附件1", "附件2", "附件3", "附件4"].map(|a| format!("{a}\n正文在此。\n正文到此。")).join("\n"));
}

#[test]
fn headers_that_take_turns_stand_apart() {
    let pages = |headers: &'static [&'static str]| -> Vec<Page> {
        let each = headers.iter().zip(1..).map(|(header, n)| {
            let mut page = sheet(n);
            put(&mut page, 30.0, 20.0, 5.0, header);
            (0..4).for_each(|i| put(&mut page, 30.0, 60.0 + 10.0 * i as f32, 5.0, "正文在此，各县照此办理。"));
            page
        });
        each.collect()
    };
    let cases: &[(&'static [&'static str], &[&str])] = &[
        (&["某市公报", "第六期文件", "某市公报"], &[]),
        (&["某市公报", "第六期文件", "某市公报", "第六期文件", "某市公报"], &[]),
        (&["关于修路的通知", "某市公报", "某市公报"], &["关于修路的通知"]),
        (&["关于修路的通知", "要求如下", "甲县照此办理"], &["关于修路的通知", "要求如下", "甲县照此办理"]),
        (&["附件", "附件"], &["附件", "附件"]),
    ];
    for (headers, expected) in cases {
        let finished = written(pages(headers));
        let text = finished.text.split("\n\n").next().unwrap_or_default();
        let kept: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.starts_with("正文")).collect();
        assert_eq!(kept, *expected, "{headers:?}");
    }
}

#[test]
fn footnotes_stand_apart() {
    // Where the rule ends, the size of the line below it, and whether a page number stands below that.
    for (end, size, number, expected) in
        [(70.0, 4.0, true, true), (70.0, 4.0, false, true), (180.0, 4.0, true, false), (70.0, 5.0, false, false)]
    {
        let mut first = sheet(1);
        (0..22).for_each(|i| put(&mut first, 30.0, 30.0 + 10.0 * i as f32, 5.0, "各县应当在本年底之前修好道路，不得延误，须"));
        across(&mut first, 255.0, 30.0, end);
        put(&mut first, 30.0, 262.0, size, "1 道路指县乡道路。");
        if number {
            put(&mut first, 100.0, 280.0, 5.0, "— 1 —");
        }
        let mut second = sheet(2);
        put(&mut second, 30.0, 30.0, 5.0, "按时报送。");
        let finished = written(vec![first, second]);
        assert_eq!(finished.text.contains("须\n按时报送。\n"), expected, "{end} {size} {number}");
        assert!(finished.text.contains("1 道路指县乡道路。"));
    }
}

/// A table of three columns whose first cell reaches over its last two rows.
fn table(page: &mut Page, top: f32, organ: &str) {
    for (y, from) in [(0.0, 30.0), (10.0, 30.0), (20.0, 60.0), (30.0, 30.0)] {
        across(page, top + y, from, 150.0);
    }
    for x in [30.0, 60.0, 90.0, 150.0] {
        down(page, x, top, top + 30.0);
    }
    for (x, text) in [(32.0, "单位"), (62.0, "任务"), (92.0, "时限")] {
        put(page, x, top + 6.0, 4.0, text);
    }
    put(page, 32.0, top + 21.0, 4.0, organ);
    put(page, 61.0, top + 14.0, 4.0, "修好县乡村道");
    put(page, 61.0, top + 18.5, 4.0, "路");
    put(page, 62.0, top + 26.0, 4.0, "架桥");
    put(page, 92.0, top + 16.0, 4.0, "6月");
    put(page, 92.0, top + 24.0, 4.0, "甲；");
    put(page, 92.0, top + 29.0, 4.0, "乙");
}

#[test]
fn rules_make_tables() {
    let mut first = sheet(1);
    put(&mut first, 30.0, 60.0, 5.0, "前文。");
    table(&mut first, 80.0, "市局");
    let mut second = sheet(2);
    table(&mut second, 40.0, "县局");
    put(&mut second, 30.0, 90.0, 5.0, "后文。");
    let finished = written(vec![first, second]);
    let rows = "局\t修好县乡村道路\t6月\n\t架桥\t甲；\u{2028}乙\n";
    assert_eq!(finished.text, format!("前文。\n单位\t任务\t时限\n市{rows}县{rows}后文。\n\n单位 任务 时限\n"));
    let said: Vec<_> = finished
        .provenance
        .lines
        .iter()
        .filter_map(|l| match &l.role {
            Role::Row(row) => Some((row.table, row.from_above.clone())),
            _ => None,
        })
        .collect();
    assert_eq!(said, [(0, vec![]), (0, vec![]), (0, vec![0]), (0, vec![]), (0, vec![0])]);
    let row = finished.provenance.lines[1].place.bounds.unwrap();
    assert_eq!((row.left / 100, row.top, row.bottom), (30, 8000, 9000));
}

#[test]
fn a_row_goes_on_over_the_page_beside_a_cell_over_several_rows() {
    let columns = [30.0, 45.0, 70.0, 150.0];
    let mut first = sheet(1);
    // The last row is open below.
    columns.into_iter().for_each(|x| down(&mut first, x, 240.0, 280.0));
    [(240.0, 30.0), (250.0, 30.0), (260.0, 70.0)].into_iter().for_each(|(y, from)| across(&mut first, y, from, 150.0));
    across(&mut first, 260.0, 30.0, 45.0);
    for (x, text) in [(32.0, "序号"), (47.0, "类别"), (72.0, "任务")] {
        put(&mut first, x, 247.0, 4.0, text);
    }
    for (x, y, text) in [(32.0, 257.0, "1"), (47.0, 257.0, "产业"), (72.0, 257.0, "修路。"), (32.0, 275.0, "2"), (72.0, 275.0, "架桥，")]
    {
        put(&mut first, x, y, 4.0, text);
    }
    let mut second = sheet(2);
    columns.into_iter().for_each(|x| down(&mut second, x, 20.0, 50.0));
    [(40.0, 70.0), (50.0, 30.0)].into_iter().for_each(|(y, from)| across(&mut second, y, from, 150.0));
    across(&mut second, 40.0, 30.0, 45.0);
    for (x, y, text) in [(72.0, 27.0, "按期完成。"), (32.0, 47.0, "3"), (72.0, 47.0, "建站。")] {
        put(&mut second, x, y, 4.0, text);
    }
    assert_eq!(written(vec![first, second]).text, "序号\t类别\t任务\n1\t产业\t修路。\n2\t\t架桥，按期完成。\n3\t\t建站。\n");
}

#[test]
fn lines_of_a_cell_go_on_or_not() {
    let mut page = sheet(1);
    [40.0, 60.0, 80.0].into_iter().for_each(|y| across(&mut page, y, 30.0, 150.0));
    [30.0, 40.0, 70.0, 150.0].into_iter().for_each(|x| down(&mut page, x, 40.0, 80.0));
    // Characters one below the other; a mark that hangs over the edge, and a line that runs over it.
    put(&mut page, 33.0, 46.0, 4.0, "序");
    put(&mut page, 33.0, 54.0, 4.0, "号");
    put(&mut page, 42.0, 46.0, 4.0, "市水利局县财");
    put(&mut page, 42.0, 52.0, 4.0, "政局，");
    put(&mut page, 72.0, 46.0, 4.0, "各有关部门和单位要按照责任分工抓好落实，");
    put(&mut page, 72.0, 52.0, 4.0, "定期汇总。");
    put(&mut page, 43.5, 66.0, 4.0, "市教育局民政局");
    put(&mut page, 72.0, 66.0, 4.0, "一年");
    put(&mut page, 72.0, 72.0, 4.0, "两年");
    let expected = "序号\t市水利局县财政局，\t各有关部门和单位要按照责任分工抓好落实，定期汇总。\n\t市教育局民政局\t一年\u{2028}两年\n";
    assert_eq!(written(vec![page]).text, expected);
}

#[test]
fn a_turned_page_is_read_as_it_is_meant() {
    let mut upright = Page { width: 297.0 * MILLIMETRE, height: 210.0 * MILLIMETRE, number: 1, ..Page::default() };
    table(&mut upright, 40.0, "市局");
    let mut turned = sheet(1);
    // A sheet turned clockwise: what was at the left is at the top.
    let width = turned.width;
    turned.glyphs = upright.glyphs.iter().map(|g| Glyph { x: width - g.y, y: g.x, turn: Turn::Down, ..*g }).collect();
    let ends = upright.rules.iter().map(|r| r.ends().map(|(x, y)| (width - y, x)));
    turned.rules = ends.filter_map(|[from, to]| Rule::stroked(from, to)).collect();
    put(&mut turned, 10.0, 290.0, 3.0, "机密");
    let finished = written(vec![turned]);
    assert_eq!(finished.text, format!("{}\n机密\n", written(vec![upright]).text));
    let bounds = finished.provenance.lines[0].place.bounds.unwrap();
    assert_eq!((bounds.left, bounds.top / 100, bounds.right), (16000, 30, 17000));
}

#[test]
fn columns_of_prose_are_read_one_after_the_other() {
    let mut page = sheet(1);
    put(&mut page, 40.0, 30.0, 8.0, "某某省人民政府公报二〇二五年");
    for i in 0..10 {
        let y = 50.0 + 8.0 * i as f32;
        put(&mut page, 20.0, y, 4.0, &format!("左栏第{}行文字写满了一整行为止", i));
        put(&mut page, 110.0, y, 4.0, &format!("右栏第{}行文字写满了一整行为止", i));
    }
    let finished = written(vec![page]);
    let lines: Vec<&str> = finished.text.lines().collect();
    assert!(lines[1..11].iter().all(|l| l.starts_with('左')) && lines[11..21].iter().all(|l| l.starts_with('右')), "{lines:?}");
}

#[test]
fn drawings_cost_little() {
    let mut page = sheet(1);
    for i in 0..200_000u32 {
        let v = (i % 997) as f32 * 0.29;
        down(&mut page, v, 0.0, 290.0);
        across(&mut page, v, 0.0, 200.0);
        page.glyphs.push(glyph('字', v, v, 0.001 * i as f32, 1.0));
    }
    let start = std::time::Instant::now();
    written(vec![page]);
    assert!(start.elapsed().as_secs() < 20);
}
