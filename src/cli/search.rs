//! `gongwen search`.

use super::args::Search;
use super::output::{Screen, code_of};
use super::{SOME_FAILED, Say, database};
use crate::error::{Error, ErrorKind};
use crate::language::Language;
use crate::sink::{Hit, Purpose};
use crate::write::outline::{cut, fill, plain, wrap};
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;
use unicode_width::UnicodeWidthStr;

/// What a role is called, in the order in which roles are shown.
const ROLES: &[(&str, &str, &str)] = &[
    ("lead", "lead", "牵头"),
    ("responsible", "responsible", "责任"),
    ("support", "support", "配合"),
    ("joint", "joint", "会同"),
    ("guide", "guide", "指导"),
    ("supervise", "supervise", "督办"),
];

/// The databases end somewhere, and so does what a person searches for.
const WORDS: usize = 32;
const LONGEST: usize = 200;

/// Prints the tasks that have the words. As with `grep`, nothing found is 1.
pub fn run(options: &Search, say: Say) -> ExitCode {
    let words: Vec<String> = options.words.iter().flat_map(|w| w.split_whitespace()).map(str::to_string).collect();
    if words.is_empty() {
        let english = "expected a word to search for";
        return say.failed(&Error::new(ErrorKind::Input, english, "此处应有要检索的词"));
    }
    if words.len() > WORDS || words.iter().any(|w| w.chars().count() > LONGEST) {
        let english = format!("expected at most {WORDS} words of at most {LONGEST} characters");
        return say.failed(&Error::new(ErrorKind::Input, english, format!("至多 {WORDS} 个词，每个至多 {LONGEST} 字")));
    }
    let hits = match database::open(&options.db, Purpose::Look).and_then(|mut d| d.search(&words, options.limit as usize)) {
        Ok(hits) => hits,
        Err(error) => return say.failed(&error),
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let written = if options.json {
        hits.iter().try_for_each(|hit| {
            serde_json::to_writer(&mut out, hit)?;
            out.write_all(b"\n")
        })
    } else {
        let page = Page { screen: Screen::of(true), language: say.language, words: &words };
        hits.iter().try_for_each(|hit| page.hit(hit, &mut out))
    };
    if let Err(error) = written.and_then(|()| out.flush()) {
        return code_of(&error, say);
    }
    if hits.is_empty() { ExitCode::from(SOME_FAILED) } else { ExitCode::SUCCESS }
}

struct Page<'w> {
    screen: Screen,
    language: Language,
    words: &'w [String],
}

impl Page<'_> {
    /// One task: where it stands, what is to be done, who does it and when.
    fn hit(&self, hit: &Hit, out: &mut impl Write) -> io::Result<()> {
        let place = format!("{}:{}", plain(hit.path.as_deref().unwrap_or("?")), hit.line);
        let of = [hit.number.as_deref(), hit.title.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        // The place is shown whole, so that an editor finds it.
        let of = cut(&of.replace('\n', " "), self.screen.width.saturating_sub(place.width() + 2).max(20));
        writeln!(out, "{}", format!("{}  {}", self.coloured("35", &place), self.marked(&of)).trim_end())?;
        if !hit.section.is_empty() {
            self.lines("", &hit.section, out)?;
        }
        self.lines("", &format!("{}{}", hit.ordinal.as_deref().unwrap_or_default(), hit.text), out)?;
        for (role, english, chinese) in ROLES {
            let names: Vec<&str> = hit.departments.iter().filter(|d| d.role == *role).map(|d| d.department.as_str()).collect();
            if !names.is_empty() {
                self.lines(self.language.either(english, chinese), &names.join("、"), out)?;
            }
        }
        if let Some(due) = &hit.due {
            self.lines(self.language.either("due", "时限"), due, out)?;
        }
        writeln!(out)
    }

    /// A text over as many lines as it takes, behind its label; labels take the same width.
    fn lines(&self, label: &str, text: &str, out: &mut impl Write) -> io::Result<()> {
        let column = self.language.either(13, 6);
        let lead = if label.is_empty() { 2 } else { 2 + column };
        // A mark that closes something may stand behind the last column.
        let room = self.screen.width.saturating_sub(lead + 2).max(8);
        let text = text.replace('\n', " ");
        let lines = if label.is_empty() { fill(&text, room) } else { wrap(&text, room) };
        for (i, line) in lines.iter().enumerate() {
            let shown = if i == 0 { label } else { "" };
            let pad = " ".repeat(lead - 2 - shown.width());
            writeln!(out, "  {}{pad}{}", self.coloured("36", shown), self.marked(line))?;
        }
        Ok(())
    }

    /// A text with the words in it made bold.
    fn marked(&self, text: &str) -> String {
        let text = plain(text);
        if !self.screen.colour {
            return text;
        }
        let mut out = String::new();
        let mut rest = text.as_str();
        while let Some(first) = rest.chars().next() {
            let word = self.words.iter().filter(|w| rest.starts_with(w.as_str())).max_by_key(|w| w.len());
            let taken = word.map_or(first.len_utf8(), |w| w.len());
            match word {
                Some(word) => out += &self.coloured("1;31", word),
                None => out.push(first),
            }
            rest = &rest[taken..];
        }
        out
    }

    fn coloured(&self, colour: &str, text: &str) -> String {
        if self.screen.colour && !text.is_empty() { format!("\u{1b}[{colour}m{text}\u{1b}[0m") } else { text.to_string() }
    }
}
