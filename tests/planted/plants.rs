//! How each rule's fault is planted: one function a rule, from a sound document and random numbers to a plant, or nothing
//! where the document has no place for it.

use crate::sound::{Plant, Random, Sound};
use gongwen::model::{Basis, Cell, Date, MarkerStyle, Node, NodeKind, Part, PartKind, Relation, Role, Target};
use gongwen::span::Span;

pub type Planter = fn(&Sound, &mut Random) -> Option<Plant>;

/// Each rule with its planter, and the rules whose findings may follow from the plant.
pub const RULES: &[(&str, Planter, &[&str])] = &[
    ("numbering-gap", drop_item, &["task-unassigned", "level-skip", "department-variant"]),
    ("numbering-duplicate", double_ordinal, &[]),
    ("numbering-order", swap_ordinals, &[]),
    ("level-skip", drop_level, &["numbering-gap", "heading-punctuation", "task-unassigned", "lead-multiple"]),
    (
        "bracket-unbalanced",
        drop_bracket,
        // What stood between the brackets is read otherwise.
        &[
            "task-unassigned", "alias-undefined", "attachment-title-differs", "width-mixed", "department-variant", "lead-multiple",
            "line-break-inside-sentence",
        ],
    ),
    ("title-missing", drop_title, &["issuer-missing", "recipients-missing", "alias-undefined", "issue-date-missing"]),
    ("recipients-missing", drop_recipients, &["issuer-missing"]),
    ("issuer-missing", drop_signature, &[]),
    ("issue-date-missing", drop_date, &["issuer-missing", "title-missing"]),
    ("document-number-missing", drop_number, &["title-missing", "imprint-missing", "line-break-inside-sentence", "issuer-missing"]),
    ("imprint-missing", drop_imprint, &[]),
    ("document-number-form", bend_number, &[]),
    ("date-invalid", bend_day, &[]),
    ("period-reversed", swap_years, &["attachment-title-differs"]),
    ("deadline-before-issue", backdate, &[]),
    ("attachment-unlisted", unlist, &["numbering-gap"]),
    ("attachment-absent", drop_attachment, &[]),
    ("attachment-title-differs", bend_title, &[]),
    ("task-unassigned", drop_clause, &["department-variant"]),
    ("department-duplicate", double_department, &[]),
    ("department-variant", rename_department, &["department-duplicate", "lead-multiple"]),
    ("lead-multiple", second_lead, &[]),
    ("alias-undefined", undefined_name, &[]),
    ("alias-conflict", second_definition, &["width-mixed", "line-break-inside-sentence"]),
    ("table-ragged", drop_cell, &["table-cell-empty"]),
    ("table-cell-empty", empty_cell, &["task-unassigned"]),
    ("email-invalid", bend_email, &[]),
    ("phone-invalid", bend_phone, &[]),
    ("percent-over-100", over_100, &[]),
    ("width-mixed", other_width, &[]),
    ("heading-punctuation", stop_heading, &["width-mixed"]),
    // What it splits, a number or a clause, is read no more.
    ("character-suspect", stray_character, &["numbering-gap", "task-unassigned", "recipients-missing", "title-missing"]),
    ("line-break-inside-sentence", break_sentence, &[]),
];

fn marker(node: &Node) -> Span {
    let length = node.marker.as_ref().map_or(0, |m| m.text.chars().count());
    Span::new(node.span.from(), node.span.from() + length)
}

fn marker_text(node: &Node) -> String {
    node.marker.as_ref().map(|m| m.text.to_string()).unwrap_or_default()
}

/// A place of a kind, chosen at random.
fn place(sound: &Sound, random: &mut Random, wanted: impl Fn(usize) -> bool) -> Option<usize> {
    let places: Vec<usize> = (1..sound.chars.len().saturating_sub(1)).filter(|&i| wanted(i)).collect();
    random.one(&places).copied()
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// 12月31日 inside a date: where the day's digits stand.
fn day(sound: &Sound, date: &Date) -> Option<Span> {
    let span = date.span;
    let end = (span.from()..span.to()).find(|&i| sound.chars[i] == '日')?;
    let start = (span.from()..end).rev().take_while(|&i| sound.chars[i].is_ascii_digit()).last()?;
    (start > span.from() && sound.chars[start - 1] == '月' && sound.chars[start - 2].is_ascii_digit()).then(|| Span::new(start, end))
}

/// The years of a date, four digits each.
fn years(sound: &Sound, span: Span) -> Vec<Span> {
    let digit = |i: usize| i < span.to() && sound.chars[i].is_ascii_digit();
    (span.from()..span.to())
        .filter(|&i| (i == span.from() || !digit(i - 1)) && (0..4).all(|k| digit(i + k)) && !digit(i + 4))
        .map(|i| Span::new(i, i + 4))
        .collect()
}

fn drop_item(s: &Sound, r: &mut Random) -> Option<Plant> {
    let runs = s.runs();
    let run = r.one(&runs)?;
    // The last of a run is not missed, nor the first of a text that begins in the middle.
    let first = usize::from(run[0].depth == 1 && s.notice.metadata.title.is_none() || run[0].marker.as_ref()?.ordinal != 1);
    let places: Vec<usize> = (first..run.len() - 1).collect();
    let at = *r.one(&places)?;
    Some(s.without(Span::new(run[at].span.from(), run[at + 1].span.from())))
}

fn double_ordinal(s: &Sound, r: &mut Random) -> Option<Plant> {
    let runs = s.runs();
    let run = r.one(&runs)?;
    let at = (r.next() % (run.len() as u64 - 1)) as usize;
    Some(s.replaced(marker(run[at + 1]), &marker_text(run[at])))
}

fn swap_ordinals(s: &Sound, r: &mut Random) -> Option<Plant> {
    let runs: Vec<_> = s.runs().into_iter().filter(|run| run.len() > 2).collect();
    let run = r.one(&runs)?;
    let at = 1 + (r.next() % (run.len() as u64 - 2)) as usize;
    let (one, other) = (run[at], run[at + 1]);
    Some(s.with(&[(marker(one), marker_text(other)), (marker(other), marker_text(one))], 1))
}

fn drop_level(s: &Sound, r: &mut Random) -> Option<Plant> {
    let style = |n: &Node, style: MarkerStyle| n.marker.as_ref().is_some_and(|m| m.style == style);
    let mut places = Vec::new();
    for top in s.nodes().into_iter().filter(|n| style(n, MarkerStyle::Hanzi)) {
        let Some(second) = top.children.iter().find(|c| c.marker.is_some()).filter(|c| style(c, MarkerStyle::BracketedHanzi)) else {
            continue;
        };
        if let Some(third) = second.children.iter().find(|c| c.marker.is_some()).filter(|c| style(c, MarkerStyle::Arabic)) {
            places.push((second, third));
        }
    }
    // Somewhere else the level has to remain.
    if places.len() < 2 {
        return None;
    }
    let (second, third) = r.one(&places)?;
    Some(s.without(Span::new(second.span.from(), third.span.from())))
}

fn drop_bracket(s: &Sound, r: &mut Random) -> Option<Plant> {
    const BRACKETS: &str = "（）()〔〕《》【】“”";
    let nodes = s.nodes();
    let in_text = |i: usize| {
        nodes.iter().any(|n| n.kind != NodeKind::Table && n.span.from() <= i && i < n.span.to() && !marker(n).contains(Span::new(i, i + 1)))
    };
    // （一） in a sentence and 1） are ordinals.
    let ordinal = |i: usize| {
        let near = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c) || c.is_ascii_alphabetic();
        near(s.chars[i - 1]) && "）)".contains(s.chars[i]) || near(s.chars[i + 1]) && "（(".contains(s.chars[i])
    };
    let at = place(s, r, |i| BRACKETS.contains(s.chars[i]) && !ordinal(i))?;
    if !in_text(at) {
        return None;
    }
    // What is left of the pair stands in the same paragraph.
    let node = nodes.iter().find(|n| n.span.from() <= at && at < n.span.to())?;
    let mut plant = s.without(Span::new(at, at + 1));
    plant.place = Span::new(node.span.from(), node.span.to());
    Some(plant)
}

fn drop_title(s: &Sound, _: &mut Random) -> Option<Plant> {
    let title = s.notice.metadata.title.as_ref()?;
    let one = s.notice.parts.iter().filter(|p| p.title.is_some()).count() <= 1;
    let headed = !s.notice.metadata.recipients.is_empty();
    (one && headed && s.notice.parts.len() == 1).then(|| anywhere(s.without(s.lines(title.span))))
}

/// A fault of the whole document may be reported at any place of it.
fn anywhere(plant: Plant) -> Plant {
    let end = plant.text.chars().count();
    Plant { place: Span::new(0, end), ..plant }
}

fn drop_recipients(s: &Sound, _: &mut Random) -> Option<Plant> {
    let recipients = &s.notice.metadata.recipients;
    let all = recipients.first()?.span.join(recipients.last()?.span);
    let kind = s.notice.metadata.kind.as_ref()?;
    let line = s.lines(all);
    let addressed = ["通知", "通报", "函", "批复", "请示", "报告"].contains(&kind.text.as_ref());
    // What is left still shows that it is a notice.
    let numbered = s.notice.metadata.document_number.is_some();
    // What is forwarded has recipients of its own.
    let forwarded = s.notice.metadata.title.as_ref().is_some_and(|t| t.text.contains("转发"));
    (addressed && numbered && !forwarded && line.len() < all.len() + 6).then(|| anywhere(s.without(line)))
}

fn drop_signature(s: &Sound, _: &mut Random) -> Option<Plant> {
    let metadata = &s.notice.metadata;
    let [issuer] = &metadata.issuers[..] else { return None };
    let line = s.lines(issuer.span);
    let signed = metadata.title.as_ref().is_some_and(|t| t.text.starts_with("关于") && t.span.end < issuer.span.start);
    let alone = !metadata.recipients.is_empty() && line.len() < issuer.span.len() + 4 && metadata.printed_by.is_none();
    (signed && alone).then(|| anywhere(s.without(line)))
}

fn drop_date(s: &Sound, _: &mut Random) -> Option<Plant> {
    let metadata = &s.notice.metadata;
    let date = metadata.issued_on.as_ref()?;
    let line = s.lines(date.span);
    // Another day on a line of its own stands in for it.
    let days = s.chars.iter().collect::<String>().lines().filter(|l| l.trim().ends_with('日') && l.chars().count() < 30).count();
    let alone = line.len() < date.span.len() + 4 && days == 1 && metadata.printed_on.is_none();
    (alone && (metadata.document_number.is_some() || !metadata.recipients.is_empty())).then(|| anywhere(s.without(line)))
}

fn drop_number(s: &Sound, _: &mut Random) -> Option<Plant> {
    let number = s.notice.metadata.document_number.as_ref()?;
    let line = s.lines(number.span);
    (line.len() < number.span.len() + 4).then(|| anywhere(s.without(line)))
}

fn drop_imprint(s: &Sound, _: &mut Random) -> Option<Plant> {
    let printed = s.notice.metadata.printed_on.as_ref()?;
    if s.chars.iter().collect::<String>().matches("日印发").count() > 1 {
        return None;
    }
    Some(anywhere(s.without(s.lines(printed.span))))
}

fn bend_number(s: &Sound, r: &mut Random) -> Option<Plant> {
    let cited = s.notice.references.iter().filter(|x| x.number.is_some()).map(|x| x.span);
    let spans: Vec<Span> = cited.chain(s.notice.metadata.document_number.as_ref().map(|n| n.span)).collect();
    let span = *r.one(&spans)?;
    let open = (span.from()..span.to()).find(|&i| s.chars[i] == '〔')?;
    let close = (open..span.to()).find(|&i| s.chars[i] == '〕')?;
    let coded = open > span.from() && is_han(s.chars[open - 1]) && !"令告".contains(s.chars[open - 1]);
    if close != open + 5 || !coded || !s.chars.get(close + 1)?.is_ascii_digit() {
        return None;
    }
    let year = s.text(Span::new(open + 1, close));
    Some(match r.next() % 6 {
        0 => s.replaced(Span::new(close + 1, close + 1), "第"),
        1 => s.replaced(Span::new(close + 1, close + 1), "0"),
        n => {
            let (left, right) = [("[", "]"), ("(", ")"), ("（", "）"), ("【", "】")][n as usize - 2];
            s.replaced(Span::new(open, close + 1), &format!("{left}{year}{right}"))
        }
    })
}

fn bend_day(s: &Sound, r: &mut Random) -> Option<Plant> {
    let days: Vec<Span> = s.notice.dates.iter().filter(|d| d.node.is_some()).filter_map(|d| day(s, d)).collect();
    let day = *r.one(&days)?;
    Some(s.replaced(day, if r.next().is_multiple_of(2) { "32" } else { "35" }))
}

fn swap_years(s: &Sound, r: &mut Random) -> Option<Plant> {
    let periods: Vec<Vec<Span>> = s
        .notice
        .dates
        .iter()
        .filter(|d| d.relation == Relation::During && d.edtf.as_ref().is_some_and(|e| e.contains('/')))
        .map(|d| years(s, d.span))
        .filter(|y| y.len() == 2 && s.text(y[0]) < s.text(y[1]))
        .collect();
    let years = r.one(&periods)?;
    Some(s.with(&[(years[0], s.text(years[1])), (years[1], s.text(years[0]))], 1))
}

fn backdate(s: &Sound, r: &mut Random) -> Option<Plant> {
    let issued = s.notice.metadata.issued_on.as_ref()?.earliest.as_ref()?;
    let asked = |d: &&Date| {
        let behind: String = s.chars[d.span.to()..s.chars.len().min(d.span.to() + 2)].iter().collect();
        d.relation == Relation::By && d.text.ends_with('前') && ["完成", "建成", "报送", "实现", "印发", "制定"].contains(&behind.as_str())
    };
    let late = |d: &&Date| d.latest.as_ref().is_some_and(|l| l >= issued) && d.node.is_some();
    let places: Vec<Span> = s.notice.dates.iter().filter(late).filter(asked).filter_map(|d| years(s, d.span).first().copied()).collect();
    let year: i32 = issued[..4].parse().ok()?;
    let earlier = (year - 1 - (r.next() % 3) as i32).to_string();
    Some(s.replaced(*r.one(&places)?, &earlier))
}

/// Attachments that are listed and there.
fn both(s: &Sound) -> Vec<(Span, &Part<'static>)> {
    let part = |id| s.notice.parts.iter().find(|p| p.id == id);
    s.notice.attachments.iter().filter_map(|a| Some((a.listed?, part(a.part?)?))).filter(|(_, p)| p.kind == PartKind::Attachment).collect()
}

fn unlist(s: &Sound, r: &mut Random) -> Option<Plant> {
    let all = both(s);
    if all.len() < 2 {
        return None;
    }
    let (listed, part) = all[1 + (r.next() % (all.len() as u64 - 1)) as usize];
    let line = s.lines(listed);
    if line.len() > listed.len() + 12 {
        return None;
    }
    let title = part.title.as_ref()?.span;
    Some(s.with(&[(line, String::new()), (title, s.text(title))], 1))
}

fn drop_attachment(s: &Sound, r: &mut Random) -> Option<Plant> {
    let all = both(s);
    if all.len() < 2 {
        return None;
    }
    let &(listed, part) = r.one(&all)?;
    Some(s.with(&[(listed, s.text(listed)), (part.span, String::new())], 0))
}

fn bend_title(s: &Sound, r: &mut Random) -> Option<Plant> {
    let all = both(s);
    let (_, part) = r.one(&all)?;
    let title = part.title.as_ref()?.span;
    if title.len() < 5 {
        return None;
    }
    let at = title.from() + 1 + (r.next() % (title.len() as u64 - 3)) as usize;
    let mut plant = is_han(s.chars[at]).then(|| s.without(Span::new(at, at + 1)))?;
    plant.place = Span::new(title.from(), title.to() - 1);
    Some(plant)
}

fn drop_clause(s: &Sound, r: &mut Random) -> Option<Plant> {
    let tasked = |n: &Node| s.notice.tasks.iter().find(|t| t.node == n.id);
    let runs = s.runs();
    let whole = |f: &&Vec<&Node>| f.iter().all(|n| n.kind == NodeKind::Item && tasked(n).is_some());
    let level = |n: &Node| (n.depth, n.marker.as_ref().map(|m| m.style));
    // In a short run one is missed where the whole level has clauses.
    let of_level = |f: &Vec<&Node>| runs.iter().filter(|o| level(o[0]) == level(f[0])).collect::<Vec<_>>();
    let long = |f: &&Vec<&Node>| {
        f.len() >= 6 || {
            let all = of_level(f);
            all.iter().all(whole) && all.iter().map(|o| o.len()).sum::<usize>() >= 14
        }
    };
    let families: Vec<_> = runs.iter().filter(whole).filter(long).collect();
    let family = r.one(&families)?;
    let node = r.one(family)?;
    let task = tasked(node)?;
    let clause = task.assignments.first()?.clause;
    if task.assignments.iter().any(|a| a.clause != clause) {
        return None;
    }
    let place = marker(node);
    Some(s.with(&[(place, s.text(place)), (clause, String::new())], 0))
}

fn double_department(s: &Sound, r: &mut Random) -> Option<Plant> {
    let mut places = Vec::new();
    for task in &s.notice.tasks {
        for pair in task.assignments.windows(2) {
            let apart = s.text(Span::new(pair[0].span.to().min(pair[1].span.from()), pair[1].span.from()));
            if pair[0].clause == pair[1].clause
                && apart == "、"
                && pair[0].role == pair[1].role
                && !pair[0].collective
                && pair[0].department.chars().count() > 2
            {
                places.push((pair[1].span.to(), pair[0].department.to_string()));
            }
        }
    }
    let (at, name) = r.one(&places)?;
    Some(s.replaced(Span::new(*at, *at), &format!("、{name}")))
}

fn rename_department(s: &Sound, r: &mut Random) -> Option<Plant> {
    let mut places = Vec::new();
    for department in &s.notice.departments {
        let Some(full) = department.canonical.as_ref().filter(|c| **c != department.name && department.variants.is_empty()) else {
            continue;
        };
        let spans: Vec<Span> = s
            .notice
            .tasks
            .iter()
            .flat_map(|t| &t.assignments)
            .filter(|a| a.department == department.name && a.basis == Basis::Clause)
            .map(|a| a.span)
            .collect();
        places.extend(spans.into_iter().skip(1).map(|span| (span, full.to_string())));
    }
    let (span, full) = r.one(&places)?;
    Some(s.replaced(*span, full))
}

fn second_lead(s: &Sound, r: &mut Random) -> Option<Plant> {
    // 列第一位的为牵头单位 settles who leads.
    if s.chars.iter().collect::<String>().contains("为牵头") {
        return None;
    }
    let mut places = Vec::new();
    for task in &s.notice.tasks {
        let leads: Vec<_> = task.assignments.iter().filter(|a| a.role == Role::Lead && a.basis == Basis::Clause).collect();
        if let [lead] = leads[..] {
            places.push(lead.span);
        }
    }
    let lead = *r.one(&places)?;
    Some(s.replaced(Span::new(lead.from(), lead.from()), "应急管理局、"))
}

fn undefined_name(s: &Sound, r: &mut Random) -> Option<Plant> {
    const NAMES: &[&str] = &["《暂行办法》", "《行动方案》", "《实施细则》", "《若干规定》", "《规划纲要》"];
    let name = r.one(NAMES)?;
    let bare = name.trim_matches(['《', '》']);
    let known = s.chars.iter().collect::<String>().contains(bare);
    s.notice.metadata.title.as_ref()?;
    let bodies: Vec<usize> =
        s.nodes().iter().filter(|n| n.kind == NodeKind::Item && n.text.chars().count() > 20).map(|n| n.span.to()).collect();
    let end = *r.one(&bodies)?;
    let at = (end.saturating_sub(40)..end).rev().find(|&i| s.chars[i] == '，')? + 1;
    let plant = s.replaced(Span::new(at, at), &format!("按照{name}要求，"));
    (!known).then_some(plant)
}

fn second_definition(s: &Sound, r: &mut Random) -> Option<Plant> {
    let defined: Vec<_> = s
        .notice
        .references
        .iter()
        .filter(|x| x.alias_of.is_some() && s.text(Span::new(x.span.from().saturating_sub(2), x.span.from())).ends_with("称"))
        .collect();
    let short = r.one(&defined)?;
    let behind: Vec<usize> =
        s.nodes().iter().filter(|n| n.kind == NodeKind::Item && n.span.start > short.span.end).map(|n| n.span.to()).collect();
    let end = *r.one(&behind)?;
    let at = (end.saturating_sub(60)..end).rev().find(|&i| "，。".contains(s.chars[i]))? + 1;
    Some(s.replaced(Span::new(at, at), &format!("执行《关于加强某项检查的决定》（以下简称{}），", short.text)))
}

fn drop_cell(s: &Sound, r: &mut Random) -> Option<Plant> {
    let mut places = Vec::new();
    for table in s.notice.tables.iter().filter(|t| t.header_rows > 0 && t.rows.len() > 7) {
        let body = || table.rows.iter().skip(table.header_rows as usize);
        // Where a cell is a line, only rows that are numbered and whole tell what a row is.
        let numbered = |row: &Vec<Cell>| row.first().is_some_and(|c| c.text.parse::<u32>().is_ok());
        let lines = s.text(table.rows[0][0].span.join(table.rows[0][table.rows[0].len() - 1].span)).contains('\n');
        if lines && !body().all(|row| numbered(row) && row.len() == table.columns as usize) {
            continue;
        }
        for row in table.rows.iter().skip(table.header_rows as usize) {
            let (Some(first), Some(last)) = (row.first(), row.last()) else { continue };
            // Cells that a tab parts, or a | at a line's end.
            let between =
                |a: Span, b: Span| a.end < b.start && ["\t", " |\n", "|\n"].contains(&s.text(Span::new(a.to(), b.from())).as_str());
            if row.len() == table.columns as usize && row.windows(2).all(|w| between(w[0].span, w[1].span)) {
                places.extend(row.windows(2).map(|w| (first.span.join(last.span), Span::new(w[0].span.to(), w[1].span.to()))));
            }
        }
    }
    let &(line, cell) = r.one(&places)?;
    let mut plant = s.without(cell);
    plant.place = Span::new(line.from(), line.to() - cell.len());
    Some(plant)
}

fn empty_cell(s: &Sound, r: &mut Random) -> Option<Plant> {
    let tables: Vec<_> = s.notice.tables.iter().filter(|t| t.rows.len() > 4 && t.header_rows == 1).collect();
    let table = r.one(&tables)?;
    let header = &table.rows[0];
    let named = |c: &usize| ["责任单位", "牵头单位", "责任部门", "牵头部门"].contains(&header[*c].text.as_ref());
    let columns: Vec<usize> = (0..header.len()).filter(named).collect();
    let column = *r.one(&columns)?;
    let filled: Vec<Span> =
        table.rows[1..].iter().filter(|row| row.len() == header.len()).map(|row| row[column].span).filter(|c| !c.is_empty()).collect();
    if filled.len() < table.rows.len() - 2 {
        return None;
    }
    let mut plant = s.without(*r.one(&filled)?);
    // White space of the cell stays.
    plant.place = Span::new(plant.place.from().saturating_sub(2), plant.place.to() + 2);
    Some(plant)
}

fn bend_email(s: &Sound, r: &mut Random) -> Option<Plant> {
    let text: String = s.chars.iter().collect();
    let labelled = |e: &str| text.contains(&format!("邮箱：{e}")) || text.contains(&format!("邮箱:{e}"));
    let emails: Vec<String> =
        s.notice.metadata.contacts.iter().flat_map(|c| &c.emails).map(|e| e.to_string()).filter(|e| labelled(e)).collect();
    let email = r.one(&emails)?;
    let chars: Vec<char> = email.chars().collect();
    let start = s.chars.windows(chars.len()).position(|w| w == chars)?;
    let bent = match r.next() % 3 {
        0 => email.replace('@', "@@"),
        1 => email.replacen('@', "", 1),
        _ => email.replace('.', ""),
    };
    Some(s.replaced(Span::new(start, start + chars.len()), &bent))
}

fn bend_phone(s: &Sound, r: &mut Random) -> Option<Plant> {
    let text: String = s.chars.iter().collect();
    let labelled = |p: &str| text.contains(&format!("电话：{p}")) || text.contains(&format!("电话:{p}"));
    let phones: Vec<String> =
        s.notice.metadata.contacts.iter().flat_map(|c| &c.phones).map(|p| p.to_string()).filter(|p| labelled(p)).collect();
    let phone = r.one(&phones)?;
    // One digit more or less than an eight-digit line or a mobile number has.
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let bent = match digits {
        11 if r.next().is_multiple_of(2) => format!("{phone}1"),
        11 => phone[..phone.len() - 1].to_string(),
        8 => format!("{phone}1"),
        _ => return None,
    };
    // A landline of 4 and 7 digits has one of 8 too.
    if digits == 11 && phone.starts_with('0') && !phone.starts_with("01") && !phone.starts_with("02") {
        return None;
    }
    let chars: Vec<char> = phone.chars().collect();
    let start = s.chars.windows(chars.len()).position(|w| w == chars)?;
    if digits == 11 && bent.len() < phone.len() && s.chars.get(start + chars.len()).is_some_and(char::is_ascii_digit) {
        return None;
    }
    Some(s.replaced(Span::new(start, start + chars.len()), &bent))
}

fn over_100(s: &Sound, r: &mut Random) -> Option<Plant> {
    const SHARES: &[&str] = &["合格率", "覆盖率", "达标率", "普及率", "处理率", "满意度", "入学率", "利用率", "办结率"];
    let share = |t: &&Target| {
        t.unit == "%"
            && t.value_high.is_none()
            && t.indicator.as_ref().is_some_and(|i| SHARES.iter().any(|w| i.text.ends_with(w)) && !i.text.contains(['毛', '备']))
    };
    let targets: Vec<_> = s.notice.targets.iter().filter(share).collect();
    let target = r.one(&targets)?;
    let value: Vec<char> = format!("{}%", target.value).chars().collect();
    let start = target.span.from() + s.chars[target.span.from()..target.span.to()].windows(value.len()).position(|w| w == value)?;
    let over = format!("1{:02}%", 1 + r.next() % 99);
    Some(s.replaced(Span::new(start, start + value.len()), &over))
}

fn other_width(s: &Sound, r: &mut Random) -> Option<Plant> {
    let count = |list: &str| s.chars.iter().filter(|c| list.contains(**c)).count();
    if count("，；：") < 8 || count(",;:") * 4 > count("，；：") {
        return None;
    }
    let at = place(s, r, |i| "，；".contains(s.chars[i]) && is_han(s.chars[i - 1]) && is_han(s.chars[i + 1]))?;
    Some(s.replaced(Span::new(at, at + 1), if s.chars[at] == '，' { "," } else { ";" }))
}

fn stop_heading(s: &Sound, r: &mut Random) -> Option<Plant> {
    let alone = |n: &&&Node| {
        let heading = n.heading.as_ref().map(|h| h.text.as_ref());
        n.kind == NodeKind::Section
            && heading == Some(n.text.as_ref())
            && n.text.chars().count() < 20
            && !n.text.contains(['。', '；', '：', ';', ':', '！', '？'])
    };
    let nodes = s.nodes();
    let headings: Vec<_> = nodes.iter().filter(alone).collect();
    let end = r.one(&headings)?.span.to();
    Some(s.replaced(Span::new(end, end), r.one(&["。", "；"])?))
}

fn stray_character(s: &Sound, r: &mut Random) -> Option<Plant> {
    let at = place(s, r, |i| is_han(s.chars[i - 1]) && is_han(s.chars[i]))?;
    let stray = r.one(&["\u{FFFD}", "\u{E123}", "\u{200B}", "\u{7}", "锟斤拷"])?;
    Some(s.replaced(Span::new(at, at), stray))
}

fn break_sentence(s: &Sound, r: &mut Random) -> Option<Plant> {
    let long: Vec<_> =
        s.nodes().into_iter().filter(|n| n.kind == NodeKind::Paragraph && n.span.len() > 140 && !s.text(n.span).contains('\n')).collect();
    let node = r.one(&long)?;
    let places: Vec<usize> = (node.span.from() + 60..node.span.to() - 60)
        .filter(|&i| is_han(s.chars[i - 1]) && is_han(s.chars[i]) && !"一二三四五六七八九十第附".contains(s.chars[i]))
        .collect();
    let at = *r.one(&places)?;
    Some(s.replaced(Span::new(at, at), "\n"))
}
