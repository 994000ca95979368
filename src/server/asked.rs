//! Parameters behind the `?` of an address: each known, at most once, and of its form.

use super::problem::Problem;
use crate::language::Language;
use crate::source::encoding_named;
use encoding_rs::Encoding;
use hyper::HeaderMap;
use hyper::header::ACCEPT_LANGUAGE;
use jiff::civil::Date;
use std::ops::RangeInclusive;

/// How many words are searched for, and how long one may be.
const WORDS: usize = 32;
const LONGEST: usize = 200;
/// How much of a list is on a page.
const LIMITS: RangeInclusive<usize> = 1..=200;
const LIMIT: usize = 50;
/// How many characters of a file's name are kept.
const NAME: usize = 120;

/// The parameters of a request.
pub struct Asked(Vec<(String, String)>);

impl Asked {
    /// Reads what stands behind the `?`; `lang` is taken everywhere.
    ///
    /// # Errors
    /// A parameter that is unknown, stands twice or is no UTF-8.
    pub fn read(query: Option<&str>, known: &[&str]) -> Result<Asked, Problem> {
        let mut all: Vec<(String, String)> = Vec::new();
        for pair in query.unwrap_or_default().split('&').filter(|p| !p.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decoded(name).unwrap_or_else(|| "?".into());
            if name != "lang" && !known.contains(&name.as_str()) {
                let shown: String = name.chars().filter(|c| !c.is_control()).take(40).collect();
                let all = [known, &["lang"]].concat().join(", ");
                let (english, chinese) = (format!("unknown parameter; expected one of {all}"), format!("未知的参数，应为 {all} 之一"));
                return Err(Problem::parameter(&shown, &english, &chinese));
            }
            if all.iter().any(|a| a.0 == name) {
                return Err(Problem::parameter(&name, "expected once", "只应出现一次"));
            }
            let value = decoded(value).ok_or_else(|| Problem::parameter(&name, "expected UTF-8", "应为 UTF-8"))?;
            // A name is cleaned of them.
            if name != "name" && value.contains('\0') {
                return Err(Problem::parameter(&name, "expected no U+0000", "不应含 U+0000"));
            }
            all.push((name, value));
        }
        Ok(Asked(all))
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|a| a.0 == name).map(|a| a.1.as_str())
    }

    /// A text that is not empty.
    pub fn text(&self, name: &str) -> Result<Option<String>, Problem> {
        match self.get(name) {
            Some("") => Ok(None),
            Some(text) if text.chars().count() > LONGEST => {
                Err(Problem::parameter(name, &format!("expected at most {LONGEST} characters"), &format!("至多 {LONGEST} 字")))
            }
            text => Ok(text.map(str::to_string)),
        }
    }

    /// Words that white space parts.
    pub fn words(&self, name: &str) -> Result<Vec<String>, Problem> {
        let words: Vec<String> = self.get(name).unwrap_or_default().split_whitespace().map(str::to_string).collect();
        if words.len() > WORDS || words.iter().any(|w| w.chars().count() > LONGEST) {
            let english = format!("expected at most {WORDS} words of at most {LONGEST} characters");
            return Err(Problem::parameter(name, &english, &format!("至多 {WORDS} 个词，每个至多 {LONGEST} 字")));
        }
        Ok(words)
    }

    /// One of some words.
    pub fn one_of(&self, name: &str, words: &[&str]) -> Result<Option<String>, Problem> {
        let Some(word) = self.get(name) else { return Ok(None) };
        if words.contains(&word) {
            return Ok(Some(word.to_string()));
        }
        let all = words.join(", ");
        Err(Problem::parameter(name, &format!("expected one of {all}"), &format!("应为 {all} 之一")))
    }

    /// A day.
    pub fn day(&self, name: &str) -> Result<Option<Date>, Problem> {
        let Some(text) = self.get(name) else { return Ok(None) };
        let day = text.parse::<Date>().ok().filter(|d| text.len() == 10 && d.year() > 0);
        day.map(Some).ok_or_else(|| Problem::parameter(name, "expected a date such as 2024-06-30", "应为日期，如 2024-06-30"))
    }

    /// How many things a page of a list has.
    pub fn limit(&self) -> Result<usize, Problem> {
        let Some(text) = self.get("limit") else { return Ok(LIMIT) };
        let (least, most) = (LIMITS.start(), LIMITS.end());
        let limit = text.parse().ok().filter(|n| LIMITS.contains(n) && text.bytes().all(|b| b.is_ascii_digit()));
        limit.ok_or_else(|| {
            let english = format!("expected a number from {least} to {most}");
            Problem::parameter("limit", &english, &format!("应为 {least} 到 {most} 的整数"))
        })
    }

    /// Where a list goes on.
    pub fn after<T>(&self, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Problem> {
        let wrong = || Problem::parameter("after", "expected the next of the page before", "应为上一页给出的 next");
        self.get("after").map(|text| read(text).ok_or_else(wrong)).transpose()
    }

    /// The encoding of a text.
    pub fn encoding(&self) -> Result<Option<&'static Encoding>, Problem> {
        match self.get("encoding") {
            None | Some("auto") => Ok(None),
            Some(name) => encoding_named(name).map(Some).ok_or_else(|| {
                let english = "expected the name of an encoding, such as utf-8, gb18030, gbk, big5 or utf-16le";
                Problem::parameter("encoding", english, "应为编码名称，如 utf-8、gb18030、gbk、big5、utf-16le")
            }),
        }
    }

    /// The name of a file, without folders and what is not shown.
    pub fn name(&self) -> Option<String> {
        self.get("name").and_then(cleaned)
    }

    /// The language of the answer, where it is asked for.
    pub fn language(query: Option<&str>, headers: &HeaderMap) -> Result<Option<Language>, Problem> {
        let pairs = query.unwrap_or_default().split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let named =
            pairs.filter(|(name, _)| decoded(name).as_deref() == Some("lang")).map(|(_, value)| decoded(value).unwrap_or_default()).next();
        match named.as_deref() {
            Some("en") => Ok(Some(Language::English)),
            Some("zh") => Ok(Some(Language::Chinese)),
            Some(_) => Err(Problem::parameter("lang", "expected en or zh", "应为 en 或 zh")),
            None => Ok(headers.get(ACCEPT_LANGUAGE).and_then(|v| accepted(v.to_str().ok()?))),
        }
    }
}

/// The first of the two languages among those that a browser likes best.
fn accepted(header: &str) -> Option<Language> {
    let mut best: Option<(f32, Language)> = None;
    for part in header.split(',') {
        let (tag, weight) = part.split_once(';').unwrap_or((part, ""));
        let weight = weight.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.trim().parse::<f32>().ok()).unwrap_or(0.0);
        let language = match tag.trim().to_ascii_lowercase().split('-').next() {
            Some("zh") => Language::Chinese,
            Some("en") => Language::English,
            _ => continue,
        };
        if weight > 0.0 && best.is_none_or(|(known, _)| weight > known) {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

fn decoded(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        out.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || char::from(*rest.next()?).to_digit(16);
                (digit()? * 16 + digit()?) as u8
            }
            byte => *byte,
        });
    }
    String::from_utf8(out).ok()
}

/// A file's name without its folders and without characters that are not seen or turn the direction of writing.
fn cleaned(name: &str) -> Option<String> {
    let unseen =
        |c: &char| c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !unseen(c)).collect();
    let name = name.trim();
    if name.is_empty() || name.chars().all(|c| c == '.') {
        return None;
    }
    let length = name.chars().count();
    if length <= NAME {
        return Some(name.to_string());
    }
    // Its ending is the part that tells most.
    let ending = name.rfind('.').map(|at| &name[at..]).filter(|e| e.chars().count() <= 10).unwrap_or_default();
    let kept: String = name.chars().take(NAME - ending.chars().count()).collect();
    Some(kept + ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_folders_and_what_is_not_seen() {
        for (given, kept) in [
            ("通知.txt", Some("通知.txt")),
            ("../../etc/passwd", Some("passwd")),
            ("C:\\公文\\a.docx", Some("a.docx")),
            ("a\0b\r\n.txt", Some("ab.txt")),
            ("\u{202E}txt.exe", Some("txt.exe")),
            ("<script>", Some("<script>")),
            ("..", None),
            ("a/", None),
            (" ", None),
        ] {
            assert_eq!(cleaned(given).as_deref(), kept, "{given:?}");
        }
        let long = cleaned(&format!("{}.docx", "长".repeat(500))).unwrap_or_default();
        assert!(long.ends_with("长.docx") && long.chars().count() == NAME, "{long}");
    }

    #[test]
    fn parameters_are_known_once_and_of_their_form() {
        let read = |query| Asked::read(Some(query), &["q", "limit", "day", "name"]);
        assert!(read("q=%E4%B8%80+%E4%BA%8C&limit=5&lang=en").is_ok_and(|a| a.words("q").is_ok_and(|w| w == ["一", "二"])));
        for wrong in ["x=1", "q=1&q=2", "q=%00", "q=%FF", "q=%", "q=%4", "%FF=1"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        for wrong in ["limit=0", "limit=201", "limit=+5", "limit=", "limit=5.0"] {
            assert!(read(wrong).is_ok_and(|a| a.limit().is_err()), "{wrong}");
        }
        for wrong in ["day=", "day=2024-02-30", "day=2024-6-3", "day=20240630", "day=0000-01-01"] {
            assert!(read(wrong).is_ok_and(|a| a.day("day").is_err()), "{wrong}");
        }
    }

    #[test]
    fn browsers_are_answered_in_the_language_that_they_like_best() {
        for (header, language) in [
            ("zh-CN,zh;q=0.9,en;q=0.8", Some(Language::Chinese)),
            ("fr, en;q=0.5", Some(Language::English)),
            ("en;q=0.1, zh-Hant;q=0.4", Some(Language::Chinese)),
            ("zh;q=0", None),
            ("*", None),
            ("", None),
        ] {
            assert_eq!(accepted(header), language, "{header}");
        }
    }
}
