// SPDX-License-Identifier: EUPL-1.2
//! What a text names: the canary of a scenario, and the addresses and message identifiers of the run.

/// Every canary begins with it.
pub const CANARY_PREFIX: &str = "essai-";
/// Hexadecimal digits after the prefix.
pub const CANARY_DIGITS: usize = 16;
/// The top-level domain of every zone of ours (RFC 6761 §6.2).
const OURS: &str = ".test";
/// RFC 5321 §4.5.3.1: octets of a local part and of a domain.
const LOCAL_LIMIT: usize = 64;
const DOMAIN_LIMIT: usize = 255;

/// The first canary in a text.
pub(super) fn canary(text: &str) -> Option<String> {
    text.match_indices(CANARY_PREFIX).find_map(|(at, _)| {
        let digits: String = text[at + CANARY_PREFIX.len()..].chars().take(CANARY_DIGITS).collect();
        let complete = digits.len() == CANARY_DIGITS && digits.chars().all(|c| c.is_ascii_hexdigit());
        complete.then(|| format!("{CANARY_PREFIX}{digits}"))
    })
}

/// Every `local@domain` of a text whose domain is one of ours, or whose local part holds a canary; in lower case.
pub(super) fn mentions(text: &str) -> impl Iterator<Item = String> + '_ {
    text.match_indices('@').filter_map(|(at, _)| {
        let before = &text[..at];
        let start = before.char_indices().rev().take(LOCAL_LIMIT).take_while(|(_, c)| is_local(*c)).last()?.0;
        let local = before[start..].trim_start_matches(['\'', '.', '`']).to_lowercase();
        let after = &text[at + 1..];
        let end = after.char_indices().take(DOMAIN_LIMIT).take_while(|(_, c)| is_domain(*c)).last()?;
        let domain = after[..end.0 + end.1.len_utf8()].trim_end_matches(['.', '-']).to_lowercase();
        let ours = domain.ends_with(OURS) || canary(&local).is_some();
        (ours && !local.is_empty() && !domain.is_empty()).then(|| format!("{local}@{domain}"))
    })
}

/// Characters of a dot-atom (RFC 5322 §3.2.3), beyond ASCII too (RFC 6532 §3.2).
fn is_local(c: char) -> bool {
    c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c)
}

fn is_domain(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '.'
}
