//! Dates → days of the calendar.
//!
//! A year that is left out is taken, in this order, from: the other end of its period; the sentence; the title; the
//! date of issue; the last year said before; the first said behind.

use crate::extract::dates::{Every, Mention, Piece, Point, Year};
use crate::model::Relation;
use crate::span::Span;
use crate::text::{Folded, class, numeral};
use jiff::civil::Date;

/// A date with its days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolved {
    /// Where it stands.
    pub span: Span,
    /// Index of its node.
    pub item: Option<usize>,
    /// Extended Date/Time Format.
    pub edtf: Option<String>,
    /// First day.
    pub earliest: Option<Date>,
    /// Last day.
    pub latest: Option<Date>,
    /// How it bounds.
    pub relation: Relation,
    /// An RFC 5545 RRULE.
    pub recurrence: Option<String>,
    /// Whether the year came from elsewhere.
    pub inferred: bool,
    /// Whether something is compared with it.
    pub compared: bool,
    /// What is wrong with it.
    pub fault: Option<Fault>,
}

/// What is wrong with a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 2月30日, 13月.
    Invalid,
    /// 2020—2018年.
    Reversed,
}

/// What years are taken from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    /// The year that the title governs: 关于2019年部分节假日安排的通知.
    pub title: Option<u32>,
    /// The date of issue.
    pub issued: Option<Date>,
}

/// The year that a title governs, where it names just one.
pub fn governed(text: &Folded, title: Span) -> Option<u32> {
    let mut years = Vec::new();
    let mut at = title.from();
    while let Some(hit) = text.next(at, title.to(), class::CALENDAR) {
        at = hit + 1;
        let from = text.run_back(hit, title.from(), |c| c == class::DIGIT);
        if hit - from == 4 && text.unit(hit) == '年' as u16 {
            let dash = from > title.from() && text.class_before(from) == class::DASH;
            years.extend(numeral::arabic(text.units(Span::new(from, hit))).filter(|_| !dash));
        }
    }
    match years[..] {
        [year] if (1950..2100).contains(&year) => Some(year),
        _ => None,
    }
}

/// Resolves the mentions of a document, which are in source order.
pub fn resolve(text: &Folded, mentions: &[Mention], context: Context) -> Vec<Resolved> {
    // The last year said, where, and whether it was a whole date's.
    let mut last: Option<(u32, usize, bool)> = None;
    let said = |p: Point| if let Year::Said(y) = p.year { Some(y) } else { None };
    let first_said = mentions.iter().find_map(|m| said(m.from));
    mentions
        .iter()
        .map(|mention| {
            let same_sentence = last.filter(|(_, end, _)| {
                *end <= mention.span.from()
                    && mention.span.from() - end < 200
                    && text.next(*end, mention.span.from(), class::STOP).is_none()
                    && text.next(*end, mention.span.from(), class::NEWLINE).is_none()
            });
            let issue_year = context.issued.map(|d| d.year() as u32);
            // A bare year before the year of issue is what the sentence is about, not when it is due.
            let told = matches!(mention.relation, Relation::On | Relation::During);
            let in_sentence = same_sentence.filter(|l| l.2 || told || issue_year.is_none_or(|issued| l.0 >= issued)).map(|l| l.0);
            let fallback = in_sentence.or(context.title).or(issue_year).or(last.map(|l| l.0)).or(first_said);
            let resolved = one(mention, fallback, context);
            if let Some(year) = mention.to.and_then(said).or_else(|| said(mention.from)) {
                let whole = mention.to.unwrap_or(mention.from).month.is_some();
                last = Some((year, mention.span.to(), whole));
            }
            resolved
        })
        .collect()
}

fn one(mention: &Mention, fallback: Option<u32>, context: Context) -> Resolved {
    let mut out = Resolved { span: mention.span, item: mention.item, relation: mention.relation, ..Resolved::default() };
    if let Some(every) = mention.every {
        // A leap year has every day that recurs.
        let no_day = |p: &Point| Date::new(2000, p.month.unwrap_or(1) as i8, p.day.unwrap_or(1) as i8).is_err();
        if no_day(&mention.from) || mention.to.as_ref().is_some_and(no_day) {
            out.fault = Some(Fault::Invalid);
            return out;
        }
        out.recurrence = recurrence(every, &mention.from);
        return out;
    }
    let (mut from, mut to) = (mention.from, mention.to);
    // The ends of a period share their year.
    if let Some(end) = to.as_mut() {
        match (from.year, end.year) {
            (year @ (Year::Said(_) | Year::Relative(_)), Year::Open) => end.year = year,
            (Year::Open, Year::Said(year)) => {
                let wraps = from.month > end.month && from.month.is_some();
                from.year = Year::Said(if wraps { year - 1 } else { year });
            }
            _ => {}
        }
    }
    let year = |point: &Point, inferred: &mut bool| match point.year {
        Year::Said(year) => Some(year),
        Year::Relative(ahead) => {
            *inferred = true;
            context.issued.map(|d| d.year() as u32).or(fallback).and_then(|y| y.checked_add_signed(ahead))
        }
        Year::Open => {
            *inferred = true;
            fallback
        }
    };
    let mut inferred = false;
    let first_year = year(&from, &mut inferred);
    let last = to.unwrap_or(from);
    let last_year = if to.is_some() { year(&last, &mut inferred) } else { first_year };
    out.inferred = inferred;
    // A 29 February without a year tells that the year is a leap year: the next one.
    let leaps = |p: &Point| p.month == Some(2) && p.day == Some(29) && p.year == Year::Open;
    let ahead = match first_year {
        Some(year) if leaps(&from) || leaps(&last) => {
            (0..8).find(|n| is_sound(&Point { year: Year::Open, month: Some(2), day: Some(29), piece: Piece::Whole }, Some(year + n)))
        }
        _ => None,
    };
    let (first_year, last_year) = (first_year.map(|y| y + ahead.unwrap_or(0)), last_year.map(|y| y + ahead.unwrap_or(0)));
    if !is_sound(&from, first_year) || !is_sound(&last, last_year) {
        out.fault = Some(Fault::Invalid);
        return out;
    }
    let (Some(first_year), Some(last_year)) = (first_year, last_year) else {
        out.inferred = false;
        out.edtf = edtf(&from, None);
        return out;
    };
    let (start, end) = (bounds(&from, first_year), bounds(&last, last_year));
    let (Some((start, start_end)), Some((_, end))) = (start, end) else {
        out.fault = Some(Fault::Invalid);
        return out;
    };
    if to.is_some() && start > end {
        out.fault = Some(Fault::Reversed);
        return out;
    }
    (out.earliest, out.latest) = match mention.relation {
        Relation::By => (None, Some(end)),
        Relation::From => (Some(start), None),
        Relation::After if from.day.is_some() => (Some(start), None),
        Relation::After => (start_end.tomorrow().ok(), None),
        Relation::On | Relation::During => (Some(start).filter(|_| !mention.open_start), Some(end)),
    };
    out.edtf = if mention.open_start {
        Some(format!("../{end}"))
    } else if to.is_some() {
        edtf(&from, Some(first_year))
            .zip(edtf(&last, Some(last_year)))
            .map(|(a, b)| if plain(&from) && plain(&last) { format!("{a}/{b}") } else { format!("{start}/{end}") })
    } else {
        edtf(&from, Some(first_year))
    };
    out
}

/// Whether a point is a plain year, month or day, which may stand in an interval.
fn plain(point: &Point) -> bool {
    point.piece == Piece::Whole
}

/// Whether month and day exist; without a year a 29 February may.
fn is_sound(point: &Point, year: Option<u32>) -> bool {
    let year = year.unwrap_or(2000) as i16;
    match (point.month, point.day) {
        (Some(month), Some(day)) => Date::new(year, month as i8, day as i8).is_ok(),
        (Some(month), None) => (1..=12).contains(&month),
        _ => true,
    }
}

/// The first and last day of a point.
fn bounds(point: &Point, year: u32) -> Option<(Date, Date)> {
    let date = |month: u32, day: u32| Date::new(year as i16, month as i8, day as i8).ok();
    let months = |first: u32, last: u32| Some((date(first, 1)?, date(last, 1)?.last_of_month()));
    let Some(month) = point.month else {
        return match point.piece {
            Piece::Half(half) => months(half * 6 - 5, half * 6),
            Piece::Quarter(quarter) => months(quarter * 3 - 2, quarter * 3),
            Piece::QuarterEnd(quarter) => months(quarter * 3, quarter * 3).map(|(_, last)| (last, last)),
            Piece::Months(n) => months(1, n),
            Piece::End => Some((date(12, 31)?, date(12, 31)?)),
            Piece::Start => months(1, 1),
            _ => months(1, 12),
        };
    };
    if let Some(day) = point.day {
        return Some((date(month, day)?, date(month, day)?));
    }
    let last = date(month, 1)?.last_of_month();
    match point.piece {
        Piece::End => Some((last, last)),
        Piece::Third(1) => Some((date(month, 1)?, date(month, 10)?)),
        Piece::Third(2) => Some((date(month, 11)?, date(month, 20)?)),
        Piece::Third(_) => Some((date(month, 21)?, last)),
        Piece::Start => Some((date(month, 1)?, date(month, 10)?)),
        _ => months(month, month),
    }
}

/// A point in EDTF; an unknown year is XXXX.
fn edtf(point: &Point, year: Option<u32>) -> Option<String> {
    let shown = year.map_or("XXXX".to_string(), |y| format!("{y:04}"));
    let ends = |year: u32| bounds(point, year);
    Some(match (point.month, point.day, point.piece) {
        (Some(month), Some(day), _) => format!("{shown}-{month:02}-{day:02}"),
        (Some(month), None, Piece::Whole) => format!("{shown}-{month:02}"),
        (Some(month), None, Piece::End) => match year {
            Some(year) => ends(year)?.1.to_string(),
            None => format!("{shown}-{month:02}"),
        },
        (Some(_), None, _) => {
            let (first, last) = ends(year?)?;
            format!("{first}/{last}")
        }
        (None, _, Piece::Half(half)) => format!("{shown}-{}", 39 + half),
        (None, _, Piece::Quarter(quarter)) => format!("{shown}-{}", 32 + quarter),
        (None, _, Piece::QuarterEnd(_)) => ends(year?)?.1.to_string(),
        (None, _, Piece::Months(n)) => format!("{shown}-01/{shown}-{n:02}"),
        (None, _, Piece::End) => format!("{shown}-12-31"),
        (None, _, Piece::Start) => format!("{shown}-01"),
        (None, _, _) => shown,
    })
}

/// An RFC 5545 rule for 每年12月底前, 每月28日前, 每季度.
fn recurrence(every: Every, point: &Point) -> Option<String> {
    let day = |point: &Point| match (point.day, point.piece) {
        (Some(day), _) => Some(format!(";BYMONTHDAY={day}")),
        (None, Piece::End) => Some(";BYMONTHDAY=-1".to_string()),
        (None, _) => None,
    };
    Some(match every {
        Every::Year => match (point.month, point.piece) {
            (Some(month), _) => format!("FREQ=YEARLY;BYMONTH={month}{}", day(point).unwrap_or_default()),
            (None, Piece::End) => "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1".to_string(),
            (None, Piece::Half(half)) => format!("FREQ=YEARLY;BYMONTH={}", half * 6),
            (None, Piece::Quarter(quarter) | Piece::QuarterEnd(quarter)) => format!("FREQ=YEARLY;BYMONTH={}", quarter * 3),
            _ => return None,
        },
        Every::Month => format!("FREQ=MONTHLY{}", day(point)?),
        Every::Quarter => format!("FREQ=MONTHLY;INTERVAL=3{}", day(point)?),
    })
}
