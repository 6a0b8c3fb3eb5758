// SPDX-License-Identifier: EUPL-1.2
//! SMTP replies, ours and those of others (RFC 5321 §4.2, RFC 3463).

use std::fmt;

/// A reply of one or several lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) code: u16,
    /// The lines behind the code, the enhanced status code included.
    pub(crate) lines: Vec<String>,
}

impl Reply {
    /// A reply of one line with an enhanced status code.
    pub(crate) fn new(code: u16, enhanced: &str, text: &str) -> Reply {
        Reply { code, lines: vec![format!("{enhanced} {text}")] }
    }

    /// A reply without an enhanced status code, for the greeting, EHLO and 354 (RFC 2034 §4).
    pub(crate) fn plain(code: u16, lines: Vec<String>) -> Reply {
        Reply { code, lines }
    }

    /// Reads one line of a reply: code, whether more lines follow, text.
    pub(crate) fn parse_line(line: &str) -> Option<(u16, bool, &str)> {
        let code = line.get(..3).filter(|code| code.bytes().all(|octet| octet.is_ascii_digit()))?.parse().ok()?;
        let (more, text) = match line.as_bytes().get(3) {
            Some(b'-') => (true, line.get(4..)?),
            Some(b' ') => (false, line.get(4..)?),
            Some(_) => return None,
            None => (false, ""),
        };
        (200..600).contains(&code).then_some((code, more, text))
    }

    pub(crate) fn is_positive(&self) -> bool {
        self.code < 400
    }

    pub(crate) fn is_permanent(&self) -> bool {
        self.code >= 500
    }

    /// The enhanced status code, or the general one of the reply's class.
    pub(crate) fn status(&self) -> String {
        let class = self.code / 100;
        let word = self.lines.first().and_then(|line| line.split(' ').next()).unwrap_or_default();
        let numbers: Vec<_> = word.split('.').collect();
        let sound = numbers.len() == 3
            && numbers.iter().all(|number| (1..=3).contains(&number.len()) && number.parse::<u16>().is_ok())
            && numbers[0] == class.to_string();
        if sound { word.to_owned() } else { format!("{class}.0.0") }
    }
}

impl fmt::Display for Reply {
    /// On one line, as diagnostics want it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.lines.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reply_lines_are_read() {
        assert_eq!(Reply::parse_line("250-mss.test"), Some((250, true, "mss.test")));
        assert_eq!(Reply::parse_line("250 2.0.0 ok"), Some((250, false, "2.0.0 ok")));
        assert_eq!(Reply::parse_line("354"), Some((354, false, "")));
        for line in ["", "25", "2500", "abc d", "999 x", "199 x", "é50 x"] {
            assert_eq!(Reply::parse_line(line), None, "{line}");
        }
    }

    #[test]
    fn the_status_is_the_enhanced_code_of_the_same_class() {
        assert_eq!(Reply::new(550, "5.1.1", "unknown").status(), "5.1.1");
        assert_eq!(Reply::plain(550, vec!["no such user".to_owned()]).status(), "5.0.0");
        assert_eq!(Reply::plain(451, vec!["5.7.1 confused".to_owned()]).status(), "4.0.0");
    }
}
