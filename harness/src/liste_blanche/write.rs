// SPDX-License-Identifier: EUPL-1.2
//! Writes and signs lists. The text is produced in canonical form at once, so signing needs no canonicalisation.

use std::fmt::Write;

use aws_lc_rs::digest::{self, digest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fake_pki::Credential;

use super::{
    ENVELOPED, EXCLUSIVE_C14N, FIELDS, ListeBlanche, ListeError, NAMESPACE, RSA_SHA256, SHA1, SHA256, XMLDSIG,
};

pub(super) const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
pub(super) const ROOT_END: &str = "</ListeBlancheMSSante>";
/// Room an entry takes in the published list, rounded up.
const ENTRY_SIZE: usize = 640;

/// Writes a list without signature, laid out as the published one.
pub fn unsigned(list: &ListeBlanche) -> String {
    format!("{DECLARATION}{}", canonical(list))
}

/// Writes a list and signs it as the published one is: enveloped, exclusive canonicalisation, RSA and SHA-256, the
/// signer's certificate alone in `KeyInfo`.
pub fn signed(list: &ListeBlanche, signer: &Credential) -> Result<Vec<u8>, ListeError> {
    let text = canonical(list);
    let signature = sign(&text, signer, Manner::default())?;
    Ok(enveloped(&text, &signature).into_bytes())
}

/// How a signature is made, where faults change it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Manner {
    pub(super) sha1_digest: bool,
    /// Gives the bare public key instead of a certificate.
    pub(super) bare_key: bool,
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
            let _ = write!(text, "            <{name}>");
            push_text(&mut text, value);
            let _ = writeln!(text, "</{name}>");
        }
        text.push_str("        </Domaine>\n");
    }
    text.push_str("    </ListeDomaines>\n");
    text.push_str(ROOT_END);
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
    let body = canonical.strip_suffix(ROOT_END).unwrap_or(canonical);
    [DECLARATION, body, signature, ROOT_END].concat()
}

/// Makes the `Signature` of a canonical document.
pub(super) fn sign(canonical: &str, signer: &Credential, manner: Manner) -> Result<String, ListeError> {
    let (method, algorithm) = match manner.sha1_digest {
        true => (SHA1, &digest::SHA1_FOR_LEGACY_USE_ONLY),
        false => (SHA256, &digest::SHA256),
    };
    let value = STANDARD.encode(digest(algorithm, canonical.as_bytes()));
    let signature = signer.sign_rsa_sha256(signed_info(method, &value, Form::Canonical).as_bytes())?;
    let key = match manner.bare_key {
        true => key_value(signer)?,
        false => format!("<X509Data><X509Certificate>{}</X509Certificate></X509Data>", folded(&signer.chain[0])),
    };
    Ok(format!(
        "<Signature xmlns=\"{XMLDSIG}\">{}<SignatureValue>{}</SignatureValue><KeyInfo>{key}</KeyInfo></Signature>",
        signed_info(method, &value, Form::Published),
        folded(&signature),
    ))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As it stands in the list: empty tags closed at once, the namespace inherited.
    Published,
    /// As it is signed: every end tag written, the namespace on the element itself.
    Canonical,
}

fn signed_info(digest_method: &str, digest_value: &str, form: Form) -> String {
    let namespace = if form == Form::Canonical { format!(" xmlns=\"{XMLDSIG}\"") } else { String::new() };
    let empty = |name: &str, algorithm: &str| match form {
        Form::Canonical => format!("<{name} Algorithm=\"{algorithm}\"></{name}>"),
        Form::Published => format!("<{name} Algorithm=\"{algorithm}\"/>"),
    };
    let method = [empty("CanonicalizationMethod", EXCLUSIVE_C14N), empty("SignatureMethod", RSA_SHA256)].concat();
    let transforms = [empty("Transform", ENVELOPED), empty("Transform", EXCLUSIVE_C14N)].concat();
    let digest = empty("DigestMethod", digest_method);
    format!(
        "<SignedInfo{namespace}>{method}<Reference URI=\"\"><Transforms>{transforms}</Transforms>{digest}\
         <DigestValue>{digest_value}</DigestValue></Reference></SignedInfo>"
    )
}

/// Base64 in lines of 76 characters that end as a Java encoder's do once in XML: a carriage return by reference.
fn folded(bytes: &[u8]) -> String {
    let text = STANDARD.encode(bytes);
    let mut lines = Vec::with_capacity(text.len() / 76 + 1);
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (line, tail) = rest.split_at(rest.len().min(76));
        lines.push(line);
        rest = tail;
    }
    lines.join("&#13;\n")
}

/// The signer's public key as bare numbers: a signature that anybody could have made.
fn key_value(signer: &Credential) -> Result<String, ListeError> {
    use x509_parser::prelude::{FromDer, X509Certificate};
    use x509_parser::public_key::PublicKey;
    let refused = || ListeError::NotApplicable { fault: "bare-key", why: "the signer has no RSA key" };
    let (_, certificate) = X509Certificate::from_der(&signer.chain[0]).map_err(|_| refused())?;
    let Ok(PublicKey::RSA(key)) = certificate.public_key().parsed() else { return Err(refused()) };
    let modulus = key.modulus.strip_prefix(&[0]).unwrap_or(key.modulus);
    let (modulus, exponent) = (folded(modulus), STANDARD.encode(key.exponent));
    Ok(format!(
        "<KeyValue><RSAKeyValue><Modulus>{modulus}</Modulus><Exponent>{exponent}</Exponent></RSAKeyValue></KeyValue>"
    ))
}
