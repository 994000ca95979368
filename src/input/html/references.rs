//! Character references (`&nbsp;`, `&#12288;`, `&lt`) → characters (HTML standard, 13.2.5.72).

use std::borrow::Cow;

/// The longest name of a reference; a longer run of letters behind `&` is none.
const LONGEST_NAME: usize = 32;

/// The text with its references resolved.
pub fn resolved(raw: &str) -> Cow<'_, str> {
    if !raw.contains('&') {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(rest) {
            Some((text, len)) => {
                out.push_str(&text);
                rest = &rest[len..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The characters of the reference that the text begins with, and its length.
fn reference(text: &str) -> Option<(Cow<'static, str>, usize)> {
    let bytes = text.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        return number(text);
    }
    let len = bytes.iter().skip(1).take(LONGEST_NAME).take_while(|b| b.is_ascii_alphanumeric()).count();
    let name = text.get(1..1 + len)?;
    if bytes.get(1 + len) == Some(&b';')
        && let Some(known) = quick_xml::escape::resolve_html5_entity(name)
    {
        return Some((Cow::Borrowed(known), len + 2));
    }
    // Names of HTML 2 and 3, those of Latin-1 and four more, stand without a semicolon too.
    (2..=len.min(6)).rev().find_map(|n| {
        let known = quick_xml::escape::resolve_html5_entity(name.get(..n)?)?;
        let is_old = matches!(&name[..n], "lt" | "gt" | "amp" | "quot" | "LT" | "GT" | "AMP" | "QUOT")
            || known.chars().all(|c| ('\u{A0}'..='\u{FF}').contains(&c));
        is_old.then_some((Cow::Borrowed(known), n + 1))
    })
}

fn number(text: &str) -> Option<(Cow<'static, str>, usize)> {
    let bytes = text.as_bytes();
    let is_hex = matches!(bytes.get(2), Some(b'x' | b'X'));
    let (from, radix) = if is_hex { (3, 16) } else { (2, 10) };
    let digits = bytes.get(from..)?.iter().take_while(|b| (**b as char).is_digit(radix)).count();
    if digits == 0 {
        return None;
    }
    let end = from + digits;
    let len = end + usize::from(bytes.get(end) == Some(&b';'));
    // Too large a number is no character.
    let code = u32::from_str_radix(text.get(from..end)?, radix).unwrap_or(u32::MAX);
    let c = match code {
        0x80..=0x9F => {
            let byte = [code as u8];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
            text.chars().next()
        }
        0 => None,
        code => char::from_u32(code),
    };
    Some((Cow::Owned(c.unwrap_or('\u{FFFD}').to_string()), len))
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn references_are_resolved() {
        for (raw, expected) in [
            ("〔2025〕3号&nbsp;&nbsp", "〔2025〕3号\u{A0}\u{A0}"),
            ("&lt;办法&gt;&amp;&quot", "<办法>&\""),
            ("&#12288;&#x3000;&#150;", "\u{3000}\u{3000}\u{2013}"),
            ("&ldquo;双减&rdquo;&middot;&hellip;", "“双减”·…"),
            ("AT&T &没有 &; &#; &#99999999999;", "AT&T &没有 &; &#; \u{FFFD}"),
            ("&emsp;&ensp;", "\u{2003}\u{2002}"),
        ] {
            assert_eq!(resolved(raw), expected, "{raw}");
        }
    }
}
