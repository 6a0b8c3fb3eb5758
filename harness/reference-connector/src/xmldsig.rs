// SPDX-License-Identifier: EUPL-1.2
//! The one XML signature profile of the liste blanche, verified strictly.
//!
//! What is returned is the canonical text that was digested: whoever reads that reads what was
//! signed, so no wrapping, comment or second parser can slip anything in between.

use aws_lc_rs::{digest, signature};
use base64::{Engine, prelude::BASE64_STANDARD};
use bergshamra_c14n::{C14nMode, canonicalize_doc};
use bergshamra_xml::{Document, NodeId, NodeSet, uppsala::Parser};
use rustls::pki_types::CertificateDer;
use x509_parser::{certificate::X509Certificate, prelude::FromDer};

const NAMESPACE: &str = "http://www.w3.org/2000/09/xmldsig#";
const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const RSA_SHA256: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";

/// A document whose signature fits the certificate that it carries; nobody vouches for that one yet.
#[derive(Debug)]
pub(crate) struct Signed {
    /// The canonical text that was signed, without the signature.
    pub(crate) text: String,
    pub(crate) signer: CertificateDer<'static>,
}

/// Why a signature is not accepted.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadSignature {
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
pub(crate) fn verify(text: &str) -> Result<Signed, BadSignature> {
    let document =
        Parser::new().with_forbid_dtd(true).parse(text).map_err(|error| BadSignature::Xml(error.to_string()))?;
    let signature = place(&document)?;
    let dsig = Dsig { document: &document };
    let signed_info = dsig.child(signature, "SignedInfo")?;
    let expected_digest = dsig.expected_digest(signed_info)?;
    let value = dsig.base64(dsig.child(signature, "SignatureValue")?)?;
    let x509_data = dsig.child(dsig.child(signature, "KeyInfo")?, "X509Data")?;
    let signer = CertificateDer::from(dsig.base64(dsig.child(x509_data, "X509Certificate")?)?);

    let outside = NodeSet::all_without_comments(&document).subtract(&NodeSet::tree_with_comments(signature, &document));
    let signed = dsig.canonical(&outside)?;
    if digest::digest(&digest::SHA256, &signed).as_ref() != expected_digest {
        return Err(BadSignature::Digest);
    }
    let signed_info = dsig.canonical(&NodeSet::tree_without_comments(signed_info, &document))?;
    check_value(&signer, &signed_info, &value)?;
    let text = String::from_utf8(signed).map_err(|error| BadSignature::Xml(error.to_string()))?;
    Ok(Signed { text, signer })
}

/// Finds the signature: a second one, or one elsewhere, could cover something else than it seems to.
fn place(document: &Document<'_>) -> Result<NodeId, BadSignature> {
    let signatures = document.get_elements_by_tag_name_ns(NAMESPACE, "Signature");
    let root = document.document_element().ok_or(BadSignature::Place)?;
    let last = document.children(root).into_iter().rfind(|child| document.element(*child).is_some());
    match signatures.as_slice() {
        [signature] if last == Some(*signature) => Ok(*signature),
        _ => Err(BadSignature::Place),
    }
}

fn check_value(signer: &CertificateDer<'_>, signed: &[u8], value: &[u8]) -> Result<(), BadSignature> {
    let (_, certificate) = X509Certificate::from_der(signer).map_err(|_| BadSignature::Profile("X509Certificate"))?;
    let key = &certificate.public_key().subject_public_key.data;
    signature::UnparsedPublicKey::new(&signature::RSA_PKCS1_2048_8192_SHA256, key)
        .verify(signed, value)
        .map_err(|_| BadSignature::Value)
}

/// Reads the elements of the signature.
struct Dsig<'d, 't> {
    document: &'d Document<'t>,
}

impl Dsig<'_, '_> {
    /// Checks every algorithm named in SignedInfo and returns the digest that it vouches for.
    fn expected_digest(&self, signed_info: NodeId) -> Result<Vec<u8>, BadSignature> {
        self.algorithm(self.child(signed_info, "CanonicalizationMethod")?, EXCLUSIVE, "CanonicalizationMethod")?;
        self.algorithm(self.child(signed_info, "SignatureMethod")?, RSA_SHA256, "SignatureMethod")?;
        let reference = self.child(signed_info, "Reference")?;
        let uri = self.document.element(reference).and_then(|element| element.get_attribute("URI"));
        if uri != Some("") {
            return Err(BadSignature::Profile("Reference"));
        }
        let transforms = self.elements(self.child(reference, "Transforms")?);
        let [enveloped, canonical] = transforms.as_slice() else {
            return Err(BadSignature::Profile("Transforms"));
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
    fn child(&self, parent: NodeId, name: &'static str) -> Result<NodeId, BadSignature> {
        let named = |child: &NodeId| {
            self.document.element(*child).is_some_and(|element| element.matches_name_ns(NAMESPACE, name))
        };
        let found: Vec<_> = self.elements(parent).into_iter().filter(named).collect();
        match found.as_slice() {
            [child] => Ok(*child),
            _ => Err(BadSignature::Profile(name)),
        }
    }

    /// Checks an algorithm; one with parameters is another algorithm.
    fn algorithm(&self, element: NodeId, expected: &str, what: &'static str) -> Result<(), BadSignature> {
        let named = self.document.element(element).and_then(|element| element.get_attribute("Algorithm"));
        let exact = named == Some(expected) && self.elements(element).is_empty();
        if exact { Ok(()) } else { Err(BadSignature::Profile(what)) }
    }

    fn base64(&self, element: NodeId) -> Result<Vec<u8>, BadSignature> {
        // Lines are broken by CR LF in the published list, the CR as a character reference.
        let text: String = self.document.text_content_deep(element).split_whitespace().collect();
        BASE64_STANDARD.decode(text).map_err(|_| BadSignature::Profile("base64 content"))
    }

    fn canonical(&self, nodes: &NodeSet) -> Result<Vec<u8>, BadSignature> {
        let no_prefixes: &[&str] = &[];
        canonicalize_doc(self.document, C14nMode::Exclusive, Some(nodes), no_prefixes)
            .map_err(|error| BadSignature::Xml(error.to_string()))
    }
}
