// SPDX-License-Identifier: EUPL-1.2
use aws_lc_rs::{digest, hmac};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fake_pki::Credential;

use crate::{ENVELOPED, EXCLUSIVE_C14N, HMAC_SHA256, ListeError, RSA_SHA1, RSA_SHA256, SHA1, SHA256, XMLDSIG};

/// How a signature is made: as the published one is, unless a fault says otherwise.
pub struct Manner<'a> {
    pub canonicalisation: &'static str,
    pub method: Method,
    pub references: Vec<Reference<'a>>,
    pub key_info: KeyInfo,
    /// Elements after `KeyInfo`.
    pub object: String,
}

/// One thing signed.
pub struct Reference<'a> {
    pub uri: &'static str,
    pub transforms: Vec<Transform>,
    pub digest: Digest,
    /// What the transforms make of it.
    pub covered: &'a str,
}

/// An algorithm and, in canonical form, its parameters.
pub struct Transform(pub &'static str, pub &'static str);

#[derive(Clone, Copy)]
pub enum Method {
    RsaSha256,
    RsaSha1,
    /// Keyed with the public key, which everybody has.
    HmacSha256,
}

#[derive(Clone, Copy)]
pub enum Digest {
    Sha256,
    Sha1,
}

/// What the signature shows of its signer.
#[derive(Clone, Copy)]
pub enum KeyInfo {
    Certificate,
    /// The bare public key.
    KeyValue,
    Absent,
}

impl<'a> Manner<'a> {
    /// The signature of the published list over a canonical document.
    pub fn published(covered: &'a str) -> Manner<'a> {
        Manner {
            canonicalisation: EXCLUSIVE_C14N,
            method: Method::RsaSha256,
            references: vec![Reference::published(covered)],
            key_info: KeyInfo::Certificate,
            object: String::new(),
        }
    }
}

impl<'a> Reference<'a> {
    /// The whole document but for its signature.
    pub fn published(covered: &'a str) -> Reference<'a> {
        let transforms = vec![Transform(ENVELOPED, ""), Transform(EXCLUSIVE_C14N, "")];
        Reference { uri: "", transforms, digest: Digest::Sha256, covered }
    }

    fn canonical(&self) -> String {
        let transforms: String = self.transforms.iter().map(|t| element("Transform", t.0, t.1)).collect();
        let (algorithm, value) = match self.digest {
            Digest::Sha256 => (SHA256, &digest::SHA256),
            Digest::Sha1 => (SHA1, &digest::SHA1_FOR_LEGACY_USE_ONLY),
        };
        let value = STANDARD.encode(digest::digest(value, self.covered.as_bytes()));
        format!(
            "<Reference URI=\"{}\"><Transforms>{transforms}</Transforms>{}<DigestValue>{value}</DigestValue></Reference>",
            self.uri,
            element("DigestMethod", algorithm, "")
        )
    }
}

impl Method {
    fn algorithm(self) -> &'static str {
        match self {
            Method::RsaSha256 => RSA_SHA256,
            Method::RsaSha1 => RSA_SHA1,
            Method::HmacSha256 => HMAC_SHA256,
        }
    }

    fn sign(self, signer: &Credential, message: &[u8]) -> Result<Vec<u8>, ListeError> {
        match self {
            Method::RsaSha256 => Ok(signer.sign_rsa_sha256(message)?),
            Method::RsaSha1 => Ok(signer.sign_rsa_sha1(message)?),
            Method::HmacSha256 => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, &public_key(signer)?);
                Ok(hmac::sign(&key, message).as_ref().to_vec())
            }
        }
    }
}

/// Makes the `Signature` element of a document.
pub fn sign(manner: &Manner<'_>, signer: &Credential) -> Result<String, ListeError> {
    let signed_info = signed_info(manner);
    let value = manner.method.sign(signer, signed_info.as_bytes())?;
    let key_info = match manner.key_info {
        KeyInfo::Certificate => {
            let certificate = folded(&signer.chain[0]);
            format!("<KeyInfo><X509Data><X509Certificate>{certificate}</X509Certificate></X509Data></KeyInfo>")
        }
        KeyInfo::KeyValue => format!("<KeyInfo><KeyValue>{}</KeyValue></KeyInfo>", rsa_key_value(signer)?),
        KeyInfo::Absent => String::new(),
    };
    Ok(format!(
        "<Signature xmlns=\"{XMLDSIG}\">{}<SignatureValue>{}</SignatureValue>{key_info}{}</Signature>",
        as_published(&signed_info),
        folded(&value),
        manner.object,
    ))
}

/// The `SignedInfo` in canonical form, the one that is signed: every end tag written, the namespace on the element.
fn signed_info(manner: &Manner<'_>) -> String {
    let method = element("CanonicalizationMethod", manner.canonicalisation, "");
    let references: String = manner.references.iter().map(Reference::canonical).collect();
    let algorithm = element("SignatureMethod", manner.method.algorithm(), "");
    format!("<SignedInfo xmlns=\"{XMLDSIG}\">{method}{algorithm}{references}</SignedInfo>")
}

/// The `SignedInfo` as it stands in the list: empty tags closed at once, the namespace inherited.
fn as_published(canonical: &str) -> String {
    let names = ["CanonicalizationMethod", "SignatureMethod", "Transform", "DigestMethod"];
    let inherited = canonical.replacen(&format!(" xmlns=\"{XMLDSIG}\""), "", 1);
    names.iter().fold(inherited, |text, name| text.replace(&format!("\"></{name}>"), "\"/>"))
}

fn element(name: &str, algorithm: &str, parameters: &str) -> String {
    format!("<{name} Algorithm=\"{algorithm}\">{parameters}</{name}>")
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

/// The signer's public key as its certificate encodes it.
fn public_key(signer: &Credential) -> Result<Vec<u8>, ListeError> {
    use x509_parser::prelude::{FromDer, X509Certificate};
    let (_, certificate) = X509Certificate::from_der(&signer.chain[0]).map_err(|_| ListeError::Key)?;
    Ok(certificate.public_key().raw.to_vec())
}

/// The signer's public key as bare numbers: a signature that anybody could have made.
fn rsa_key_value(signer: &Credential) -> Result<String, ListeError> {
    use x509_parser::prelude::{FromDer, SubjectPublicKeyInfo};
    use x509_parser::public_key::PublicKey;
    let encoded = public_key(signer)?;
    let (_, key) = SubjectPublicKeyInfo::from_der(&encoded).map_err(|_| ListeError::Key)?;
    let Ok(PublicKey::RSA(key)) = key.parsed() else { return Err(ListeError::Key) };
    let modulus = key.modulus.strip_prefix(&[0]).unwrap_or(key.modulus);
    let (modulus, exponent) = (folded(modulus), STANDARD.encode(key.exponent));
    Ok(format!("<RSAKeyValue><Modulus>{modulus}</Modulus><Exponent>{exponent}</Exponent></RSAKeyValue>"))
}
