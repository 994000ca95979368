//! Chinese and Arabic numerals.
//!
//! | text you may see | value |
//! |---|---|
//! | 二〇一八, 二○一八 | 2018 (digits by place) |
//! | 十二, 二十, 一百零三 | 12, 20, 103 |
//! | 廿一, 卅 | 21, 30 |
//! | 一亿零五十万, 三万四千五百 | 100500000, 34500 |
//! | ⑿, ③, ㈤ | 12, 3, 5 |

/// The value of one numeral character, multipliers excluded.
fn digit(unit: u16) -> Option<u32> {
    Some(match char::from_u32(unit as u32)? {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        c @ '0'..='9' => c as u32 - '0' as u32,
        _ => return None,
    })
}

/// The value of Arabic digits; `None` over nine digits or for anything else.
pub fn arabic(units: &[u16]) -> Option<u32> {
    if units.is_empty() || units.len() > 9 {
        return None;
    }
    units.iter().try_fold(0, |n, &u| {
        let d = u.checked_sub('0' as u16).filter(|d| *d < 10)?;
        Some(n * 10 + d as u32)
    })
}

/// The value of a Chinese numeral below 100,000, by place (二〇一八) or by multiplier (一百零三).
pub fn chinese(units: &[u16]) -> Option<u32> {
    if units.is_empty() || units.len() > 9 {
        return None;
    }
    let scale = |u: u16| match char::from_u32(u as u32) {
        Some('十') => 10,
        Some('百') => 100,
        Some('千') => 1000,
        _ => 0,
    };
    if units.iter().all(|&u| digit(u).is_some()) {
        if units.len() > 4 {
            return None;
        }
        return units.iter().try_fold(0, |n, &u| Some(n * 10 + digit(u)?));
    }
    let (mut total, mut pending, mut last_scale) = (0, None, u32::MAX);
    for &u in units {
        match char::from_u32(u as u32)? {
            '廿' | '卅' if total == 0 && pending.is_none() => {
                total = if u == '廿' as u16 { 20 } else { 30 };
                last_scale = 10;
            }
            '十' | '百' | '千' => {
                let s = scale(u);
                if s >= last_scale {
                    return None;
                }
                total += pending.take().unwrap_or(1) * s;
                last_scale = s;
            }
            '零' | '〇' if pending.is_none() => {}
            _ => {
                if pending.replace(digit(u)?).is_some() {
                    return None;
                }
            }
        }
    }
    Some(total + pending.unwrap_or(0))
}

/// A number below 1000 in Chinese numerals, as ordinals are written: 三, 十二, 二十, 一百零三.
pub fn written(n: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (hundreds, tens, ones) = (n / 100 % 10, n / 10 % 10, n % 10);
    let digit = |d: u32| DIGITS[d as usize];
    let mut out = String::new();
    if hundreds > 0 {
        out += digit(hundreds);
        out += "百";
    }
    match (hundreds, tens) {
        (0, 1) => out += "十",
        (_, 0) if hundreds > 0 && ones > 0 => out += "零",
        (_, 0) => {}
        _ => {
            out += digit(tens);
            out += "十";
        }
    }
    if ones > 0 || n == 0 {
        out += digit(ones);
    }
    out
}

/// The value of a Chinese numeral with 万 and 亿 inside. 三万五, which leaves a scale out, is `None`.
pub fn large(units: &[u16]) -> Option<u64> {
    let parted = |scale: char| units.iter().rposition(|&u| u == scale as u16).map(|at| (&units[..at], &units[at + 1..]));
    let (head, factor, tail) = match (parted('亿'), parted('万')) {
        (Some((head, tail)), _) => (head, 100_000_000, tail),
        (None, Some((head, tail))) => (head, 10_000, tail),
        (None, None) => return chinese(units).map(u64::from),
    };
    let tail = match tail {
        [] => 0,
        [_] => return None,
        _ => large(tail).filter(|t| *t < factor)?,
    };
    large(head)?.checked_mul(factor)?.checked_add(tail)
}

/// The value of an ordinal in one character: ①, ⑴, ⒈, ㈠, ❶.
pub fn enclosed(unit: u16) -> Option<u32> {
    Some(match unit as u32 {
        u @ 0x2460..=0x2473 => u - 0x2460 + 1,
        u @ 0x2474..=0x2487 => u - 0x2474 + 1,
        u @ 0x2488..=0x249B => u - 0x2488 + 1,
        u @ 0x24F5..=0x24FE => u - 0x24F5 + 1,
        u @ 0x3220..=0x3229 => u - 0x3220 + 1,
        u @ 0x2776..=0x277F => u - 0x2776 + 1,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::wide::fold;

    #[test]
    fn chinese_numerals_have_their_values() {
        for (text, value) in [
            ("二〇一八", Some(2018)),
            ("一九九六", Some(1996)),
            ("十", Some(10)),
            ("十二", Some(12)),
            ("二十", Some(20)),
            ("八十四", Some(84)),
            ("一百零三", Some(103)),
            ("一百二十", Some(120)),
            ("廿一", Some(21)),
            ("三十十", None),
            ("一二三四五六", None),
            ("年", None),
            ("", None),
        ] {
            assert_eq!(chinese(&fold(text)), value, "{text}");
        }
    }

    #[test]
    fn ordinals_are_written_as_they_are_read() {
        assert_eq!(["三", "十", "十二", "二十", "一百零三", "一百一十", "一百二十一"], [3, 10, 12, 20, 103, 110, 121].map(written)[..]);
        assert!((1..1000).all(|n| chinese(&fold(&written(n))) == Some(n)));
    }

    #[test]
    fn large_numerals_have_their_values() {
        for (text, value) in [
            ("三百", Some(300)),
            ("一万一千一百", Some(11_100)),
            ("三万零五十", Some(30_050)),
            ("一百一十一万一千", Some(1_111_000)),
            ("一亿零一十万", Some(100_100_000)),
            ("一万亿零一千万", Some(1_000_010_000_000)),
            ("三万五", None),
            ("万", None),
        ] {
            assert_eq!(large(&fold(text)), value, "{text}");
        }
    }

    #[test]
    fn arabic_numerals_are_bounded() {
        assert_eq!(arabic(&fold("0084")), Some(84));
        assert_eq!(arabic(&fold("1234567890")), None);
        assert_eq!(arabic(&fold("8.4")), None);
    }
}
