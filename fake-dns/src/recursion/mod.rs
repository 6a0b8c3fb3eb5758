// SPDX-License-Identifier: EUPL-1.2
//! Iterative resolution from a root of ours down to an answer, for askers that want recursion.

mod reply;

use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::time::Duration;

use hickory_proto::op::ResponseCode;
use hickory_proto::rr::{Name, Record, RecordType};

use crate::answer::{Answer, Question};
use crate::diary::Hop;
use crate::error::{DnsError, absolute};
use crate::exchange::ask;
use reply::{Step, address_in, follow_aliases, read};

/// The most servers asked for one question; a loop of delegations or aliases ends there.
const HOP_LIMIT: usize = 16;

/// An iterative resolver without a cache.
#[derive(Debug, Clone)]
pub(crate) struct Recursion {
    roots: Vec<(Name, SocketAddr)>,
    port: u16,
    hop_deadline: Duration,
}

/// The reason why a walk ended without an answer; the asker sees SERVFAIL.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("no root is known above {0}")]
    NoRoot(Name),
    #[error("no server of {0} gave a usable answer")]
    NoServer(Name),
    #[error("a delegation leads to {0}, which is neither loopback nor one of the roots")]
    Forbidden(IpAddr),
    #[error("more than {HOP_LIMIT} servers asked")]
    TooManyHops,
}

/// A walk in progress, boxed because a server without glue needs a walk within the walk.
type Walk<'a> = Pin<Box<dyn Future<Output = Result<Answer, Failure>> + Send + 'a>>;

impl Recursion {
    pub(crate) fn new(roots: Vec<(String, SocketAddr)>, port: u16, hop_deadline: Duration) -> Result<Self, DnsError> {
        let named = roots.into_iter().map(|(zone, address)| Ok((absolute(&zone)?, address)));
        Ok(Self { roots: named.collect::<Result<_, DnsError>>()?, port, hop_deadline })
    }

    /// The final answer to a question, or SERVFAIL, and the hops that led there.
    pub(crate) async fn resolve(&self, question: &Question) -> (Answer, Vec<Hop>) {
        let mut hops = Vec::new();
        let answer = self.walk(question.clone(), &mut hops).await.unwrap_or_else(|failure| {
            tracing::debug!(name = %question.name, kind = %question.kind, %failure, "the walk failed");
            Answer::bare(ResponseCode::ServFail)
        });
        (answer, hops)
    }

    /// The answer to a question, its aliases followed wherever they lead.
    fn walk<'a>(&'a self, question: Question, hops: &'a mut Vec<Hop>) -> Walk<'a> {
        Box::pin(async move {
            let mut gathered = Vec::new();
            let mut current = question;
            loop {
                let mut answer = self.descend(&current, hops).await?;
                let (records, target) = follow_aliases(&answer.answers, &current);
                gathered.extend(records);
                match target {
                    Some(target) if answer.rcode == ResponseCode::NoError => current.name = target,
                    _ => {
                        answer.answers = gathered;
                        return Ok(answer);
                    }
                }
            }
        })
    }

    /// Goes from the deepest root above a name down to the servers that speak for it.
    async fn descend(&self, question: &Question, hops: &mut Vec<Hop>) -> Result<Answer, Failure> {
        let (mut zone, mut servers) = self.start(&question.name)?;
        loop {
            match self.ask_in_turn(&zone, &servers, question, hops).await? {
                Step::Final(answer) => return Ok(answer),
                Step::Down { zone: child, servers: names, glue } => {
                    servers = self.addresses(&names, &glue, hops).await?;
                    zone = child;
                }
            }
        }
    }

    fn start(&self, name: &Name) -> Result<(Name, Vec<SocketAddr>), Failure> {
        let above = self.roots.iter().filter(|(zone, _)| zone.zone_of(name));
        let deepest = above.max_by_key(|(zone, _)| zone.iter().len());
        let (zone, _) = deepest.ok_or_else(|| Failure::NoRoot(name.clone()))?;
        let servers = self.roots.iter().filter(|(root, _)| root == zone).map(|(_, address)| *address);
        Ok((zone.clone(), servers.collect()))
    }

    /// Asks the servers of a zone one after the other until one gives a usable answer.
    async fn ask_in_turn(
        &self,
        zone: &Name,
        servers: &[SocketAddr],
        question: &Question,
        hops: &mut Vec<Hop>,
    ) -> Result<Step, Failure> {
        for server in servers {
            if hops.len() == HOP_LIMIT {
                return Err(Failure::TooManyHops);
            }
            let reply = ask(*server, question, self.hop_deadline).await;
            let step = match reply {
                Ok(message) => read(message, zone, question),
                Err(error) => Err(format!("no usable reply ({error})")),
            };
            let outcome = match &step {
                Ok(step) => step.to_string(),
                Err(why) => why.clone(),
            };
            let (zone, name, kind) = (zone.to_ascii(), question.name.to_ascii(), question.kind.to_string());
            hops.push(Hop { number: hops.len() + 1, server: *server, zone, name, kind, outcome });
            if let Ok(step) = step {
                return Ok(step);
            }
        }
        Err(Failure::NoServer(zone.clone()))
    }

    /// The addresses of the servers of a delegation, by glue or else by asking for each.
    async fn addresses(
        &self,
        names: &[Name],
        glue: &[Record],
        hops: &mut Vec<Hop>,
    ) -> Result<Vec<SocketAddr>, Failure> {
        let mut found = Vec::new();
        for name in names {
            found.extend(glue.iter().filter(|record| record.name == *name).filter_map(address_in));
        }
        if found.is_empty() {
            for name in names {
                found.extend(self.addresses_of(name, &mut *hops).await?);
            }
        }
        match found.iter().find(|address| !self.may_ask(**address)) {
            Some(foreign) => Err(Failure::Forbidden(*foreign)),
            None => Ok(found.into_iter().map(|address| SocketAddr::new(address, self.port)).collect()),
        }
    }

    /// The IPv4 addresses of a host, or its IPv6 addresses when there are none.
    async fn addresses_of(&self, name: &Name, hops: &mut Vec<Hop>) -> Result<Vec<IpAddr>, Failure> {
        for kind in [RecordType::A, RecordType::AAAA] {
            let answer = self.walk(Question { name: name.clone(), kind }, &mut *hops).await?;
            let found: Vec<IpAddr> = answer.answers.iter().filter_map(address_in).collect();
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(Vec::new())
    }

    /// Whether an address is loopback or a root: the walk stays among our own servers.
    fn may_ask(&self, address: IpAddr) -> bool {
        address.is_loopback() || self.roots.iter().any(|(_, root)| root.ip() == address)
    }
}
