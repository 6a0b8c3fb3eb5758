// SPDX-License-Identifier: EUPL-1.2
//! Writes and signs lists. The text is produced in canonical form at once, so signing needs no canonicalisation.

mod signature;

use std::fmt::Write;

use fake_pki::Credential;

pub(super) use signature::{Digest, KeyInfo, Manner, Method, Reference, Transform, sign};

use super::{FIELDS, ListeBlanche, ListeError, NAMESPACE};

pub(super) const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
/// Room an entry takes in the published list, rounded up.
const ENTRY_SIZE: usize = 640;

/// Writes a list without signature, laid out as the published one.
pub fn unsigned(list: &ListeBlanche) -> String {
    format!("{DECLARATION}{}", canonical(list))
}

/// Writes a list and signs it as the published one is: enveloped, exclusive canonicalisation, RSA and SHA-256, the
/// signer's certificate alone in `KeyInfo`.
///
/// # Errors
/// [`ListeError::Signing`] if the signer's key does not sign.
pub fn signed(list: &ListeBlanche, signer: &Credential) -> Result<Vec<u8>, ListeError> {
    let text = canonical(list);
    let signature = sign(&Manner::published(&text), signer)?;
    Ok(enveloped(&text, &signature).into_bytes())
}

/// The list in exclusive canonical form: the bytes to digest.
pub(super) fn canonical(list: &ListeBlanche) -> String {
    let mut text = String::with_capacity(list.entrees.len() * ENTRY_SIZE + 512);
    let _ = write!(text, "<ListeBlancheMSSante xmlns=\"{NAMESPACE}\">\n    <DateDeGeneration>");
    push_text(&mut text, &list.date_de_generation);
    text.push_str("</DateDeGeneration>\n    <ListeDomaines>\n");
    for entree in &list.entrees {
        text.push_str("        <Domaine>\n");
        for (name, value) in FIELDS.iter().zip(entree.fields()) {
            for piece in ["            <", name, ">"] {
                text.push_str(piece);
            }
            push_text(&mut text, value);
            for piece in ["</", name, ">\n"] {
                text.push_str(piece);
            }
        }
        text.push_str("        </Domaine>\n");
    }
    text.push_str("    </ListeDomaines>\n</ListeBlancheMSSante>");
    text
}

/// Escapes text as canonical XML does (C14N §2.3); characters that XML cannot carry are left out.
fn push_text(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#xD;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
}

/// Puts a signature where the published list has it: last child of the root, on one line.
pub(super) fn enveloped(canonical: &str, signature: &str) -> String {
    let (body, root_end) = canonical.split_at(canonical.rfind("</").unwrap_or(canonical.len()));
    [DECLARATION, body, signature, root_end].concat()
}
