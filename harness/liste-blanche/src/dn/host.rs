// SPDX-License-Identifier: EUPL-1.2

/// Whether a text is a domain name of letters, digits and hyphens, in lower case (RFC 1123 §2.1).
pub fn is_host(name: &str) -> bool {
    let label = |label: &str| {
        let letters = label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        letters && !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-')
    };
    name.len() <= 253 && name.split('.').all(label)
}
