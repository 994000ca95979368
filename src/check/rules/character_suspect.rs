use super::WARNING;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::span::Span;

rule!("character-suspect", WARNING, WARNING, "GB 18030-2022");

/// What UTF-8 read as another encoding looks like.
const MOJIBAKE: &[&str] = &["锟斤拷", "烫烫烫", "屯屯屯", "ï»¿", "â€œ", "â€", "Ã¤Â¸", "Ã¥", "Ã¦", "Ã§"];

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let whole = subject.slice(subject.text.whole());
    let mut run: Option<(usize, usize, Kind)> = None;
    for (at, c) in whole.chars().enumerate() {
        let kind = kind(c);
        match (run, kind) {
            (Some((from, end, of)), Some(kind)) if of == kind && end == at => run = Some((from, at + 1, kind)),
            (last, kind) => {
                out.extend(last.map(fault));
                run = kind.map(|k| (at, at + 1, k));
            }
        }
    }
    out.extend(run.map(fault));
    for sign in MOJIBAKE {
        let len = sign.chars().count();
        let mut scalar = 0;
        let mut byte = 0;
        while let Some(found) = whole[byte..].find(sign) {
            scalar += whole[byte..byte + found].chars().count();
            byte += found + sign.len();
            let span = Span::new(scalar, scalar + len);
            scalar += len;
            if !out.iter().any(|f| f.span.overlaps(span)) {
                out.push(fault((span.from(), span.to(), Kind::Mojibake)));
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Replacement,
    Private,
    Control,
    Invisible,
    Mojibake,
}

fn kind(c: char) -> Option<Kind> {
    Some(match c {
        // Nearly all characters are none of these.
        '\u{4E00}'..='\u{9FFF}' | ' '..='~' => return None,
        '\u{FFFD}' => Kind::Replacement,
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. => Kind::Private,
        '\t' | '\n' | '\r' | '\u{0C}' => return None,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}' => Kind::Control,
        '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{AD}' | '\u{202A}'..='\u{202E}' => Kind::Invisible,
        _ => return None,
    })
}

fn fault((from, to, kind): (usize, usize, Kind)) -> Fault {
    let n = to - from;
    let message = match kind {
        Kind::Replacement => Said::new(
            format!("{n} × U+FFFD: what stood here was lost when the text was decoded"),
            format!("{n} 个 U+FFFD：此处文字在解码时丢失"),
        ),
        Kind::Private => Said::new(
            format!("{n} private-use character(s): only the font that they were made for shows them"),
            format!("{n} 个私用区字符：换一种字体就无法显示"),
        ),
        Kind::Control => Said::new(format!("{n} control character(s)"), format!("{n} 个控制字符")),
        Kind::Invisible => Said::new(format!("{n} invisible character(s)"), format!("{n} 个不可见字符")),
        Kind::Mojibake => Said::new("text that was decoded in a wrong encoding", "乱码：按错误的编码解读所致"),
    };
    Fault::new(Span::new(from, to), message, Said::new("put back what was meant, from the original", "对照原件改正"))
}
