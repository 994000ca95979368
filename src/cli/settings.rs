//! `gongwen.toml`, found upwards from a file, and what the command line says over it.
//!
//! | key | value |
//! |---|---|
//! | `profile` | `"published"` or `"draft"` |
//! | `fail-on` | `"info"`, `"warning"`, `"error"` or `"never"` |
//! | `lexicon` | a file of the user's organs, beside the settings |
//! | `[rules]` | a rule's name = `"allow"`, `"info"`, `"warn"` or `"deny"` |

use super::values::FailOn;
use crate::check::{Profile, RULES, Settings, rule};
use crate::error::{Error, ErrorKind};
use crate::lexicon::Lexicon;
use crate::model::Severity;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The name of the file.
pub const FILE: &str = "gongwen.toml";

/// What holds for one document.
#[derive(Debug, Default)]
pub struct Resolved {
    /// Which rules speak.
    pub settings: Settings,
    /// From which severity on the run fails; `None` for never.
    pub fail_on: Option<Severity>,
    /// The organs of the user's file; `None` for the built-in ones.
    pub lexicon: Option<Lexicon>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Table {
    profile: Option<ProfileName>,
    fail_on: Option<FailOn>,
    lexicon: Option<PathBuf>,
    #[serde(default)]
    rules: BTreeMap<String, Level>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ProfileName {
    Published,
    Draft,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    Allow,
    Info,
    Warn,
    Deny,
}

impl Level {
    fn severity(self) -> Option<Severity> {
        match self {
            Level::Allow => None,
            Level::Info => Some(Severity::Info),
            Level::Warn => Some(Severity::Warning),
            Level::Deny => Some(Severity::Error),
        }
    }
}

/// What the command line says of rules, over any file of settings.
#[derive(Default)]
pub struct Asked<'o> {
    /// The file of settings to use instead of the nearest.
    pub config: Option<&'o Path>,
    /// What documents are checked as.
    pub profile: Option<Profile>,
    /// Rules with their severity; of several for one rule the last counts.
    pub levels: Vec<(&'static str, Option<Severity>)>,
    /// From which severity on the run fails.
    pub fail_on: Option<FailOn>,
    /// The user's organs.
    pub lexicon: Option<&'o Path>,
}

/// Finds and reads the settings of documents; each file of settings is read once.
pub struct Finder<'o> {
    asked: Asked<'o>,
    of_folder: HashMap<PathBuf, Option<PathBuf>>,
    read: HashMap<Option<PathBuf>, Arc<Resolved>>,
}

impl<'o> Finder<'o> {
    /// A finder under the options of the command line.
    pub fn new(asked: Asked<'o>) -> Self {
        Finder { asked, of_folder: HashMap::new(), read: HashMap::new() }
    }

    /// The settings of a document: of the nearest `gongwen.toml` in its folder or above, with the command line's over them.
    ///
    /// # Errors
    /// [`ErrorKind::Read`] and [`ErrorKind::Format`] of the file of settings, with its line and what was expected.
    pub fn of(&mut self, document: &Path) -> Result<Arc<Resolved>, Error> {
        let file = match self.asked.config {
            Some(path) => Some(path.to_path_buf()),
            None => self.above(document),
        };
        if let Some(known) = self.read.get(&file) {
            return Ok(known.clone());
        }
        let resolved = Arc::new(self.resolve(file.as_deref())?);
        self.read.insert(file, resolved.clone());
        Ok(resolved)
    }

    fn above(&mut self, document: &Path) -> Option<PathBuf> {
        // Standard input and a bare name stand in the folder of the moment.
        let folder = document.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = std::path::absolute(folder).ok()?;
        let found = || folder.ancestors().map(|f| f.join(FILE)).find(|f| f.is_file());
        self.of_folder.entry(folder.clone()).or_insert_with(found).clone()
    }

    fn resolve(&self, file: Option<&Path>) -> Result<Resolved, Error> {
        let table = file.map(read).transpose()?.unwrap_or_default();
        let asked = &self.asked;
        let mut levels = HashMap::new();
        for (name, level) in &table.rules {
            let shown = file.map(|f| f.display().to_string()).unwrap_or_default();
            levels.insert(known(name, &shown)?, level.severity());
        }
        levels.extend(asked.levels.iter().copied());
        let profile = match table.profile {
            Some(ProfileName::Draft) => Profile::Draft,
            _ => Profile::Published,
        };
        let settings = Settings { profile: asked.profile.unwrap_or(profile), levels };
        let beside = |path: PathBuf| file.and_then(Path::parent).map_or(path.clone(), |folder| folder.join(&path));
        let lexicon = asked.lexicon.map(Path::to_path_buf).or_else(|| table.lexicon.map(beside));
        let fail_on = asked.fail_on.or(table.fail_on).unwrap_or(FailOn::Warning);
        Ok(Resolved { settings, fail_on: fail_on.severity(), lexicon: lexicon.as_deref().map(Lexicon::with_file).transpose()? })
    }
}

fn known(name: &str, shown: &str) -> Result<&'static str, Error> {
    rule(name).map(|r| r.name).ok_or_else(|| {
        let nearest = nearest(name);
        let english = format!("{shown}: no rule is called {name}; expected one of `gongwen rules`, such as {nearest}");
        Error::new(ErrorKind::Format, english, format!("{shown}：没有名为“{name}”的规则；规则名见 gongwen rules，例如 {nearest}"))
    })
}

/// The rule whose name shares most letters with a wrong one.
pub fn nearest(name: &str) -> &'static str {
    let shared = |rule: &str| rule.split('-').filter(|w| name.contains(w)).map(str::len).sum::<usize>();
    RULES.iter().map(|r| r.name).max_by_key(|r| shared(r)).unwrap_or_default()
}

fn read(path: &Path) -> Result<Table, Error> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|e| {
        Error::new(ErrorKind::Read, format!("{shown}: cannot read the settings: {e}"), format!("{shown}：无法读取设置：{e}"))
    })?;
    toml::from_str(&text).map_err(|e| {
        let line = e.span().map_or(1, |s| text[..s.start].matches('\n').count() + 1);
        let said = e.message();
        Error::new(ErrorKind::Format, format!("{shown}:{line}: {said}"), format!("{shown}:{line}：设置有误：{said}"))
    })
}
