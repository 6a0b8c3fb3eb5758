// SPDX-License-Identifier: EUPL-1.2
//! The mailboxes of an envelope.

use std::{fmt, str::FromStr};

/// A mailbox; its domain is in lower case, its local part as written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Mailbox {
    local: String,
    domain: String,
}

/// Why a text is no mailbox.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum MailboxError {
    #[error("not a mailbox")]
    Syntax,
    #[error("not in ASCII")]
    NotAscii,
}

impl Mailbox {
    /// A mailbox of a valid domain.
    pub(crate) fn new(local: &str, domain: &str) -> Mailbox {
        Mailbox { local: local.to_owned(), domain: domain.to_ascii_lowercase() }
    }

    /// The domain, in lower case.
    pub(crate) fn domain(&self) -> &str {
        &self.domain
    }

    /// Whether two mailboxes differ in case only.
    pub(crate) fn is_same_as(&self, other: &Mailbox) -> bool {
        self.domain == other.domain && self.local.eq_ignore_ascii_case(&other.local)
    }
}

impl fmt::Display for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.local, self.domain)
    }
}

impl FromStr for Mailbox {
    type Err = MailboxError;

    /// Reads `local@domain` under the grammar and the lengths of RFC 5321 §4.1.2 and §4.5.3.1.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if !text.is_ascii() {
            return Err(MailboxError::NotAscii);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(MailboxError::Syntax)?;
        let is_valid = local.len() <= 64 && is_local_part(local) && (is_domain(domain) || is_address_literal(domain));
        if is_valid { Ok(Mailbox::new(local, domain)) } else { Err(MailboxError::Syntax) }
    }
}

/// Whether the text is a domain name of letters, digits and hyphens.
pub(crate) fn is_domain(text: &str) -> bool {
    text.len() <= 255
        && text.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        })
}

fn is_address_literal(text: &str) -> bool {
    let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    inner.is_some_and(|inner| {
        let inner = inner.strip_prefix("IPv6:").unwrap_or(inner);
        inner.parse::<std::net::IpAddr>().is_ok()
    })
}

fn is_local_part(text: &str) -> bool {
    let atom = |octet: u8| octet.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&octet);
    if let Some(quoted) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        let mut escaped = false;
        let is_valid = quoted.bytes().all(|octet| {
            let fits = (b' '..=b'~').contains(&octet) && (escaped || octet != b'"');
            escaped = !escaped && octet == b'\\';
            fits
        });
        return is_valid && !escaped;
    }
    text.split('.').all(|part| !part.is_empty() && part.bytes().all(atom))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_folded_and_local_parts_kept() {
        let mailbox: Mailbox = "Jean.Dupont@Hopital.MSSante.TEST".parse().unwrap();
        assert_eq!(mailbox.to_string(), "Jean.Dupont@hopital.mssante.test");
        assert!(mailbox.is_same_as(&"jean.dupont@hopital.mssante.test".parse().unwrap()));
    }

    #[test]
    fn unusual_but_legal_mailboxes_are_read() {
        for text in ["\"a b\"@x.test", "\"a\\\"b\"@x.test", "a+b=c@x.test", "a@[127.0.0.1]", "a@[IPv6:::1]"] {
            assert!(text.parse::<Mailbox>().is_ok(), "{text}");
        }
    }

    #[test]
    fn malformed_mailboxes_are_refused() {
        for text in
            ["", "a", "@x.test", "a@", "a..b@x.test", "a b@x.test", "a@x_y.test", "a@-x.test", "\"a\"b\"@x.test"]
        {
            assert_eq!(text.parse::<Mailbox>(), Err(MailboxError::Syntax), "{text}");
        }
        assert_eq!("é@x.test".parse::<Mailbox>(), Err(MailboxError::NotAscii));
    }
}
