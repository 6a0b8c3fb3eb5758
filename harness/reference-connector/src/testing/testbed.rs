// SPDX-License-Identifier: EUPL-1.2
//! Two operators in one espace de confiance, with DNS, publication point and mail servers.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU8, Ordering},
    },
};

use rustls::pki_types::CertificateDer;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};
use tokio::{net::TcpListener, sync::mpsc, time::timeout};

use crate::{
    Config, Connector, ListeBlancheConfig, Mutation, RetryConfig,
    smtp::{client::Client, failure::DeliveryFailure},
    testing::{
        Leaf, Pki,
        network::{DEADLINE, Delivered, Pages, Zone, mail_server, mail_server_at, resolver, web_server},
        pem, reverse_path, signed_list,
    },
};

/// The number of the next loopback network: all testbeds listen on the same ports.
static NETWORKS: AtomicU8 = AtomicU8::new(1);

/// The infrastructure of the operators `a` and `b`, which are not yet started.
pub(crate) struct Testbed {
    pub(crate) pki: Pki,
    pub(crate) zone: Arc<Mutex<Zone>>,
    pub(crate) pages: Pages,
    pub(crate) signer: Leaf,
    dns: SocketAddr,
    web: SocketAddr,
    network: u8,
    peer_port: u16,
    folder: tempfile::TempDir,
}

/// One started operator.
pub(crate) struct Operator {
    pub(crate) connector: Connector,
    pub(crate) mail: mpsc::UnboundedReceiver<Delivered>,
}

/// The DN of an operator, as the list writes it.
pub(crate) fn dn(letter: char) -> String {
    format!("CN=mss.{letter}.test,OU=199000000{},O=HOPITAL,ST=Paris (75),C=FR", letter as u32 % 10)
}

/// The same DN in the order of the certificate.
pub(crate) fn rdns(letter: char) -> Vec<String> {
    let dn = dn(letter);
    dn.split(',').rev().map(str::to_owned).collect()
}

impl Testbed {
    pub(crate) async fn new() -> Testbed {
        let network = NETWORKS.fetch_add(1, Ordering::Relaxed);
        let free = TcpListener::bind((IpAddr::from([127, 78, network, 1]), 0)).await.unwrap();
        let zone = Arc::new(Mutex::new(Zone::default()));
        let pages = Pages::default();
        let pki = Pki::new();
        let testbed = Testbed {
            signer: pki.signer_with(|_| {}),
            dns: resolver(zone.clone()).await,
            web: web_server(pages.clone()).await,
            peer_port: free.local_addr().unwrap().port(),
            folder: tempfile::tempdir().unwrap(),
            zone,
            pages,
            network,
            pki,
        };
        testbed.publish_crls(&[]);
        testbed.publish_list(&[('a', 'a'), ('b', 'b')], 0);
        for letter in ['a', 'b'] {
            testbed.publish_names(letter);
        }
        testbed
    }

    fn publish_names(&self, letter: char) {
        let mut zone = self.zone.lock().unwrap();
        let host = format!("mss.{letter}.test");
        zone.mx.insert(format!("{letter}.mssante.test"), vec![(10, host.clone())]);
        zone.a.insert(host, self.address(letter));
    }

    /// Publishes a list of (domain letter, certificate letter), dated some minutes from now.
    pub(crate) fn publish_list(&self, entries: &[(char, char)], minutes: i64) {
        let list = signed_list(&minutes_from_now(minutes), &borrowed(&listed(entries)), &self.signer);
        self.pages.lock().unwrap().insert("/liste.xml".to_owned(), list.into_bytes());
    }

    /// Publishes both operators and one more DN for a domain.
    pub(crate) fn publish_extra(&self, nom: &str, dn: &str) {
        let entries = listed(&[('a', 'a'), ('b', 'b')]);
        let mut entries = borrowed(&entries);
        entries.push((nom, dn));
        let list = signed_list(&minutes_from_now(0), &entries, &self.signer);
        self.pages.lock().unwrap().insert("/liste.xml".to_owned(), list.into_bytes());
    }

    /// Changes the published list without a new signature.
    pub(crate) fn tamper(&self, from: &str, to: &str) {
        let mut pages = self.pages.lock().unwrap();
        let list = pages.get_mut("/liste.xml").unwrap();
        *list = String::from_utf8(list.clone()).unwrap().replace(from, to).into_bytes();
    }

    pub(crate) fn publish_crls(&self, revoked: &[u64]) {
        let mut pages = self.pages.lock().unwrap();
        let now = OffsetDateTime::now_utc();
        pages.insert("/racine.crl".to_owned(), self.pki.root_crl(false));
        pages.insert("/organisations.crl".to_owned(), self.pki.crl(revoked, now));
    }

    pub(crate) fn address(&self, letter: char) -> IpAddr {
        IpAddr::from([127, 78, self.network, letter as u8])
    }

    pub(crate) fn leaf(&self, letter: char) -> Leaf {
        self.pki.leaf(&rdns(letter))
    }

    /// Starts an operator with a valid certificate.
    pub(crate) async fn operator(&self, letter: char, mutation: Option<Mutation>) -> Operator {
        self.operator_with(letter, &self.leaf(letter), mutation).await
    }

    pub(crate) async fn operator_with(&self, letter: char, leaf: &Leaf, mutation: Option<Mutation>) -> Operator {
        self.operator_as(letter, leaf, |config| Config { mutation, ..config }).await
    }

    /// Starts an operator with a changed configuration.
    pub(crate) async fn operator_as(
        &self,
        letter: char,
        leaf: &Leaf,
        changed: impl FnOnce(Config) -> Config,
    ) -> Operator {
        let (internal, mail) = mail_server().await;
        let config = changed(self.config(letter, leaf, internal));
        Operator { connector: Connector::start(config).await.unwrap(), mail }
    }

    /// A third operator, whose domain is listed too.
    pub(crate) async fn third_operator(&self) -> Operator {
        self.publish_list(&[('a', 'a'), ('b', 'b'), ('c', 'c')], 0);
        self.publish_names('c');
        self.operator('c', None).await
    }

    /// One more operator, which receives for the domain of `b` as its least preferred MX.
    pub(crate) async fn last_mx_of_b(&self) -> Operator {
        let nom = "b.mssante.test";
        self.publish_extra(nom, &dn('c'));
        {
            let mut zone = self.zone.lock().unwrap();
            zone.mx.entry(nom.to_owned()).or_default().push((20, "mss.c.test".to_owned()));
            zone.a.insert("mss.c.test".to_owned(), self.address('c'));
        }
        let (internal, mail) = mail_server().await;
        let config = Config { domaines: vec![nom.to_owned()], ..self.config('c', &self.leaf('c'), internal) };
        Operator { connector: Connector::start(config).await.unwrap(), mail }
    }

    /// A peer at the operator's address that receives mail in cleartext only.
    pub(crate) async fn cleartext_peer(&self, letter: char) -> mpsc::UnboundedReceiver<Delivered> {
        mail_server_at(SocketAddr::new(self.address(letter), self.peer_port)).await.1
    }

    pub(crate) fn config(&self, letter: char, leaf: &Leaf, internal: SocketAddr) -> Config {
        let url = |page: &str| format!("http://{}/{page}", self.web);
        Config {
            hostname: format!("mss.{letter}.test"),
            domaines: vec![format!("{letter}.mssante.test")],
            smtp: SocketAddr::new(self.address(letter), self.peer_port),
            submission: SocketAddr::new(self.address(letter), 0),
            internal_mail_server: internal,
            source: self.address(letter),
            peer_port: self.peer_port,
            dns: self.dns,
            certificate_chain: self.pem(&format!("{letter}.pem"), &[&leaf.der, &self.pki.intermediate]),
            private_key: self.file(&format!("{letter}.key"), &leaf.key.serialize_pem()),
            trust_anchors: self.pem("racine.pem", &[&self.pki.root]),
            liste_blanche: ListeBlancheConfig {
                url: url("liste.xml"),
                refresh_ms: 3_600_000,
                timeout_ms: 5_000,
                signer: None,
            },
            crl_urls: vec![url("racine.crl"), url("organisations.crl")],
            automatic_reply: Some(format!("auto@{letter}.mssante.test")),
            retry: RetryConfig { delay_ms: 10, attempts: 2 },
            timeout_ms: 5000,
            dns_timeout_ms: 5000,
            max_message_size: 100_000,
            mutation: None,
        }
    }

    fn pem(&self, name: &str, certificates: &[&CertificateDer<'static>]) -> PathBuf {
        let block = |der: &&CertificateDer<'static>| pem(der);
        self.file(name, &certificates.iter().map(block).collect::<String>())
    }

    fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }
}

impl Operator {
    /// Submits a message and returns the first refusal, if any.
    pub(crate) async fn submit(&self, sender: &str, recipient: &str, message: &str) -> Result<(), DeliveryFailure> {
        self.submit_to(sender, &[recipient], message).await
    }

    /// The same for several recipients.
    pub(crate) async fn submit_to(
        &self,
        sender: &str,
        recipients: &[&str],
        message: &str,
    ) -> Result<(), DeliveryFailure> {
        let mut client = Client::connect(self.connector.submission_address(), None, DEADLINE).await?;
        client.ehlo("interne.test").await?;
        client.mail(&reverse_path(sender), Some(message.as_bytes())).await?;
        for recipient in recipients {
            client.rcpt(&recipient.parse().unwrap()).await?;
        }
        client.data(message.as_bytes()).await?;
        client.quit().await;
        Ok(())
    }

    /// The next message at the internal mail server.
    pub(crate) async fn next_mail(&mut self) -> Delivered {
        timeout(DEADLINE, self.mail.recv()).await.expect("no mail before the deadline").unwrap()
    }

    /// The next messages at the internal mail server, which has no others.
    pub(crate) async fn only_mails(&mut self, number: usize) -> Vec<Delivered> {
        let mut mails = Vec::new();
        for _ in 0..number {
            mails.push(self.next_mail().await);
        }
        assert!(!self.has_mail());
        mails
    }

    /// Whether the internal mail server has another message.
    pub(crate) fn has_mail(&mut self) -> bool {
        self.mail.try_recv().is_ok()
    }
}

/// A date in the format of lists.
pub(crate) fn minutes_from_now(minutes: i64) -> String {
    let date = OffsetDateTime::now_utc() + time::Duration::minutes(minutes);
    date.replace_nanosecond(0).unwrap().format(&Rfc3339).unwrap()
}

fn listed(entries: &[(char, char)]) -> Vec<(String, String)> {
    entries.iter().map(|(domain, certificate)| (format!("{domain}.mssante.test"), dn(*certificate))).collect()
}

fn borrowed(entries: &[(String, String)]) -> Vec<(&str, &str)> {
    entries.iter().map(|(nom, dn)| (nom.as_str(), dn.as_str())).collect()
}
