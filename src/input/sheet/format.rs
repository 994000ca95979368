//! Numbers as their cells show them (ECMA-376 part 1, 18.8.30 and 18.8.31).

/// How a cell shows numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Format {
    /// As many digits as it has.
    #[default]
    General,
    /// So many decimals, and what stands around.
    Fixed {
        /// Text in front.
        before: String,
        /// Zeros are put in front up to so many digits.
        digits: usize,
        /// Decimals; `None` for as many as it has.
        decimals: Option<usize>,
        /// Decimals beyond these are left out where they are zeros.
        least: usize,
        /// Whether it is a share of a hundred.
        percent: bool,
        /// Text behind.
        after: String,
    },
    /// A day, a time of day, or both.
    Moment {
        /// Which parts it shows.
        year: bool,
        /// Whether the day of the month is shown.
        day: bool,
        /// Whether a month is shown.
        month: bool,
        /// Whether hours or seconds are.
        time: bool,
    },
}

/// A format's text is at most so long (18.8.31 has 255).
const LONGEST: usize = 1_024;

impl Format {
    /// The format of a built-in number. 27 to 36 and 50 to 58 are those of Chinese.
    pub fn built_in(id: u32) -> Format {
        Format::of(match id {
            1 | 3 | 37 | 38 => "0",
            2 | 4 | 39 | 40 => "0.00",
            9 => "0%",
            10 => "0.00%",
            14 | 15 | 30 | 31 | 28 | 29 | 51 | 53 | 54 | 58 => "yyyy-mm-dd",
            16 => "yyyy-mm-dd",
            17 | 27 | 36 | 50 | 52 | 57 => "yyyy-mm",
            18..=21 | 32..=35 | 45..=47 | 55 | 56 => "h:mm",
            22 => "yyyy-mm-dd h:mm",
            _ => "General",
        })
    }

    /// Reads a format's text; of its sections the first.
    pub fn of(code: &str) -> Format {
        let mut chars = code.chars().take(LONGEST).peekable();
        let (mut before, mut after) = (String::new(), String::new());
        let (mut digits, mut decimals, mut least, mut shown) = (0, 0, 0, 0);
        let (mut point, mut percent, mut general, mut odd) = (false, false, false, false);
        let (mut year, mut month, mut day, mut time) = (false, false, false, false);
        while let Some(c) = chars.next() {
            let literal = match c {
                ';' => break,
                '"' => Some(chars.by_ref().take_while(|c| *c != '"').collect::<String>()),
                '\\' => chars.next().map(String::from),
                // What follows is filled in, or is as wide as a space.
                '_' | '*' => {
                    chars.next();
                    None
                }
                '[' => {
                    let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    time |= matches!(inner.to_ascii_lowercase().chars().next(), Some('h' | 's'));
                    // A currency's sign: [$¥-804].
                    inner.strip_prefix('$').map(|sign| sign.split('-').next().unwrap_or_default().to_string())
                }
                '0' | '#' | '?' => {
                    shown += 1;
                    if point {
                        decimals += 1;
                        least += usize::from(c == '0');
                    } else {
                        digits += usize::from(c == '0');
                    }
                    None
                }
                '.' => {
                    point = true;
                    None
                }
                ',' => None,
                '%' => {
                    percent = true;
                    None
                }
                '@' => {
                    general = true;
                    None
                }
                'G' | 'g' => {
                    // General, or G/通用格式 as Chinese versions write it.
                    while chars.next_if(|c| c.is_alphabetic() || *c == '/').is_some() {}
                    general = true;
                    None
                }
                'y' | 'Y' | 'e' | 'b' => {
                    year = true;
                    None
                }
                'm' | 'M' => {
                    month = true;
                    None
                }
                'd' | 'D' => {
                    day = true;
                    None
                }
                'h' | 'H' | 's' | 'S' => {
                    time = true;
                    None
                }
                'E' | '/' if shown > 0 => {
                    odd = true;
                    None
                }
                c => Some(c.to_string()),
            };
            if let Some(literal) = literal {
                let side = if shown > 0 || general || percent { &mut after } else { &mut before };
                side.push_str(&literal);
            }
        }
        if year || day || time || month && shown == 0 && !general {
            return Format::Moment { year, day, month: month && (year || day || !time), time };
        }
        if odd || shown == 0 && !general && !percent {
            return Format::General;
        }
        let (before, after) = (before.trim().to_string(), after.trim_end().to_string());
        if general && before.is_empty() && after.is_empty() && !percent {
            return Format::General;
        }
        let decimals = if general && shown == 0 { None } else { Some(decimals) };
        Format::Fixed { before, digits, decimals, least, percent, after }
    }

    /// A number as it is shown.
    pub fn show(&self, value: f64, since_1904: bool) -> String {
        match self {
            Format::General => plain(value),
            Format::Fixed { before, digits, decimals, least, percent, after } => {
                let sign = if value < 0.0 { "-" } else { "" };
                let value = value.abs() * if *percent { 100.0 } else { 1.0 };
                let mut shown = match decimals {
                    // The sum of shares saved as 0.285 is 0.28499999: the fifteen digits that count are rounded, not what lies behind.
                    Some(decimals) => format!("{:.*}", (*decimals).min(30), counting(value)),
                    None => plain(value),
                };
                while decimals.is_some_and(|d| shown.len() - shown.find('.').map_or(shown.len(), |p| p + 1) > *least && d > 0)
                    && shown.contains('.')
                    && shown.ends_with('0')
                {
                    shown.pop();
                }
                let shown = shown.trim_end_matches('.');
                let zeros = digits.saturating_sub(shown.find('.').unwrap_or(shown.len())).min(30);
                let percent = if *percent { "%" } else { "" };
                format!("{sign}{before}{}{shown}{percent}{after}", "0".repeat(zeros))
            }
            Format::Moment { year, day, month, time } => {
                moment(value, since_1904, (*year, *month, *day, *time)).unwrap_or_else(|| plain(value))
            }
        }
    }
}

/// A number with the fifteen digits that spreadsheets count.
fn counting(value: f64) -> f64 {
    format!("{value:.14e}").parse().unwrap_or(value)
}

/// A number without a format.
pub fn plain(value: f64) -> String {
    let value = counting(value);
    if value == 0.0 {
        return "0".into();
    }
    if value.is_finite() && (1e-9..1e21).contains(&value.abs()) { format!("{value}") } else { format!("{value:e}") }
}

/// A day as `2025-03-05`, a month alone as `2025年3月`, a time as `09:30`; `None` for a number that is none.
fn moment(serial: f64, since_1904: bool, (year, month, day, time): (bool, bool, bool, bool)) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let seconds = (serial.fract() * 86_400.0).round() as i64;
    let days = serial.floor() as i64 + seconds / 86_400;
    let seconds = seconds % 86_400;
    let clock = match seconds % 60 {
        0 => format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60),
        s => format!("{:02}:{:02}:{s:02}", seconds / 3600, seconds / 60 % 60),
    };
    if !year && !month && !day {
        return Some(if days > 0 && serial >= 1.0 { format!("{}:{:02}", days * 24 + seconds / 3600, seconds / 60 % 60) } else { clock });
    }
    // 1900 is counted as a leap year: the numbers below 61 are a day off.
    let days = if since_1904 {
        days + 1_462
    } else if days < 60 {
        days + 1
    } else {
        days
    };
    let date = jiff::civil::date(1899, 12, 30).checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    let shown = if day || !year { date.to_string() } else { format!("{}年{}月", date.year(), date.month()) };
    // A day is often shown with a time that nobody set.
    Some(if time && seconds > 0 { format!("{shown} {clock}") } else { shown })
}
