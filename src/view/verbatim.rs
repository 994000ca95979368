//! Characters of a source text as an HTML parser gives them back, one for one.

use maud::Render;

/// A text whose every scalar value is one scalar value of `textContent`.
pub struct Verbatim<'t>(pub &'t str);

impl Render for Verbatim<'_> {
    fn render_to(&self, out: &mut String) {
        let mut from = 0;
        for (at, c) in self.0.char_indices() {
            let written = match c {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                // A parser makes a line feed of it, and one of CR LF.
                '\r' => "&#13;",
                // A parser drops it.
                '\0' => "\u{fffd}",
                _ => continue,
            };
            out.push_str(&self.0[from..at]);
            out.push_str(written);
            from = at + c.len_utf8();
        }
        out.push_str(&self.0[from..]);
    }
}
