//! `tiffin-store`: `init`, `serve`, `rotate-root`, `withdraw`, `restore`, `minimum`, `history`. Decides nothing; prints what
//! people and scripts need.

use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tiffin_protocol::time::Time;
use tiffin_protocol::{Limits, ProgramId, StoreRef};
use tiffin_store::catalog::{By, Principal, Ruling};
use tiffin_store::{Config, Store, StoreError, clock, keys, serve};
use tokio::net::TcpListener;

/// A private store for Tiffin mini-programs.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make the keys, the token and the root of a new store.
    Init {
        /// Folder of the store; made if absent.
        #[arg(long)]
        data: PathBuf,
        /// Id of the store in signed documents; never changes. Made from the root key if not given.
        #[arg(long)]
        id: Option<String>,
        /// Name of the store for people.
        #[arg(long, default_value = "Tiffin Store")]
        name: String,
    },
    /// Serve over HTTP. Makes a new store first if the folder is empty.
    Serve {
        /// Folder of the store.
        #[arg(long)]
        data: PathBuf,
        /// Address to listen on; port 0 takes a free one.
        #[arg(long, default_value = "127.0.0.1:8787")]
        listen: SocketAddr,
        /// Origin that links and QR codes carry, such as https://store.example.com. That of the
        /// listening address if not given.
        #[arg(long)]
        public_url: Option<String>,
        /// Days for which hosts take an answer about the newest version.
        #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=365))]
        head_days: u32,
    },
    /// Make the next root, with a new root key and, if asked, new keys for releases and heads. Needs
    /// keys/root.pem; the store must be stopped.
    RotateRoot {
        /// Folder of the store.
        #[arg(long)]
        data: PathBuf,
        /// Also replace the key that countersigns releases. Releases signed with the old one stay valid.
        #[arg(long)]
        release: bool,
        /// Also replace the key that signs heads. Heads are signed again when next asked for.
        #[arg(long)]
        head: bool,
        /// Also begin a new epoch, after the head key was stolen: hosts forget what it announced.
        #[arg(long, requires = "head")]
        new_epoch: bool,
    },
    /// Take a program out of the store: hosts that ask refuse to start it. The store may be running.
    Withdraw(Ruled),
    /// Undo `withdraw`. The store may be running.
    Restore(Ruled),
    /// Set the oldest release of a program that may start. The store may be running.
    Minimum {
        #[command(flatten)]
        ruled: Ruled,
        /// Sequence of that release; 0 allows all.
        sequence: u64,
    },
    /// Show who changed what, the last first. The store may be running.
    History {
        /// Folder of the store.
        #[arg(long)]
        data: PathBuf,
        /// Id of a program; all of them, and the store itself, if not given.
        program: Option<ProgramId>,
        /// Lines to show.
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
}

#[derive(clap::Args)]
struct Ruled {
    /// Folder of the store.
    #[arg(long)]
    data: PathBuf,
    /// Id of the program.
    program: ProgramId,
}

#[derive(Debug, thiserror::Error)]
enum CommandError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("--public-url: {0}")]
    PublicUrl(tiffin_protocol::Fault),
    #[error("{0}: {1}")]
    Listen(SocketAddr, std::io::Error),
    #[error("{0}")]
    System(#[from] std::io::Error),
}

fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(e) => {
            eprintln!("tiffin-store: {e}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(Arguments::parse().command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("tiffin-store: {e}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<(), CommandError> {
    match command {
        Command::Init { data, id, name } => {
            let new = tiffin_store::init(by_operator(), &data, id.as_deref(), &name).await?;
            println!("{}", summary(&data, new));
            let token = std::fs::read_to_string(data.join("token"))?;
            println!("token: {token}");
            Ok(())
        }
        Command::Serve {
            data,
            listen,
            public_url,
            head_days,
        } => serve_store(data, listen, public_url, head_days).await,
        Command::RotateRoot {
            data,
            release,
            head,
            new_epoch: epoch,
        } => {
            let what = keys::Rotate {
                release,
                head,
                epoch,
            };
            let root = tiffin_store::rotate_root(by_operator(), &data, what).await?;
            let (version, epoch) = (root.version, root.epoch);
            println!(
                "root version {version}, epoch {epoch}, is in {}",
                data.join("root.json").display()
            );
            println!(
                "move {} offline again, and destroy",
                data.join("keys/root.pem").display()
            );
            println!(
                "{}",
                data.join(format!("keys/root-{}.pem", version - 1))
                    .display()
            );
            Ok(())
        }
        Command::Withdraw(ruled) => rule(ruled, Ruling::Withdraw).await,
        Command::Restore(ruled) => rule(ruled, Ruling::Restore).await,
        Command::Minimum { ruled, sequence } => rule(ruled, Ruling::Minimum(sequence)).await,
        Command::History {
            data,
            program,
            limit,
        } => {
            for change in tiffin_store::history(&data, program, limit).await? {
                let at = Time::from_unix(change.at).map_or("?".into(), |time| time.to_string());
                let (who, action, detail) = (change.who, change.action, change.detail);
                let program = change.program.map_or("-".into(), |id| id.to_string());
                println!("{at}  {who}  {action}  {program}  {detail}");
            }
            Ok(())
        }
    }
}

/// Whoever runs this command, by the name of their account: for the history, not for any right.
fn by_operator() -> By {
    let name = ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok())
        .unwrap_or_else(|| "unknown".into());
    By {
        who: Principal::Operator(name),
        at: clock::system(),
    }
}

async fn rule(Ruled { data, program }: Ruled, ruling: Ruling) -> Result<(), CommandError> {
    let head = tiffin_store::rule(by_operator(), &data, program, ruling).await?;
    let (program, version, sequence) = (head.program, head.stable.version, head.stable.sequence);
    match ruling {
        Ruling::Withdraw => println!("{program} {version} (release {sequence}) is withdrawn"),
        Ruling::Restore => println!("{program} {version} (release {sequence}) is available"),
        Ruling::Minimum(minimum) => println!("{program} starts from release {minimum} on"),
    }
    Ok(())
}

async fn serve_store(
    data: PathBuf,
    listen: SocketAddr,
    public_url: Option<String>,
    head_days: u32,
) -> Result<(), CommandError> {
    if !data.join("root.json").exists() {
        tiffin_store::init(by_operator(), &data, None, "Tiffin Store").await?;
        tracing::warn!("{}", summary(&data, true));
    }
    let listener = TcpListener::bind(listen)
        .await
        .map_err(|e| CommandError::Listen(listen, e))?;
    let address = listener.local_addr()?;
    let origin = public_url.unwrap_or_else(|| format!("http://{address}"));
    let config = Config {
        data,
        public: StoreRef::parse(&origin).map_err(CommandError::PublicUrl)?,
        head_life: i64::from(head_days) * 24 * 3600,
        limits: Limits::DEFAULT,
        clock: clock::system,
    };
    let store = Store::open(config).await?;
    let stop = stop_signal()?;
    // Scripts wait for this line.
    println!("listening on http://{address}");
    serve::serve(listener, store.router(), stop).await;
    Ok(())
}

fn summary(data: &Path, new: bool) -> String {
    let state = if new {
        "new store"
    } else {
        "this store was there already"
    };
    format!(
        "{state}\n\
         root (give this to hosts):   {root}\n\
         token (give to publishers):  {token}\n\
         root key (TAKE IT OFFLINE):  {key}\n\
         The root key is needed to rotate keys only. Move it to a medium that is not connected; `serve` works without.",
        root = data.join("root.json").display(),
        token = data.join("token").display(),
        key = data.join("keys/root.pem").display(),
    )
}

/// Done when the process is asked to stop: Ctrl-C, or SIGTERM as service managers send.
fn stop_signal() -> Result<impl Future<Output = ()>, std::io::Error> {
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
    })
}
