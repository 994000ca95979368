//! `gongwen view`.

use super::args::View;
use super::output::{Output, code_of};
use super::settings::{Asked, Finder};
use super::{Say, corrections, input};
use crate::check;
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::pipeline::Options;
use crate::view::{self, Remark};
use std::io::Write;
use std::process::ExitCode;

/// Writes the page of one notice.
pub fn run(options: &View, say: Say) -> ExitCode {
    match page(options, say) {
        Ok(page) => write(&page, options, say),
        Err(error) => say.failed(&error),
    }
}

fn page(options: &View, say: Say) -> Result<String, Error> {
    let path = &options.file;
    let decisions = options.corrections.as_deref().map(corrections::read).transpose()?;
    let asked = Asked { config: options.config.as_deref(), lexicon: options.reading.lexicon.as_deref(), ..Asked::default() };
    let resolved = Finder::new(asked).of(path)?;
    let bytes = input::bytes(path)?;
    let source = input::source(path, &bytes, &options.reading.decoding)?;
    say.lost(&source.provenance, path);
    let lexicon = resolved.lexicon.as_ref().unwrap_or_else(|| Lexicon::builtin());
    let reading = Options { lexicon, issued_on: options.reading.issued_on, contacts: true };
    let (notice, findings) = check::check(&source, &reading, &resolved.settings);
    let remarks = Remark::all(&notice, &source.provenance, &findings);
    let name = source.name.as_deref().unwrap_or_else(|| say.language.either("notice", "公文"));
    let view = view::View { name, text: &source.text, notice: &notice, remarks: &remarks, corrections: decisions.as_ref() };
    Ok(view::page(&view, say.language))
}

fn write(page: &str, options: &View, say: Say) -> ExitCode {
    let mut out = match Output::open(options.output.as_deref()) {
        Ok(out) => out,
        Err(error) => return say.failed(&error),
    };
    match out.write_all(page.as_bytes()).and_then(|()| out.finish()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => match &options.output {
            Some(path) => say.failed(&Error::writing(path, &error)),
            None => code_of(&error, say),
        },
    }
}
