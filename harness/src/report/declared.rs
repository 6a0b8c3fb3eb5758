// SPDX-License-Identifier: EUPL-1.2
//! What the connector's file declares, as the report shows it: who and where, and what a run needs (PIXIT).

use crate::connector::{Connector, Isolation, Process};
use reports::model::{Entry, Identification, Party};
use reports::text::Text;

/// Who tested what for whom; these are the words of the connector's file, none of them verified.
pub(super) fn identification(connector: &Connector, issued: String) -> Identification {
    let laboratory = connector.laboratory.as_ref();
    Identification {
        laboratory: laboratory.map(|l| party(&l.name, &l.address, &l.contact)),
        responsible: laboratory.and_then(|l| l.responsible.clone()),
        place: laboratory.and_then(|l| l.place.clone()),
        operator: connector.operator.as_ref().map(|o| party(&o.name, &o.address, &o.contact)),
        environment: connector.annexe1.as_ref().and_then(|form| form.environment).map(|space| space.id().to_owned()),
        // `Display` of a date is year, month and day (ISO 8601).
        received: connector.identity.received.map(|date| date.to_string()),
        issued: Some(issued),
    }
}

fn party(name: &str, address: &Option<String>, contact: &Option<String>) -> Party {
    Party { name: name.to_owned(), address: address.clone(), contact: contact.clone() }
}

/// What the bench had to know in order to play against the connector.
pub(super) fn pixit(connector: &Connector) -> Vec<Entry> {
    let (role, bench) = (&connector.role, &connector.bench);
    // Its domain, MX, DN and DNS method are those of the connector in the report.
    let mut rows = Vec::new();
    if let Some(mailbox) = &role.automatic_reply {
        rows.push(entry("automatic-reply", "Boîte de réponse automatique", "Automatic-reply mailbox", mailbox));
    }
    rows.push(entry("driver", "Pilote", "Driver", connector.driver.id()));
    if let Some(process) = &connector.process {
        rows.extend(program(process));
    }
    let first_peer = format!("{}:{}", bench.first_peer, bench.peer_port);
    rows.extend([
        entry("smtp-in", "Entrée SMTP, du côté des pairs", "SMTP in, from the peers", connector.smtp_in),
        entry("submission", "Soumission, du côté interne", "Submission, from inside", connector.submission),
        entry("internal-mail-server", "Messagerie interne", "Inner mail server", bench.internal_mail_server),
        entry("first-peer", "Premier pair", "First peer", first_peer),
        entry("dns", "Résolveur", "Resolver", bench.dns),
        entry("dns-parent", "DNS de l’espace de confiance", "DNS of the espace de confiance", bench.dns_parent),
        entry("dns-operateurs", "DNS des opérateurs", "Operators' DNS", bench.dns_operateurs),
        entry("dns-secondaire", "DNS secondaire", "Secondary DNS", bench.dns_secondaire),
        entry("publication", "Publication de la liste blanche", "Publication of the liste blanche", bench.publication),
        entry("revocation", "Listes de révocation", "Revocation lists", bench.revocation),
    ]);
    rows
}

/// The program that the bench starts; its arguments may hold secrets and are left out.
fn program(process: &Process) -> Vec<Entry> {
    let isolation = match process.isolation {
        Isolation::None => "none",
        Isolation::Namespaces => "namespaces",
    };
    let program = process.start.first().map_or("", String::as_str);
    vec![entry("start", "Programme", "Program", program), entry("isolation", "Isolement", "Isolation", isolation)]
}

fn entry(id: &str, fr: &str, en: &str, value: impl ToString) -> Entry {
    Entry { id: id.to_owned(), label: Text::new(fr, en), value: value.to_string() }
}
