use super::WARNING;
use crate::check::subject::Subject;
use crate::check::Fault;
use crate::language::Said;
use crate::span::Span;
use crate::text::class;
use crate::w;

rule!("character-suspect", WARNING, WARNING, "GB 18030-2022");

/// What UTF-8 read as another encoding looks like.
const MOJIBAKE: &[&[u16]] =
    &[w!("锟斤拷"), w!("烫烫烫"), w!("屯屯屯"), w!("ï»¿"), w!("â€"), w!("Ã¤Â¸"), w!("Ã¥"), w!("Ã¦"), w!("Ã§")];

fn find(subject: &Subject, out: &mut Vec<Fault>) {
    let text = subject.text;
    let mut run: Option<(usize, usize, Kind)> = None;
    let mut at = 0;
    // Suspects are of these two classes: nearly all characters are passed over many at a time.
    while let Some(place) = text.next2(at, text.len(), class::SYMBOL, class::SPACE) {
        at = place + 1;
        let Some(kind) = subject.slice(Span::new(place, at)).chars().next().and_then(kind) else { continue };
        match &mut run {
            Some((_, end, of)) if *of == kind && *end == place => *end = at,
            _ => out.extend(run.replace((place, at, kind)).map(fault)),
        }
    }
    out.extend(run.map(fault));
    for sign in MOJIBAKE {
        let mut from = 0;
        while let Some(at) = text.find(Span::new(from, text.len()), sign) {
            from = at + sign.len();
            while text.at(from, sign) {
                from += sign.len();
            }
            out.push(fault((at, from, Kind::Mojibake)));
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
