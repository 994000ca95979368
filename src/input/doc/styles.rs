//! The style sheet, STSH, [MS-DOC] 2.9.271: what paragraphs and runs are by their styles, each based on another.

use super::le;
use super::properties::{Paragraph, Run};

/// Word makes no longer chain of styles (2.9.260: at most 11); a cycle ends here.
const CHAIN: usize = 16;

#[derive(Debug, Default)]
struct Style {
    base: usize,
    paragraph: Paragraph,
    run: Run,
}

/// No style, 2.9.260.
const NIL: usize = 0x0FFF;

/// The styles of a document, those that they are based on worked in.
#[derive(Debug, Default)]
pub struct Styles {
    known: Vec<(Paragraph, Run)>,
}

impl Styles {
    pub fn read(sheet: &[u8]) -> Styles {
        let styles = read(sheet).unwrap_or_default();
        let known = (0..styles.len())
            .map(|i| {
                let mut chain = Vec::new();
                let mut at = i;
                while let Some(style) = styles.get(at).filter(|_| chain.len() < CHAIN) {
                    chain.push(style);
                    at = style.base;
                }
                let (mut paragraph, mut run) = (Paragraph::default(), Run::default());
                for style in chain.iter().rev() {
                    paragraph.overlay(&style.paragraph);
                    run.overlay(&style.run);
                }
                (paragraph, run)
            })
            .collect();
        Styles { known }
    }

    pub fn paragraph(&self, style: u16) -> Option<&Paragraph> {
        self.known.get(usize::from(style)).map(|(paragraph, _)| paragraph)
    }

    pub fn run(&self, style: u16) -> Option<&Run> {
        self.known.get(usize::from(style)).map(|(_, run)| run)
    }
}

fn read(sheet: &[u8]) -> Option<Vec<Style>> {
    // LPStshi, 2.9.135; its StshiF, 2.9.273.
    let header = usize::from(le::u16(sheet, 0)?);
    let count = usize::from(le::u16(sheet, 2)?);
    let base = usize::from(le::u16(sheet, 4)?);
    let mut at = 2 + header;
    let mut styles = Vec::new();
    for _ in 0..count {
        // LPStd, 2.9.134.
        let Some(length) = le::u16(sheet, at).map(usize::from) else { break };
        let std = sheet.get(at + 2..sheet.len().min(at + 2 + length)).unwrap_or(&[]);
        styles.push(style(std, base).unwrap_or(Style { base: NIL, ..Style::default() }));
        at += 2 + length + length % 2;
    }
    Some(styles)
}

/// An STD, 2.9.258: the fixed part, the name, and operations for the kinds of property that its kind of style has.
fn style(std: &[u8], base: usize) -> Option<Style> {
    let kinds = le::u16(std, 2)?;
    let mut out = Style { base: usize::from(kinds >> 4), ..Style::default() };
    let name = usize::from(le::u16(std, base)?);
    let mut at = base + 2 + name * 2 + 2;
    // A UPX, 2.9.337, is padded to an even length.
    let mut next = || {
        let length = usize::from(le::u16(std, at)?);
        let upx = le::slice(std, at + 2, length)?;
        at += 2 + length + length % 2;
        Some(upx)
    };
    match kinds & 0xF {
        // A paragraph's: the style's own index, operations; then those of its characters.
        1 => {
            if let Some(upx) = next() {
                out.paragraph = Paragraph::read(upx.get(2..).unwrap_or(&[]));
            }
            out.run = next().map(Run::read).unwrap_or_default();
        }
        2 => out.run = next().map(Run::read).unwrap_or_default(),
        4 => {
            if let Some(upx) = next() {
                out.paragraph = Paragraph::read(upx.get(2..).unwrap_or(&[]));
            }
        }
        _ => {}
    }
    Some(out)
}
