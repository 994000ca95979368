//! What kind of character stands at a place: one byte a character, so that `memchr` can look for kinds.

use std::sync::LazyLock;
use unicode_normalization::char::decompose_compatible;

/// No character: past the end.
pub const NONE: u8 = 0;
/// A line feed, or the line separator inside a cell.
pub const NEWLINE: u8 = 1;
/// White space other than line ends and tabs.
pub const SPACE: u8 = 2;
/// A tab, which may part the cells of a table.
pub const TAB: u8 = 3;
/// 0–9 in any width.
pub const DIGIT: u8 = 4;
/// A letter that is no ideograph.
pub const LATIN: u8 = 5;
/// An ideograph that is none of the kinds below.
pub const HAN: u8 = 6;
/// A numeral ideograph: 〇一二三…十百千廿卅两.
pub const NUMERAL: u8 = 7;
/// 年, 月, 季: with digits, what dates are found by.
pub const CALENDAR: u8 = 8;
/// An opening bracket: ( [ 【 〔 〖 { 〈 「 『.
pub const OPEN: u8 = 9;
/// A closing bracket.
pub const CLOSE: u8 = 10;
/// 《
pub const TITLE_OPEN: u8 = 11;
/// 》
pub const TITLE_CLOSE: u8 = 12;
/// “ ‘
pub const QUOTE_OPEN: u8 = 13;
/// ” ’
pub const QUOTE_CLOSE: u8 = 14;
/// 。 ！ ？
pub const STOP: u8 = 15;
/// ；
pub const SEMICOLON: u8 = 16;
/// ，
pub const COMMA: u8 = 17;
/// 、
pub const ENUM: u8 = 18;
/// ：
pub const COLON: u8 = 19;
/// . in any width, and ·
pub const DOT: u8 = 20;
/// % ‰
pub const PERCENT: u8 = 21;
/// - – — ～ and their like
pub const DASH: u8 = 22;
/// |
pub const PIPE: u8 = 23;
/// ① … ⑳ ⑴ ⒈ ㈠: an ordinal in one character.
pub const ENCLOSED: u8 = 24;
/// Any other symbol.
pub const SYMBOL: u8 = 25;
/// @
pub const AT: u8 = 26;
/// ≥ ≤ > <
pub const COMPARE: u8 = 27;

/// A carriage return: white space that parts nothing, since a line feed follows it.
pub const RETURN: u8 = 28;

/// Whether the class is white space, a line feed included.
pub fn is_blank(class: u8) -> bool {
    matches!(class, NEWLINE | SPACE | TAB | RETURN)
}

/// Whether the class is an ideograph.
pub fn is_han(class: u8) -> bool {
    matches!(class, HAN | NUMERAL | CALENDAR)
}

/// Whether the class belongs to a word: an ideograph, letter or digit.
pub fn is_word(class: u8) -> bool {
    matches!(class, DIGIT | LATIN | HAN | NUMERAL | CALENDAR)
}

/// Folded units and classes of the basic plane.
pub struct Table {
    units: Box<[u16]>,
    classes: Box<[u8]>,
}

/// A unit that no word has: what stands for characters outside the basic plane.
pub const ASTRAL: u16 = 0xFFFF;

impl Table {
    /// The folded unit and class of a character.
    #[inline]
    pub fn of(&self, c: char) -> (u16, u8) {
        let i = c as usize;
        match self.units.get(i) {
            Some(&unit) => (unit, self.classes[i]),
            None if (0x20000..0x40000).contains(&i) => (ASTRAL, HAN),
            None => (ASTRAL, SYMBOL),
        }
    }
}

/// The table, made once.
pub fn table() -> &'static Table {
    static TABLE: LazyLock<Table> = LazyLock::new(|| {
        let mut units = vec![0u16; 0x10000].into_boxed_slice();
        let mut classes = vec![SYMBOL; 0x10000].into_boxed_slice();
        for i in 0..0x10000u32 {
            let folded = char::from_u32(i).map_or('\u{FFFD}', fold);
            units[i as usize] = if (folded as u32) < 0x10000 { folded as u16 } else { ASTRAL };
            classes[i as usize] = classify(folded);
        }
        Table { units, classes }
    });
    &TABLE
}

/// CJK radicals supplement that stand for whole characters in PDF text (Unicode `EquivalentUnifiedIdeograph.txt`);
/// the Kangxi block has compatibility decompositions of its own.
const RADICALS: &[(char, char)] = &[
    ('⺁', '厂'),
    ('⺇', '几'),
    ('⺌', '小'),
    ('⺎', '兀'),
    ('⺏', '尣'),
    ('⺐', '尢'),
    ('⺒', '巳'),
    ('⺓', '幺'),
    ('⺛', '旡'),
    ('⺝', '月'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺣', '灬'),
    ('⺥', '爫'),
    ('⺩', '王'),
    ('⺫', '目'),
    ('⺬', '示'),
    ('⺮', '竹'),
    ('⺯', '糹'),
    ('⺴', '网'),
    ('⺶', '羊'),
    ('⺻', '聿'),
    ('⺼', '肉'),
    ('⺽', '臼'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻇', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻌', '辶'),
    ('⻏', '邑'),
    ('⻐', '金'),
    ('⻑', '長'),
    ('⻒', '長'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻠', '饣'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻪', '黾'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
];

fn fold(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{00A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => ' ',
        '\u{25CB}' | '\u{25EF}' | '\u{2B58}' | '\u{3007}' => '\u{3007}',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{2501}' | '\u{FE58}' | '\u{FE63}' => '-',
        '\u{301C}' | '\u{223C}' | '\u{02DC}' => '~',
        '﹝' => '〔',
        '﹞' => '〕',
        '﹙' => '(',
        '﹚' => ')',
        '｢' => '「',
        '｣' => '」',
        '≪' => '《',
        '≫' => '》',
        '‧' | '・' => '·',
        // These two decompose to the traditional forms, and fonts of 简体 draw the others for them.
        '⼾' => '户',
        '⾭' => '青',
        '\u{2E80}'..='\u{2EFF}' => RADICALS.iter().find(|r| r.0 == c).map_or(c, |r| r.1),
        '\u{2F00}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' => {
            let mut to = c;
            decompose_compatible(c, |d| to = d);
            to
        }
        _ => c,
    }
}

/// The character that a radical or compatibility ideograph stands for, which fonts of PDF files give instead.
pub fn unified(c: char) -> Option<char> {
    matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}').then(|| fold(c)).filter(|f| *f != c)
}

fn classify(c: char) -> u8 {
    match c {
        '\n' | '\u{2028}' => NEWLINE,
        '\t' => TAB,
        '\r' => RETURN,
        ' ' | '\u{000B}' | '\u{000C}' | '\u{0085}' | '\u{2029}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{2060}' => SPACE,
        '0'..='9' => DIGIT,
        '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '廿' | '卅' | '两' => {
            NUMERAL
        }
        '年' | '月' | '季' => CALENDAR,
        '(' | '[' | '【' | '〔' | '〖' | '{' | '〈' | '「' | '『' => OPEN,
        ')' | ']' | '】' | '〕' | '〗' | '}' | '〉' | '」' | '』' => CLOSE,
        '《' => TITLE_OPEN,
        '》' => TITLE_CLOSE,
        '“' | '‘' => QUOTE_OPEN,
        '”' | '’' => QUOTE_CLOSE,
        '。' | '!' | '?' | '｡' => STOP,
        ';' => SEMICOLON,
        ',' => COMMA,
        '、' | '､' => ENUM,
        ':' | '∶' => COLON,
        '.' | '·' => DOT,
        '%' | '‰' => PERCENT,
        '-' | '~' => DASH,
        '|' | '│' | '┃' => PIPE,
        '@' => AT,
        '≥' | '≤' | '>' | '<' | '≧' | '≦' => COMPARE,
        '\u{2460}'..='\u{249B}' | '\u{24EA}'..='\u{24FF}' | '\u{3220}'..='\u{3229}' | '\u{2776}'..='\u{2793}' => ENCLOSED,
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '々' => HAN,
        // Yi, Hangul and private use are large: they need no look-up, and this table is made at every start.
        '\u{A000}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' => LATIN,
        '\u{E000}'..='\u{F8FF}' => SYMBOL,
        // Notes and powers are no part of the number in front of them.
        '¹' | '²' | '³' | '\u{2070}'..='\u{207F}' => SYMBOL,
        c if c.is_alphanumeric() => LATIN,
        _ => SYMBOL,
    }
}
