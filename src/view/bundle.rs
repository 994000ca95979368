//! The page's modules and styles as one script and one style sheet, and the policy that lets only these two run.

use base64::Engine;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// A module of the page: its name and its text, in the order that they are joined in: a module imports only from those
/// above it.
const MODULES: &[(&str, &str)] = &[
    ("source", include_str!("page/source.js")),
    ("sound", include_str!("page/sound.js")),
    ("effect", include_str!("page/effect.js")),
    ("inventory", include_str!("page/inventory.js")),
    ("day", include_str!("page/day.js")),
    ("data", include_str!("page/data.js")),
    ("words", include_str!("page/words.js")),
    ("dom", include_str!("page/dom.js")),
    ("places", include_str!("page/places.js")),
    ("keeping", include_str!("page/keeping.js")),
    ("decisions", include_str!("page/decisions.js")),
    ("organs", include_str!("page/organs.js")),
    ("values", include_str!("page/values.js")),
    ("exchange", include_str!("page/exchange.js")),
    ("select", include_str!("page/select.js")),
    ("filter", include_str!("page/filter.js")),
    ("chips", include_str!("page/chips.js")),
    ("document", include_str!("page/document.js")),
    ("tasks", include_str!("page/tasks.js")),
    ("matrix", include_str!("page/matrix.js")),
    ("timeline", include_str!("page/timeline.js")),
    ("findings", include_str!("page/findings.js")),
    ("form", include_str!("page/form.js")),
    ("panel", include_str!("page/panel.js")),
    ("ledger", include_str!("page/ledger.js")),
    ("bars", include_str!("page/bars.js")),
    ("pane", include_str!("page/pane.js")),
    ("keys", include_str!("page/keys.js")),
    ("main", include_str!("page/main.js")),
];

/// All styles.
pub static STYLE: LazyLock<String> = LazyLock::new(|| {
    let sheets = [
        include_str!("page/colours.css"),
        include_str!("page/frame.css"),
        include_str!("page/document.css"),
        include_str!("page/panes.css"),
        include_str!("page/print.css"),
    ];
    // A parser makes line feeds of other line ends before it hashes what it read.
    sheets.concat().replace("\r\n", "\n")
});

/// All modules as one.
pub static SCRIPT: LazyLock<String> = LazyLock::new(|| {
    let mut script = String::new();
    for (_, module) in MODULES {
        for line in module.lines() {
            if line.starts_with("import ") || line == "// @ts-check" {
                continue;
            }
            script.push_str(line.strip_prefix("export ").unwrap_or(line));
            script.push('\n');
        }
    }
    script
});

/// The content security policy of the page.
pub static POLICY: LazyLock<String> = LazyLock::new(|| {
    let hash = |text: &str| base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(&SCRIPT),
        hash(&STYLE)
    )
});

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{HashMap, HashSet};

    /// The names that a module declares at its top level.
    fn declared(module: &str) -> Vec<&str> {
        let words = ["const ", "let ", "function ", "async function ", "class "];
        let lines = module.lines().map(|l| l.strip_prefix("export ").unwrap_or(l));
        lines
            .filter_map(|l| words.iter().find_map(|w| l.strip_prefix(w)))
            .map(|l| l.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).next().unwrap_or_default())
            .collect()
    }

    #[test]
    fn nothing_is_left_of_imports_and_exports() {
        for line in SCRIPT.lines() {
            assert!(!line.trim_start().starts_with("import ") && !line.trim_start().starts_with("export "), "{line}");
        }
        // Either would end the element that the script stands in.
        assert!(!SCRIPT.to_lowercase().contains("</script") && !SCRIPT.contains("<!--"));
        assert!(!STYLE.to_lowercase().contains("</style"));
    }

    #[test]
    fn names_of_modules_do_not_collide() {
        let mut owners = HashMap::new();
        for (name, module) in MODULES {
            for declared in declared(module) {
                assert!(!declared.is_empty(), "{name}: a pattern at top level");
                if let Some(other) = owners.insert(declared, name) {
                    panic!("{declared} is declared in {name} and {other}");
                }
            }
        }
    }

    #[test]
    fn modules_import_what_modules_above_export() {
        let mut exported: HashMap<&str, HashSet<&str>> = HashMap::new();
        for (name, module) in MODULES {
            for line in module.lines().filter(|l| l.starts_with("import ")) {
                let (names, from) = line.strip_prefix("import { ").and_then(|l| l.split_once(" } from './")).expect(line);
                let from = from.strip_suffix(".js';").expect(line);
                let known = exported.get(from).unwrap_or_else(|| panic!("{name}: {from} does not stand above"));
                names.split(", ").for_each(|n| assert!(known.contains(n), "{name}: {from} has no {n}"));
            }
            let public = module.lines().filter(|l| l.starts_with("export ")).collect::<Vec<_>>().join("\n");
            let names = declared(module).into_iter().filter(|n| public.contains(n)).collect();
            exported.insert(name, names);
        }
    }
}
