//! Is a document well formed? One file a rule under `rules`, with its manual beside it under `manual`.
//!
//! A rule looks at the parsed notice and at what its reading found; it says what is wrong and where, with the values in
//! it, in two languages. Never extracts, never prints, never changes the text: a fix is an offer.

pub mod fix;
mod place;
mod rules;
mod runs;
mod subject;

pub use place::{Place, Places};
pub use rules::ALL as RULES;

use crate::language::Said;
use crate::model::{Notice, Severity};
use crate::pipeline::{self, Options};
use crate::source::Source;
use crate::span::Span;
use std::collections::HashMap;
use subject::Subject;

/// A replacement that mends a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What is replaced, in scalar values of the source text.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
}

/// What a rule says of one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The narrowest place that shows it, in scalar values of the source text.
    pub span: Span,
    /// What is wrong, with the values in it.
    pub message: Said,
    /// How to mend it.
    pub help: Said,
    /// The replacement, where the mend is certain.
    pub fix: Option<Fix>,
}

/// A fault under the name and severity of its rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How serious it is under the settings.
    pub severity: Severity,
    /// What is wrong and where.
    pub fault: Fault,
}

/// What a document is checked as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// A document that was issued; what only its drafter can mend is left out.
    #[default]
    Published,
    /// A draft: every element that GB/T 9704-2012 asks for.
    Draft,
}

/// A rule of `check`. Names are a contract.
pub struct Rule {
    /// The name: `--allow`, `ruleId`, `gongwen explain`.
    pub name: &'static str,
    /// How serious it is for a published document; `None` where it is quiet.
    pub published: Option<Severity>,
    /// How serious it is for a draft.
    pub draft: Option<Severity>,
    /// What the rule rests on: a clause of a standard, or internal consistency.
    pub basis: &'static str,
    /// Whether a plain `--fix` applies its fixes.
    pub certain: bool,
    /// The manual in English, Markdown; its first line is a summary.
    pub english: &'static str,
    /// The manual in 简体中文.
    pub chinese: &'static str,
    find: fn(&Subject, &mut Vec<Fault>),
}

impl Rule {
    /// The severity that a profile gives it.
    pub fn default_severity(&self, profile: Profile) -> Option<Severity> {
        match profile {
            Profile::Published => self.published,
            Profile::Draft => self.draft,
        }
    }

    /// The first line of the manual: what the rule finds, in English and 简体中文.
    pub fn summary(&self) -> [&'static str; 2] {
        [self.english, self.chinese].map(|manual| manual.lines().next().unwrap_or_default())
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Rule) -> bool {
        self.name == other.name
    }
}

impl Eq for Rule {}

/// The rule of a name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|r| r.name == name)
}

/// Which rules speak, and how loudly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// What a document is checked as.
    pub profile: Profile,
    /// Rules with a severity of the user's; `None` makes one quiet.
    pub levels: HashMap<&'static str, Option<Severity>>,
}

impl Settings {
    /// These settings as one line, the same for the same settings.
    pub fn fingerprint(&self) -> String {
        let levels: std::collections::BTreeMap<_, _> = self.levels.iter().collect();
        format!("{:?} {levels:?}", self.profile)
    }

    /// The severity of a rule under these settings.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        self.levels.get(rule.name).copied().unwrap_or_else(|| rule.default_severity(self.profile))
    }
}

/// Parses a document and applies the rules: the notice, and what was found, in the order of the source.
pub fn check<'a>(source: &'a Source<'a>, options: &Options, settings: &Settings) -> (Notice<'a>, Vec<Finding>) {
    let reading = pipeline::read(source, options);
    let subject = Subject::new(&reading);
    let mut findings = Vec::new();
    let mut faults = Vec::new();
    for &rule in RULES {
        let Some(severity) = settings.severity(rule) else { continue };
        (rule.find)(&subject, &mut faults);
        findings.extend(faults.drain(..).map(|fault| Finding { rule, severity, fault }));
    }
    drop(subject);
    for finding in &mut findings {
        finding.fault.span = reading.text.place(finding.fault.span);
        finding.fault.fix.iter_mut().for_each(|fix| fix.span = reading.text.place(fix.span));
    }
    findings.sort_by_key(|f| (f.fault.span.start, f.fault.span.end));
    (reading.settled(), findings)
}
