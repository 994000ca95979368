//! Numbers as lists write them: ST_NumberFormat of ECMA-376 part 1, 17.18.59, which MSONFC of [MS-OSHARED] 2.2.1.3 names by code.

/// How a number is written. Formats that no Chinese document has are [`Format::Decimal`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// 1
    #[default]
    Decimal,
    /// 01
    DecimalZero,
    /// １
    DecimalFullWidth,
    /// I
    UpperRoman,
    /// i
    LowerRoman,
    /// A … Z, AA
    UpperLetter,
    /// a … z, aa
    LowerLetter,
    /// ①, to 20
    Circle,
    /// ①, to 10
    CircleChinese,
    /// ⑴
    Paren,
    /// ⒈
    Fullstop,
    /// ㊀, to 10
    IdeographCircle,
    /// 一〇
    IdeographDigital,
    /// 甲乙
    IdeographTraditional,
    /// 子丑
    IdeographZodiac,
    /// 十一, 一百二十三
    ChineseThousand,
    /// 十一, 一〇〇
    ChineseCounting,
    /// 壹拾壹
    ChineseLegalSimplified,
    /// 壹拾壹 in traditional characters
    IdeographLegalTraditional,
    /// 百二十三
    JapaneseCounting,
    /// The level's own text stands for it.
    Bullet,
    /// Nothing.
    None,
}

impl Format {
    /// The format of a code of MSONFC.
    pub fn of_code(code: u8) -> Format {
        match code {
            1 => Format::UpperRoman,
            2 => Format::LowerRoman,
            3 => Format::UpperLetter,
            4 => Format::LowerLetter,
            10 | 17 | 36 => Format::IdeographDigital,
            11 => Format::JapaneseCounting,
            14 | 19 => Format::DecimalFullWidth,
            16 | 34 => Format::IdeographLegalTraditional,
            18 => Format::Circle,
            22 => Format::DecimalZero,
            23 => Format::Bullet,
            26 => Format::Fullstop,
            27 => Format::Paren,
            28 => Format::CircleChinese,
            29 => Format::IdeographCircle,
            30 => Format::IdeographTraditional,
            31 => Format::IdeographZodiac,
            33 | 37 => Format::ChineseCounting,
            35 | 39 => Format::ChineseThousand,
            38 => Format::ChineseLegalSimplified,
            255 => Format::None,
            _ => Format::Decimal,
        }
    }
}

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const BRANCHES: [char; 12] = ['子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥'];

/// The longest row of letters that is written, as word processors have it: `aaa` is 53.
const LETTERS: usize = 30;

/// A number in a format; in decimals where the format has no form for it.
pub fn write(format: Format, n: u32) -> String {
    let one_of = |first: u32, most: u32| (1..=most).contains(&n).then(|| char::from_u32(first + n - 1)).flatten().map(String::from);
    let written = match format {
        Format::Bullet | Format::None => Some(String::new()),
        Format::Decimal => None,
        Format::DecimalZero => Some(format!("{n:02}")),
        Format::DecimalFullWidth => Some(n.to_string().chars().filter_map(|c| char::from_u32(c as u32 + 0xFEE0)).collect()),
        Format::UpperRoman => roman(n),
        Format::LowerRoman => roman(n).map(|s| s.to_lowercase()),
        Format::UpperLetter => letters(n, b'A'),
        Format::LowerLetter => letters(n, b'a'),
        Format::Circle => one_of(0x2460, 20),
        Format::CircleChinese => one_of(0x2460, 10),
        Format::Paren => one_of(0x2474, 20),
        Format::Fullstop => one_of(0x2488, 20),
        Format::IdeographCircle => one_of(0x3280, 10),
        Format::IdeographDigital => Some(digital(n)),
        Format::IdeographTraditional => cycle(n, &STEMS),
        Format::IdeographZodiac => cycle(n, &BRANCHES),
        Format::ChineseThousand => Some(counted(n, &CHINESE)),
        Format::ChineseCounting if n < 100 => Some(counted(n, &CHINESE)),
        Format::ChineseCounting => Some(digital(n)),
        Format::ChineseLegalSimplified => Some(counted(n, &SIMPLIFIED)),
        Format::IdeographLegalTraditional => Some(counted(n, &TRADITIONAL)),
        Format::JapaneseCounting => Some(counted(n, &JAPANESE)),
    };
    written.unwrap_or_else(|| n.to_string())
}

fn digital(n: u32) -> String {
    n.to_string().bytes().filter_map(|b| DIGITS.get(usize::from(b - b'0'))).collect()
}

fn cycle(n: u32, signs: &[char]) -> Option<String> {
    signs.get((n as usize).checked_sub(1)?).map(|c| c.to_string())
}

fn letters(n: u32, first: u8) -> Option<String> {
    let n = n.checked_sub(1)?;
    let times = (n / 26) as usize + 1;
    (times <= LETTERS).then(|| char::from(first + (n % 26) as u8).to_string().repeat(times))
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
    // From 4000 on the row of M only grows.
    if !(1..4000).contains(&n) {
        return None;
    }
    let (mut left, mut out) = (n, String::new());
    for (value, sign) in SIGNS {
        while left >= value {
            out += sign;
            left -= value;
        }
    }
    Some(out)
}

/// Digits, 十百千, 万, and how ones before them and gaps are told.
struct Counting {
    digits: [char; 10],
    places: [char; 3],
    myriad: char,
    zero: Option<char>,
    /// Whether 十 at the start of a number takes a digit: 壹拾.
    leading_one: bool,
    /// Whether 百 and 千 take a 一.
    inner_one: bool,
}

const CHINESE: Counting =
    Counting { digits: DIGITS, places: ['十', '百', '千'], myriad: '万', zero: Some('零'), leading_one: false, inner_one: true };
const JAPANESE: Counting = Counting { zero: None, inner_one: false, ..CHINESE };
const SIMPLIFIED: Counting = Counting {
    digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
    places: ['拾', '佰', '仟'],
    myriad: '万',
    zero: Some('零'),
    leading_one: true,
    inner_one: true,
};
const TRADITIONAL: Counting =
    Counting { digits: ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'], myriad: '萬', ..SIMPLIFIED };

fn counted(n: u32, how: &Counting) -> String {
    if n == 0 {
        return how.zero.unwrap_or('〇').to_string();
    }
    if n >= 100_000_000 {
        return n.to_string();
    }
    let (high, low) = (n / 10_000, n % 10_000);
    let mut out = String::new();
    if high > 0 {
        out += &four(high, how, true);
        out.push(how.myriad);
        if low > 0 && low < 1000 {
            out.extend(how.zero);
        }
    }
    if low > 0 {
        out += &four(low, how, high == 0);
    }
    out
}

/// A number below 10,000; `leading` where nothing stands before it.
fn four(n: u32, how: &Counting, leading: bool) -> String {
    let mut out = String::new();
    let mut gap = false;
    for (place, value) in [(Some(how.places[2]), 1000), (Some(how.places[1]), 100), (Some(how.places[0]), 10), (None, 1)] {
        let digit = n / value % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.extend(how.zero);
            gap = false;
        }
        let silent = digit == 1
            && match value {
                10 => !how.leading_one && (!how.inner_one || (leading && out.is_empty())),
                100 | 1000 => !how.inner_one,
                _ => false,
            };
        if !silent {
            out.extend(how.digits.get(digit as usize));
        }
        out.extend(place);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_processors_write_them() {
        use Format::*;
        for (format, n, expected) in [
            (Decimal, 12, "12"),
            (DecimalZero, 7, "07"),
            (DecimalFullWidth, 12, "１２"),
            (UpperRoman, 1994, "MCMXCIV"),
            (LowerRoman, 9, "ix"),
            (LowerRoman, 5000, "5000"),
            (LowerLetter, 28, "bb"),
            (UpperLetter, 26, "Z"),
            (Circle, 20, "⑳"),
            (CircleChinese, 10, "⑩"),
            (CircleChinese, 11, "11"),
            (Paren, 2, "⑵"),
            (Fullstop, 5, "⒌"),
            (IdeographCircle, 2, "㊁"),
            (IdeographDigital, 105, "一〇五"),
            (IdeographTraditional, 3, "丙"),
            (IdeographTraditional, 11, "11"),
            (IdeographZodiac, 12, "亥"),
            (ChineseThousand, 10, "十"),
            (ChineseThousand, 21, "二十一"),
            (ChineseThousand, 101, "一百零一"),
            (ChineseThousand, 110, "一百一十"),
            (ChineseThousand, 111, "一百一十一"),
            (ChineseThousand, 1010, "一千零一十"),
            (ChineseThousand, 100_010, "十万零一十"),
            (ChineseCounting, 15, "十五"),
            (ChineseCounting, 100, "一〇〇"),
            (ChineseLegalSimplified, 13, "壹拾叁"),
            (IdeographLegalTraditional, 2, "貳"),
            (JapaneseCounting, 123, "百二十三"),
            (None, 4, ""),
        ] {
            assert_eq!(write(format, n), expected, "{format:?} {n}");
        }
    }
}
