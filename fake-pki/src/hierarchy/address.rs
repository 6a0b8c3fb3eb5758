// SPDX-License-Identifier: EUPL-1.2
use super::{Authority, Naming, Rank};

/// Where the certificates say that revocation lists and authorities are published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoints {
    /// Scheme, host and port, as `http://127.0.0.1:8080`; the paths are those of [`Authority`].
    pub crl_base_url: String,
    /// The address of the OCSP responder; none: certificates name no responder.
    pub ocsp_url: Option<String>,
}

impl Default for Endpoints {
    fn default() -> Endpoints {
        Endpoints { crl_base_url: Naming::Marked.site().into(), ocsp_url: None }
    }
}

impl Endpoints {
    /// The addresses of a naming, responder included.
    pub fn of(naming: Naming) -> Endpoints {
        Endpoints { crl_base_url: naming.site().into(), ocsp_url: Some(naming.responder().into()) }
    }

    /// Full address of an authority's CRL.
    pub fn crl(&self, authority: Authority) -> String {
        self.under(&authority.crl_path())
    }

    /// Full address of an authority's certificate.
    pub fn certificate(&self, authority: Authority) -> String {
        self.under(&authority.certificate_path())
    }

    /// An address under the base URL.
    pub(crate) fn under(&self, path: &str) -> String {
        format!("{}{path}", self.crl_base_url.trim_end_matches('/'))
    }
}

impl Authority {
    /// The LDAP address of its revocation list (RFC 4516), as the certificates under it write it.
    ///
    /// Leaves write attribute names in lower case, and the root as an OU. Intermediates write upper case and a shorter
    /// name.
    pub fn directory_crl(self, naming: Naming) -> String {
        self.in_directory(naming, "certificaterevocationlist")
    }

    /// The LDAP address of its delta list; IGC Santé publishes delta lists nowhere else.
    pub fn directory_delta(self, naming: Naming) -> String {
        self.in_directory(naming, "deltarevocationlist")
    }

    fn in_directory(self, naming: Naming, attribute: &str) -> String {
        let encoded = |text: String| text.replace(' ', "%20");
        let [_, _, _, (_, unit), (_, cn)] = self.name(naming);
        let (unit, cn, host) = (encoded(unit), encoded(cn), naming.directory());
        match self.rank {
            Rank::Root => format!(
                "{host}/CN={cn},OU={unit},OU=0002%20187512751,O=ASIP-SANTE,C=FR?{attribute};binary?base?objectclass=pkiCa"
            ),
            _ => {
                let root = encoded(self.root().common_name(naming));
                format!(
                    "{host}/cn={cn},ou={root},ou={unit},ou=0002%20187512751,o=ASIP-SANTE,c=FR?{attribute};binary?base?objectClass=pkiCA"
                )
            }
        }
    }
}
