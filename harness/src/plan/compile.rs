// SPDX-License-Identifier: EUPL-1.2
//! From the selected variants to cases.

use super::case::{Case, Host, Listing, PeerPlan, Plan, StepPlan, Sut};
use super::letter::Letter;
use super::names::{self, Addresses, ESPACE_DE_CONFIANCE, OPERATEURS};
use super::probe::Probe;
use crate::connector::{Connector, DnsMethod};
use crate::fault::{EntryFault, Fault};
use crate::scenario::{
    Catalogue, DnsShape, ListedAs, MessageKind, MxShape, PeerShape, Sender, Step, Target, TlsShape, Variant,
};
use fake_pki::Subject;
use input::InputError;
use judgement::check::{self, Check, Expected};
use judgement::custody::bare;
use judgement::params::{self, Params};
use reports::text;
use reports::text::Text;
use std::collections::BTreeSet;

/// What the user asked for.
pub struct Selection<'a> {
    /// Ids of variants; their controls come along by themselves.
    pub ids: &'a [String],
    pub seed: u64,
}

/// Compiles the selected variants and their controls for one connector.
pub fn compile(
    catalogue: &Catalogue,
    connector: &Connector,
    selection: &Selection<'_>,
) -> Result<Plan, Vec<InputError>> {
    let selected: BTreeSet<&str> = selection.ids.iter().map(String::as_str).collect();
    let mut wanted: BTreeSet<&str> = selected.clone();
    for variant in catalogue.variants.iter().filter(|v| selected.contains(v.id.as_str())) {
        wanted.extend(variant.scenario.control.as_ref().map(|c| c.value.as_str()));
    }
    let sut = sut(connector);
    let mut addresses = Addresses::from(connector.bench.first_peer);
    let probe = Probe::plan(&sut.domaine, selection.seed, &mut addresses);
    let mut compiler = Compiler { connector, sut: &sut, seed: selection.seed, addresses };
    let (mut cases, mut errors) = (Vec::new(), Vec::new());
    let variants = catalogue.variants.iter().filter(|v| wanted.contains(v.id.as_str()));
    for (number, variant) in (1..).zip(variants) {
        match compiler.case(variant, number, selected.contains(variant.id.as_str())) {
            Ok(case) => cases.push(case),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(Plan { sut, cases, probe, seed: selection.seed }) } else { Err(errors) }
}

/// A plan in which nothing is played: a world for the connector to live in while it is called on.
pub fn idle(connector: &Connector) -> Plan {
    let sut = sut(connector);
    let probe = Probe::plan(&sut.domaine, 0, &mut Addresses::from(connector.bench.first_peer));
    Plan { sut, cases: Vec::new(), probe, seed: 0 }
}

fn sut(connector: &Connector) -> Sut {
    let role = &connector.role;
    Sut {
        domaine: role.domaine.clone(),
        mx: role.mx.clone(),
        subject: Subject {
            cn: role.mx.clone(),
            ou: role.ou.clone(),
            o: role.o.clone(),
            st: role.st.clone(),
            c: "FR".to_owned(),
        },
        delegated: role.dns_method == DnsMethod::Delegation,
        automatic_reply: role.automatic_reply.as_ref().map(|local| format!("{local}@{}", role.domaine)),
    }
}

struct Compiler<'a> {
    connector: &'a Connector,
    sut: &'a Sut,
    seed: u64,
    addresses: Addresses,
}

impl Compiler<'_> {
    fn case(&mut self, variant: &Variant, number: usize, selected: bool) -> Result<Case, InputError> {
        let mut peers = Vec::new();
        for (name, shape) in &variant.peers {
            let peer = self.peer(name, shape, number);
            peers.push(peer);
        }
        // A sub-domain is named after its parent, which may come later in the file.
        for (index, shape) in variant.peers.values().enumerate() {
            if let Some(parent) = shape.under.as_ref().and_then(|p| peers.iter().find(|peer| peer.name == *p)) {
                peers[index].domaine = format!("{}.{}", peers[index].name, parent.domaine);
            }
        }
        let mut case = Case {
            id: variant.id.clone(),
            variant: variant.clone(),
            selected,
            control: variant.scenario.control.as_ref().map(|c| c.value.clone()),
            not_applicable: self.not_applicable(variant),
            fault: variant.fault(),
            peers,
            steps: Vec::new(),
            expected: Vec::new(),
            unjudged: Vec::new(),
            mailbox: format!("essai-{number}@{}", self.sut.domaine),
            canary: names::canary(self.seed, &variant.id),
        };
        case.steps = variant.script.iter().map(|step| self.step(&case, step)).collect();
        let expected = self.expected(&case)?;
        let missing = |expected: &Expected| expected.check.needs.filter(|need| !self.declares(need));
        let (judged, unjudged): (Vec<_>, Vec<_>) = expected.into_iter().partition(|e| missing(e).is_none());
        case.unjudged = unjudged.iter().filter_map(|e| missing(e).map(|need| (e.check, need))).collect();
        case.expected = judged;
        if let (true, None, Some((_, need))) = (case.expected.is_empty(), &case.not_applicable, case.unjudged.first()) {
            case.not_applicable = Some(undeclared(need));
        }
        Ok(case)
    }

    fn not_applicable(&self, variant: &Variant) -> Option<Text> {
        let missing = variant.scenario.needs.iter().find(|need| !self.connector.pics.contains(need))?;
        Some(undeclared(missing.id()))
    }

    fn declares(&self, need: &str) -> bool {
        self.connector.pics.iter().any(|capability| capability.id() == need)
    }

    fn peer(&mut self, name: &str, shape: &PeerShape, number: usize) -> PeerPlan {
        let label = names::label(name, number);
        let domaine = format!("{label}.{ESPACE_DE_CONFIANCE}");
        let dns = shape.dns.unwrap_or(DnsShape::Redirection);
        let host = format!("mx.{label}.{OPERATEURS}");
        let hosts = self.hosts(&host, shape.mx.unwrap_or(MxShape::One));
        PeerPlan {
            name: name.to_owned(),
            subject: names::subject(&host, name, number),
            domaine,
            hosts,
            fault: shape.fault.clone(),
            dns,
            tls: shape.tls.unwrap_or(TlsShape::Any),
            listings: listings(shape),
            newcomer: shape.listed_as == Some(ListedAs::Newcomer),
        }
    }

    /// The host that the certificate names is the one that ends up taking the message; a dead one needs none.
    fn hosts(&mut self, host: &str, shape: MxShape) -> Vec<Host> {
        let mut named = |name: String, preference, up| Host { name, address: self.addresses.take(), preference, up };
        match shape {
            MxShape::One => vec![named(host.to_owned(), 10, true)],
            MxShape::Two => vec![named(host.to_owned(), 10, true), named(format!("second.{host}"), 20, true)],
            MxShape::FirstDown => vec![named(format!("first.{host}"), 10, false), named(host.to_owned(), 20, true)],
        }
    }

    fn step(&self, case: &Case, step: &Step) -> StepPlan {
        let index = |name: &str| case.peers.iter().position(|p| p.name == name).unwrap_or_default();
        let box_of = |name: &str| format!("medecin@{}", case.peers[index(name)].domaine);
        let letter =
            |kind: MessageKind, from: String, to: String| Letter { kind, canary: case.canary.clone(), from, to };
        match step {
            Step::Deliver { peer, message, from, to } => {
                let to_address = match to {
                    Target::Box => case.mailbox.clone(),
                    Target::Unknown => format!("inconnu-{}", case.mailbox),
                    Target::AutomaticReply => self.sut.automatic_reply.clone().unwrap_or_default(),
                    Target::Peer(other) => box_of(other),
                };
                let header_from = match from {
                    Sender::Peer(other) => box_of(other),
                    Sender::UpperCase => format!("medecin@{}", case.peers[index(peer)].domaine.to_uppercase()),
                    Sender::Own | Sender::Null => box_of(peer),
                };
                StepPlan::Deliver {
                    peer: index(peer),
                    reverse_path: if *from == Sender::Null { "<>".to_owned() } else { format!("<{header_from}>") },
                    forward_path: format!("<{to_address}>"),
                    letter: letter(*message, header_from, to_address),
                }
            }
            Step::Submit { to, message } => StepPlan::Submit {
                letter: letter(*message, case.mailbox.clone(), box_of(to)),
                from: case.mailbox.clone(),
                to: box_of(to),
            },
            Step::Publish { fault } => StepPlan::Publish { fault: *fault },
        }
    }

    fn expected(&self, case: &Case) -> Result<Vec<Expected>, InputError> {
        let scenario = &case.variant.scenario;
        let mut expected = Vec::new();
        for expectation in &scenario.expect {
            let named = &expectation.check;
            let Some(found) = check::find(&named.value) else {
                let error = scenario.source.error_of(named, format!("unknown check `{}`", named.value));
                let error = error.known(&named.value, check::checks().map(|c| c.id));
                return Err(error.help("`mssante-harness list checks` prints them all"));
            };
            self.check_expectation(case, found, expectation)?;
            let peer = expectation.peer.as_ref().and_then(|p| case.peers.iter().find(|peer| peer.name == p.value));
            expected.push(Expected { check: found, params: self.params(case, peer) });
        }
        Ok(expected)
    }

    fn check_expectation(
        &self,
        case: &Case,
        found: &Check,
        expectation: &crate::scenario::Expectation,
    ) -> Result<(), InputError> {
        let source = &case.variant.scenario.source;
        if found.needs_peer() && expectation.peer.is_none() {
            let error = source.error_of(&expectation.check, format!("`{}` needs `peer:`", found.id));
            return Err(error.known("", case.peers.iter().map(|p| p.name.as_str())));
        }
        if found.negative && case.control.is_none() {
            let what = format!("`{}` proves an absence, and this scenario names no `control:`", found.id);
            let error = source.error_of(&expectation.check, what);
            return Err(error.help("name the same situation without the fault; a dead connector refuses everything"));
        }
        Ok(())
    }

    fn params(&self, case: &Case, peer: Option<&PeerPlan>) -> Params {
        Params {
            sut: self.sut.params(),
            peer: peer.map(|peer| params::Peer {
                name: peer.name.clone(),
                domaine: peer.domaine.clone(),
                mx: peer.hosts.iter().map(|host| host.name.clone()).collect(),
                fault: peer.fault.as_ref().map(Fault::id),
            }),
            canary: case.canary.clone(),
            envelope: envelope(case),
        }
    }
}

fn undeclared(id: &str) -> Text {
    text!("capacité non déclarée : {id}", "capability not declared: {id}")
}

/// The envelope of the one message of the script.
fn envelope(case: &Case) -> Option<params::Envelope> {
    let direction = case.direction()?;
    case.steps
        .iter()
        .find_map(|step| match step {
            StepPlan::Deliver { reverse_path, forward_path, .. } => Some((reverse_path, forward_path)),
            StepPlan::Submit { from, to, .. } => Some((from, to)),
            StepPlan::Publish { .. } => None,
        })
        .map(|(from, to)| params::Envelope {
            direction,
            reverse_path: bare(from).to_owned(),
            forward_path: bare(to).to_owned(),
        })
}

fn listings(shape: &PeerShape) -> Vec<Listing> {
    match (&shape.fault, shape.listed_as.unwrap_or(ListedAs::Plain)) {
        (Some(Fault::Entry(EntryFault::NotListed)), _) => vec![],
        (Some(Fault::Entry(EntryFault::OtherDn)), _) => vec![Listing::Other],
        (_, ListedAs::Plain | ListedAs::Newcomer) => vec![Listing::Own],
        (_, ListedAs::TwoDns) => vec![Listing::Other, Listing::Own],
        (_, ListedAs::Duplicated) => vec![Listing::Own, Listing::Own],
        (_, ListedAs::SpacedDn) => vec![Listing::Spaced],
        (_, ListedAs::QuotedDn) => vec![Listing::Quoted],
    }
}
