// SPDX-License-Identifier: EUPL-1.2
//! What an operator needs to order the certificate that it declares: a key, a request, and what goes into which box.

mod boxes;

pub use boxes::boxes;

use liste_blanche::dn::Dn;
use liste_blanche::dn::is_host;
use rcgen::{
    CertificateParams, DistinguishedName, DnType, DnValue, KeyPair, PKCS_RSA_SHA256, RsaKeySize, SanType, string,
};

/// Why no request can be made.
#[derive(Debug, thiserror::Error)]
pub enum CsrError {
    /// The DN lacks an attribute that the form asks for.
    #[error("the DN has no {0}: expected CN=…,OU=…,O=…,ST=…,C=FR")]
    Missing(&'static str),
    /// A value that no request can hold.
    #[error("`{0}` cannot stand in a request: expected a host name")]
    Name(String),
    /// The cryptographic library refuses.
    #[error("no key and request can be made: {0}")]
    Crypto(#[from] rcgen::Error),
}

/// A new key and the request that it signed.
pub struct Request {
    /// PKCS#8.
    pub key_pem: String,
    /// PKCS#10.
    pub request_pem: String,
}

impl Request {
    /// Makes a key of its own for the subject declared, and asks for that subject.
    ///
    /// RSA 2048 with SHA-256, C, ST, O, OU and CN in this order, C as PrintableString and the rest as UTF8String, the CN
    /// repeated as alternative name: so are the SSL_SERVEUR certificates seen (two of the TEST space, 2017).
    ///
    /// # Errors
    /// An attribute of the DN is missing, or its CN is no host name.
    pub fn of(dn: &Dn) -> Result<Request, CsrError> {
        let value = |kind: &'static str| dn.value(kind).map(str::to_owned).ok_or(CsrError::Missing(kind));
        let mut name = DistinguishedName::new();
        let country = value("C")?;
        let country = country.as_str().try_into().map_err(|_| CsrError::Name(country.clone()))?;
        name.push(DnType::CountryName, DnValue::PrintableString(country));
        name.push(DnType::StateOrProvinceName, DnValue::Utf8String(value("ST")?));
        name.push(DnType::OrganizationName, DnValue::Utf8String(value("O")?));
        name.push(DnType::OrganizationalUnitName, DnValue::Utf8String(value("OU")?));
        let cn = value("CN")?;
        name.push(DnType::CommonName, DnValue::Utf8String(cn.clone()));
        let mut params = CertificateParams::default();
        params.distinguished_name = name;
        params.subject_alt_names = vec![SanType::DnsName(host(&cn)?)];
        let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048)?;
        let request_pem = params.serialize_request(&key)?.pem()?;
        Ok(Request { key_pem: key.serialize_pem(), request_pem })
    }
}

fn host(cn: &str) -> Result<string::Ia5String, CsrError> {
    let refused = || CsrError::Name(cn.to_owned());
    if !is_host(&cn.to_ascii_lowercase()) {
        return Err(refused());
    }
    cn.try_into().map_err(|_| refused())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls_pki_types::CertificateSigningRequestDer;
    use rustls_pki_types::pem::PemObject;
    use x509_parser::prelude::{FromDer, ParsedExtension, X509CertificationRequest};

    const DN: &str = "CN=mss.ch-exemple.fr,OU=1990000002,O=CH EXEMPLE,ST=Côte-d'Or (21),C=FR";

    #[test]
    fn a_request_is_for_the_declared_subject_in_the_order_and_types_of_igc_sante() {
        let made = Request::of(&Dn::parse(DN).expect("a DN")).expect("a request");
        let der = CertificateSigningRequestDer::from_pem_slice(made.request_pem.as_bytes()).expect("PEM");
        let (rest, request) = X509CertificationRequest::from_der(&der).expect("a request");
        assert!(rest.is_empty());
        request.verify_signature().expect("signed by its own key");
        let subject = &request.certification_request_info.subject;
        assert_eq!(Dn::of_name(subject).expect("a DN").to_string(), DN);
        let tags: Vec<_> = subject.iter_attributes().map(|attribute| attribute.attr_value().header.tag().0).collect();
        assert_eq!(tags, [19, 12, 12, 12, 12], "PrintableString, then UTF8String");
        let names = request.requested_extensions().expect("extensions").find_map(|extension| match extension {
            ParsedExtension::SubjectAlternativeName(names) => Some(names.general_names.len()),
            _ => None,
        });
        assert_eq!(names, Some(1));
        let another = Request::of(&Dn::parse(DN).expect("a DN")).expect("a request");
        assert_ne!(made.key_pem, another.key_pem);
    }

    #[test]
    fn a_subject_that_no_certificate_can_have_is_refused() {
        for (dn, words) in [
            ("CN=mss.ch-exemple.fr,OU=1990000002,O=CH EXEMPLE,C=FR", "the DN has no ST"),
            ("CN=mss ch,OU=1990000002,O=CH EXEMPLE,ST=Paris (75),C=FR", "`mss ch` cannot stand"),
            ("CN=mss.ch.fr,OU=1990000002,O=CH EXEMPLE,ST=Paris (75),C=é", "`é` cannot stand"),
        ] {
            let refused = Request::of(&Dn::parse(dn).expect("a DN")).err().expect(dn).to_string();
            assert!(refused.contains(words), "{refused}");
        }
    }
}
