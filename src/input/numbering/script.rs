//! Numerals with digits of a script, by place or with words for ten and its powers (ECMA-376 part 1, 17.18.59).

/// Digits from zero to nine.
pub type Digits = [char; 10];

/// Numerals with words for ten and its powers.
#[derive(Debug, PartialEq, Eq)]
pub struct Script {
    digits: Digits,
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

pub(super) const FULL_WIDTH: Digits = ['０', '１', '２', '３', '４', '５', '６', '７', '８', '９'];
pub(super) const CIRCLE: Digits = ['○', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
pub(super) const ZERO: Digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
pub(super) const IDEOGRAPH: Digits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
pub(super) const HANGUL: Digits = ['영', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구'];

pub(super) const CHINESE: Script =
    Script { digits: ZERO, powers: ['十', '百', '千'], myriads: ['万', '亿'], one: One::NotFirstTen, gap: Some('零'), short: false };
pub(super) const CHINESE_SHORT: Script = Script { digits: CIRCLE, short: true, ..CHINESE };
pub(super) const TAIWANESE: Script = Script { myriads: ['萬', '億'], ..CHINESE };
pub(super) const LEGAL: Script = Script {
    digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
    powers: ['拾', '佰', '仟'],
    one: One::Always,
    ..CHINESE
};
pub(super) const LEGAL_TRADITIONAL: Script =
    Script { digits: ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'], myriads: ['萬', '億'], ..LEGAL };
pub(super) const JAPANESE: Script = Script { digits: IDEOGRAPH, myriads: ['万', '億'], one: One::Never, gap: None, ..CHINESE };
pub(super) const JAPANESE_LEGAL: Script = Script {
    digits: ['零', '壱', '弐', '参', '四', '伍', '六', '七', '八', '九'],
    powers: ['拾', '百', '阡'],
    myriads: ['萬', '億'],
    one: One::Always,
    gap: None,
    short: false,
};
pub(super) const KOREAN: Script =
    Script { digits: HANGUL, powers: ['십', '백', '천'], myriads: ['만', '억'], one: One::Never, gap: None, short: false };

/// A number with a digit for each place.
pub(super) fn places(n: u32, digits: &Digits) -> String {
    n.to_string().bytes().filter_map(|b| digits.get(usize::from(b.wrapping_sub(b'0')))).collect()
}

impl Script {
    /// A number with words for powers of ten.
    pub(super) fn counted(&self, n: u32) -> String {
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
                    out.extend(self.digits.get(digit as usize));
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
