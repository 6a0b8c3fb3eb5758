// SPDX-License-Identifier: EUPL-1.2
use bergshamra_c14n::{C14nMode, canonicalize_doc};
use bergshamra_xml::NodeSet;
use bergshamra_xml::uppsala::{Document, NodeId, Parser};

use super::Refusal;
use super::signature::decode;
use crate::read::ReadError;
use crate::{NAMESPACE, XMLDSIG};

/// What a signature speaks of, its value, and the certificate it shows.
pub(super) struct Canonical {
    /// The document without its `Signature` and without comments: what the digest covers.
    pub(super) list: Vec<u8>,
    /// The `SignedInfo`: what the signature covers.
    pub(super) signed_info: Vec<u8>,
    /// The content of `SignatureValue`.
    pub(super) signature_value: Vec<u8>,
    /// The certificate in `KeyInfo`, DER.
    pub(super) certificate: Vec<u8>,
}

impl Canonical {
    /// Takes a document and its one signature apart, and canonicalises both (exclusive, without comments).
    pub(super) fn of(text: &str) -> Result<Canonical, Refusal> {
        let not_xml = |why: String| ReadError::NotXml(why);
        let mut document =
            Parser::new().with_forbid_dtd(true).parse(text).map_err(|error| not_xml(error.to_string()))?;
        let root = document.document_element().ok_or_else(|| not_xml("there is no element".into()))?;
        let is_list =
            |element: &bergshamra_xml::uppsala::Element<'_>| element.matches_name_ns(NAMESPACE, "ListeBlancheMSSante");
        match document.element(root) {
            Some(element) if is_list(element) => {}
            other => {
                let name = other.map_or_else(String::new, |element| element.name.local_name.to_string());
                return Err(ReadError::NotAListe(name).into());
            }
        }
        let signature = only_one(&document, root)?;
        let [signed_info, value, key_info] = parts(&document, signature)?;
        let certificate = certificate(&document, key_info)?;
        let signature_value = decode(&document.text_content_deep(value));
        let signature_value =
            signature_value.ok_or_else(|| Refusal::SignatureForm("SignatureValue is not base64".into()))?;
        let signed_info = NodeSet::tree_without_comments(signed_info, &document);
        let signed_info = exclusive(&document, Some(&signed_info))?;
        document.detach(signature);
        Ok(Canonical { list: exclusive(&document, None)?, signed_info, signature_value, certificate })
    }
}

/// The one `Signature` of a document, a direct child of its root, wherever among the children it stands.
fn only_one(document: &Document<'_>, root: NodeId) -> Result<NodeId, Refusal> {
    match document.get_elements_by_tag_name_ns(XMLDSIG, "Signature").as_slice() {
        [] => Err(Refusal::Unsigned),
        [signature] if document.parent(*signature) == Some(root) => Ok(*signature),
        [_] => Err(Refusal::MisplacedSignature),
        several => Err(Refusal::SeveralSignatures(several.len())),
    }
}

/// `SignedInfo`, `SignatureValue` and `KeyInfo`, which must be all that a signature holds.
fn parts(document: &Document<'_>, signature: NodeId) -> Result<[NodeId; 3], Refusal> {
    let names = ["SignedInfo", "SignatureValue", "KeyInfo"];
    let refused =
        || Refusal::SignatureForm("Signature does not hold exactly SignedInfo, SignatureValue, KeyInfo".into());
    let elements = document.children(signature).into_iter().filter(|id| document.element(*id).is_some());
    let elements: [NodeId; 3] = elements.collect::<Vec<_>>().try_into().map_err(|_| refused())?;
    match elements.iter().zip(names).all(|(id, name)| is_named(document, *id, name)) {
        true => Ok(elements),
        false => Err(refused()),
    }
}

/// The one certificate that a `KeyInfo` shows.
fn certificate(document: &Document<'_>, key_info: NodeId) -> Result<Vec<u8>, Refusal> {
    let shown = document.descendants(key_info).into_iter().filter(|id| is_named(document, *id, "X509Certificate"));
    match shown.collect::<Vec<_>>().as_slice() {
        [] => Err(Refusal::NoCertificate),
        [shown] => {
            decode(&document.text_content_deep(*shown)).ok_or_else(|| Refusal::Certificate("it is not base64".into()))
        }
        _ => Err(Refusal::SignatureForm("KeyInfo holds several certificates".into())),
    }
}

fn is_named(document: &Document<'_>, id: NodeId, name: &str) -> bool {
    document.element(id).is_some_and(|element| element.matches_name_ns(XMLDSIG, name))
}

fn exclusive(document: &Document<'_>, nodes: Option<&NodeSet>) -> Result<Vec<u8>, Refusal> {
    let no_prefix: [&str; 0] = [];
    canonicalize_doc(document, C14nMode::Exclusive, nodes, &no_prefix)
        .map_err(|error| Refusal::SignatureForm(format!("it cannot be canonicalised: {error}")))
}
