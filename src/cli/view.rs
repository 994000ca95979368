//! `gongwen view`.

use super::args::View;
use super::output::{Output, code_of};
use super::settings::{Asked, Finder};
use super::{SOME_FAILED, Say, corrections, input};
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
        Ok((page, fit)) => write(&page, fit, options, say),
        Err(error) => say.failed(&error),
    }
}

/// The page, and whether all decisions that it starts with fit.
fn page(options: &View, say: Say) -> Result<(String, bool), Error> {
    let path = &options.file;
    let decisions = match &options.corrections {
        Some(from) => Some((from, corrections::read(from)?)),
        None => None,
    };
    let asked = Asked { config: options.config.as_deref(), lexicon: options.reading.lexicon.as_deref(), ..Asked::default() };
    let resolved = Finder::new(asked).of(path)?;
    let bytes = input::bytes(path)?;
    let source = input::source(path, &bytes, &options.reading.decoding)?;
    say.lost(&source.provenance, path);
    let lexicon = resolved.lexicon.as_ref().unwrap_or_else(|| Lexicon::builtin());
    let reading = Options { lexicon, issued_on: options.reading.issued_on, contacts: true };
    let (notice, findings) = check::check(&source, &reading, &resolved.settings);
    let mut remarks = Remark::all(&notice, &source.provenance, &findings);
    let mut fit = true;
    if let Some((from, all)) = &decisions {
        // The page applies them itself; here they are tried.
        let misfits = corrections::apply(&mut notice.clone(), &source.text, all, from, say).misfits;
        fit = misfits.is_empty();
        remarks.extend(misfits.iter().map(Remark::misfit));
        remarks.sort_by_key(|r| (r.span.start, r.span.end));
    }
    let name = source.name.as_deref().unwrap_or_else(|| say.language.either("notice", "公文"));
    let view = view::View { name, text: &source.text, notice: &notice, remarks: &remarks, corrections: decisions.as_ref().map(|d| &d.1) };
    Ok((view::page(&view, say.language), fit))
}

fn write(page: &str, fit: bool, options: &View, say: Say) -> ExitCode {
    let mut out = match Output::open(options.output.as_deref()) {
        Ok(out) => out,
        Err(error) => return say.failed(&error),
    };
    match out.write_all(page.as_bytes()).and_then(|()| out.finish()) {
        Ok(()) if fit => ExitCode::SUCCESS,
        Ok(()) => ExitCode::from(SOME_FAILED),
        Err(error) => match &options.output {
            Some(path) => say.failed(&Error::writing(path, &error)),
            None => code_of(&error, say),
        },
    }
}
