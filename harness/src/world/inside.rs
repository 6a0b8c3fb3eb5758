// SPDX-License-Identifier: EUPL-1.2
//! The mail server behind the connector: it takes mail for the mailboxes of the run and for nobody else.

use super::{WorldError, WorldSetup};
use crate::plan::Plan;
use crate::wire::smtp::{Mailboxes, Manners, Server};
use judgement::fact::{Fact, Part};
use judgement::owner::Owner;
use judgement::place::Place;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The name it gives itself, under the connector's own domain.
pub fn hostname(plan: &Plan) -> String {
    format!("interne.{}", plan.sut.domaine)
}

pub async fn open(setup: &WorldSetup<'_>) -> Result<Server, WorldError> {
    let address = setup.bench.internal_mail_server;
    let owners = Owners::new(setup.plan);
    let manners = Manners {
        part: Part::InternalServer,
        hostname: hostname(setup.plan),
        tls: None,
        mailboxes: known_mailboxes(setup.plan),
        does: None,
        fault: None,
        step: setup.step * 10,
    };
    let reporter = setup.recorder.attributing(Place::Internal, move |fact| owners.of(fact));
    let bound = Server::bind(address, manners, reporter).await;
    bound.map_err(|error| WorldError::Listen {
        what: "the internal mail server",
        address: address.to_string(),
        why: error.to_string(),
    })
}

fn known_mailboxes(plan: &Plan) -> Mailboxes {
    let mailboxes = plan.mailboxes().map(str::to_owned);
    let mut known: Vec<String> = mailboxes.chain(plan.sut.automatic_reply.clone()).collect();
    known.push(format!("postmaster@{}", plan.sut.domaine));
    Arc::new(move |path| {
        let address = path.trim_matches(['<', '>']);
        known.iter().any(|mailbox| mailbox.eq_ignore_ascii_case(address))
    })
}

/// Who owns what arrives inside: by canary, then by mailbox, since each variant has one of both to itself.
struct Owners {
    by_canary: BTreeMap<String, Owner>,
    by_mailbox: BTreeMap<String, Owner>,
}

impl Owners {
    fn new(plan: &Plan) -> Owners {
        let cases = plan.cases.iter();
        let probe = (format!("<{}>", plan.probe.mailbox), Owner::Probe);
        Owners {
            by_canary: cases.clone().map(|case| (case.canary.clone(), case.owner())).collect(),
            by_mailbox: cases.map(|case| (format!("<{}>", case.mailbox), case.owner())).chain([probe]).collect(),
        }
    }

    fn of(&self, fact: &Fact) -> Owner {
        let Fact::MessageTaken { message, forward_paths, .. } = fact else { return Owner::Run };
        let by_canary = message.canary.as_ref().and_then(|canary| self.by_canary.get(canary));
        by_canary
            .or_else(|| forward_paths.iter().find_map(|path| self.by_mailbox.get(path)))
            .cloned()
            .unwrap_or_default()
    }
}
