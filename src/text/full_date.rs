//! Whole days: 2018年3月13日, 二〇〇六年九月三十日.

use super::{Folded, class, numeral};
use crate::span::Span;
use crate::w;
use jiff::civil::Date;

/// A day in its text; whether it exists in the calendar is for the caller to ask.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FullDate {
    /// Year.
    pub year: u32,
    /// Month as written.
    pub month: u32,
    /// Day as written.
    pub day: u32,
}

impl FullDate {
    /// The day of the calendar; `None` where it has none such.
    pub fn date(self) -> Option<Date> {
        Date::new(self.year as i16, self.month as i8, self.day as i8).ok()
    }
}

/// The next whole day between `from` and `to`.
pub fn next(text: &Folded, from: usize, to: usize) -> Option<(Span, FullDate)> {
    let mut at = from;
    while let Some(year) = text.next(at, to, class::CALENDAR) {
        at = year + 1;
        if text.unit(year) == '年' as u16
            && let Some(found) = around(text, year, Span::new(from, to))
        {
            return Some(found);
        }
    }
    None
}

/// The whole day whose 年 stands at `year`.
fn around(text: &Folded, year: usize, within: Span) -> Option<(Span, FullDate)> {
    let digits = |c| matches!(c, class::DIGIT | class::NUMERAL);
    let year_end = text.run_back(year, within.from(), |c| c == class::SPACE);
    let start = text.run_back(year_end, within.from().max(year_end.saturating_sub(4)), digits);
    let value = |span: Span| {
        let units = text.units(span);
        numeral::arabic(units).or_else(|| numeral::chinese(units))
    };
    let year_value = value(Span::new(start, year_end)).filter(|y| (1900..2100).contains(y))?;
    let (month, at) = field(text, year + 1, within.to(), w!("月"))?;
    let (day, end) = field(text, at, within.to(), w!("日"))?;
    Some((Span::new(start, end), FullDate { year: year_value, month, day }))
}

/// A number of one or two digits, or a Chinese numeral, and its unit; spaces between them do not count.
fn field(text: &Folded, at: usize, to: usize, unit: &[u16]) -> Option<(u32, usize)> {
    let at = text.run(at, to, |c| c == class::SPACE);
    let end = text.run(at, to.min(at + 3), |c| matches!(c, class::DIGIT | class::NUMERAL));
    let units = text.units(Span::new(at, end));
    let value = numeral::arabic(units).or_else(|| numeral::chinese(units))?;
    let unit_at = text.run(end, to, |c| c == class::SPACE);
    (text.at(unit_at, unit) && unit_at < to).then_some((value, unit_at + 1))
}

/// The day that is all of `span`, brackets and stops around it left aside.
pub fn whole(text: &Folded, span: Span) -> Option<(Span, FullDate)> {
    let (found, date) = next(text, span.from(), span.to())?;
    let plain = |s: Span| !text.classes(s).iter().any(|c| class::is_word(*c));
    (plain(Span::new(span.from(), found.from())) && plain(Span::new(found.to(), span.to()))).then_some((found, date))
}

/// The day that a span begins with in numbers alone: 2018-03-05, 2018/3/5, 2018.3.5.
pub fn dashed(text: &Folded, span: Span) -> Option<(Span, FullDate)> {
    let span = text.trim(span);
    let (mut at, mut numbers) = (span.from(), [0; 3]);
    for (i, number) in numbers.iter_mut().enumerate() {
        let end = text.run(at, span.to(), |c| c == class::DIGIT);
        *number = numeral::arabic(text.units(Span::new(at, end))).filter(|_| end - at <= if i == 0 { 4 } else { 2 })?;
        let parted = matches!(text.class(end), class::DASH | class::DOT) || text.unit(end) == '/' as u16;
        if i < 2 && !(parted && end < span.to()) {
            return None;
        }
        at = if i < 2 { end + 1 } else { end };
    }
    let [year, month, day] = numbers;
    let date = FullDate { year, month, day };
    date.date().filter(|d| d.year() >= 1900).map(|_| (Span::new(span.from(), at), date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_found_in_either_numerals() {
        for (source, year, month, day) in [
            ("于2018年3月13日印发", 2018, 3, 13),
            ("二〇〇六年九月三十日", 2006, 9, 30),
            ("一九九六年六月二十九日", 1996, 6, 29),
            ("2019 年 1 月 2 日", 2019, 1, 2),
            ("二○○六年十二月三十日", 2006, 12, 30),
        ] {
            let text = Folded::new(source);
            let found = next(&text, 0, text.len()).map(|f| f.1);
            assert_eq!(found, Some(FullDate { year, month, day }), "{source}");
        }
    }

    #[test]
    fn days_in_numbers_alone_are_read_where_they_are_asked_for() {
        let read = |source| {
            let text = Folded::new(source);
            dashed(&text, text.whole()).map(|(span, day)| (span.to(), day.month, day.day))
        };
        assert_eq!(read("2018-03-05 10:20"), Some((10, 3, 5)));
        assert_eq!(read("2018/3/15"), Some((9, 3, 15)));
        assert_eq!(read("2018-13-05"), None);
        assert_eq!(read("028-8765"), None);
    }
}
