// SPDX-License-Identifier: EUPL-1.2
//! What the plan hands to the world, the run and the report.

use super::letter::Letter;
use super::probe::{PROBE, Probe};
use crate::fault::{EditionFault, EntryFault, Fault};
use crate::scenario::{DnsShape, TlsShape, Variant};
use fake_dns::DnsFault;
use fake_pki::{Deviation, Subject};
use judgement::check::{Check, Expected};
use judgement::fact::Direction;
use judgement::owner::Owner;
use judgement::params;
use judgement::place::Place;
use reports::text::Text;
use std::net::Ipv4Addr;

/// Everything that one run will do.
#[derive(Debug, Clone)]
pub struct Plan {
    pub sut: Sut,
    pub cases: Vec<Case>,
    pub probe: Probe,
    pub seed: u64,
}

impl Plan {
    /// Every peer that is awake: those of the cases that run, and the probe. Owner, index among the owner's, peer.
    pub fn peers(&self) -> impl Iterator<Item = (&str, usize, &PeerPlan)> {
        let running = self.cases.iter().filter(|case| case.runs());
        let of_cases =
            running.flat_map(|case| case.peers.iter().enumerate().map(|(index, peer)| (case.id.as_str(), index, peer)));
        of_cases.chain([(PROBE, 0, &self.probe.peer)])
    }

    /// The inner mailboxes that exist, but for the one of the automatic reply.
    pub fn mailboxes(&self) -> impl Iterator<Item = &str> {
        self.cases.iter().map(|case| case.mailbox.as_str()).chain([self.probe.mailbox.as_str()])
    }

    /// No more editions than these are published: the first, and for each step that publishes one more, restored after.
    pub fn editions(&self) -> u32 {
        let steps = self.cases.iter().flat_map(|case| &case.steps);
        let publishing = steps.filter(|step| matches!(step, StepPlan::Publish { .. })).count();
        u32::try_from(1 + 2 * publishing).unwrap_or(u32::MAX)
    }
}

/// The connector under test as the world shows it to others.
#[derive(Debug, Clone)]
pub struct Sut {
    pub domaine: String,
    pub mx: String,
    pub subject: Subject,
    pub delegated: bool,
    pub automatic_reply: Option<String>,
}

impl Sut {
    /// What checks must know of it.
    pub fn params(&self) -> params::Sut {
        params::Sut {
            dn: self.subject.liste_blanche_dn(),
            mx: self.mx.clone(),
            domaine: self.domaine.clone(),
            automatic_reply: self.automatic_reply.clone(),
        }
    }
}

/// One variant, with everything of its own: peers, addresses, canary, mailbox.
#[derive(Debug, Clone)]
pub struct Case {
    pub id: String,
    pub variant: Variant,
    /// False when it runs only to be the control of another.
    pub selected: bool,
    pub control: Option<String>,
    /// Why it is not run, when it is not.
    pub not_applicable: Option<Text>,
    pub fault: Option<Fault>,
    pub peers: Vec<PeerPlan>,
    pub steps: Vec<StepPlan>,
    pub expected: Vec<Expected>,
    /// Expectations that are not judged, each with the capability that the connector does not declare.
    pub unjudged: Vec<(&'static Check, &'static str)>,
    /// The inner mailbox of this variant alone.
    pub mailbox: String,
    pub canary: String,
}

/// One peer, valid but for its one fault.
#[derive(Debug, Clone)]
pub struct PeerPlan {
    pub name: String,
    pub domaine: String,
    /// The preferred one first.
    pub hosts: Vec<Host>,
    pub subject: Subject,
    pub fault: Option<Fault>,
    pub dns: DnsShape,
    pub tls: TlsShape,
    pub listings: Vec<Listing>,
    /// Listed only from the moment its scenario publishes.
    pub newcomer: bool,
}

/// One mail server of a peer.
#[derive(Debug, Clone)]
pub struct Host {
    pub name: String,
    pub address: Ipv4Addr,
    pub preference: u16,
    /// False: nobody listens there.
    pub up: bool,
}

/// One entry of the liste blanche for a peer's domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    Own,
    /// The DN of an operator that has nothing to do with the peer.
    Other,
    /// Its own DN, with blanks after the commas.
    Spaced,
    /// Its own DN, with the O value between quotes.
    Quoted,
}

/// One step with its names filled in.
#[derive(Debug, Clone)]
pub enum StepPlan {
    Deliver {
        /// Index into the peers of the case.
        peer: usize,
        letter: Letter,
        /// With angle brackets.
        reverse_path: String,
        forward_path: String,
    },
    Submit {
        letter: Letter,
        from: String,
        to: String,
    },
    Publish {
        fault: Option<EditionFault>,
    },
}

impl PeerPlan {
    /// Where its observations are made.
    pub fn place(&self) -> Place {
        self.name.as_str().into()
    }

    pub fn deviation(&self) -> Option<Deviation> {
        match &self.fault {
            Some(Fault::Pki(deviation)) => Some(*deviation),
            _ => None,
        }
    }

    pub fn dns_fault(&self) -> Option<&DnsFault> {
        match &self.fault {
            Some(Fault::Dns(fault)) => Some(fault),
            _ => None,
        }
    }

    pub fn is_withdrawn(&self) -> bool {
        self.fault == Some(Fault::Entry(EntryFault::Withdrawn))
    }
}

impl Case {
    /// Whose its observations are.
    pub fn owner(&self) -> Owner {
        self.id.as_str().into()
    }

    pub fn runs(&self) -> bool {
        self.not_applicable.is_none()
    }

    /// True when it proves an absence, which needs the probe before and after it.
    pub fn is_negative(&self) -> bool {
        self.expected.iter().any(|expected| expected.check.negative)
    }

    /// Which way its message goes.
    pub fn direction(&self) -> Option<Direction> {
        self.steps.iter().find_map(|step| match step {
            StepPlan::Deliver { .. } => Some(Direction::Inbound),
            StepPlan::Submit { .. } => Some(Direction::Outbound),
            StepPlan::Publish { .. } => None,
        })
    }

    /// True when it changes what all others share, and so runs alone.
    pub fn is_epoch(&self) -> bool {
        self.variant.changes_shared_state()
    }
}
