//! Findings the way a compiler shows them: what, where, the line with the place underlined, how to mend it.

use super::{Checked, ends};
use crate::language::Language;
use crate::check::{Finding, Places, Rule};
use crate::model::Severity;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::io::{self, Write};
use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How findings are shown.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to colour.
    pub colour: bool,
    /// Of messages.
    pub language: Language,
}

/// The columns that line number and frame take.
const FRAME: usize = 8;

/// Writes the findings of one file.
pub fn write(checked: &Checked, style: Style, mut out: impl Write) -> io::Result<()> {
    let places = Places::new(checked.text);
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    // Lines are cut here, around the place that matters, so that columns stay those of the whole line.
    let renderer = renderer.term_width(usize::MAX / 4);
    for finding in checked.findings {
        writeln!(out, "{}\n", one(checked.path, &places, finding, style, &renderer))?;
    }
    Ok(())
}

fn one(path: &str, places: &Places, finding: &Finding, style: Style, renderer: &Renderer) -> String {
    let (start, _) = ends(places, finding);
    let line = places.line(start.line);
    let bytes = places.bytes(finding.fault.span);
    let place = bytes.start.min(line.end)..bytes.end.min(line.end);
    let (shown, marked) = window(&places.text()[line.clone()], place.start - line.start..place.end - line.start, style.width.saturating_sub(FRAME));
    let level = match finding.severity {
        Severity::Error => Level::ERROR.with_name(style.language.either("error", "错误")),
        Severity::Warning => Level::WARNING.with_name(style.language.either("warning", "警告")),
        Severity::Info => Level::INFO.with_name(style.language.either("info", "提示")),
    };
    let help = Level::HELP.with_name(style.language.either("help", "建议"));
    let group = Group::with_title(level.primary_title(style.language.of(&finding.fault.message)).id(finding.rule.name))
        .element(Origin::path(path).line(start.line).char_column(start.column))
        .element(Snippet::source(shown).line_start(start.line).annotation(AnnotationKind::Primary.span(marked)))
        .element(help.message(style.language.of(&finding.fault.help)));
    renderer.render(&[group])
}

/// So much of a line as fits `width` columns, with the marked bytes in it and dots where it was cut.
fn window(line: &str, marked: Range<usize>, width: usize) -> (String, Range<usize>) {
    const DOTS: &str = "…";
    let clean = |s: &str| s.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    if line.width() <= width {
        return (clean(line), same_bytes(line, &marked));
    }
    let room = width.saturating_sub(line[marked.clone()].width() + 2 * DOTS.len());
    let before = fitting(line[..marked.start].chars().rev(), room / 2);
    let from = marked.start - before;
    let behind = fitting(line[marked.end..].chars(), room.saturating_sub(line[from..marked.start].width()));
    // A mark that is itself too long is shown from its start.
    let to = (marked.end + behind).min(from + fitting(line[from..].chars(), width));
    let (head, tail) = (if from > 0 { DOTS } else { "" }, if to < line.len() { DOTS } else { "" });
    let shown = format!("{head}{}{tail}", clean(&line[from..to]));
    let inner = same_bytes(&line[from..to], &(marked.start - from..marked.end.min(to) - from));
    (shown, inner.start + head.len()..inner.end + head.len())
}

/// Where bytes of a line lie once its control characters are spaces.
fn same_bytes(line: &str, marked: &Range<usize>) -> Range<usize> {
    let shorter = |to: usize| line[..to].chars().filter(|c| c.is_control()).map(|c| c.len_utf8() - 1).sum::<usize>();
    marked.start - shorter(marked.start)..marked.end - shorter(marked.end)
}

/// The bytes of as many characters as fit.
fn fitting(chars: impl Iterator<Item = char>, columns: usize) -> usize {
    let mut used = 0;
    chars
        .take_while(|c| {
            used += c.width().unwrap_or(1);
            used <= columns
        })
        .map(char::len_utf8)
        .sum()
}

/// How often each rule spoke, the most serious and most frequent first, and a sum.
pub fn summary(counts: &[(&Rule, Severity, usize)], files: usize, style: Style, mut out: impl Write) -> io::Result<()> {
    let widest = counts.iter().map(|c| c.0.name.len()).max().unwrap_or(0);
    let mut totals = [0; 3];
    for &(rule, severity, count) in counts {
        totals[severity as usize] += count;
        let word = match severity {
            Severity::Error => style.language.either("error  ", "错误"),
            Severity::Warning => style.language.either("warning", "警告"),
            Severity::Info => style.language.either("info   ", "提示"),
        };
        let [english, chinese] = rule.summary();
        writeln!(out, "{count:>6}  {word}  {:<widest$}  {}", rule.name, style.language.either(english, chinese))?;
    }
    let [info, warnings, errors] = totals;
    match style.language {
        Language::English => writeln!(out, "{files} file(s): {errors} error(s), {warnings} warning(s), {info} info"),
        Language::Chinese => writeln!(out, "共 {files} 个文件：错误 {errors}，警告 {warnings}，提示 {info}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_cut_around_the_mark() {
        let line = "一".repeat(50) + "[2018]" + &"二".repeat(50);
        let (shown, marked) = window(&line, 150..156, 40);
        assert!(shown.width() <= 40, "{shown}");
        assert_eq!(&shown[marked], "[2018]");
        assert!(shown.starts_with('…') && shown.ends_with('…'));
    }

    #[test]
    fn controls_are_shown_as_spaces_and_the_mark_stays() {
        let (shown, marked) = window("甲\t乙\u{7}丙", 8..11, 40);
        assert_eq!((&shown[marked], shown.as_str()), ("丙", "甲 乙 丙"));
    }
}
