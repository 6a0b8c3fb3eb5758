// SPDX-License-Identifier: EUPL-1.2
//! SMTP replies (RFC 5321 §4.2, RFC 3463).

use std::fmt;

/// A reply of one or several lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) code: u16,
    /// The text of each line, the enhanced status code included.
    pub(crate) lines: Vec<String>,
}

/// One line of a reply.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ReplyLine<'a> {
    pub(crate) code: u16,
    pub(crate) is_last: bool,
    pub(crate) text: &'a str,
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

    /// The refusal of a message over the size limit, at MAIL or after DATA (RFC 1870 §6).
    pub(crate) fn too_big() -> Reply {
        Reply::new(552, "5.3.4", "the message is too big")
    }

    /// Whether the code is below 400.
    pub(crate) fn is_positive(&self) -> bool {
        self.code < 400
    }

    /// Whether the code is of class 5.
    pub(crate) fn is_permanent(&self) -> bool {
        self.code >= 500
    }

    /// The enhanced status code of the text, or `X.0.0` of the reply's class.
    pub(crate) fn status(&self) -> String {
        let class = self.code / 100;
        let word = self.lines.first().and_then(|line| line.split(' ').next()).unwrap_or_default();
        let numbers: Vec<_> = word.split('.').collect();
        let is_valid = numbers.len() == 3
            && numbers.iter().all(|number| (1..=3).contains(&number.len()) && number.parse::<u16>().is_ok())
            && numbers[0] == class.to_string();
        if is_valid { word.to_owned() } else { format!("{class}.0.0") }
    }
}

impl ReplyLine<'_> {
    /// Reads a line without its CRLF.
    pub(crate) fn parse(line: &str) -> Option<ReplyLine<'_>> {
        let code = line.get(..3).filter(|code| code.bytes().all(|octet| octet.is_ascii_digit()))?.parse().ok()?;
        let (is_last, text) = match line.as_bytes().get(3) {
            Some(b'-') => (false, line.get(4..)?),
            Some(b' ') => (true, line.get(4..)?),
            Some(_) => return None,
            None => (true, ""),
        };
        (200..600).contains(&code).then_some(ReplyLine { code, is_last, text })
    }
}

impl fmt::Display for Reply {
    /// The reply on one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.lines.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reply_lines_are_read() {
        for (line, code, is_last, text) in
            [("250-mss.test", 250, false, "mss.test"), ("250 2.0.0 ok", 250, true, "2.0.0 ok"), ("354", 354, true, "")]
        {
            assert_eq!(ReplyLine::parse(line), Some(ReplyLine { code, is_last, text }));
        }
        for line in ["", "25", "2500", "abc d", "999 x", "199 x", "é50 x"] {
            assert_eq!(ReplyLine::parse(line), None, "{line}");
        }
    }

    #[test]
    fn the_status_is_the_enhanced_code_of_the_same_class() {
        assert_eq!(Reply::new(550, "5.1.1", "unknown").status(), "5.1.1");
        assert_eq!(Reply::plain(550, vec!["no such user".to_owned()]).status(), "5.0.0");
        assert_eq!(Reply::plain(451, vec!["5.7.1 confused".to_owned()]).status(), "4.0.0");
    }
}
