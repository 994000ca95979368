//! A rule's manual, Markdown, as pieces that a script makes elements of. Only what manuals use: headings, paragraphs, indented
//! blocks, lists.

use serde::Serialize;

/// A piece of a manual.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "text", rename_all = "snake_case")]
pub enum Piece {
    /// A heading.
    Heading(String),
    /// A paragraph; what stands between backquotes is code.
    Paragraph(String),
    /// Text as it stands.
    Block(String),
    /// An item of a list.
    Item(String),
}

/// The pieces of a manual.
pub fn pieces(markdown: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut blank = true;
    for line in markdown.lines() {
        let text = line.trim_end();
        if text.is_empty() {
            blank = true;
            continue;
        }
        if let Some(code) = text.strip_prefix("    ") {
            match pieces.last_mut() {
                Some(Piece::Block(block)) => {
                    block.push_str(if blank { "\n\n" } else { "\n" });
                    block.push_str(code);
                }
                _ => pieces.push(Piece::Block(code.into())),
            }
        } else if text.starts_with('#') {
            pieces.push(Piece::Heading(text.trim_start_matches('#').trim().into()));
        } else if let Some(item) = text.strip_prefix("- ").or(text.strip_prefix("* ")) {
            pieces.push(Piece::Item(item.into()));
        } else {
            match pieces.last_mut() {
                Some(Piece::Paragraph(last) | Piece::Item(last)) if !blank => join(last, text.trim_start()),
                _ => pieces.push(Piece::Paragraph(text.into())),
            }
        }
        blank = false;
    }
    pieces
}

/// Appends the next line of a paragraph: a space between Latin words, nothing between Han characters.
fn join(paragraph: &mut String, line: &str) {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
    if latin(paragraph.chars().next_back()) || latin(line.chars().next()) {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_manual_has_its_pieces() {
        for rule in crate::check::RULES {
            for manual in [rule.english, rule.chinese] {
                let pieces = pieces(manual);
                assert!(pieces.iter().filter(|p| matches!(p, Piece::Heading(_))).count() >= 3, "{}", rule.name);
                assert!(matches!(pieces[0], Piece::Paragraph(_)), "{}", rule.name);
            }
        }
    }

    #[test]
    fn lines_of_a_paragraph_are_joined() {
        assert_eq!(pieces("一\n二\n\na\nb"), [Piece::Paragraph("一二".into()), Piece::Paragraph("a b".into())]);
        assert_eq!(pieces("    一\n\n    二"), [Piece::Block("一\n\n二".into())]);
    }
}
