// SPDX-License-Identifier: EUPL-1.2

/// A French text in lower case without accents, every run of other characters than letters and digits made one space.
pub fn folded(text: &str) -> String {
    let plain = text.to_lowercase().chars().fold(String::new(), |mut plain, c| {
        match c {
            'à' | 'â' | 'ä' => plain.push('a'),
            'é' | 'è' | 'ê' | 'ë' => plain.push('e'),
            'î' | 'ï' => plain.push('i'),
            'ô' | 'ö' => plain.push('o'),
            'ù' | 'û' | 'ü' => plain.push('u'),
            'ÿ' => plain.push('y'),
            'ç' => plain.push('c'),
            'œ' => plain.push_str("oe"),
            'æ' => plain.push_str("ae"),
            c if c.is_alphanumeric() => plain.push(c),
            _ => plain.push(' '),
        }
        plain
    });
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
