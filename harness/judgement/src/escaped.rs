// SPDX-License-Identifier: EUPL-1.2
//! What came from outside, in a form that facts may hold.

/// Octets as a reader may safely see them, without loss: control characters, direction overrides, backslashes and
/// octets that are no UTF-8 are escaped; at most `limit` characters are kept, and the cut is said.
pub fn escaped(octets: &[u8], limit: usize) -> String {
    let mut shown = String::new();
    let mut kept = 0;
    for chunk in octets.utf8_chunks() {
        for c in chunk.valid().chars() {
            if kept == limit {
                shown.push_str(&format!("… ({} octets)", octets.len()));
                return shown;
            }
            kept += 1;
            push_escaped(&mut shown, c);
        }
        for octet in chunk.invalid() {
            shown.push_str(&format!("\\x{octet:02x}"));
        }
    }
    shown
}

fn push_escaped(shown: &mut String, c: char) {
    match c {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => {
            shown.push_str(&format!("\\u{{{:x}}}", u32::from(c)));
        }
        '\\' => shown.push_str("\\\\"),
        c if c.is_control() => shown.extend(c.escape_default()),
        c => shown.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn terminal_escapes_and_direction_overrides_are_made_harmless() {
        assert_eq!(escaped("250 \u{1b}[31mok\u{202e}\r\n".as_bytes(), 100), "250 \\u{1b}[31mok\\u{202e}\\r\\n");
    }

    #[test]
    fn octets_that_are_no_text_are_kept_as_numbers() {
        assert_eq!(escaped(b"\xff\\a\x00", 100), "\\xff\\\\a\\u{0}");
    }

    #[test]
    fn a_long_line_is_cut_with_its_length_said() {
        assert_eq!(escaped(&[b'a'; 5000], 3), "aaa… (5000 octets)");
    }
}
