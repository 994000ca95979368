//! A content stream → operands and operators (ISO 32000-1, 7.8.2), one pass and no copy but of strings with escapes.

use std::borrow::Cow;

/// Arrays and dictionaries are followed to this depth; operators of text take one.
const DEPTH: usize = 32;

/// A token of a content stream. The parts of arrays stand between their brackets.
#[derive(Clone, Debug, PartialEq)]
pub enum Token<'a> {
    /// A number.
    Number(f32),
    /// A name, without its `/`.
    Name(Cow<'a, [u8]>),
    /// A string.
    String(Cow<'a, [u8]>),
    /// `[` or `<<`.
    Open,
    /// `]` or `>>`.
    Close,
    /// An operator.
    Operator(&'a [u8]),
}

/// Reads the tokens of a content stream.
pub struct Lexer<'a> {
    data: &'a [u8],
    at: usize,
    depth: usize,
}

impl<'a> Lexer<'a> {
    /// Starts at the beginning.
    pub fn new(data: &'a [u8]) -> Lexer<'a> {
        Lexer { data, at: 0, depth: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    fn take_while(&mut self, keep: impl Fn(u8) -> bool) -> &'a [u8] {
        let from = self.at;
        while self.peek().is_some_and(&keep) {
            self.at += 1;
        }
        self.data.get(from..self.at).unwrap_or_default()
    }

    fn skip_blank(&mut self) {
        loop {
            self.take_while(is_blank);
            if self.peek() != Some(b'%') {
                return;
            }
            self.take_while(|b| b != b'\n' && b != b'\r');
        }
    }

    /// Passes over the data of an inline image, whose `ID` was just read: to an `EI` between white space behind which text goes on.
    pub fn skip_image(&mut self) {
        while let Some(found) = self.data.get(self.at..).and_then(|rest| memchr::memmem::find(rest, b"EI")) {
            let ei = self.at + found;
            self.at = ei + 2;
            let before = ei.checked_sub(1).and_then(|i| self.data.get(i)).is_none_or(|b| is_blank(*b));
            let after = self.data.get(ei + 2..(ei + 14).min(self.data.len())).unwrap_or_default();
            if before && after.first().is_none_or(|b| is_blank(*b)) && after.iter().all(|b| is_blank(*b) || (0x20..0x7F).contains(b)) {
                return;
            }
        }
        self.at = self.data.len();
    }

    /// The next token; `None` at the end.
    pub fn next(&mut self) -> Option<Token<'a>> {
        // Brackets and braces that belong nowhere.
        self.skip_blank();
        while self.peek().is_some_and(|b| matches!(b, b')' | b'{' | b'}') || b == b'>' && self.data.get(self.at + 1) != Some(&b'>')) {
            self.at += 1;
            self.skip_blank();
        }
        let first = self.peek()?;
        match first {
            b'/' => {
                self.at += 1;
                Some(Token::Name(unescaped(self.take_while(is_regular))))
            }
            b'(' => Some(Token::String(self.literal())),
            b'<' if self.data.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                self.depth += 1;
                Some(Token::Open)
            }
            b'<' => {
                self.at += 1;
                let digits = self.take_while(|b| b != b'>');
                self.at += 1;
                Some(Token::String(Cow::Owned(hexadecimal(digits))))
            }
            b'>' if self.data.get(self.at + 1) == Some(&b'>') => {
                self.at += 2;
                self.depth = self.depth.saturating_sub(1);
                Some(Token::Close)
            }
            b'[' => {
                self.at += 1;
                self.depth += 1;
                Some(Token::Open)
            }
            b']' => {
                self.at += 1;
                self.depth = self.depth.saturating_sub(1);
                Some(Token::Close)
            }
            b'+' | b'-' | b'.' | b'0'..=b'9' => Some(number(self.take_while(is_regular))),
            _ => Some(Token::Operator(self.take_while(is_regular))),
        }
    }

    /// Whether arrays nest deeper than any operator takes.
    pub fn is_deep(&self) -> bool {
        self.depth > DEPTH
    }

    fn literal(&mut self) -> Cow<'a, [u8]> {
        self.at += 1;
        let from = self.at;
        let mut depth = 1usize;
        let mut escaped = false;
        while let Some(byte) = self.peek() {
            match byte {
                b'\\' => {
                    escaped = true;
                    self.at += 1;
                }
                b'\r' => escaped = true,
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
            self.at += 1;
        }
        let raw = self.data.get(from..self.at.min(self.data.len())).unwrap_or_default();
        self.at += 1;
        if escaped { Cow::Owned(without_escapes(raw)) } else { Cow::Borrowed(raw) }
    }
}

fn is_blank(b: u8) -> bool {
    matches!(b, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_regular(b: u8) -> bool {
    !is_blank(b) && !matches!(b, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn number(raw: &[u8]) -> Token<'_> {
    let mut digits = raw;
    let mut sign = 1.0;
    while let Some((b'+' | b'-', rest)) = digits.split_first().map(|(b, rest)| (*b, rest)) {
        if digits[0] == b'-' {
            sign = -1.0;
        }
        digits = rest;
    }
    let (mut value, mut scale, mut point) = (0f64, 1f64, false);
    for &b in digits {
        match b {
            b'0'..=b'9' if point => {
                scale /= 10.0;
                value += scale * f64::from(b - b'0');
            }
            b'0'..=b'9' => value = value * 10.0 + f64::from(b - b'0'),
            b'.' if !point => point = true,
            // `12-34`, which some writers leave, counts as 12.
            b'-' => break,
            _ => return Token::Operator(raw),
        }
    }
    let value = (sign * value) as f32;
    Token::Number(if value.is_finite() { value } else { 0.0 })
}

fn hexadecimal(digits: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(digits.len() / 2 + 1);
    let mut high = None;
    for digit in digits.iter().filter_map(|b| char::from(*b).to_digit(16)) {
        match high.take() {
            None => high = Some(digit),
            Some(high) => out.push((high << 4 | digit) as u8),
        }
    }
    out.extend(high.map(|high| (high << 4) as u8));
    out
}

/// A name with its `#41` resolved.
fn unescaped(raw: &[u8]) -> Cow<'_, [u8]> {
    if !raw.contains(&b'#') {
        return Cow::Borrowed(raw);
    }
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((&b, tail)) = rest.split_first() {
        let digit = |i: usize| tail.get(i).and_then(|b| char::from(*b).to_digit(16));
        match (b, digit(0), digit(1)) {
            (b'#', Some(high), Some(low)) => {
                out.push((high << 4 | low) as u8);
                rest = &tail[2..];
            }
            _ => {
                out.push(b);
                rest = tail;
            }
        }
    }
    Cow::Owned(out)
}

fn without_escapes(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut bytes = raw.iter().copied().peekable();
    while let Some(b) = bytes.next() {
        match b {
            b'\r' => {
                bytes.next_if_eq(&b'\n');
                out.push(b'\n');
            }
            b'\\' => match bytes.next() {
                Some(b'n') => out.push(b'\n'),
                Some(b'r') => out.push(b'\r'),
                Some(b't') => out.push(b'\t'),
                Some(b'b') => out.push(8),
                Some(b'f') => out.push(12),
                Some(b'\r') => {
                    bytes.next_if_eq(&b'\n');
                }
                Some(b'\n') => {}
                Some(digit @ b'0'..=b'7') => {
                    let mut code = u32::from(digit - b'0');
                    for _ in 0..2 {
                        let Some(digit) = bytes.next_if(|b| matches!(b, b'0'..=b'7')) else { break };
                        code = code << 3 | u32::from(digit - b'0');
                    }
                    out.push(code as u8);
                }
                Some(other) => out.push(other),
                None => {}
            },
            b => out.push(b),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_content_streams() {
        let cases: &[(&[u8], &str)] = &[
            (b"BT /F#311 12.5 Tf", "BT /F11 12.5 Tf"),
            (b"[(a\\(b)-20<4F60>]TJ%x\nET", "[ (a(b) -20 (O`) ] TJ ET"),
            (b"(a(b)c\\101\\\r\n) ' (open", "(a(b)cA) ' (open)"),
            (b"--5 .5 -.5 4-3 1e5 }) q", "-5 0.5 -0.5 4 1e5 q"),
            (b"/OC <</A[1 2]>> BDC", "/OC [ /A [ 1 2 ] ] BDC"),
        ];
        for (raw, expected) in cases {
            let mut lexer = Lexer::new(raw);
            let mut shown = Vec::new();
            while let Some(token) = lexer.next() {
                shown.push(match token {
                    Token::Number(n) => n.to_string(),
                    Token::Name(name) => format!("/{}", String::from_utf8_lossy(&name)),
                    Token::String(s) => format!("({})", String::from_utf8_lossy(&s)),
                    Token::Open => "[".into(),
                    Token::Close => "]".into(),
                    Token::Operator(o) => String::from_utf8_lossy(o).into(),
                });
            }
            assert_eq!(shown.join(" "), *expected);
        }
    }
}
