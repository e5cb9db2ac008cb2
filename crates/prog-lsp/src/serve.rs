//! Starting and ending: the streams, the threads, and every way in which a server is left.

use crate::disk::Disk;
use crate::jobs::Reading;
use crate::relay::{self, Relay};
use crate::transport::{self, Ended};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;
use tower_lsp::LspService;

/// How the server was left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// `shutdown`, then `exit`.
    Clean,
    /// `exit` without `shutdown`.
    WithoutShutdown,
    /// The input was closed, or the editor's process is gone.
    ClientGone,
}

impl Exit {
    /// The exit code that the protocol asks for.
    pub fn code(self) -> i32 {
        match self {
            Self::Clean => 0,
            Self::WithoutShutdown | Self::ClientGone => 1,
        }
    }
}

/// What tests set: times, and what is done at the start of each job.
#[derive(Clone)]
pub struct Tuning {
    /// Findings are published at most once in this time while somebody types.
    pub window: Duration,
    /// How long a question to the client may stay open.
    pub patience: Duration,
    /// How often to look whether the editor's process still lives.
    pub heartbeat: Duration,
    /// Called at the start of each job, and when a text was taken in.
    pub probe: Option<Arc<Probe>>,
}

/// Is told the method, and given a function that says whether the job should stop.
pub type Probe = dyn Fn(&str, &dyn Fn() -> bool) + Send + Sync;

impl Default for Tuning {
    fn default() -> Self {
        Self {
            window: Duration::from_millis(150),
            patience: Duration::from_secs(30),
            heartbeat: Duration::from_secs(10),
            probe: None,
        }
    }
}

impl std::fmt::Debug for Tuning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Tuning({:?})", self.window)
    }
}

impl Tuning {
    pub(crate) fn probe(&self, method: &str, reading: &Reading<'_>) {
        if let Some(probe) = &self.probe {
            probe(method, &|| reading.is_interrupted());
        }
    }

    pub(crate) fn probe_edit(&self) {
        if let Some(probe) = &self.probe {
            probe("textDocument/didChange", &|| false);
        }
    }
}

/// Serves one client until it leaves.
pub async fn serve<I, O>(input: I, output: O, disk: Arc<dyn Disk>) -> std::io::Result<Exit>
where
    I: AsyncRead + Unpin,
    O: AsyncWrite + Unpin + Send + 'static,
{
    serve_tuned(input, output, disk, Tuning::default()).await
}

/// The same with other times.
pub async fn serve_tuned<I, O>(
    input: I,
    output: O,
    disk: Arc<dyn Disk>,
    tuning: Tuning,
) -> std::io::Result<Exit>
where
    I: AsyncRead + Unpin,
    O: AsyncWrite + Unpin + Send + 'static,
{
    let (out, writing) = transport::outgoing(output);
    let mut writing = tokio::spawn(writing);
    let (pids, pid) = watch::channel(None);
    let runtime = tokio::runtime::Handle::current();
    let mut made = None;
    let (builder, state) = {
        let slot = &mut made;
        let (out, tuning) = (out.clone(), tuning.clone());
        let builder = LspService::build(move |client| {
            let (relay, thread) = Relay::start(relay::Parts { client, out, disk, runtime, tuning, pids });
            *slot = Some((relay.state(), thread));
            relay
        });
        (relay::custom_methods(builder), made)
    };
    let (service, socket) = builder.finish();
    let Some((state, thread)) = state else {
        return Err(std::io::Error::other("the main loop did not start"));
    };
    let alias = {
        let state = state.clone();
        move |request| relay::alias(&state, request)
    };
    let ended = tokio::select! {
        ended = transport::run(input, out, service, socket, alias) => ended,
        () = orphaned(pid, tuning.heartbeat) => Ended::Closed,
    };
    state.stop();
    // A client that does not read must not keep us alive.
    let _ = tokio::time::timeout(Duration::from_secs(1), &mut writing).await;
    writing.abort();
    let _ = tokio::task::spawn_blocking(move || thread.map(|t| t.join())).await;
    Ok(match ended {
        Ended::Closed => Exit::ClientGone,
        Ended::Exit if state.was_shut_down() => Exit::Clean,
        Ended::Exit => Exit::WithoutShutdown,
    })
}

/// Serves on standard input and output. Standard input may still be open afterwards, so end the process with the code.
pub fn stdio(disk: Arc<dyn Disk>) -> std::io::Result<Exit> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let exit = runtime.block_on(serve(tokio::io::stdin(), tokio::io::stdout(), disk));
    // A read of standard input may be under way; it cannot be waited for.
    runtime.shutdown_background();
    exit
}

/// Ends when the editor's process is gone. Mostly the closed input says so first; not where somebody else holds it open.
async fn orphaned(mut pid: watch::Receiver<Option<u32>>, heartbeat: Duration) {
    let Ok(pid) = pid.wait_for(Option::is_some).await.map(|p| *p) else {
        return std::future::pending().await;
    };
    let Some(pid) = pid else { return std::future::pending().await };
    while is_alive(pid) {
        tokio::time::sleep(heartbeat).await;
    }
}

#[cfg(unix)]
fn is_alive(pid: u32) -> bool {
    let pid = i32::try_from(pid).ok().and_then(rustix::process::Pid::from_raw);
    // Another user's process may not be signalled, and lives.
    pid.is_none_or(|pid| rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH))
}

/// Elsewhere the closed input has to do.
#[cfg(not(unix))]
fn is_alive(_: u32) -> bool {
    true
}
