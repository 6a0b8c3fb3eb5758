// SPDX-License-Identifier: EUPL-1.2
//! The XML signature profile of the liste blanche (XMLDSig, enveloped, exclusive canonicalisation).
//!
//! The result is the canonical text that was digested. Reading only that text excludes signature
//! wrapping, comments and parser differences.

use aws_lc_rs::{digest, signature};
use bergshamra_c14n::{C14nMode, canonicalize_doc};
use bergshamra_xml::{Document, NodeId, NodeSet, uppsala::Parser};
use data_encoding::BASE64;
use rustls::pki_types::CertificateDer;
use x509_parser::{certificate::X509Certificate, prelude::FromDer};

const NAMESPACE: &str = "http://www.w3.org/2000/09/xmldsig#";
const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const RSA_SHA256: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";

/// A document whose signature fits its certificate, which is not yet validated.
#[derive(Debug)]
pub(crate) struct SignedDocument {
    /// The signed canonical text, without the signature.
    pub(crate) text: String,
    pub(crate) signer: CertificateDer<'static>,
}

/// Why a signature is not accepted.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SignatureError {
    #[error("not well-formed XML without DTD: {0}")]
    Xml(String),
    #[error("not exactly one Signature, last in the root element")]
    Place,
    #[error("not the one expected {0}")]
    Profile(&'static str),
    #[error("the digest differs: the document was changed")]
    Digest,
    #[error("the signature value does not fit the certificate")]
    Value,
}

/// Verifies the enveloped signature of a document (XMLDSig core validation).
///
/// # Errors
/// The first thing found wrong.
pub(crate) fn verify(text: &str) -> Result<SignedDocument, SignatureError> {
    let document =
        Parser::new().with_forbid_dtd(true).parse(text).map_err(|error| SignatureError::Xml(error.to_string()))?;
    let signature = signature_of(&document)?;
    let reader = SignatureReader { document: &document };
    let signed_info = reader.child(signature, "SignedInfo")?;
    let expected_digest = reader.expected_digest(signed_info)?;
    let value = reader.base64(reader.child(signature, "SignatureValue")?)?;
    let x509_data = reader.child(reader.child(signature, "KeyInfo")?, "X509Data")?;
    let signer = CertificateDer::from(reader.base64(reader.child(x509_data, "X509Certificate")?)?);

    let outside = NodeSet::all_without_comments(&document).subtract(&NodeSet::tree_with_comments(signature, &document));
    let signed = reader.canonical(&outside)?;
    if digest::digest(&digest::SHA256, &signed).as_ref() != expected_digest {
        return Err(SignatureError::Digest);
    }
    let signed_info = reader.canonical(&NodeSet::tree_without_comments(signed_info, &document))?;
    check_value(&signer, &signed_info, &value)?;
    let text = String::from_utf8(signed).map_err(|error| SignatureError::Xml(error.to_string()))?;
    Ok(SignedDocument { text, signer })
}

/// The signature, if it is the only one and the last child of the root.
fn signature_of(document: &Document<'_>) -> Result<NodeId, SignatureError> {
    let signatures = document.get_elements_by_tag_name_ns(NAMESPACE, "Signature");
    let root = document.document_element().ok_or(SignatureError::Place)?;
    let last = document.children(root).into_iter().rfind(|child| document.element(*child).is_some());
    match signatures.as_slice() {
        [signature] if last == Some(*signature) => Ok(*signature),
        _ => Err(SignatureError::Place),
    }
}

fn check_value(signer: &CertificateDer<'_>, signed: &[u8], value: &[u8]) -> Result<(), SignatureError> {
    let (_, certificate) = X509Certificate::from_der(signer).map_err(|_| SignatureError::Profile("X509Certificate"))?;
    let key = &certificate.public_key().subject_public_key.data;
    signature::UnparsedPublicKey::new(&signature::RSA_PKCS1_2048_8192_SHA256, key)
        .verify(signed, value)
        .map_err(|_| SignatureError::Value)
}

/// Access to the elements of the signature.
struct SignatureReader<'d, 't> {
    document: &'d Document<'t>,
}

impl SignatureReader<'_, '_> {
    /// Checks every algorithm of SignedInfo and returns the signed digest.
    fn expected_digest(&self, signed_info: NodeId) -> Result<Vec<u8>, SignatureError> {
        self.algorithm(self.child(signed_info, "CanonicalizationMethod")?, EXCLUSIVE, "CanonicalizationMethod")?;
        self.algorithm(self.child(signed_info, "SignatureMethod")?, RSA_SHA256, "SignatureMethod")?;
        let reference = self.child(signed_info, "Reference")?;
        let uri = self.document.element(reference).and_then(|element| element.get_attribute("URI"));
        if uri != Some("") {
            return Err(SignatureError::Profile("Reference"));
        }
        let transforms = self.elements(self.child(reference, "Transforms")?);
        let [enveloped, canonical] = transforms.as_slice() else {
            return Err(SignatureError::Profile("Transforms"));
        };
        self.algorithm(*enveloped, ENVELOPED, "Transforms")?;
        self.algorithm(*canonical, EXCLUSIVE, "Transforms")?;
        self.algorithm(self.child(reference, "DigestMethod")?, SHA256, "DigestMethod")?;
        self.base64(self.child(reference, "DigestValue")?)
    }

    fn elements(&self, parent: NodeId) -> Vec<NodeId> {
        let children = self.document.children(parent).into_iter();
        children.filter(|child| self.document.element(*child).is_some()).collect()
    }

    /// The only child of that name.
    fn child(&self, parent: NodeId, name: &'static str) -> Result<NodeId, SignatureError> {
        let named = |child: &NodeId| {
            self.document.element(*child).is_some_and(|element| element.matches_name_ns(NAMESPACE, name))
        };
        let found: Vec<_> = self.elements(parent).into_iter().filter(named).collect();
        match found.as_slice() {
            [child] => Ok(*child),
            _ => Err(SignatureError::Profile(name)),
        }
    }

    /// Checks an algorithm; parameters are refused.
    fn algorithm(&self, element: NodeId, expected: &str, what: &'static str) -> Result<(), SignatureError> {
        let named = self.document.element(element).and_then(|element| element.get_attribute("Algorithm"));
        let exact = named == Some(expected) && self.elements(element).is_empty();
        if exact { Ok(()) } else { Err(SignatureError::Profile(what)) }
    }

    fn base64(&self, element: NodeId) -> Result<Vec<u8>, SignatureError> {
        // The published list has line breaks of a CR character reference and a LF.
        let text: String = self.document.text_content_deep(element).split_whitespace().collect();
        BASE64.decode(text.as_bytes()).map_err(|_| SignatureError::Profile("base64 content"))
    }

    fn canonical(&self, nodes: &NodeSet) -> Result<Vec<u8>, SignatureError> {
        let no_prefixes: &[&str] = &[];
        canonicalize_doc(self.document, C14nMode::Exclusive, Some(nodes), no_prefixes)
            .map_err(|error| SignatureError::Xml(error.to_string()))
    }
}
