// SPDX-License-Identifier: EUPL-1.2
//! What a server offers in its answer to EHLO, and what a client may say within it.

use super::conversation::Reply;
use judgement::fact::Ending;
use std::fmt::Write;

/// The extensions offered (RFC 5321 §4.1.1.1).
pub struct Offer<'r> {
    lines: Vec<&'r str>,
}

impl<'r> Offer<'r> {
    pub fn of(ehlo: &'r Reply) -> Offer<'r> {
        Offer { lines: ehlo.text.split('|').skip(1).map(str::trim).collect() }
    }

    /// The parameters of an extension; none when it is not offered.
    fn parameters(&self, keyword: &str) -> Option<&'r str> {
        self.lines.iter().find_map(|line| {
            let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
            word.eq_ignore_ascii_case(keyword).then_some(rest.trim())
        })
    }

    pub fn has(&self, keyword: &str) -> bool {
        self.parameters(keyword).is_some()
    }

    /// The form of a message that may be sent here, with the parameters that MAIL announces it by.
    pub fn fit<'m>(&self, message: &'m [u8], seven_bit: Option<&'m [u8]>) -> Result<(&'m [u8], String), Ending> {
        let mut parameters = String::new();
        let mut chosen = message;
        if !message.is_ascii() {
            if self.has("8BITMIME") {
                parameters.push_str(" BODY=8BITMIME");
            } else {
                // RFC 6152 §3: what was not offered is not sent.
                let what = "8BITMIME is not offered and the message has no 7-bit form".to_owned();
                chosen = seven_bit.ok_or(Ending::Local { what })?;
            }
        }
        if let Some(limit) = self.parameters("SIZE") {
            // RFC 1870 §4 and §6.1: zero, or no number, is no fixed limit; above it nothing is sent.
            let limit: u64 = limit.parse().unwrap_or(0);
            let octets = chosen.len() as u64;
            if limit > 0 && octets > limit {
                return Err(Ending::TooLarge { octets, limit });
            }
            // Writing to a string does not fail.
            let _ = write!(parameters, " SIZE={octets}");
        }
        Ok((chosen, parameters))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(text: &str) -> Reply {
        Reply { code: 250, text: text.into() }
    }

    #[test]
    fn eight_bit_goes_where_it_is_offered_and_the_seven_bit_form_elsewhere() {
        let (eight, seven) = ("é".as_bytes(), &b"=C3=A9"[..]);
        let offered = reply("mx|8bitmime|STARTTLS");
        assert_eq!(Offer::of(&offered).fit(eight, Some(seven)), Ok((eight, " BODY=8BITMIME".to_owned())));
        let silent = reply("8BITMIME|STARTTLS");
        assert_eq!(Offer::of(&silent).fit(eight, Some(seven)), Ok((seven, String::new())));
        assert!(matches!(Offer::of(&silent).fit(eight, None), Err(Ending::Local { .. })));
    }

    #[test]
    fn size_is_said_where_it_is_offered_and_a_message_beyond_it_is_not_sent() {
        let fit = |ehlo: &str| Offer::of(&reply(ehlo)).fit(b"12345", None).map(|(_, parameters)| parameters);
        assert_eq!(fit("mx|SIZE 5"), Ok(" SIZE=5".to_owned()));
        assert_eq!(fit("mx|SIZE"), Ok(" SIZE=5".to_owned()));
        assert_eq!(fit("mx|SIZE 0"), Ok(" SIZE=5".to_owned()));
        assert_eq!(fit("mx|SIZE 4"), Err(Ending::TooLarge { octets: 5, limit: 4 }));
        assert_eq!(fit("mx"), Ok(String::new()));
    }
}
