//! What `check` says of documents: `fixtures/check/RULE` holds faulty documents, with ⟦ ⟧ around every place that the
//! rule has to report, and sound ones that look like the fault. No other rule may warn of either.

mod documents;

use gongwen::check::{self, Finding, Profile, RULES, Rule, Settings};
use gongwen::model::Severity;
use gongwen::pipeline::Options;
use gongwen::source::Source;
use std::collections::BTreeSet;

fn findings(text: &str, profile: Profile) -> Vec<Finding> {
    let source = Source::read("fixture", None, text.as_bytes(), None).unwrap_or_else(|e| panic!("{e}"));
    check::check(&source, &Options::default(), &Settings { profile, ..Settings::default() }).1
}

/// The text with ⟦ ⟧ around what a rule reports.
fn marked(plain: &str, findings: &[Finding], rule: &Rule) -> String {
    let mut out: Vec<String> = plain.chars().map(String::from).chain([String::new()]).collect();
    let spans: BTreeSet<_> = findings.iter().filter(|f| *f.rule == *rule).map(|f| (f.fault.span.from(), f.fault.span.to())).collect();
    for (start, end) in spans {
        if start == end {
            out[start].insert_str(0, "⟦⟧");
        } else {
            out[start].insert(0, '⟦');
            out[end - 1].push('⟧');
        }
    }
    out.concat()
}

#[test]
fn each_rule_reports_what_is_marked_and_leaves_sound_documents_alone() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let folder = documents::project(&format!("fixtures/check/{}", rule.name));
        let profile = if rule.published.is_some() { Profile::Published } else { Profile::Draft };
        let (mut faulty, mut sound) = (0, 0);
        for document in documents::texts(&folder) {
            let expected = String::from_utf8(document.bytes).expect("fixtures are UTF-8");
            let plain = expected.replace(['⟦', '⟧'], "");
            let found = findings(&plain, profile);
            if expected == plain {
                sound += 1
            } else {
                faulty += 1
            }
            let shown = marked(&plain, &found, rule);
            let name = format!("{}/{}", rule.name, document.name);
            for (expected, found) in expected.lines().zip(shown.lines()).filter(|(a, b)| a != b) {
                wrong.push(format!("{name}\n  expected {expected}\n  found    {found}"));
            }
            let others = found.iter().filter(|f| f.rule != *rule && f.severity >= Severity::Warning && profile == Profile::Published);
            wrong.extend(others.map(|f| format!("{name}\n  {}: {}", f.rule.name, f.fault.message.english)));
        }
        assert!(faulty >= 2 && sound >= 2, "{}: {faulty} faulty and {sound} sound fixtures; expected at least two of each", rule.name);
    }
    assert!(wrong.is_empty(), "\n{}\n{} wrong", wrong.join("\n"), wrong.len());
}
