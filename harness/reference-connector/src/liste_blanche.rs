// SPDX-License-Identifier: EUPL-1.2
//! The liste blanche: the domains of the espace de confiance and the certificate DNs of their operators.

use std::collections::HashMap;

use roxmltree::{Document, Node};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{
    dn::{Dn, DnComparison},
    mutation::Mutation,
    smtp::mailbox::is_domain,
    trust::{KeyPurpose, SkippedChecks, TrustStore, ValidationError},
    xml_limits::exceeds_attribute_limit,
    xmldsig::{self, SignatureError},
};

const NAMESPACE: &str = "https://listeblanche.mssante.fr/schema";

/// The largest list downloaded, in octets; the published one has some 4 MB.
pub(crate) const MAX_SIZE: usize = 64 << 20;

/// A liste blanche; the empty one, in use until the first download, lists nobody.
#[derive(Debug, Default)]
pub(crate) struct ListeBlanche {
    date_de_generation: Option<OffsetDateTime>,
    domaines: HashMap<String, Vec<Dn>>,
}

/// Why a published list is not taken into use.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ListRejection {
    #[error("it is not in UTF-8")]
    Encoding,
    #[error("its signature is not accepted: {0}")]
    Signature(#[from] SignatureError),
    #[error("its signer is not trusted: {0}")]
    Signer(#[from] ValidationError),
    #[error("its signer is not the expected one")]
    OtherSigner,
    #[error("it does not have the shape of a liste blanche: {0}")]
    Shape(String),
    #[error("it is older than the one in use")]
    Older,
}

impl ListeBlanche {
    /// Verifies and reads a published list.
    ///
    /// # Errors
    /// The first reason not to use it.
    pub(crate) fn verified(
        published: &[u8],
        trust: &TrustStore,
        signer: Option<&str>,
        mutation: Option<Mutation>,
    ) -> Result<ListeBlanche, ListRejection> {
        let published = std::str::from_utf8(published).map_err(|_| ListRejection::Encoding)?;
        if exceeds_attribute_limit(published) {
            return Err(ListRejection::Shape("an element has too many attributes".to_owned()));
        }
        if mutation == Some(Mutation::IgnoresListSignature) {
            return ListeBlanche::read(published);
        }
        let signed = xmldsig::verify(published)?;
        // Without any CRL, the revocation status of the signer is unknown too.
        let skipped =
            SkippedChecks { revocation: mutation == Some(Mutation::NeverFetchesCrl), ..SkippedChecks::default() };
        trust.verify(&signed.signer, &[], KeyPurpose::EmailProtection, skipped)?;
        let subject = Dn::of_subject(&signed.signer);
        let cn = subject.as_ref().and_then(Dn::common_name);
        if signer.is_some_and(|expected| cn != Some(expected.to_lowercase().as_str())) {
            return Err(ListRejection::OtherSigner);
        }
        ListeBlanche::read(&signed.text)
    }

    fn read(text: &str) -> Result<ListeBlanche, ListRejection> {
        let shape = |reason: &str| ListRejection::Shape(reason.to_owned());
        let document = Document::parse(text).map_err(|error| shape(&error.to_string()))?;
        let root = document.root_element();
        if !root.has_tag_name((NAMESPACE, "ListeBlancheMSSante")) {
            return Err(shape("the root is no ListeBlancheMSSante"));
        }
        let date = child_text(root, "DateDeGeneration").ok_or_else(|| shape("no DateDeGeneration"))?;
        let date = OffsetDateTime::parse(&date, &Rfc3339).map_err(|_| shape("DateDeGeneration is no date"))?;
        let entries = child(root, "ListeDomaines").ok_or_else(|| shape("no ListeDomaines"))?;
        let mut domaines: HashMap<String, Vec<Dn>> = HashMap::new();
        for entry in entries.children().filter(|node| node.has_tag_name((NAMESPACE, "Domaine"))) {
            // An unreadable entry is skipped, so that it does not affect the others.
            match domaine(entry) {
                Some((nom, dn)) => domaines.entry(nom).or_default().push(dn),
                None => tracing::warn!(line = document.text_pos_at(entry.range().start).row, "unreadable Domaine"),
            }
        }
        Ok(ListeBlanche { date_de_generation: Some(date), domaines })
    }

    /// Whether this list was generated before the other.
    pub(crate) fn is_older_than(&self, other: &ListeBlanche) -> bool {
        self.date_de_generation < other.date_de_generation
    }

    /// The DNs listed for exactly that domain; `None` when it is not listed.
    pub(crate) fn listed_for(&self, domain: &str, mutation: Option<Mutation>) -> Option<&[Dn]> {
        let domain = domain.to_ascii_lowercase();
        let mut listed = self.domaines.get(&domain);
        if mutation == Some(Mutation::MatchesSubdomains) {
            let parents = domain.match_indices('.').map(|(dot, _)| &domain[dot + 1..]);
            listed = listed.or_else(|| parents.into_iter().find_map(|parent| self.domaines.get(parent)));
        }
        let kept = if mutation == Some(Mutation::KeepsOneDnPerDomain) { 1 } else { usize::MAX };
        listed.map(|dns| &dns[..dns.len().min(kept)])
    }

    /// Whether some domain is listed with that DN.
    pub(crate) fn lists(&self, presented: &Dn, mutation: Option<Mutation>) -> bool {
        let comparison = DnComparison::inbound(mutation);
        let kept = if mutation == Some(Mutation::KeepsOneDnPerDomain) { 1 } else { usize::MAX };
        let mut listed = self.domaines.values().flat_map(|dns| dns.iter().take(kept));
        listed.any(|dn| dn.designates(presented, comparison))
    }

    /// Adds the domains that only the earlier list has, for the mutation that removes none.
    pub(crate) fn keep_removed(&mut self, earlier: &ListeBlanche) {
        for (nom, dns) in &earlier.domaines {
            self.domaines.entry(nom.clone()).or_insert_with(|| dns.clone());
        }
    }

    /// The number of listed domains.
    pub(crate) fn len(&self) -> usize {
        self.domaines.len()
    }
}

fn domaine(entry: Node<'_, '_>) -> Option<(String, Dn)> {
    let nom = child_text(entry, "Nom")?.to_ascii_lowercase();
    let dn = Dn::parse(&child_text(entry, "DNCertificatOperateur")?)?;
    is_domain(&nom).then_some((nom, dn))
}

fn child<'a, 'i>(parent: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    parent.children().find(|node| node.has_tag_name((NAMESPACE, name)))
}

fn child_text(parent: Node<'_, '_>, name: &str) -> Option<String> {
    let text: String = child(parent, name)?.children().filter_map(|node| node.text()).collect();
    Some(text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use time::Duration;

    use super::*;
    use crate::testing::{Leaf, Pki, signed_list, unsigned_list};

    const DATE: &str = "2030-01-02T03:04:05Z";
    const DN_A: &str = "CN=mss.a.test,OU=1990000001,O=HOPITAL \"A\" & FILS,ST=Côte-d'Or (21),C=FR";
    const DN_B: &str = "CN=mss.b.test,OU=1990000002,O=HOPITAL B,ST=Paris (75),C=FR";
    const ENTRIES: [(&str, &str); 3] = [("a.mssante.test", DN_A), ("A.mssante.test", DN_B), ("b.mssante.test", DN_B)];

    /// A PKI, the trust in it, and a list that it signed.
    struct Published {
        pki: Pki,
        trust: TrustStore,
        list: String,
    }

    fn published() -> Published {
        let pki = Pki::new();
        let trust = pki.trust_with_crls(&[]);
        let list = signed_list(DATE, &ENTRIES, &pki.signer_with(|_| {}));
        Published { pki, trust, list }
    }

    fn verdict(list: &str, trust: &TrustStore) -> Result<usize, ListRejection> {
        ListeBlanche::verified(list.as_bytes(), trust, None, None).map(|list| list.len())
    }

    #[test]
    fn a_signed_list_is_read_with_every_dn_of_a_domain() {
        let Published { trust, list, .. } = published();
        let list = ListeBlanche::verified(list.as_bytes(), &trust, Some("ALB.mssante.test"), None).unwrap();
        assert_eq!(list.len(), 2);
        assert_eq!(
            list.listed_for("A.MSSANTE.TEST", None).unwrap(),
            [Dn::parse(DN_A).unwrap(), Dn::parse(DN_B).unwrap()]
        );
        assert_eq!(list.listed_for("sous.a.mssante.test", None), None);
        assert_eq!(list.listed_for("mssante.test", None), None);
        assert!(list.lists(&Dn::parse(DN_B).unwrap(), None));
    }

    #[test]
    fn spellings_that_canonicalisation_removes_change_nothing() {
        let Published { trust, list, .. } = published();
        for same in [
            list.replace('\n', "\r\n"),
            list.replace("<Liste", "<!-- avant --><Liste"),
            list.replace("<Nom>b.mssante", "<Nom>b.<!-- dans -->mssante"),
            list.replace("&#13;\n", "\n"),
            list.replace(
                "<DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"></DigestMethod>",
                "<DigestMethod  Algorithm='http://www.w3.org/2001/04/xmlenc#sha256'/>",
            ),
            format!("{list}\n"),
        ] {
            assert_ne!(same, list);
            assert_eq!(verdict(&same, &trust), Ok(2));
        }
    }

    #[test]
    fn a_changed_list_is_refused() {
        let Published { trust, list, .. } = published();
        let digest = Err(ListRejection::Signature(SignatureError::Digest));
        assert_eq!(verdict(&list.replace("b.mssante.test", "c.mssante.test"), &trust), digest);
        assert_eq!(verdict(&list.replace("    ", "  "), &trust), digest);
        let value = list
            .replace("SignatureValue>", "SignatureValue>AAAA")
            .replace("</SignatureValue>AAAA", "</SignatureValue>");
        assert_eq!(verdict(&value, &trust), Err(ListRejection::Signature(SignatureError::Value)));
    }

    #[test]
    fn signatures_of_another_shape_are_refused() {
        let Published { trust, list, .. } = published();
        let (start, end) = (list.find("<Signature ").unwrap(), list.find("</ListeBlancheMSSante>").unwrap());
        let signature = &list[start..end];
        let place =
            |list: String| assert_eq!(verdict(&list, &trust), Err(ListRejection::Signature(SignatureError::Place)));
        place(unsigned_list(DATE, &ENTRIES));
        place(list.replace(signature, &format!("{signature}{signature}")));
        place(list.replace(signature, "").replace("    <DateDe", &format!("{signature}    <DateDe")));
        for (from, to) in [
            ("URI=\"\"", "URI=\"#a\""),
            (" URI=\"\"", ""),
            ("more#rsa-sha256", "more#hmac-sha256"),
            ("xmlenc#sha256", "xmlenc#sha512"),
            ("<Transforms>", "<Transforms><Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"/>"),
            ("xml-exc-c14n#\"></Can", "xml-exc-c14n#WithComments\"></Can"),
            ("<X509Certificate>", "<X509Certificate>!"),
            ("</KeyInfo>", "<X509Data/></KeyInfo>"),
        ] {
            let verdict = verdict(&list.replace(from, to), &trust);
            assert!(matches!(verdict, Err(ListRejection::Signature(SignatureError::Profile(_)))), "{to}: {verdict:?}");
        }
    }

    #[test]
    fn a_dtd_is_refused_even_by_the_mutation_that_ignores_signatures() {
        let Published { trust, list, .. } = published();
        let list = list.replace("?><", "?><!DOCTYPE ListeBlancheMSSante [<!ENTITY x \"y\">]><");
        assert!(matches!(verdict(&list, &trust), Err(ListRejection::Signature(SignatureError::Xml(_)))));
        let mutation = Some(Mutation::IgnoresListSignature);
        let read = ListeBlanche::verified(list.as_bytes(), &trust, None, mutation);
        assert!(matches!(read, Err(ListRejection::Shape(_))));
    }

    #[test]
    fn signers_that_are_not_trusted_are_refused() {
        let Published { pki, trust, .. } = published();
        let signed_by = |signer: &Leaf| signed_list(DATE, &ENTRIES, signer);
        let now = OffsetDateTime::now_utc();
        let expired = pki.signer_with(|leaf| leaf.not_after = now - Duration::HOUR);
        let future = pki.signer_with(|leaf| leaf.not_before = now + Duration::HOUR);
        let server =
            pki.signer_with(|leaf| leaf.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::ServerAuth]);
        for signer in [expired, future, server, Pki::new().signer_with(|_| {})] {
            assert!(matches!(verdict(&signed_by(&signer), &trust), Err(ListRejection::Signer(_))));
        }
        let revoked = pki.signer_with(|_| {});
        let trust = pki.trust_with_crls(&[revoked.serial]);
        let cause = ValidationError::Path(webpki::Error::CertRevoked);
        assert_eq!(verdict(&signed_by(&revoked), &trust), Err(ListRejection::Signer(cause)));
    }

    #[test]
    fn a_trusted_signer_of_another_name_is_refused_when_one_is_expected() {
        let Published { trust, list, .. } = published();
        let verdict = ListeBlanche::verified(list.as_bytes(), &trust, Some("autre.test"), None);
        assert_eq!(verdict.err(), Some(ListRejection::OtherSigner));
    }

    #[test]
    fn unreadable_entries_cost_only_themselves() {
        let Published { pki, trust, .. } = published();
        let entries = [("x@y.test", DN_A), ("é.test", DN_A), ("c.test", "bonjour"), ("b.mssante.test", DN_B)];
        let list = signed_list(DATE, &entries, &pki.signer_with(|_| {}));
        assert_eq!(verdict(&list, &trust), Ok(1));
    }

    #[test]
    fn a_signed_document_of_another_shape_is_no_list() {
        let Published { trust, list, .. } = published();
        let mutation = Some(Mutation::IgnoresListSignature);
        for (from, to) in
            [("fr/schema", "fr/autre"), (DATE, "hier"), ("DateDeGeneration", "Date"), ("</Liste", "</Lis")]
        {
            let read = ListeBlanche::verified(list.replace(from, to).as_bytes(), &trust, None, mutation);
            assert!(matches!(read, Err(ListRejection::Shape(_))), "{from}");
        }
    }

    #[test]
    fn the_oldest_list_is_none_at_all() {
        let dated = |date| ListeBlanche::read(&unsigned_list(date, &ENTRIES)).unwrap();
        let (older, newer) = (dated("2030-01-01T00:00:00Z"), dated("2030-01-01T00:00:01Z"));
        assert!(older.is_older_than(&newer) && !newer.is_older_than(&older) && !newer.is_older_than(&newer));
        assert!(ListeBlanche::default().is_older_than(&older));
    }

    #[test]
    fn thousands_of_entries_are_read() {
        let Published { pki, trust, .. } = published();
        let names: Vec<_> = (0..9000).map(|number| format!("d{number}.mssante.test")).collect();
        let entries: Vec<_> = names.iter().map(|nom| (nom.as_str(), DN_B)).collect();
        let list = signed_list(DATE, &entries, &pki.signer_with(|_| {}));
        assert_eq!(verdict(&list, &trust), Ok(9000));
    }
}
