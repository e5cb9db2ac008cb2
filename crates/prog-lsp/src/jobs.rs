//! Requests that only read: run beside each other on a few threads, each under a read lock, none able to harm another.
//!
//! A job polls [`Reading::check`]. It stops when the client takes the request back, and when an edit waits. Then it is run
//! again on the new state; but whoever asked about a place in a text that has changed meanwhile is told that the content
//! was modified. A panic answers the one request with an error.

use crate::transport::Outgoing;
use crate::world::{Key, World};
use crate::{Tuning, log};
use parking_lot::{Condvar, Mutex, RwLock};
use std::any::Any;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, Result as RpcResult};
use tower_lsp::ls_types::Uri;

/// The state and what interrupts its readers.
#[derive(Debug, Default)]
pub struct Shared {
    /// The state.
    pub world: RwLock<Stamped>,
    /// The stamp that the state has, or will have once the waiting edit is in.
    wanted: AtomicU64,
}

/// The state with the number of its latest change.
#[derive(Debug, Default)]
pub struct Stamped {
    /// The state.
    pub world: World,
    stamp: u64,
}

impl Shared {
    /// Interrupts the readers and changes the state.
    pub fn change<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        self.wanted.fetch_add(1, Ordering::SeqCst);
        let mut guard = self.world.write();
        guard.stamp += 1;
        change(&mut guard.world)
    }

    /// The number of the latest change.
    pub fn stamp(&self) -> u64 {
        self.wanted.load(Ordering::SeqCst)
    }
}

/// Why a job gives no answer.
#[derive(Clone, Debug)]
pub enum Stop {
    /// Nobody wants it any more, or an edit waits.
    Interrupted,
    /// It cannot be answered; this is what the client is told.
    Failed(Error),
}

impl Stop {
    /// It cannot be answered, and the user may read why.
    pub fn failed(why: impl Into<String>) -> Self {
        let code = tower_lsp::jsonrpc::ErrorCode::ServerError(-32803);
        Self::Failed(Error { code, message: why.into().into(), data: None })
    }
}

/// What a handler gives.
pub type Answer<T> = Result<T, Stop>;

/// A handler: reads, and answers.
pub type Handler<P, R> = fn(&Reading<'_>, P) -> Answer<R>;

/// The state during one job.
#[derive(Debug)]
pub struct Reading<'w> {
    /// The state.
    pub world: &'w World,
    stamp: u64,
    shared: &'w Shared,
    taken_back: &'w AtomicBool,
}

impl Reading<'_> {
    /// Whether the job should stop. To be asked in every loop that may be long.
    pub fn check(&self) -> Answer<()> {
        if self.is_interrupted() { Err(Stop::Interrupted) } else { Ok(()) }
    }

    /// The same, for callees that know nothing of the server.
    pub fn is_interrupted(&self) -> bool {
        self.taken_back.load(Ordering::Relaxed) || self.shared.stamp() != self.stamp
    }
}

/// What a request is about, and so what an edit does to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum About {
    /// A place in the text of this document: once the text has changed, the question means nothing.
    Place(Key),
    /// A whole document or workspace: asked again of the new content.
    Whole,
}

impl About {
    /// A place in a document.
    pub fn place(uri: &Uri) -> Self {
        Self::Place(Key::of(uri))
    }

    /// The version of the text that a place is in.
    fn version(&self, world: &World) -> Option<i32> {
        match self {
            Self::Place(key) => world.documents.get(key).map(|d| d.version),
            Self::Whole => None,
        }
    }
}

/// A request under way.
pub struct Job {
    method: &'static str,
    about: About,
    /// The version of the text when the request came.
    version: Option<i32>,
    taken_back: Arc<AtomicBool>,
    task: Box<dyn Task>,
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.method)
    }
}

trait Task: Send {
    fn run(&mut self, reading: &Reading<'_>) -> Answer<()>;
    fn fail(&mut self, error: Error);
}

struct Typed<P, R> {
    params: P,
    handler: Handler<P, R>,
    answer: Option<oneshot::Sender<RpcResult<R>>>,
}

impl<P: Clone + Send, R: Send> Task for Typed<P, R> {
    fn run(&mut self, reading: &Reading<'_>) -> Answer<()> {
        let result = (self.handler)(reading, self.params.clone())?;
        if let Some(answer) = self.answer.take() {
            let _ = answer.send(Ok(result));
        }
        Ok(())
    }

    fn fail(&mut self, error: Error) {
        if let Some(answer) = self.answer.take() {
            let _ = answer.send(Err(error));
        }
    }
}

/// Takes the request back when the future that waits for its answer is dropped: that is how tower-lsp cancels.
#[derive(Debug)]
pub struct TakeBack(Arc<AtomicBool>);

impl Drop for TakeBack {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Job {
    /// A job, the place where its answer will come out, and what takes it back.
    pub fn new<P, R>(
        method: &'static str,
        about: About,
        params: P,
        handler: Handler<P, R>,
    ) -> (Self, oneshot::Receiver<RpcResult<R>>, TakeBack)
    where
        P: Clone + Send + 'static,
        R: Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        let taken_back = Arc::new(AtomicBool::new(false));
        let task = Box::new(Typed { params, handler, answer: Some(sender) });
        let job = Self { method, about, version: None, taken_back: taken_back.clone(), task };
        (job, receiver, TakeBack(taken_back))
    }

    /// The request's method.
    pub fn method(&self) -> &'static str {
        self.method
    }

    /// Notes which text the request is about: the one that there is when it comes.
    pub fn arrived(&mut self, world: &World) {
        self.version = self.about.version(world);
    }
}

/// The threads that run jobs, first come first served.
#[derive(Debug)]
pub struct Pool {
    inside: Arc<Inside>,
    threads: Vec<JoinHandle<()>>,
}

#[derive(Debug)]
struct Inside {
    shared: Arc<Shared>,
    out: Outgoing,
    tuning: Tuning,
    queue: Mutex<Queue>,
    arrived: Condvar,
    /// Every answered request is reported to the client.
    traced: AtomicBool,
}

#[derive(Debug, Default)]
struct Queue {
    jobs: VecDeque<Job>,
    closed: bool,
}

impl Pool {
    /// Starts the threads.
    pub fn new(shared: Arc<Shared>, out: Outgoing, tuning: Tuning) -> std::io::Result<Self> {
        let inside = Inside {
            shared,
            out,
            tuning,
            queue: Mutex::default(),
            arrived: Condvar::new(),
            traced: AtomicBool::new(false),
        };
        let inside = Arc::new(inside);
        let count = std::thread::available_parallelism().map_or(2, |n| n.get()).clamp(2, 4);
        let start = |i| {
            let inside = inside.clone();
            // Deep texts are walked without recursion; the rest has room.
            std::thread::Builder::new()
                .name(format!("reader-{i}"))
                .stack_size(8 << 20)
                .spawn(move || inside.work())
        };
        let threads = (0..count).map(start).collect::<std::io::Result<_>>()?;
        Ok(Self { inside, threads })
    }

    /// Queues a job.
    pub fn run(&self, job: Job) {
        self.inside.queue.lock().jobs.push_back(job);
        self.inside.arrived.notify_one();
    }

    /// Whether answered requests are reported to the client.
    pub fn trace(&self, on: bool) {
        self.inside.traced.store(on, Ordering::Relaxed);
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        let mut queue = self.inside.queue.lock();
        queue.closed = true;
        queue.jobs.clear();
        drop(queue);
        // Interrupts those that run.
        self.inside.shared.wanted.fetch_add(1, Ordering::SeqCst);
        self.inside.arrived.notify_all();
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

enum Ran {
    Done,
    Again,
}

impl Inside {
    fn work(&self) {
        while let Some(mut job) = self.next() {
            while let Ran::Again = self.run(&mut job) {
                if self.queue.lock().closed {
                    return;
                }
                std::thread::yield_now();
            }
        }
    }

    fn next(&self) -> Option<Job> {
        let mut queue = self.queue.lock();
        loop {
            if queue.closed {
                return None;
            }
            if let Some(job) = queue.jobs.pop_front() {
                return Some(job);
            }
            self.arrived.wait(&mut queue);
        }
    }

    fn run(&self, job: &mut Job) -> Ran {
        if job.taken_back.load(Ordering::Relaxed) {
            return Ran::Done;
        }
        let stamped = self.shared.world.read();
        if job.version != job.about.version(&stamped.world) {
            job.task.fail(Error::content_modified());
            return Ran::Done;
        }
        let reading = Reading {
            world: &stamped.world,
            stamp: stamped.stamp,
            shared: &self.shared,
            taken_back: &job.taken_back,
        };
        let traced = self.traced.load(Ordering::Relaxed);
        let (task, method) = (&mut job.task, job.method);
        let result = catch_unwind(AssertUnwindSafe(|| {
            self.tuning.probe(method, &reading);
            reading.check()?;
            task.run(&reading)
        }));
        drop(stamped);
        if traced && matches!(result, Ok(Ok(()))) {
            log::trace(&self.out, &format!("Answered {method}"));
        }
        self.conclude(job, result)
    }

    fn conclude(&self, job: &mut Job, result: Result<Answer<()>, Box<dyn Any + Send>>) -> Ran {
        match result {
            Ok(Ok(())) => {}
            Ok(Err(Stop::Failed(error))) => job.task.fail(error),
            Ok(Err(Stop::Interrupted)) => return Ran::Again,
            Err(panic) => {
                let why =
                    format!("Internal error while answering {}: {}", job.method, log::panic_message(&*panic));
                log::error(&self.out, &why);
                job.task.fail(Error { message: why.into(), ..Error::internal_error() });
            }
        }
        Ran::Done
    }
}
