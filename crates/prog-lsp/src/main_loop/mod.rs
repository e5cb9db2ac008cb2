//! The one thread that owns the state. Events in, changed state out; it never waits for the client or the disk.

mod asking;
mod disk;
mod documents;
mod folders;
mod publish;
mod roots;

use crate::client::Client;
use crate::debounce::Debounce;
use crate::disk::Disk;
use crate::jobs::{Job, Pool, Shared};
use crate::log;
use crate::serve::Tuning;
use crate::settings::Settings;
use crate::transport::Outgoing;
use crate::world::{Key, Pages, RootId};
use asking::Progress;
use disk::{DiskThread, Found};
use documents::Open;
use publish::Published;
pub(crate) use publish::hash_of;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tower_lsp::ls_types::request::{Request, WorkspaceDiagnosticRequest};
use tower_lsp::ls_types::{DidChangeTextDocumentParams, TextDocumentItem, TraceValue, Uri};

/// What the client said first.
#[derive(Debug)]
pub struct Start {
    /// What it can.
    pub client: Client,
    /// The folders that are open.
    pub folders: Vec<PathBuf>,
    /// What the user set, as far as it was said.
    pub settings: Settings,
    /// Whether it wants to know what we do.
    pub trace: TraceValue,
}

/// What can happen.
#[derive(Debug)]
pub enum Event {
    /// `initialize` was answered.
    Start(Box<Start>),
    /// The client is ready to be asked.
    Initialized,
    /// A document was opened.
    Opened(TextDocumentItem),
    /// Its text changed.
    Changed(DidChangeTextDocumentParams),
    /// It was closed.
    Closed(Uri),
    /// It was saved.
    Saved(Uri),
    /// These files changed on disk.
    OnDisk(Vec<Uri>),
    /// Folders came or went.
    Folders {
        /// New ones.
        added: Vec<PathBuf>,
        /// Those that are gone.
        removed: Vec<PathBuf>,
    },
    /// The user changed settings; some clients say which.
    SettingsChanged(Value),
    /// What the client answered when asked for the settings.
    Settings(Value),
    /// Whether the client wants to know what we do.
    Trace(TraceValue),
    /// A request that reads.
    Job(Job),
    /// The disk thread found something out.
    Found(Found),
    /// The client knows our progress token.
    ProgressKnown(bool),
    /// The end.
    Stop,
}

/// Starts the main loop's thread.
pub fn start(
    client: tower_lsp::Client,
    out: Outgoing,
    disk: Arc<dyn Disk>,
    runtime: tokio::runtime::Handle,
    tuning: Tuning,
) -> (Sender<Event>, Option<JoinHandle<()>>) {
    let (sender, events) = mpsc::channel();
    let own = sender.clone();
    let run = move || {
        let shared = Arc::new(Shared::default());
        let Ok(pool) = Pool::new(shared.clone(), out.clone(), tuning.clone()) else { return };
        let disk_thread = DiskThread::start(disk.clone(), own.clone());
        let state = MainLoop {
            events,
            sender: own,
            shared,
            pool,
            out,
            client,
            runtime,
            disk,
            disk_thread,
            debounce: Debounce::new(tuning.window),
            tuning,
            open: FxHashMap::default(),
            unsettled: FxHashSet::default(),
            waiting: Vec::new(),
            folders: Vec::new(),
            homes: FxHashMap::default(),
            under_way: 0,
            postponed: Vec::new(),
            look_at_all: false,
            next_root: 0,
            dirty: FxHashSet::default(),
            published: FxHashMap::default(),
            pulled: FxHashMap::default(),
            pulls_workspace: false,
            stale: false,
            edited: false,
            model_changed: false,
            knows_custom: false,
            asked: false,
            progress: None,
        };
        state.run();
    };
    let thread = std::thread::Builder::new().name("main-loop".into()).stack_size(16 << 20).spawn(run);
    (sender, thread.ok())
}

/// The state of the loop itself; what jobs read is in `shared`.
pub struct MainLoop {
    events: Receiver<Event>,
    sender: Sender<Event>,
    shared: Arc<Shared>,
    pool: Pool,
    out: Outgoing,
    client: tower_lsp::Client,
    runtime: tokio::runtime::Handle,
    disk: Arc<dyn Disk>,
    disk_thread: DiskThread,
    debounce: Debounce,
    tuning: Tuning,
    /// The open documents as the client has them; the world is brought up to date from here before anybody reads.
    open: FxHashMap<Key, Open>,
    /// Documents whose latest text the world does not have.
    unsettled: FxHashSet<Key>,
    /// Jobs that wait until the workspaces are read.
    waiting: Vec<Job>,
    /// The workspace folders.
    folders: Vec<PathBuf>,
    /// Which workspace each folder and open file belongs to.
    homes: FxHashMap<PathBuf, RootId>,
    /// Questions about workspaces that the disk thread works on.
    under_way: usize,
    /// Files that changed on disk while it worked.
    postponed: Vec<Key>,
    /// The next look at the disk is at everything: nobody tells us what changed there.
    look_at_all: bool,
    next_root: u32,
    /// Files whose findings may have changed since they were published.
    dirty: FxHashSet<Key>,
    published: FxHashMap<Key, Published>,
    /// The version and the findings of files that the client asks for itself.
    pulled: FxHashMap<Key, (Option<i32>, u64)>,
    /// The client has asked for the findings of all files.
    pulls_workspace: bool,
    /// What the client asked for is different now, and it does not know.
    stale: bool,
    /// The user edited since the last publication.
    edited: bool,
    /// The model changed since the client was told so.
    model_changed: bool,
    /// The client has made a request of ours, so it knows our notifications too.
    knows_custom: bool,
    progress: Option<Progress>,
    /// A request was handed to the readers in this burst.
    asked: bool,
}

/// How long the loop sleeps at most: then it looks whether another day has begun.
const NAP: Duration = Duration::from_secs(60);

impl MainLoop {
    fn run(mut self) {
        loop {
            let wait = match self.debounce.due() {
                Some(due) => due.saturating_duration_since(Instant::now()),
                None => NAP,
            };
            let mut next = match self.events.recv_timeout(wait) {
                Ok(event) => Some(event),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            // What lies there is one burst, up to a request: who asks has paused.
            self.asked = false;
            while let Some(event) = next.take() {
                if matches!(event, Event::Stop) {
                    return;
                }
                self.guarded("an event", |this| this.handle(event));
                if !self.asked {
                    next = self.events.try_recv().ok();
                }
            }
            self.guarded("an edit", Self::settle);
            self.guarded("findings", Self::publish_if_due);
        }
    }

    /// No event ends the server.
    fn guarded(&mut self, what: &str, work: impl FnOnce(&mut Self)) {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| work(self))) {
            let why = format!("Internal error while handling {what}: {}", log::panic_message(&*panic));
            log::error(&self.out, &why);
        }
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::Start(start) => self.started(*start),
            Event::Initialized => self.initialized(),
            Event::Opened(document) => self.opened(document),
            Event::Changed(change) => self.changed(change),
            Event::Closed(uri) => self.closed(&Key::of(&uri)),
            Event::Saved(uri) => self.saved(Key::of(&uri)),
            Event::OnDisk(uris) => self.on_disk(uris.iter().map(Key::of).collect()),
            Event::Folders { added, removed } => self.folders_changed(added, removed),
            Event::SettingsChanged(settings) => self.settings_changed(settings),
            Event::Settings(section) => self.take_settings(&section),
            Event::Trace(value) => self.pool.trace(value != TraceValue::Off),
            Event::Job(job) => self.job(job),
            Event::Found(found) => self.found(found),
            Event::ProgressKnown(known) => self.progress_known(known),
            Event::Stop => {}
        }
    }

    fn started(&mut self, start: Start) {
        self.pool.trace(start.trace != TraceValue::Off);
        self.folders = start.folders;
        self.shared.change(|world| {
            world.pages = Pages::on(self.disk.clone());
            world.client = start.client;
            world.settings = start.settings;
        });
    }

    fn initialized(&mut self) {
        self.register();
        self.tell_of_settings();
        self.ask_for_settings();
        for folder in self.folders.clone() {
            self.adopt(folder);
        }
    }

    /// A request sees every edit before it, and the workspaces read.
    fn job(&mut self, mut job: Job) {
        self.settle();
        self.knows_custom |= job.is_custom();
        if self.under_way > 0 {
            return self.waiting.push(job);
        }
        if job.method() == WorkspaceDiagnosticRequest::METHOD {
            self.workspace_is_pulled();
        }
        self.asked = true;
        job.arrived(&self.shared.world.read().world);
        self.pool.run(job);
    }

    fn release_waiting(&mut self) {
        if self.under_way == 0 {
            for job in std::mem::take(&mut self.waiting) {
                self.job(job);
            }
        }
    }

    /// The day on which questions are asked.
    fn today(&self) -> prog_model::dates::Day {
        let as_of = self.shared.world.read().world.settings.as_of;
        as_of.unwrap_or_else(|| self.disk.today())
    }
}
