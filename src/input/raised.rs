//! Raised characters: 84.5 with a raised 1 is no 84.51, and a raised 2 behind km is part of the unit. Unicode has forms of its own for them.

/// The raised form of a character; the character itself where there is none.
pub fn raised(c: char) -> char {
    match c {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' | '4'..='9' => char::from_u32(0x2070 + (c as u32 - '0' as u32)).unwrap_or(c),
        '+' => '⁺',
        '-' | '−' | '–' => '⁻',
        '=' => '⁼',
        '(' => '⁽',
        ')' => '⁾',
        'n' => 'ⁿ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn digits_and_signs_have_raised_forms() {
        assert_eq!("0123456789+-=()nm".chars().map(super::raised).collect::<String>(), "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿm");
    }
}
