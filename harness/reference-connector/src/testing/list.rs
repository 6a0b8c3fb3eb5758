// SPDX-License-Identifier: EUPL-1.2
//! Lists with the signature profile of the published one.

use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::{BASE64, BASE64_MIME};
use rcgen::SigningKey;

use crate::testing::Leaf;

/// A list in canonical form, without declaration and signature.
pub(crate) fn unsigned_list(date: &str, entries: &[(&str, &str)]) -> String {
    let entries: String = entries
        .iter()
        .map(|(nom, dn)| {
            let dn = dn.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            format!(
                "        <Domaine>\n            <Nom>{nom}</Nom>\n            <Description>_</Description>\n            \
                 <DNCertificatOperateur>{dn}</DNCertificatOperateur>\n            <ResponsableContact>_</ResponsableContact>\n            \
                 <SupportContact>_</SupportContact>\n            <DateMAJ>{date}</DateMAJ>\n        </Domaine>\n"
            )
        })
        .collect();
    format!(
        "<ListeBlancheMSSante xmlns=\"https://listeblanche.mssante.fr/schema\">\n    \
         <DateDeGeneration>{date}</DateDeGeneration>\n    <ListeDomaines>\n{entries}    </ListeDomaines>\n\
         </ListeBlancheMSSante>"
    )
}

/// The same list with its declaration and an enveloped signature.
pub(crate) fn signed_list(date: &str, entries: &[(&str, &str)], signer: &Leaf) -> String {
    let list = unsigned_list(date, entries);
    let hash = BASE64.encode(digest(&SHA256, list.as_bytes()).as_ref());
    let signed_info = format!(
        "<SignedInfo xmlns=\"http://www.w3.org/2000/09/xmldsig#\">\
         <CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></CanonicalizationMethod>\
         <SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"></SignatureMethod>\
         <Reference URI=\"\"><Transforms>\
         <Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></Transform>\
         <Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></Transform></Transforms>\
         <DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"></DigestMethod>\
         <DigestValue>{hash}</DigestValue></Reference></SignedInfo>"
    );
    let value = base64_lines(&signer.key.sign(signed_info.as_bytes()).unwrap());
    let certificate = base64_lines(&signer.der);
    let signature = format!(
        "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\">{signed_info}<SignatureValue>{value}</SignatureValue>\
         <KeyInfo><X509Data><X509Certificate>{certificate}</X509Certificate></X509Data></KeyInfo></Signature>"
    );
    let end = "</ListeBlancheMSSante>";
    let list = list.replace(end, &format!("{signature}{end}"));
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{list}")
}

/// Base64 in lines of 76 characters with the CR as a character reference.
fn base64_lines(octets: &[u8]) -> String {
    BASE64_MIME.encode(octets).trim_end().replace('\r', "&#13;")
}
