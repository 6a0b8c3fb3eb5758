// SPDX-License-Identifier: EUPL-1.2
//! Is the connector there, and does it live in our world? Asked first, with words of its own, so that a fault of the
//! set-up never looks like a fault of the product.

use super::case::RunContext;
use crate::connector::{Capability, Connector};
use crate::driver::Ownership;
use crate::evidence::Recorder;
use hickory_resolver::Resolver;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::RData;
use judgement::fact::{Direction, Exchange, Fact, Part};
use judgement::owner::Owner;
use reports::text;
use reports::text::Text;
use std::net::{IpAddr, SocketAddrV4};
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::time::Instant;

/// Between two attempts at a port where nobody listens yet.
const RETRY: Duration = Duration::from_millis(20);

/// One answer of the pre-flight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readiness {
    pub id: &'static str,
    /// Without it nothing else can be judged.
    pub essential: bool,
    pub ready: Option<bool>,
    pub detail: Detail,
}

/// What was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detail {
    /// In words; those of the connector and of the system as they came.
    Words(Text),
    /// How the last exchange of the probe ended.
    Probe(Exchange),
}

impl From<Text> for Detail {
    fn from(words: Text) -> Detail {
        Detail::Words(words)
    }
}

/// Whom a listening address belongs to, where that can be asked.
type OwnershipOf<'o> = &'o (dyn Fn(SocketAddrV4) -> Option<Ownership> + Sync);

pub async fn ask(stage: &RunContext, connector: &Connector, owner: OwnershipOf<'_>) -> Vec<Readiness> {
    let recorder = &stage.world.recorder;
    let (smtp_in, submission, names) = tokio::join!(
        greets("smtp-in-greets", stage.smtp_in, &stage.timing),
        greets("submission-greets", stage.submission, &stage.timing),
        resolves(stage),
    );
    let greeted = smtp_in.ready == Some(true) && submission.ready == Some(true);
    let mut answers = vec![smtp_in, submission, names];
    if connector.pics.contains(&Capability::FetchesListeBlanche) {
        answers.push(list_fetched(stage, recorder).await);
    }
    if greeted {
        answers.extend([stage.smtp_in, stage.submission].into_iter().filter_map(|at| owner(at).map(|o| ours(at, &o))));
        let (inbound, outbound) = tokio::join!(
            in_force(stage, connector, Direction::Inbound),
            in_force(stage, connector, Direction::Outbound),
        );
        answers.extend(outbound.as_ref().map(|_| asks_our_dns(stage)));
        let admitted = inbound.as_ref().is_some_and(|answer| answer.ready == Some(true));
        answers.extend(inbound.into_iter().chain(outbound));
        if admitted {
            answers.push(mailboxes_known(stage).await);
        }
        if !connector.driver.starts_it() {
            answers.push(handed_out(stage));
        }
    }
    answers
}

/// What listens is what the harness started, and nobody else who held the port.
fn ours(address: SocketAddrV4, ownership: &Ownership) -> Readiness {
    let (ready, detail) = match ownership {
        Ownership::Ours => (Some(true), Text::same(address.to_string())),
        Ownership::Foreign { pid, program } => {
            let whose = format!("{program} ({pid})");
            (
                Some(false),
                text!(
                    "{address} est tenu par un autre programme : {whose}",
                    "{address} is held by another program: {whose}"
                ),
            )
        }
        Ownership::Unknown { why } => (None, text!("{address} : {why}", "{address}: {why}")),
    };
    Readiness { id: "listener-is-ours", essential: true, ready, detail: detail.into() }
}

/// To find the probe, the connector asked the DNS of the run: no other knows its domain.
fn asks_our_dns(stage: &RunContext) -> Readiness {
    let evidence = stage.world.recorder.evidence_of(&Owner::Probe);
    let asked = evidence.observations.iter().find_map(|o| match &o.fact {
        Fact::Asked(question) => Some(format!("{} {}", question.kind, question.name)),
        _ => None,
    });
    let detail = match &asked {
        Some(question) => Text::same(question.clone()),
        None => text!("aucune question à {}", "no question at {}", stage.world.dns()),
    };
    Readiness { id: "dns-asked", essential: true, ready: Some(asked.is_some()), detail: detail.into() }
}

/// How many mailboxes are named when some are unknown.
const NAMED: usize = 5;

/// The inner mailboxes that scenarios write to exist.
async fn mailboxes_known(stage: &RunContext) -> Readiness {
    let answer =
        |ready, detail: Text| Readiness { id: "mailboxes-known", essential: true, ready, detail: detail.into() };
    match stage.unknown_mailboxes().await {
        None => answer(None, Text::new("le dialogue n’a pas abouti", "the dialogue did not succeed")),
        Some(unknown) if unknown.is_empty() => {
            let count = stage.plan.mailboxes().count();
            answer(Some(true), text!("{count} boîtes", "{count} mailboxes"))
        }
        Some(unknown) => {
            let (count, first) = (unknown.len(), unknown.into_iter().take(NAMED).collect::<Vec<_>>().join(", "));
            answer(
                Some(false),
                text!("{count} boîte(s) inconnue(s), dont {first}", "{count} unknown mailbox(es), such as {first}"),
            )
        }
    }
}

/// The certificate shown to the probe is the one that `init` handed out.
fn handed_out(stage: &RunContext) -> Readiness {
    let evidence = stage.world.recorder.evidence_of(&Owner::Probe);
    let sessions = evidence.sessions_of(Part::PeerClient, None);
    let leaf = sessions.iter().rev().find_map(|session| session.tls()).and_then(|(_, tls)| tls.chain.first());
    let (ready, detail) = match leaf {
        None => (None, Text::new("aucun certificat n’a été vu", "no certificate was seen")),
        Some(leaf) if stage.world.is_handed_out(leaf) => (Some(true), Text::same(leaf.subject.clone())),
        Some(leaf) => {
            let subject = &leaf.subject;
            (
                Some(false),
                text!("la clé de {subject} n’est pas celle de l’essai", "the key of {subject} is not the run's"),
            )
        }
    };
    Readiness { id: "certificate-handed-out", essential: true, ready, detail: detail.into() }
}

/// The list is in force that way: the probe, valid and listed, is treated as one who is.
async fn in_force(stage: &RunContext, connector: &Connector, direction: Direction) -> Option<Readiness> {
    let (id, capability) = match direction {
        Direction::Inbound => ("inbound-in-force", Capability::ReceivesSmtp),
        Direction::Outbound => ("outbound-in-force", Capability::SendsSmtp),
    };
    if !connector.pics.contains(&capability) {
        return None;
    }
    let window = stage.timing.list().max(stage.timing.ready());
    let (attempt, _) = stage.until_listed(direction, &stage.plan.probe.peer.domaine, window).await;
    // A connector that does not speak as far as that is judged by the scenarios: no set-up explains it.
    let ready = if attempt.hopeless { None } else { Some(attempt.listed) };
    Some(Readiness { id, essential: true, ready, detail: Detail::Probe(attempt.how) })
}

async fn greets(id: &'static str, address: SocketAddrV4, timing: &crate::connector::Timing) -> Readiness {
    let deadline = Instant::now() + timing.ready();
    let answer = |ready, detail: Text| Readiness { id, essential: true, ready: Some(ready), detail: detail.into() };
    let stream = loop {
        match TcpStream::connect(address).await {
            Ok(stream) => break stream,
            Err(error) if Instant::now() >= deadline => {
                return answer(false, Text::same(format!("{address}: {error}")));
            }
            Err(_) => tokio::time::sleep_until((Instant::now() + RETRY).min(deadline)).await,
        }
    };
    let mut stream = stream;
    let mut greeting = [0u8; 512];
    match tokio::time::timeout(timing.step(), stream.read(&mut greeting)).await {
        Ok(Ok(n)) if greeting[..n].starts_with(b"220") => {
            answer(true, Text::same(judgement::escaped(greeting[..n].trim_ascii_end(), 200)))
        }
        Ok(Ok(0)) => answer(false, text!("{address} : fermé sans accueil", "{address}: closed without a greeting")),
        Ok(Ok(n)) => {
            let greeting = judgement::escaped(&greeting[..n], 80);
            answer(false, text!("{address} : accueille par {greeting}", "{address}: greets with {greeting}"))
        }
        Ok(Err(error)) => answer(false, Text::same(format!("{address}: {error}"))),
        Err(_) => {
            let waited = timing.step_ms;
            answer(
                false,
                text!("{address} : aucun accueil en {waited} ms", "{address}: no greeting within {waited} ms"),
            )
        }
    }
}

/// Asks our own resolver for the connector's domain with a resolver that is not ours.
async fn resolves(stage: &RunContext) -> Readiness {
    let (id, sut) = ("dns-answers", &stage.plan.sut);
    let answer = |ready, detail: Text| Readiness { id, essential: false, ready: Some(ready), detail: detail.into() };
    let resolver = match resolver(stage.world.dns()) {
        Ok(resolver) => resolver,
        Err(error) => return answer(false, Text::same(error.to_string())),
    };
    let domaine = format!("{}.", sut.domaine);
    let exchangers = match resolver.mx_lookup(domaine.as_str()).await {
        Ok(lookup) => lookup,
        Err(error) => return answer(false, text!("MX de {domaine} : {error}", "MX of {domaine}: {error}")),
    };
    let named = exchangers.answers().iter().find_map(|record| match &record.data {
        RData::MX(mx) => Some(mx.exchange.to_utf8()),
        _ => None,
    });
    let Some(host) = named else { return answer(false, text!("{domaine} n’a pas de MX", "{domaine} has no MX")) };
    match resolver.ipv4_lookup(host.as_str()).await {
        Ok(found) => {
            let address = found.answers().iter().find_map(|record| match &record.data {
                RData::A(a) => Some(a.0),
                _ => None,
            });
            let right =
                address == Some(*stage.smtp_in.ip()) && host.trim_end_matches('.').eq_ignore_ascii_case(&sut.mx);
            let shown = address.map(|a| a.to_string()).unwrap_or_default();
            answer(right, Text::same(format!("{domaine} MX {host} A {shown}")))
        }
        Err(error) => answer(false, text!("A de {host} : {error}", "A of {host}: {error}")),
    }
}

fn resolver(at: SocketAddrV4) -> Result<Resolver<TokioRuntimeProvider>, hickory_resolver::net::NetError> {
    let mut udp = ConnectionConfig::udp();
    udp.port = at.port();
    let server = NameServerConfig::new(IpAddr::V4(*at.ip()), true, vec![udp]);
    let config = ResolverConfig::from_parts(None, vec![], vec![server]);
    let mut builder = Resolver::builder_with_config(config, TokioRuntimeProvider::default());
    let options = builder.options_mut();
    options.use_hosts_file = ResolveHosts::Never;
    options.cache_size = 0;
    options.attempts = 1;
    options.timeout = Duration::from_secs(2);
    builder.build()
}

async fn list_fetched(stage: &RunContext, recorder: &Recorder) -> Readiness {
    let fetched = |fact: &Fact| matches!(fact, Fact::Downloaded(d) if d.edition.is_some() && d.status == 200);
    let seen = recorder.wait(&Owner::Run, stage.timing.list(), |seen| seen.any(fetched)).await;
    let detail = if seen {
        Text::new("la liste blanche a été relevée", "the liste blanche was fetched")
    } else {
        let (url, waited) = (stage.world.liste_blanche_url(), stage.timing.list_ms);
        text!("{url} n’a pas été relevée en {waited} ms", "{url} was not fetched within {waited} ms")
    };
    Readiness { id: "list-fetched", essential: false, ready: Some(seen), detail: detail.into() }
}
