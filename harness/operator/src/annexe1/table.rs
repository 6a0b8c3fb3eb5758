// SPDX-License-Identifier: EUPL-1.2
//! The form laid out as on paper: its tables, and in each the boxes with their labels and what was written into them.

use super::rule::{self, Rule};
use super::{Contact, Environment, Form};
use input::{Place, Written};
use reports::text::Text;

/// One table of the form.
#[derive(Debug)]
pub struct Table<'f> {
    /// Title of the table, as the form prints it.
    pub title: Text,
    /// Where it begins; none when it was left out.
    pub place: Option<Place>,
    /// Its boxes, in order.
    pub boxes: Vec<Field<'f>>,
}

/// One box.
#[derive(Debug, Clone)]
pub struct Field<'f> {
    /// The key under which it is written in the file.
    pub id: &'static str,
    /// What the form prints beside the box.
    pub label: Text,
    /// What was written into it; none when it is empty.
    pub written: Option<&'f Written<String>>,
    /// What kind of words belong there.
    pub kind: Kind,
    /// The rule that it breaks when it is left empty.
    pub empty: Option<&'static Rule>,
}

/// What goes into a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words of any kind.
    Words,
    /// A distinguished name.
    Dn,
    /// An e-mail address.
    Mailbox,
    /// A mailbox that everybody sees in the liste blanche.
    PublicMailbox,
    /// A telephone number.
    Phone,
    /// A FINESS or SIRET number.
    Structure,
    /// A host name.
    Host,
}

impl<'f> Field<'f> {
    /// The words in the box, blanks around them left out; none when there are none.
    pub fn words(&self) -> Option<&'f str> {
        self.written.map(|written| written.trim()).filter(|words| !words.is_empty())
    }
}

impl Table<'_> {
    /// What a box is called away from its table.
    pub fn full_label(&self, field: &Field<'_>) -> Text {
        match field.id.contains('.') {
            true => Text::new(
                format!("{}, {}", self.title.fr, field.label.fr),
                format!("{}, {}", self.title.en, field.label.en),
            ),
            false => field.label.clone(),
        }
    }
}

type Label = (&'static str, [&'static str; 2], Kind);

const CONTACT: [[Label; 4]; 4] = [
    contact(["project-lead.surname", "project-lead.first-name", "project-lead.phone", "project-lead.email"], false),
    contact(
        ["technical-lead.surname", "technical-lead.first-name", "technical-lead.phone", "technical-lead.email"],
        false,
    ),
    contact(
        [
            "incident-contacts.project.surname",
            "incident-contacts.project.first-name",
            "incident-contacts.project.phone",
            "incident-contacts.project.email",
        ],
        true,
    ),
    contact(
        [
            "incident-contacts.technical.surname",
            "incident-contacts.technical.first-name",
            "incident-contacts.technical.phone",
            "incident-contacts.technical.email",
        ],
        true,
    ),
];

const fn contact(ids: [&'static str; 4], public: bool) -> [Label; 4] {
    [
        (ids[0], ["Nom", "Surname"], Kind::Words),
        (ids[1], ["Prénom", "First name"], Kind::Words),
        (ids[2], ["Téléphone", "Phone"], Kind::Phone),
        (ids[3], ["Courriel", "E-mail"], if public { Kind::PublicMailbox } else { Kind::Mailbox }),
    ]
}

fn field<'f>(
    (id, [fr, en], kind): Label,
    written: &'f Option<Written<String>>,
    empty: Option<&'static Rule>,
) -> Field<'f> {
    Field { id, label: Text::new(fr, en), written: written.as_ref(), kind, empty }
}

impl Form {
    /// Every table of the form but the list of the domains, in the order of the paper.
    pub fn tables(&self) -> Vec<Table<'_>> {
        let incidents = self.incident_contacts.as_ref();
        let [lead, technical, project, second] = CONTACT;
        let mut tables = vec![
            self.identification(),
            self.representative(),
            contacts(["Chef de projet", "Project lead"], lead, self.project_lead.as_ref()),
            contacts(
                ["Responsable technique (si différent du chef de projet)", "Technical lead (if not the project lead)"],
                technical,
                self.technical_lead.as_ref(),
            ),
            contacts(
                [
                    "Contact projet en cas d’incident (affiché publiquement)",
                    "Project contact for incidents (published)",
                ],
                project,
                incidents.and_then(|both| both.project.as_ref()),
            ),
            contacts(
                [
                    "Contact technique en cas d’incident (affiché publiquement)",
                    "Technical contact for incidents (published)",
                ],
                second,
                incidents.and_then(|both| both.technical.as_ref()),
            ),
        ];
        tables.extend(self.methods());
        tables
    }

    fn identification(&self) -> Table<'_> {
        let empty = Some(&rule::EMPTY);
        let dn = |id, label| (id, label, Kind::Dn);
        let boxes = vec![
            field(("operateur", ["Nom de l’opérateur", "Name of the operator"], Kind::Words), &self.operateur, empty),
            field(
                dn("certificate-dn", ["DN du certificat d’authentification SSL", "DN of the SSL certificate"]),
                &self.certificate_dn,
                empty,
            ),
            field(
                dn("second-certificate-dn", ["DN du second certificat", "DN of the second certificate"]),
                &self.second_certificate_dn,
                None,
            ),
            field(
                (
                    "automatic-reply",
                    ["Boîte aux lettres de réponse automatique", "Automatic-reply mailbox"],
                    Kind::Mailbox,
                ),
                &self.automatic_reply,
                empty,
            ),
            field(
                ("editor", ["Éditeur du connecteur", "Editor of the connector"], Kind::Words),
                &self.editor,
                Some(&rule::NO_EDITOR),
            ),
        ];
        let title = Text::new("1. Identification de l’opérateur", "1. Identification of the operator");
        Table { title, place: Some(self.place()), boxes }
    }

    fn representative(&self) -> Table<'_> {
        let title = Text::new("Représentant légal de l’opérateur", "Legal representative of the operator");
        let Some(written) = &self.representative else { return Table { title, place: None, boxes: Vec::new() } };
        let empty = Some(&rule::EMPTY_CONTACT);
        let words = |id, label, written| field((id, label, Kind::Words), written, empty);
        let boxes = vec![
            words("representative.structure", ["Nom de la structure", "Name of the structure"], &written.structure),
            field(
                (
                    "representative.identifier",
                    ["Identifiant de la structure (FINESS ou SIRET)", "Identifier of the structure (FINESS or SIRET)"],
                    Kind::Structure,
                ),
                &written.identifier,
                empty,
            ),
            words("representative.surname", ["Nom", "Surname"], &written.surname),
            words("representative.first-name", ["Prénom", "First name"], &written.first_name),
            words("representative.address", ["Adresse postale", "Postal address"], &written.address),
            field(("representative.phone", ["Téléphone", "Phone"], Kind::Phone), &written.phone, empty),
            field(("representative.email", ["Courriel", "E-mail"], Kind::Mailbox), &written.email, empty),
        ];
        Table { title, place: Some(written.place()), boxes }
    }

    fn methods(&self) -> [Table<'_>; 2] {
        let empty = Some(&rule::EMPTY_RESOLUTION);
        let host = |id, label, written| field((id, label, Kind::Host), written, empty);
        let delegation = self.dns.as_ref().and_then(|dns| dns.delegation.as_ref());
        let redirection = self.dns.as_ref().and_then(|dns| dns.redirection.as_ref());
        let delegated = delegation.map(|servers| {
            vec![
                host("dns.delegation.primary", ["Serveur DNS primaire", "Primary name server"], &servers.primary),
                host(
                    "dns.delegation.secondary",
                    ["Serveur DNS secondaire", "Secondary name server"],
                    &servers.secondary,
                ),
            ]
        });
        let redirected = redirection.map(|server| {
            let label = ["Serveur de messagerie MSSanté", "MSSanté mail server"];
            vec![host("dns.redirection.mail-server", label, &server.mail_server)]
        });
        [
            Table {
                title: Text::new("4. DNS, méthode 1 : la délégation", "4. DNS, method 1: delegation"),
                place: delegation.map(Written::place),
                boxes: delegated.unwrap_or_default(),
            },
            Table {
                title: Text::new("4. DNS, méthode 2 : la redirection", "4. DNS, method 2: redirection"),
                place: redirection.map(Written::place),
                boxes: redirected.unwrap_or_default(),
            },
        ]
    }
}

fn contacts<'f>([fr, en]: [&str; 2], labels: [Label; 4], written: Option<&'f Written<Contact>>) -> Table<'f> {
    let boxes = written.map(|contact| {
        let written = [&contact.surname, &contact.first_name, &contact.phone, &contact.email];
        let both = labels.into_iter().zip(written);
        both.map(|(label, written)| field(label, written, Some(&rule::EMPTY_CONTACT))).collect()
    });
    Table { title: Text::new(fr, en), place: written.map(Written::place), boxes: boxes.unwrap_or_default() }
}

impl Environment {
    /// The word beside its box.
    pub fn id(self) -> &'static str {
        match self {
            Environment::Test => "test",
            Environment::Production => "production",
        }
    }
}
