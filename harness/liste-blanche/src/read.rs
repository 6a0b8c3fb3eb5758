// SPDX-License-Identifier: EUPL-1.2
use roxmltree::{Document, Node, ParsingOptions};

use super::scan::scan;
use super::{Entree, FIELDS, ListeBlanche, NAMESPACE};

/// Room for 100,000 entries, eleven times the largest list seen; beyond, a document is refused unread.
pub(super) const SIZE_LIMIT: usize = 64 << 20;
/// What a list of that size holds: some 27 nodes an entry of 565 bytes.
const NODES_LIMIT: u32 = 4_000_000;

/// Why a document is no list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The document is too large to be read safely.
    #[error("the document is larger than {} MiB", SIZE_LIMIT >> 20)]
    TooLarge,
    /// The document is not UTF-8.
    #[error("the document is not UTF-8: first wrong byte at offset {0}")]
    NotUtf8(usize),
    /// The document begins with a byte order mark.
    #[error("the document begins with a byte order mark, which the published list has not")]
    ByteOrderMark,
    /// The document says that it is in another encoding.
    #[error("the document declares the encoding “{0}”: a liste blanche is in UTF-8")]
    Encoding(String),
    /// The document would exhaust a parser.
    #[error("offset {offset}: {what} than {limit}: a liste blanche has nothing of the kind")]
    Excess { offset: usize, what: &'static str, limit: usize },
    /// The document declares a DTD; it is refused before anything is resolved.
    #[error("the document has a DOCTYPE: a liste blanche has none, and entities are never resolved")]
    Doctype,
    /// The document is not well-formed.
    #[error("the document is not well-formed XML: {0}")]
    NotXml(String),
    /// The root is another element.
    #[error("the root element is “{0}” instead of ListeBlancheMSSante in the namespace {NAMESPACE}")]
    NotAListe(String),
    /// An element is missing, repeated or unexpected.
    #[error("line {line}: {what}")]
    Structure { line: u32, what: String },
}

/// Parses a document that was decoded, refusing what is dangerous before what is wrong.
pub(super) fn parse(text: &str) -> Result<Document<'_>, ReadError> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: NODES_LIMIT, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => ReadError::Doctype,
        other => ReadError::NotXml(other.to_string()),
    })
}

/// The text of a document: UTF-8, of a reasonable size, and looked over by [`scan`].
pub(super) fn decode(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.len() > SIZE_LIMIT {
        return Err(ReadError::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| ReadError::NotUtf8(error.valid_up_to()))?;
    scan(text)?;
    Ok(text)
}

/// The root, if it is that of a list.
pub(super) fn root<'a, 'input>(document: &'a Document<'input>) -> Result<Node<'a, 'input>, ReadError> {
    let root = document.root_element();
    match root.has_tag_name((NAMESPACE, "ListeBlancheMSSante")) {
        true => Ok(root),
        false => Err(ReadError::NotAListe(root.tag_name().name().to_owned())),
    }
}

/// Reads the list that a document holds, signature aside.
pub(super) fn liste(document: &Document<'_>) -> Result<ListeBlanche, ReadError> {
    let root = root(document)?;
    let date = only_child(root, "DateDeGeneration")?;
    let domaines = only_child(root, "ListeDomaines")?;
    let entrees = domaines.children().filter(Node::is_element).map(entree).collect::<Result<_, _>>()?;
    Ok(ListeBlanche { date_de_generation: text_of(date), entrees })
}

fn entree(domaine: Node<'_, '_>) -> Result<Entree, ReadError> {
    if !domaine.has_tag_name((NAMESPACE, "Domaine")) {
        return Err(structure(domaine, format!("“{}” instead of Domaine", domaine.tag_name().name())));
    }
    let mut values: [String; 6] = Default::default();
    let mut children = domaine.children().filter(Node::is_element);
    for (name, value) in FIELDS.iter().zip(&mut values) {
        let child = children.next().ok_or_else(|| structure(domaine, format!("this Domaine has no {name}")))?;
        if !child.has_tag_name((NAMESPACE, *name)) {
            return Err(structure(child, format!("“{}” instead of {name}", child.tag_name().name())));
        }
        *value = text_of(child);
    }
    if let Some(extra) = children.next() {
        return Err(structure(extra, format!("“{}” after DateMAJ", extra.tag_name().name())));
    }
    let [nom, description, dn, responsable_contact, support_contact, date_maj] = values;
    Ok(Entree { nom, description, dn, responsable_contact, support_contact, date_maj })
}

fn only_child<'a, 'input>(root: Node<'a, 'input>, name: &str) -> Result<Node<'a, 'input>, ReadError> {
    let mut found = root.children().filter(|child| child.has_tag_name((NAMESPACE, name)));
    match (found.next(), found.next()) {
        (Some(child), None) => Ok(child),
        (None, _) => Err(structure(root, format!("there is no {name}"))),
        (_, Some(second)) => Err(structure(second, format!("there is a second {name}"))),
    }
}

/// All the text of an element: comments and CDATA sections may cut it in several nodes.
pub(super) fn text_of(node: Node<'_, '_>) -> String {
    node.children().filter(Node::is_text).filter_map(|child| child.text()).collect()
}

pub(super) fn structure(node: Node<'_, '_>, what: impl Into<String>) -> ReadError {
    let line = node.document().text_pos_at(node.range().start).row;
    ReadError::Structure { line, what: what.into() }
}
