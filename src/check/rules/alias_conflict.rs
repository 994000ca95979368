use super::WARNING;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::lexicon;
use crate::span::Span;
use crate::text::soft;
use std::collections::HashMap;

rule!("alias-conflict", WARNING, WARNING, "internal consistency");

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let (text, references) = (subject.text, &subject.findings.references);
    let mut defined: HashMap<Vec<u16>, Span> = HashMap::new();
    for reference in references {
        let (Some(short), Some(of)) = (reference.title, reference.defines) else { continue };
        let Some(full) = references[of].title else { continue };
        let first = *defined.entry(soft::squeezed(text, short).into_owned()).or_insert(full);
        // 《…（征求意见稿）》 and 《…》 are one document.
        let (one, other) = (soft::squeezed(text, first), soft::squeezed(text, full));
        if lexicon::strip_brackets(&one) == lexicon::strip_brackets(&other) {
            continue;
        }
        let here = subject.quoted(reference.span);
        let (one, other) = (subject.quoted(first), subject.quoted(full));
        let message = Said::new(
            format!("{here} is short for 《{other}》 here and for 《{one}》 before"),
            format!("“{here}”此处是《{other}》的简称，此前是《{one}》的简称"),
        );
        out.push(Fault::new(reference.span, message, Said::new("give each its own short name", "使用不同的简称")));
    }
}
