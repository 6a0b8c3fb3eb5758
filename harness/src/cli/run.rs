// SPDX-License-Identifier: EUPL-1.2
//! The command `run`.

use super::args::RunArgs;
use super::prepare::{Prepared, connector, prepare};
use super::trials::Trials;
use super::{Exit, Failure, isolate, output};
use crate::connector::{Connector, DriverKind, Isolation};
use crate::driver::{missing_tool, version};
use crate::evidence::Recorder;
use crate::report::{ReportInput, build, quoted, words};
use crate::run::{Detail, Event, Readiness, Record, RunRequest};
use fake_pki::IgcSante;
use reports::model::{Harness, PreflightItem, Report};
use reports::text::Text;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::time::{SystemTime, UNIX_EPOCH};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use tokio::sync::watch;

pub fn run(args: RunArgs) -> Result<Exit, Failure> {
    let mut declared = connector(args.connector.as_deref())?;
    if let Some(exit) = settle(&mut declared, args.inside_namespaces)? {
        return Ok(exit);
    }
    if args.mutation.is_some() && declared.driver != DriverKind::Builtin {
        return Err(Failure::refused("--mutation is for the built-in reference connector; leave --connector out"));
    }
    let seed = args.seed.unwrap_or_else(seed_of_now);
    let prepared = prepare(&args.paths, declared, &args.only, seed)?;
    let igc_sante = open_igc_sante(&keys_folder(args.connector.as_deref()))?;
    let (record, plan) = play(&prepared, igc_sante, &args)?;
    let report = report(prepared, &record, plan, &args);
    let folder = output::write(&report, args.lang.into(), args.out.as_deref(), &record.logs)?;
    println!("{}", output::summary(&report, args.lang.into(), &folder));
    Ok(exit_of(&report))
}

/// Makes a connector that is a program ready to be started, and asks it for its version. Where it wants namespaces the
/// whole command is run again inside: then this is how that ended.
pub fn settle(declared: &mut Connector, inside_namespaces: bool) -> Result<Option<Exit>, Failure> {
    let Some(recipe) = declared.recipe() else { return Ok(None) };
    if let Some(tool) = missing_tool(recipe) {
        return Err(Failure::refused(format!("`{tool}` is not installed, and the connector cannot run without it")));
    }
    if recipe.isolation == Isolation::Namespaces && !inside_namespaces {
        return isolate::enter().map(Some);
    }
    if recipe.isolation == Isolation::Namespaces {
        isolate::settle_in().map_err(Failure::refused)?;
    }
    if let Some(said) = version(recipe) {
        declared.identity.version = said;
    }
    Ok(None)
}

fn seed_of_now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| u64::from(since.subsec_nanos()) ^ since.as_secs())
}

/// Beside the connector's file when `init` made one there, else in the current folder.
pub fn keys_folder(connector: Option<&Path>) -> PathBuf {
    let beside = connector.and_then(Path::parent).map(|folder| folder.join(super::init::KEYS));
    beside.filter(|folder| folder.is_dir()).unwrap_or_else(|| PathBuf::from(super::init::KEYS))
}

/// Opens the keys, or makes them behind a progress bar.
pub fn open_igc_sante(folder: &Path) -> Result<IgcSante, Failure> {
    let bar = indicatif::ProgressBar::hidden();
    let progress = |step: fake_pki::Step| {
        if bar.is_hidden() && step.done < step.total {
            bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
        }
        bar.set_length(u64::try_from(step.total).unwrap_or(0));
        bar.set_position(u64::try_from(step.done).unwrap_or(0));
        bar.set_message(format!("TEST keys, once: {}", step.what));
    };
    let opened = IgcSante::open_or_create(folder, &progress);
    bar.finish_and_clear();
    opened.map_err(Failure::from)
}

/// Runs the plan beside the trials that show it.
fn play(prepared: &Prepared, igc_sante: IgcSante, args: &RunArgs) -> Result<(Record, Arc<crate::plan::Plan>), Failure> {
    let recorder = Recorder::new();
    let plan = Arc::new(prepared.plan.clone());
    let trials = Trials::new(plan.clone(), prepared, recorder.clone());
    let (stop, stopped) = watch::channel(false);
    let (ready_said, ready) = mpsc::channel();
    let order = RunRequest {
        plan: &plan,
        connector: &prepared.connector,
        igc_sante,
        recorder,
        jobs: args.jobs,
        mutation: args.mutation.clone(),
        listen: args.listen,
        stop: stopped,
    };
    let runtime = tokio::runtime::Runtime::new().map_err(Failure::ours)?;
    let record = std::thread::scope(|scope| {
        let trials = &trials;
        let running = scope.spawn(move || {
            runtime.block_on(async move {
                tokio::spawn(stop_on_signal(stop));
                let tell = |event: Event<'_>| match event {
                    Event::Ready(items) => drop(ready_said.send(items.to_vec())),
                    Event::Finished(id) => trials.finished(id),
                };
                crate::run::run(order, tell).await
            })
        });
        // A run that fails before it is ready has no trials to show.
        if let Ok(items) = ready.recv() {
            show_preflight(&items);
            trials.show();
        }
        running.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    });
    Ok((record?, plan))
}

/// Ctrl-C and a polite kill stop the run; what was observed is still reported.
async fn stop_on_signal(stop: watch::Sender<bool>) {
    let terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
    let terminated = async {
        match terminate {
            Ok(mut terminate) => drop(terminate.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => drop(interrupted),
        () = terminated => {}
    }
    eprintln!("\nstopping: what was observed so far will be reported");
    stop.send_replace(true);
}

pub fn show_preflight(items: &[Readiness]) {
    for item in items.iter().filter(|item| item.ready != Some(true)) {
        let word = if item.ready == Some(false) { "pas prêt" } else { "à savoir" };
        let shown = preflight_item(item);
        eprintln!("{word} : {} — {}", shown.sentence.fr.trim_end_matches('.'), shown.detail.fr);
    }
}

fn report(prepared: Prepared, record: &Record, plan: Arc<crate::plan::Plan>, args: &RunArgs) -> Report {
    let rfc3339 = |at: SystemTime| {
        let at = OffsetDateTime::from(at).truncate_to_millisecond();
        at.format(&Rfc3339).unwrap_or_default()
    };
    let finished = SystemTime::now();
    build(ReportInput {
        plan: &plan,
        connector: &prepared.connector,
        register: &prepared.catalogue.register,
        evidence: &record.evidence,
        preflight: record.readiness.iter().map(preflight_item).collect(),
        harness: Harness {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            catalogue_digest: prepared.digest,
            seed: plan.seed,
            command: command(plan.seed),
        },
        started: rfc3339(record.started),
        finished: rfc3339(finished),
        issued: rfc3339(SystemTime::now()),
        id: output::report_id(record.started, plan.seed),
        catalogue: args.paths.iter().map(|path| quoted(path.display())).collect::<Vec<_>>().join(" "),
        mutation: args.mutation.clone(),
        whole: prepared.whole && args.only.is_empty(),
    })
}

/// The command as it was typed, with the seed that it got.
fn command(seed: u64) -> String {
    let typed: Vec<String> = std::env::args().skip(1).filter(|a| a != "--inside-namespaces").collect();
    let seeded = typed.iter().any(|word| word == "--seed" || word.starts_with("--seed="));
    let seed = (!seeded).then(|| format!("--seed {seed}"));
    let words = typed.iter().map(quoted).chain(seed);
    std::iter::once("mssante-harness".to_owned()).chain(words).collect::<Vec<_>>().join(" ")
}

fn preflight_item(item: &Readiness) -> PreflightItem {
    let sentence = match item.id {
        "smtp-in-greets" => Text::new(
            "Le connecteur accueille les autres opérateurs (220).",
            "The connector greets other operators (220).",
        ),
        "submission-greets" => Text::new(
            "Le connecteur accueille la messagerie interne (220).",
            "The connector greets the internal mail server (220).",
        ),
        "inbound-in-force" => {
            Text::new("Le connecteur admet un pair valide et listé.", "The connector admits a valid and listed peer.")
        }
        "outbound-in-force" => Text::new(
            "Le connecteur se rend chez un pair valide et listé.",
            "The connector goes to a valid and listed peer.",
        ),
        "listener-is-ours" => Text::new(
            "Le programme qui écoute est celui que le harnais a lancé.",
            "The program that listens is the one that the harness started.",
        ),
        "certificate-handed-out" => Text::new(
            "Le certificat présenté est celui qui a été remis pour l’essai.",
            "The certificate shown is the one handed out for the run.",
        ),
        "mailboxes-known" => Text::new(
            "Le connecteur connaît les boîtes internes de l’essai.",
            "The connector knows the inner mailboxes of the run.",
        ),
        "dns-asked" => {
            Text::new("Le connecteur interroge le DNS de l’essai.", "The connector asks the DNS of the run.")
        }
        "dns-answers" => {
            Text::new("Le DNS de l’essai mène au connecteur.", "The DNS of the run leads to the connector.")
        }
        _ => Text::new(
            "Le connecteur a relevé la liste blanche de l’essai.",
            "The connector has fetched the liste blanche of the run.",
        ),
    };
    PreflightItem {
        id: item.id.to_owned(),
        sentence,
        essential: item.essential,
        ready: item.ready,
        detail: match &item.detail {
            Detail::Words(words) => words.clone(),
            Detail::Probe(exchange) => words::exchange(exchange),
        },
        observations: Vec::new(),
    }
}

fn exit_of(report: &Report) -> Exit {
    match report.conclusion.kind.exit() {
        0 => Exit::Conforming,
        1 => Exit::NonConforming,
        _ => Exit::Undecided,
    }
}
