//! Number formats: ST_NumberFormat of ECMA-376 part 1, 17.18.59, which MSONFC of [MS-OSHARED] 2.2.1.3 has as codes.
//!
//! | the format | 1, 2, 3 … 10, 11 … 21 … 101 |
//! |---|---|
//! | `chineseCounting`, `taiwaneseCounting` | 一 二 三 十 十一 二十一 一○一 |
//! | `chineseCountingThousand`, `taiwaneseCountingThousand` | 一 二 三 十 十一 二十一 一百零一 |
//! | `chineseLegalSimplified`, `ideographLegalTraditional` | 壹 贰 叁 壹拾 壹拾壹 贰拾壹 壹佰零壹 |
//! | `ideographDigital`, `japaneseDigitalTenThousand` | 一 二 三 一〇 一一 二一 一〇一 |
//! | `taiwaneseDigital` | 一 二 三 一○ 一一 二一 一○一 |
//! | `japaneseCounting` | 一 二 三 十 十一 二十一 百一 |
//! | `decimalEnclosedCircle` | ① ② ③ ⑩ ⑪ 21 101 |
//! | `decimalEnclosedCircleChinese`, `ideographEnclosedCircle` | ① ② ③ ⑩ 11, ㈠ ㈡ ㈢ ㈩ 11 |
//! | `ideographTraditional`, `ideographZodiac` | 甲 乙 丙 癸 11, 子 丑 寅 酉 戌 21 |
//! | `ideographZodiacTraditional` | 甲子 乙丑, the sixty of them in turn |
//! | what is not listed in [`FORMATS`] | decimal |
//!
//! A set of characters that is at its end goes on in decimal. Word's own ways where it departs from the standard ([MS-OI29500] 2.1.540):
//! `ideographEnclosedCircle` has brackets.

use super::script::{self, Digits, Script};

/// How a number is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// 1, and every format that is not known.
    #[default]
    Decimal,
    /// Decimal with zeros in front, so many digits at least: 01.
    Padded(u8),
    /// - 1 -
    Dashes,
    /// I and i.
    Roman(Case),
    /// A and a.
    Letter(Case),
    /// 1st
    Ordinal,
    /// ①: one of so many characters from the first on.
    Enclosed(char, u8),
    /// 甲: one of a series.
    Series(&'static str),
    /// 甲子, the sixty of them.
    Sexagenary,
    /// By place with the digits that are given: 一〇.
    Places(&'static Digits),
    /// With 十 and 百; some by place from 100 on.
    Counted(&'static Script),
    /// A mark instead of a number.
    Bullet,
    /// Nothing.
    None,
}

/// Which letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// A
    Upper,
    /// a
    Lower,
}

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// The formats by their codes in MSONFC and their names in ST_NumberFormat.
const FORMATS: [(u8, &str, Format); 35] = [
    (0x00, "decimal", Format::Decimal),
    (0x01, "upperRoman", Format::Roman(Case::Upper)),
    (0x02, "lowerRoman", Format::Roman(Case::Lower)),
    (0x03, "upperLetter", Format::Letter(Case::Upper)),
    (0x04, "lowerLetter", Format::Letter(Case::Lower)),
    (0x05, "ordinal", Format::Ordinal),
    (0x0A, "ideographDigital", Format::Places(&script::IDEOGRAPH)),
    (0x0B, "japaneseCounting", Format::Counted(&script::JAPANESE)),
    (0x0E, "decimalFullWidth", Format::Places(&script::FULL_WIDTH)),
    (0x0F, "decimalHalfWidth", Format::Decimal),
    (0x10, "japaneseLegal", Format::Counted(&script::JAPANESE_LEGAL)),
    (0x11, "japaneseDigitalTenThousand", Format::Places(&script::IDEOGRAPH)),
    (0x12, "decimalEnclosedCircle", Format::CIRCLE),
    (0x13, "decimalFullWidth2", Format::Places(&script::FULL_WIDTH)),
    (0x16, "decimalZero", Format::Padded(2)),
    (0x17, "bullet", Format::Bullet),
    (0x1A, "decimalEnclosedFullstop", Format::Enclosed('⒈', 20)),
    (0x1B, "decimalEnclosedParen", Format::Enclosed('⑴', 20)),
    (0x1C, "decimalEnclosedCircleChinese", Format::Enclosed('①', 10)),
    (0x1D, "ideographEnclosedCircle", Format::Enclosed('㈠', 10)),
    (0x1E, "ideographTraditional", Format::Series(STEMS)),
    (0x1F, "ideographZodiac", Format::Series(BRANCHES)),
    (0x20, "ideographZodiacTraditional", Format::Sexagenary),
    (0x21, "taiwaneseCounting", Format::Counted(&script::CHINESE_SHORT)),
    (0x22, "ideographLegalTraditional", Format::Counted(&script::LEGAL_TRADITIONAL)),
    (0x23, "taiwaneseCountingThousand", Format::Counted(&script::TAIWANESE)),
    (0x24, "taiwaneseDigital", Format::Places(&script::CIRCLE)),
    (0x25, "chineseCounting", Format::Counted(&script::CHINESE_SHORT)),
    (0x26, "chineseLegalSimplified", Format::Counted(&script::LEGAL)),
    (0x27, "chineseCountingThousand", Format::Counted(&script::CHINESE)),
    (0x29, "koreanDigital", Format::Places(&script::HANGUL)),
    (0x2A, "koreanCounting", Format::Counted(&script::KOREAN)),
    (0x2C, "koreanDigital2", Format::Places(&script::ZERO)),
    (0x39, "numberInDash", Format::Dashes),
    (0xFF, "none", Format::None),
];

/// Letters are repeated up to so often (Word ends at 780, thirty times the alphabet); what is above is decimal. Guards against a start of
/// four thousand million.
const REPEATED: u32 = 30;

impl Format {
    /// ①
    pub const CIRCLE: Format = Format::Enclosed('①', 20);

    /// The format of a `w:val`. `custom` is the `w:format` beside it ([MS-DOCX] 2.4), which pads with zeros.
    pub fn named(name: &str, custom: Option<&str>) -> Format {
        if name == "custom" {
            let first = custom.and_then(|c| c.split(',').next()).unwrap_or_default().trim();
            let padded = first.len() < 10 && first.trim_start_matches('0') == "1";
            return if padded { Format::Padded(first.len() as u8) } else { Format::Decimal };
        }
        FORMATS.iter().find(|(_, known, _)| *known == name).map(|(.., format)| *format).unwrap_or_default()
    }

    /// The format of a code of MSONFC.
    pub fn of_code(code: u8) -> Format {
        FORMATS.iter().find(|(known, ..)| *known == code).map(|(.., format)| *format).unwrap_or_default()
    }

    /// A number as the format writes it; in decimal where it has no form for it.
    pub fn written(self, n: u32) -> String {
        match self {
            Format::Decimal => None,
            Format::Padded(digits) => Some(format!("{n:0>width$}", width = usize::from(digits))),
            Format::Dashes => Some(format!("- {n} -")),
            Format::Roman(case) => roman(n).map(|text| cased(text, case)),
            Format::Letter(case) => letters(n).map(|text| cased(text, case)),
            Format::Ordinal => Some(ordinal(n)),
            Format::Enclosed(first, last) => {
                n.checked_sub(1).filter(|_| n <= last.into()).and_then(|n| char::from_u32(first as u32 + n)).map(String::from)
            }
            Format::Series(series) => n.checked_sub(1).and_then(|n| series.chars().nth(n as usize)).map(String::from),
            Format::Sexagenary => n.checked_sub(1).map(|n| {
                let sign = |signs: &'static str| signs.chars().cycle().nth(n as usize % 60);
                sign(STEMS).into_iter().chain(sign(BRANCHES)).collect()
            }),
            Format::Places(digits) => Some(script::places(n, digits)),
            Format::Counted(script) => Some(script.counted(n)),
            Format::Bullet | Format::None => Some(String::new()),
        }
        .unwrap_or_else(|| n.to_string())
    }
}

fn cased(mut text: String, case: Case) -> String {
    if case == Case::Lower {
        text.make_ascii_lowercase();
    }
    text
}

fn roman(n: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    // Word's highest; the row of M only grows.
    if !(1..32_768).contains(&n) {
        return None;
    }
    let (mut left, mut out) = (n, String::new());
    for (value, sign) in SIGNS {
        while left >= value {
            left -= value;
            out += sign;
        }
    }
    Some(out)
}

/// A … Z, AA, BB … ZZ, AAA.
fn letters(n: u32) -> Option<String> {
    let before = n.checked_sub(1)?;
    let times = before / 26 + 1;
    let letter = char::from(b'A' + (before % 26) as u8);
    (times <= REPEATED).then(|| std::iter::repeat_n(letter, times as usize).collect())
}

fn ordinal(n: u32) -> String {
    let ending = match (n / 10 % 10, n % 10) {
        (1, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_shows_them() {
        for (code, name, numbers, expected) in [
            (0x25, "chineseCounting", &[1, 10, 11, 15, 20, 99, 100, 110][..], "一 十 十一 十五 二十 九十九 一○○ 一一○"),
            (
                0x27,
                "chineseCountingThousand",
                &[10, 21, 100, 101, 110, 111, 123, 1001, 1010, 10_000, 20_300, 100_003, 100_010],
                "十 二十一 一百 一百零一 一百一十 一百一十一 一百二十三 一千零一 一千零一十 一万 二万零三百 十万零三 十万零一十",
            ),
            (0x27, "chineseCountingThousand", &[0, u32::MAX], "零 四十二亿九千四百九十六万七千二百九十五"),
            (0x21, "taiwaneseCounting", &[12, 100], "十二 一○○"),
            (0x23, "taiwaneseCountingThousand", &[30_000], "三萬"),
            (0x26, "chineseLegalSimplified", &[2, 10, 13, 105], "贰 壹拾 壹拾叁 壹佰零伍"),
            (0x22, "ideographLegalTraditional", &[2], "貳"),
            (0x0A, "ideographDigital", &[9, 10, 21, 105], "九 一〇 二一 一〇五"),
            (0x11, "japaneseDigitalTenThousand", &[10], "一〇"),
            (0x0B, "japaneseCounting", &[10, 100, 111, 123, 1000], "十 百 百十一 百二十三 千"),
            (0x10, "japaneseLegal", &[3, 10], "参 壱拾"),
            (0x24, "taiwaneseDigital", &[10], "一○"),
            (0x29, "koreanDigital", &[10], "일영"),
            (0x2A, "koreanCounting", &[11], "십일"),
            (0x1E, "ideographTraditional", &[0, 1, 3, 10, 11], "0 甲 丙 癸 11"),
            (0x1F, "ideographZodiac", &[2, 12, 13], "丑 亥 13"),
            (0x20, "ideographZodiacTraditional", &[1, 2, 11, 61], "甲子 乙丑 甲戌 甲子"),
            (0x1D, "ideographEnclosedCircle", &[1, 2, 10, 11], "㈠ ㈡ ㈩ 11"),
            (0x12, "decimalEnclosedCircle", &[1, 20, 21], "① ⑳ 21"),
            (0x1C, "decimalEnclosedCircleChinese", &[1, 10, 11], "① ⑩ 11"),
            (0x1A, "decimalEnclosedFullstop", &[5, 21], "⒌ 21"),
            (0x1B, "decimalEnclosedParen", &[2], "⑵"),
            (0x0E, "decimalFullWidth", &[12], "１２"),
            (0x16, "decimalZero", &[7, 10, 100], "07 10 100"),
            (0x00, "decimal", &[12], "12"),
            (0x01, "upperRoman", &[4, 1994, 0, u32::MAX], "IV MCMXCIV 0 4294967295"),
            (0x02, "lowerRoman", &[9, 5000], "ix mmmmm"),
            (0x03, "upperLetter", &[26], "Z"),
            (0x04, "lowerLetter", &[3, 28, 0, u32::MAX], "c bb 0 4294967295"),
            (0x05, "ordinal", &[1, 2, 11, 23], "1st 2nd 11th 23rd"),
            (0x39, "numberInDash", &[1], "- 1 -"),
            (0xFF, "none", &[4], ""),
            (0xFE, "what nobody knows", &[3], "3"),
        ] {
            let format = Format::named(name, None);
            let written: Vec<String> = numbers.iter().map(|n| format.written(*n)).collect();
            assert_eq!(written.join(" "), expected, "{name}");
            assert_eq!(format, Format::of_code(code), "{name}");
        }
        assert_eq!(Format::named("custom", Some("001, 002, 003, ...")).written(7), "007");
    }
}
