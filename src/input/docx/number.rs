//! Number formats of automatic numbers (ECMA-376 part 1, 17.18.59 ST_NumberFormat).
//!
//! | the format | 1, 2, 3 … 10, 11 … 21 … 101 |
//! |---|---|
//! | `chineseCounting`, `taiwaneseCounting` | 一 二 三 十 十一 二十一 一○一 |
//! | `chineseCountingThousand`, `taiwaneseCountingThousand` | 一 二 三 十 十一 二十一 一百零一 |
//! | `chineseLegalSimplified`, `ideographLegalTraditional` | 壹 贰 叁 壹拾 壹拾壹 贰拾壹 壹佰零壹 |
//! | `ideographDigital`, `japaneseDigitalTenThousand` | 一 二 三 一〇 一一 二一 一〇一 |
//! | `taiwaneseDigital` | 一 二 三 一○ 一一 二一 一○一 |
//! | `japaneseCounting` | 一 二 三 十 十一 二十一 百一 |
//! | `decimalEnclosedCircle`, `decimalEnclosedCircleChinese` | ① ② ③ ⑩ ⑪ ㉑ 101 |
//! | `ideographEnclosedCircle` | ㈠ ㈡ ㈢ ㈩ 11 |
//! | `ideographTraditional`, `ideographZodiac`, `ideographZodiacTraditional` | 甲 乙, 子 丑, 甲子 乙丑 |
//! | what is not listed in [`Format::named`] | decimal |
//!
//! Word's own ways where it departs from the standard ([MS-OI29500] 2.1.540): `ideographEnclosedCircle` has brackets.

/// How a number is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// 1, and every format that is not known.
    #[default]
    Decimal,
    /// Decimal with zeros in front, so many digits at least: 01.
    Padded(u8),
    /// １
    FullWidth,
    /// - 1 -
    Dashes,
    /// I and i.
    Roman(Case),
    /// A and a.
    Letter(Case),
    /// 1st
    Ordinal,
    /// ①
    Circle,
    /// ⒈
    FullStop,
    /// ⑴
    Bracket,
    /// ㈠
    Ideograph,
    /// By place with the digit for zero that is given: 一〇.
    Places(&'static [char; 10]),
    /// With 十 and 百; some by place from 100 on.
    Counted(&'static Script),
    /// One of a series that begins again after its last.
    Cycle(&'static str),
    /// 甲子, the sixty of them.
    Sexagenary,
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

/// Numerals with words for ten and its powers.
#[derive(Debug, PartialEq, Eq)]
pub struct Script {
    digits: [char; 10],
    /// Ten, hundred, thousand.
    powers: [char; 3],
    /// Ten thousand, a hundred million.
    myriads: [char; 2],
    one: One,
    /// What stands for powers left out between two digits.
    gap: Option<char>,
    /// From 100 on digits by place.
    short: bool,
}

/// When one is written in front of ten, hundred and thousand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum One {
    /// 壹拾
    Always,
    /// 十一 and 一百一十.
    NotFirstTen,
    /// 十一, 百十.
    Never,
}

const CIRCLE: [char; 10] = ['○', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const ZERO: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const IDEOGRAPH: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const HANGUL: [char; 10] = ['영', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구'];

const CHINESE: Script =
    Script { digits: ZERO, powers: ['十', '百', '千'], myriads: ['万', '亿'], one: One::NotFirstTen, gap: Some('零'), short: false };
const CHINESE_SHORT: Script = Script { digits: CIRCLE, short: true, ..CHINESE };
const TAIWANESE: Script = Script { myriads: ['萬', '億'], ..CHINESE };
const LEGAL: Script = Script {
    digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
    powers: ['拾', '佰', '仟'],
    one: One::Always,
    ..CHINESE
};
const LEGAL_TRADITIONAL: Script =
    Script { digits: ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'], myriads: ['萬', '億'], ..LEGAL };
const JAPANESE: Script = Script { digits: IDEOGRAPH, myriads: ['万', '億'], one: One::Never, gap: None, ..CHINESE };
const JAPANESE_LEGAL: Script = Script {
    digits: ['零', '壱', '弐', '参', '四', '伍', '六', '七', '八', '九'],
    powers: ['拾', '百', '阡'],
    myriads: ['萬', '億'],
    one: One::Always,
    gap: None,
    short: false,
};
const KOREAN: Script =
    Script { digits: HANGUL, powers: ['십', '백', '천'], myriads: ['만', '억'], one: One::Never, gap: None, short: false };

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// Letters are repeated up to so often (Word ends at 780, thirty times the alphabet); what is above is decimal. Guards against a start of
/// four thousand million.
const REPEATED: u32 = 30;

impl Format {
    /// The format of a `w:val`. `custom` is the `w:format` beside it ([MS-DOCX] 2.4), which pads with zeros.
    pub fn named(name: &str, custom: Option<&str>) -> Format {
        match name {
            "decimalZero" => Format::Padded(2),
            "decimalFullWidth" | "decimalFullWidth2" => Format::FullWidth,
            "numberInDash" => Format::Dashes,
            "upperRoman" => Format::Roman(Case::Upper),
            "lowerRoman" => Format::Roman(Case::Lower),
            "upperLetter" => Format::Letter(Case::Upper),
            "lowerLetter" => Format::Letter(Case::Lower),
            "ordinal" => Format::Ordinal,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Format::Circle,
            "decimalEnclosedFullstop" => Format::FullStop,
            "decimalEnclosedParen" => Format::Bracket,
            "ideographEnclosedCircle" => Format::Ideograph,
            "chineseCounting" | "taiwaneseCounting" => Format::Counted(&CHINESE_SHORT),
            "chineseCountingThousand" => Format::Counted(&CHINESE),
            "taiwaneseCountingThousand" => Format::Counted(&TAIWANESE),
            "chineseLegalSimplified" => Format::Counted(&LEGAL),
            "ideographLegalTraditional" => Format::Counted(&LEGAL_TRADITIONAL),
            "japaneseCounting" => Format::Counted(&JAPANESE),
            "japaneseLegal" => Format::Counted(&JAPANESE_LEGAL),
            "koreanCounting" => Format::Counted(&KOREAN),
            "ideographDigital" | "japaneseDigitalTenThousand" => Format::Places(&IDEOGRAPH),
            "taiwaneseDigital" => Format::Places(&CIRCLE),
            "koreanDigital" => Format::Places(&HANGUL),
            "koreanDigital2" => Format::Places(&ZERO),
            "ideographTraditional" => Format::Cycle(STEMS),
            "ideographZodiac" => Format::Cycle(BRANCHES),
            "ideographZodiacTraditional" => Format::Sexagenary,
            "bullet" => Format::Bullet,
            "none" => Format::None,
            "custom" => match custom.and_then(|c| c.split(',').next()).map(str::trim) {
                Some(first) if first.len() < 10 && first.ends_with('1') && first.trim_start_matches('0') == "1" => {
                    Format::Padded(first.len() as u8)
                }
                _ => Format::Decimal,
            },
            _ => Format::Decimal,
        }
    }

    /// A number as the format writes it.
    pub fn written(self, n: u32) -> String {
        let from = |first: char, last: u32| {
            let c = char::from_u32(first as u32 + n.saturating_sub(1));
            c.filter(|_| (1..=last).contains(&n)).map_or_else(|| n.to_string(), String::from)
        };
        match self {
            Format::Decimal => n.to_string(),
            Format::Padded(digits) => format!("{n:0>width$}", width = usize::from(digits)),
            Format::FullWidth => places(n, &['０', '１', '２', '３', '４', '５', '６', '７', '８', '９']),
            Format::Dashes => format!("- {n} -"),
            Format::Roman(case) => cased(roman(n), case),
            Format::Letter(case) => cased(letter(n), case),
            Format::Ordinal => ordinal(n),
            Format::Circle => match n {
                21..=35 => from('\u{323D}', 35),
                36..=50 => from('\u{328E}', 50),
                _ => from('①', 20),
            },
            Format::FullStop => from('⒈', 20),
            Format::Bracket => from('⑴', 20),
            Format::Ideograph => from('㈠', 10),
            Format::Places(digits) => places(n, digits),
            Format::Counted(script) => script.counted(n),
            Format::Cycle(series) => series.chars().cycle().nth(cycled(n, series.chars().count())).map(String::from).unwrap_or_default(),
            Format::Sexagenary => [STEMS, BRANCHES].iter().filter_map(|s| s.chars().cycle().nth(cycled(n, 60))).collect(),
            Format::Bullet | Format::None => String::new(),
        }
    }
}

/// The place in a series that begins again.
fn cycled(n: u32, length: usize) -> usize {
    n.saturating_sub(1) as usize % length.max(1)
}

fn cased(mut text: String, case: Case) -> String {
    if case == Case::Lower {
        text.make_ascii_lowercase();
    }
    text
}

fn places(n: u32, digits: &[char; 10]) -> String {
    n.to_string().bytes().filter_map(|b| digits.get(usize::from(b.wrapping_sub(b'0')))).collect()
}

fn roman(n: u32) -> String {
    const VALUES: [(u32, &str); 13] = [
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
    if n == 0 || n >= 32_768 {
        return n.to_string();
    }
    let mut left = n;
    let mut out = String::new();
    for (value, text) in VALUES {
        while left >= value {
            left -= value;
            out += text;
        }
    }
    out
}

/// A … Z, AA, BB … ZZ, AAA.
fn letter(n: u32) -> String {
    let Some(before) = n.checked_sub(1) else { return n.to_string() };
    let times = before / 26 + 1;
    if times > REPEATED {
        return n.to_string();
    }
    let letter = char::from(b'A' + (before % 26) as u8);
    std::iter::repeat_n(letter, times as usize).collect()
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

impl Script {
    fn digit(&self, d: u32) -> char {
        self.digits[d as usize % 10]
    }

    fn counted(&self, n: u32) -> String {
        if n == 0 || self.short && n >= 100 {
            return places(n, &self.digits);
        }
        let mut out = String::new();
        // Whether a power was left out since the last digit.
        let mut gap = false;
        let [myriad, hundred_million] = self.myriads;
        for (unit, mark) in [(100_000_000, Some(hundred_million)), (10_000, Some(myriad)), (1, None)] {
            let group = n / unit % 10_000;
            if group == 0 {
                gap = true;
                continue;
            }
            let [ten, hundred, thousand] = self.powers;
            for (power, word) in [(1000, Some(thousand)), (100, Some(hundred)), (10, Some(ten)), (1, None)] {
                let digit = group / power % 10;
                if digit == 0 {
                    gap = true;
                    continue;
                }
                if gap && !out.is_empty() {
                    out.extend(self.gap);
                }
                let first_ten = power == 10 && out.is_empty();
                let silent = digit == 1
                    && match self.one {
                        One::Always => false,
                        One::NotFirstTen => first_ten,
                        One::Never => power > 1,
                    };
                if !silent {
                    out.push(self.digit(digit));
                }
                out.extend(word);
                gap = false;
            }
            out.extend(mark);
            // 二十万三千 has no zero at its group's end; 三 by itself behind 万 has one, since its thousands are left out.
            gap = false;
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_shows_them() {
        for (name, numbers, expected) in [
            ("chineseCounting", &[1, 10, 11, 20, 99, 100, 110][..], "一 十 十一 二十 九十九 一○○ 一一○"),
            (
                "chineseCountingThousand",
                &[10, 21, 100, 101, 110, 123, 1001, 10_000, 20_300, 100_003],
                "十 二十一 一百 一百零一 一百一十 一百二十三 一千零一 一万 二万零三百 十万零三",
            ),
            ("taiwaneseCountingThousand", &[30_000], "三萬"),
            ("chineseLegalSimplified", &[2, 10, 105], "贰 壹拾 壹佰零伍"),
            ("ideographDigital", &[9, 10, 21, 105], "九 一〇 二一 一〇五"),
            ("japaneseCounting", &[10, 100, 111, 1000], "十 百 百十一 千"),
            ("japaneseLegal", &[3, 10], "参 壱拾"),
            ("taiwaneseDigital", &[10], "一○"),
            ("ideographTraditional", &[1, 10, 11], "甲 癸 甲"),
            ("ideographZodiac", &[2, 12], "丑 亥"),
            ("ideographZodiacTraditional", &[1, 2, 11, 61], "甲子 乙丑 甲戌 甲子"),
            ("ideographEnclosedCircle", &[1, 10, 11], "㈠ ㈩ 11"),
            ("decimalEnclosedCircleChinese", &[1, 20, 21, 36, 50, 51], "① ⑳ ㉑ ㊱ ㊿ 51"),
            ("decimalEnclosedFullstop", &[5, 21], "⒌ 21"),
            ("decimalEnclosedParen", &[2], "⑵"),
            ("decimalFullWidth", &[12], "１２"),
            ("decimalZero", &[7, 10, 100], "07 10 100"),
            ("upperRoman", &[4, 1994, u32::MAX], "IV MCMXCIV 4294967295"),
            ("lowerRoman", &[9], "ix"),
            ("lowerLetter", &[3, 28, 0, u32::MAX], "c bb 0 4294967295"),
            ("ordinal", &[1, 2, 11, 23], "1st 2nd 11th 23rd"),
            ("none", &[1], ""),
            ("what nobody knows", &[3], "3"),
            ("chineseCountingThousand", &[u32::MAX], "四十二亿九千四百九十六万七千二百九十五"),
        ] {
            let format = Format::named(name, None);
            let written: Vec<String> = numbers.iter().map(|n| format.written(*n)).collect();
            assert_eq!(written.join(" "), expected, "{name}");
        }
        assert_eq!(Format::named("custom", Some("001, 002, 003, ...")).written(7), "007");
    }
}
