// SPDX-License-Identifier: EUPL-1.2
//! The method of resolution and the names of the servers.

use super::super::rule::Rule;
use super::super::{Finding, Form};
use super::{at, nothing_at, rule};
use crate::real_zone;
use input::Written;
use liste_blanche::dn::Dn;
use liste_blanche::dn::is_host;
use reports::text::Text;

/// The longest name of a server that the form has room for.
pub(super) const LONGEST: usize = 63;
/// Names that can never be found outside (RFC 6761 §6).
const RESERVED: [&str; 4] = ["test", "example", "invalid", "localhost"];

pub(super) fn of_form(form: &Form, found: &mut Vec<Finding>) {
    let label = || Text::new("Méthode de résolution DNS", "Method of DNS resolution");
    let place = form.dns.as_ref().map_or(form.place(), Written::place);
    let delegation = form.dns.as_ref().and_then(|dns| dns.delegation.as_ref());
    let redirection = form.dns.as_ref().and_then(|dns| dns.redirection.as_ref());
    match (delegation, redirection) {
        (None, None) => found.push(nothing_at(&rule::NO_METHOD, place, label())),
        (Some(_), Some(_)) => found.push(nothing_at(&rule::TWO_METHODS, place, label())),
        _ => {}
    }
    let cns = form.mail_servers();
    if let Some(mail_server) = redirection.and_then(|method| method.mail_server.as_ref()) {
        let named = |cn: &String| cn.eq_ignore_ascii_case(mail_server.trim());
        if !cns.is_empty() && !cns.iter().any(named) {
            let near = cns.first().cloned();
            let label = Text::new("Serveur de messagerie MSSanté", "MSSanté mail server");
            found.push(Finding { near, ..at(&rule::MAIL_SERVER_IS_CN, mail_server, &label) });
        }
    }
    if delegation.is_none() {
        for field in ["certificate-dn", "second-certificate-dn"].into_iter().filter_map(|id| form.field(id)) {
            let cn = field.words().and_then(|words| Dn::parse(words).ok()?.value("CN").map(str::to_owned));
            if let (Some(written), Some("mssante.fr")) = (field.written, cn.as_deref().and_then(real_zone)) {
                found.push(at(&rule::CN_IN_ESPACE, written, &field.label));
            }
        }
    }
    let secondary = delegation.and_then(|servers| servers.secondary.as_ref().zip(servers.primary.as_ref()));
    if let Some((secondary, primary)) = secondary
        && secondary.trim().eq_ignore_ascii_case(primary.trim())
    {
        let label = Text::new("Serveur DNS secondaire", "Secondary name server");
        found.push(at(&rule::SAME_SERVER, secondary, &label));
    }
}

/// The rules that the name of a server breaks by itself.
pub(super) fn of_server(name: &str) -> Vec<(&'static Rule, Option<String>)> {
    let near = || {
        let bare = name.trim_start_matches("http://").trim_start_matches("https://").trim_matches(['/', '.']);
        let bare = bare.to_ascii_lowercase();
        (bare != name.to_ascii_lowercase() && is_full(&bare)).then_some(bare)
    };
    let mut broken = Vec::new();
    if name.chars().count() > LONGEST {
        broken.push((&rule::SERVER_LENGTH, None));
    }
    if !name.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'.' || octet == b'-') {
        broken.push((&rule::SERVER_LETTERS, near()));
    } else if !is_full(&name.to_ascii_lowercase()) {
        broken.push((&rule::SERVER_FQDN, near()));
    } else if is_reserved(name) {
        broken.push((&rule::RESERVED, None));
    }
    broken
}

/// A host name with its domain, the last label not a number as in an IP address (RFC 1123 §2.1).
fn is_full(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or_default();
    is_host(name) && name.contains('.') && !last.bytes().all(|octet| octet.is_ascii_digit())
}

/// Whether a name stands below one that cannot exist.
pub(super) fn is_reserved(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or_default();
    RESERVED.iter().any(|reserved| last.eq_ignore_ascii_case(reserved))
}
