//! Findings the way a compiler shows them: what, where, the line with the place underlined, how to mend it.

use super::{Checked, ends};
use crate::check::{Finding, Places, Rule};
use crate::language::Language;
use crate::model::Severity;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::io::{self, Write};
use std::ops::Range;

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

/// Of a line longer than this, in bytes, only what stands around the place is given to the renderer: text whose line
/// breaks were lost can be one line of megabytes with thousands of findings.
const LONGEST: usize = 4000;

/// Writes the findings of one file.
pub fn write(checked: &Checked, style: Style, mut out: impl Write) -> io::Result<()> {
    let places = Places::new(checked.text);
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(style.width);
    for finding in checked.findings {
        writeln!(out, "{}\n", one(checked, &places, finding, style, &renderer))?;
    }
    Ok(())
}

fn one(checked: &Checked, places: &Places, finding: &Finding, style: Style, renderer: &Renderer) -> String {
    let path = checked.path;
    let (start, _) = ends(places, finding);
    let line = places.line(start.line);
    let bytes = places.bytes(finding.fault.span);
    let place = bytes.start.min(line.end)..bytes.end.min(line.end);
    let marked = place.start - line.start..place.end - line.start;
    let level = match finding.severity {
        Severity::Error => Level::ERROR.with_name(style.language.either("error", "错误")),
        Severity::Warning => Level::WARNING.with_name(style.language.either("warning", "警告")),
        Severity::Info => Level::INFO.with_name(style.language.either("info", "提示")),
    };
    let help = Level::HELP.with_name(style.language.either("help", "建议"));
    let title = level.primary_title(style.language.of(&finding.fault.message)).id(finding.rule.name);
    let text = &places.text()[line];
    let group = if text.len() <= LONGEST {
        let snippet = Snippet::source(text).path(path).line_start(start.line);
        title.element(snippet.annotation(AnnotationKind::Primary.span(marked)))
    } else {
        let around = around(text, &marked);
        let within = marked.start - around.start..marked.end.min(around.end) - around.start;
        let snippet = Snippet::source(&text[around]).line_start(start.line);
        Group::with_title(title)
            .element(Origin::path(path).line(start.line).char_column(start.column))
            .element(snippet.annotation(AnnotationKind::Primary.span(within)))
    };
    let mut group = group.element(help.message(style.language.of(&finding.fault.help)));
    if let Some(said) = checked.provenance.place(finding.fault.span.from()).and_then(|p| p.said(style.language)) {
        let note = Level::NOTE.with_name(style.language.either("in the file", "原文件位置"));
        group = group.element(note.message(said));
    }
    renderer.render(&[group])
}

/// The bytes around a place in a long line.
fn around(line: &str, marked: &Range<usize>) -> Range<usize> {
    let from = line.floor_char_boundary(marked.start.saturating_sub(LONGEST / 4));
    let to = line.ceil_char_boundary((marked.end + LONGEST / 4).min(marked.start + LONGEST).min(line.len()));
    from..to
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
    fn of_a_long_line_only_a_part_is_rendered() {
        let line = "一".repeat(5000) + "[2018]" + &"二".repeat(5000);
        let around = around(&line, &(15000..15006));
        assert!(around.len() < LONGEST && line[around].contains("一[2018]二"));
        let whole = super::around(&line, &(0..line.len()));
        assert!(whole.len() <= LONGEST + 3);
    }
}
