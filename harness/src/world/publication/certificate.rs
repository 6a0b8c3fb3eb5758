// SPDX-License-Identifier: EUPL-1.2
use crate::fault::PublicationFault;
use crate::wire::tls::{ANY, Credentials};
use fake_pki::{Deviation, IgcSante, KeyRole, LeafRequest, Profile, Subject};
use std::net::Ipv4Addr;
use std::sync::Arc;

/// The test list's host, under the fake zone.
const HOST: &str = "espacedeconfiance.mssante.test";
const OTHER_HOST: &str = "autre-machine.mssante.test";

/// The certificate of the publication point, issued for each connection: few come, and a fault may change in between.
pub struct PublicationCertificate {
    igc_sante: Arc<IgcSante>,
    address: Ipv4Addr,
}

impl PublicationCertificate {
    pub fn new(igc_sante: Arc<IgcSante>, address: Ipv4Addr) -> PublicationCertificate {
        PublicationCertificate { igc_sante, address }
    }

    /// What is shown, rightly or wrongly.
    pub fn credentials(&self, fault: Option<PublicationFault>) -> Result<Credentials, String> {
        let other = fault == Some(PublicationFault::CertificateOtherHost);
        let subject = Subject {
            cn: if other { OTHER_HOST } else { HOST }.to_owned(),
            ou: "318751275100020".to_owned(),
            o: "PUBLICATION HARNAIS TEST".to_owned(),
            st: "Paris (75)".to_owned(),
            c: "FR".to_owned(),
        };
        let mut request = LeafRequest::new(Profile::SslServeur, subject, KeyRole::Publication);
        if !other {
            // Connectors are told an address, not a name: there is no name to resolve before the DNS is up.
            request.san.push(self.address.to_string());
        }
        request.deviation = match fault {
            Some(PublicationFault::CertificateExpired) => Some(Deviation::Expired),
            Some(PublicationFault::CertificateForeign) => Some(Deviation::ForeignAuthority),
            _ => None,
        };
        let shown = |error: &dyn std::fmt::Display| error.to_string();
        let credential = self.igc_sante.issue(&request).map_err(|error| shown(&error))?;
        let root = self.igc_sante.root_der().clone();
        Credentials::showing(credential.chain, &credential.key, root, ANY).map_err(|error| shown(&error))
    }
}
