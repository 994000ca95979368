//! Work over the cores, its results in the order of its inputs.
//!
//! At most a window of inputs is under way or waits for an earlier one, so that memory is bounded by the largest few
//! documents and not by their number. Work that panics is caught. Work that takes longer than its limit is given up: its
//! thread cannot be stopped, so it is left to itself and another takes its place; what it brings later is thrown away.

use std::any::Any;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicIsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How much is done at once, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Threads; at least one.
    pub jobs: usize,
    /// How long one input may take.
    pub time: Option<Duration>,
}

/// What came of one input.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome<T> {
    /// The work's result.
    Done(T),
    /// The work panicked; what the panic said, and where.
    Panicked(String),
    /// The work took longer than [`Limits::time`].
    TimedOut,
}

/// Inputs that may be under way or wait for an earlier one, a thread.
const WINDOW: usize = 4;

/// More threads than this help nobody.
const JOBS: usize = 1024;

/// How many inputs may be given up while their threads still run. No document that is read in linear time comes near
/// its limit; a run that has met so many is ended rather than left to fill the machine with threads.
const GIVEN_UP: isize = 64;

/// What the stack of a thread holds, as much as a main thread's.
const STACK: usize = 8 << 20;

const THREAD: &str = "gongwen-reader";

enum Message<T> {
    Started { worker: usize, index: usize, at: Instant },
    Finished { worker: usize, index: usize, outcome: Outcome<T> },
}

type Work<I, T> = Arc<dyn Fn(I) -> T + Send + Sync>;

struct Pool<I, T> {
    work: Work<I, T>,
    inputs: Arc<Mutex<Receiver<(usize, I)>>>,
    messages: Sender<Message<T>>,
    /// For each thread that was started, whether it was given up.
    given_up: Vec<Arc<AtomicBool>>,
    /// How many that were given up have not ended.
    astray: Arc<AtomicIsize>,
}

/// Does the work on each input and hands what came of it to `take`, in the order of the inputs. `take` may end the run.
///
/// # Errors
/// Where no thread can be started, or too many inputs were given up ([`io::ErrorKind::TimedOut`]).
pub fn run<I: Send + 'static, T: Send + 'static>(
    inputs: impl IntoIterator<Item = I>,
    limits: Limits,
    work: impl Fn(I) -> T + Send + Sync + 'static,
    mut take: impl FnMut(usize, Outcome<T>) -> ControlFlow<()>,
) -> io::Result<()> {
    let jobs = limits.jobs.clamp(1, JOBS);
    let window = jobs * WINDOW;
    let (feed, inputs_of_pool) = sync_channel(window);
    let (messages, results) = channel();
    let mut pool =
        Pool { work: Arc::new(work), inputs: Arc::new(Mutex::new(inputs_of_pool)), messages, given_up: Vec::new(), astray: Arc::default() };
    for _ in 0..jobs {
        pool.start()?;
    }
    let mut inputs = inputs.into_iter();
    let mut feed: Option<SyncSender<(usize, I)>> = Some(feed);
    let (mut fed, mut taken) = (0, 0);
    let mut waiting: BTreeMap<usize, Outcome<T>> = BTreeMap::new();
    // What each thread is at, by its place in the pool.
    let mut running: HashMap<usize, (usize, Instant)> = HashMap::new();
    loop {
        while let Some(open) = feed.as_ref().filter(|_| fed < taken + window) {
            match inputs.next() {
                // The channel is as long as the window: this does not wait.
                Some(input) => {
                    let _ = open.send((fed, input));
                    fed += 1;
                }
                None => feed = None,
            }
        }
        if taken == fed {
            return Ok(());
        }
        let first = match limits.time.and_then(|limit| running.values().map(|r| r.1 + limit).min()) {
            Some(deadline) => results.recv_timeout(deadline.saturating_duration_since(Instant::now())),
            None => match limits.time {
                // A thread may start at any moment.
                Some(limit) => results.recv_timeout(limit),
                None => results.recv().map_err(|_| RecvTimeoutError::Disconnected),
            },
        };
        // All that has arrived is heard before anything is found late.
        for message in first.into_iter().chain(results.try_iter()) {
            match message {
                Message::Started { worker, index, at } => {
                    running.insert(worker, (index, at));
                }
                Message::Finished { worker, index, outcome } => {
                    if running.remove(&worker).is_some() {
                        waiting.insert(index, outcome);
                    }
                }
            }
        }
        if let Some(limit) = limits.time {
            let late: Vec<usize> = running.iter().filter(|(_, r)| r.1.elapsed() >= limit).map(|(worker, _)| *worker).collect();
            for worker in late {
                if let Some((index, _)) = running.remove(&worker) {
                    waiting.insert(index, Outcome::TimedOut);
                    pool.replace(worker)?;
                }
            }
        }
        while let Some(outcome) = waiting.remove(&taken) {
            if take(taken, outcome).is_break() {
                return Ok(());
            }
            taken += 1;
        }
    }
}

impl<I: Send + 'static, T: Send + 'static> Pool<I, T> {
    fn start(&mut self) -> io::Result<()> {
        let given_up = Arc::new(AtomicBool::new(false));
        let worker = self.given_up.len();
        self.given_up.push(given_up.clone());
        let (work, inputs, messages, astray) = (self.work.clone(), self.inputs.clone(), self.messages.clone(), self.astray.clone());
        let body = move || {
            while !given_up.load(Ordering::SeqCst) {
                let next = inputs.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok((index, input)) = next else { return };
                let _ = messages.send(Message::Started { worker, index, at: Instant::now() });
                let outcome = caught(|| work(input)).map_or_else(Outcome::Panicked, Outcome::Done);
                let _ = messages.send(Message::Finished { worker, index, outcome });
            }
            astray.fetch_sub(1, Ordering::SeqCst);
        };
        self::thread().spawn(body).map(drop)
    }

    /// Gives a thread up and starts another.
    fn replace(&mut self, worker: usize) -> io::Result<()> {
        let astray = self.astray.fetch_add(1, Ordering::SeqCst) + 1;
        self.given_up[worker].store(true, Ordering::SeqCst);
        if astray > GIVEN_UP {
            return Err(io::Error::from(io::ErrorKind::TimedOut));
        }
        self.start()
    }
}

/// A thread that reads documents, not yet started: as deep as it needs, and quiet where it panics.
pub(crate) fn thread() -> thread::Builder {
    quiet_panics();
    thread::Builder::new().name(THREAD.into()).stack_size(STACK)
}

/// Does work; where it panics, what the panic said and where. Within the work of [`run`], for what is one of several in an input.
///
/// # Errors
/// The words of a panic.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| said(panic.as_ref()))
}

thread_local! {
    /// Where this thread panicked last.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

fn said(panic: &(dyn Any + Send)) -> String {
    let said = panic.downcast_ref::<&str>().map(ToString::to_string).or_else(|| panic.downcast_ref::<String>().cloned());
    let place = PLACE.with_borrow(Clone::clone);
    format!("{} ({place})", said.unwrap_or_default())
}

/// What panics here is told by its outcome; other threads panic as they did.
fn quiet_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if thread::current().name() == Some(THREAD) {
                let place = info.location().map(ToString::to_string).unwrap_or_default();
                PLACE.with_borrow_mut(|p| *p = place);
            } else {
                before(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;

    const NO_LIMIT: Limits = Limits { jobs: 3, time: None };

    fn all<T: Send + 'static>(n: usize, limits: Limits, work: impl Fn(usize) -> T + Send + Sync + 'static) -> Vec<Outcome<T>> {
        let mut outcomes = Vec::new();
        run(0..n, limits, work, |index, outcome| {
            assert_eq!(index, outcomes.len());
            outcomes.push(outcome);
            ControlFlow::Continue(())
        })
        .expect("threads start");
        outcomes
    }

    #[test]
    fn results_come_in_the_order_of_the_inputs() {
        let slow_first = |i: usize| {
            thread::sleep(Duration::from_micros(if i.is_multiple_of(7) { 900 } else { 10 }));
            i * 2
        };
        let expected: Vec<_> = (0..200).map(|i| Outcome::Done(i * 2)).collect();
        assert_eq!(all(200, NO_LIMIT, slow_first), expected);
        assert_eq!(all(0, NO_LIMIT, slow_first), []);
    }

    #[test]
    fn no_more_than_the_window_is_under_way() {
        let begun = Arc::new(AtomicUsize::new(0));
        let count = begun.clone();
        let mut taken = 0;
        run(
            0..500,
            NO_LIMIT,
            move |_| count.fetch_add(1, Ordering::SeqCst),
            |_, _| {
                assert!(begun.load(Ordering::SeqCst) <= taken + NO_LIMIT.jobs * WINDOW);
                taken += 1;
                ControlFlow::Continue(())
            },
        )
        .expect("threads start");
    }

    #[test]
    fn a_panic_is_an_outcome_and_the_rest_goes_on() {
        let outcomes = all(5, NO_LIMIT, |i| if i == 2 { panic!("no {i}") } else { i });
        assert!(matches!(&outcomes[2], Outcome::Panicked(said) if said.starts_with("no 2 (src/batch/engine.rs:")), "{outcomes:?}");
        assert_eq!(outcomes[4], Outcome::Done(4));
    }

    #[test]
    fn one_of_several_in_an_input_may_panic_alone() {
        let outcomes = all(1, NO_LIMIT, |_| [1, 2, 3].map(|i| caught(|| if i == 2 { panic!("no {i}") } else { i })));
        let Outcome::Done([first, second, third]) = &outcomes[0] else { panic!("{outcomes:?}") };
        assert_eq!((first, third), (&Ok(1), &Ok(3)));
        assert!(matches!(second, Err(said) if said.starts_with("no 2 (src/batch/engine.rs:")), "{second:?}");
    }

    #[test]
    fn what_takes_too_long_is_given_up_and_the_rest_goes_on() {
        let limits = Limits { jobs: 2, time: Some(Duration::from_millis(300)) };
        let outcomes = all(40, limits, |i| {
            if i < 3 {
                thread::sleep(Duration::from_secs(2));
            }
            i
        });
        assert!(outcomes[..3].iter().all(|o| *o == Outcome::TimedOut), "{outcomes:?}");
        assert!(outcomes[3..].iter().enumerate().all(|(i, o)| *o == Outcome::Done(i + 3)), "{outcomes:?}");
    }

    #[test]
    fn threads_that_come_back_late_do_not_end_a_run() {
        let limits = Limits { jobs: 4, time: Some(Duration::from_millis(10)) };
        let outcomes = all(100, limits, |_| thread::sleep(Duration::from_millis(60)));
        assert!(outcomes.iter().all(|o| *o == Outcome::TimedOut), "{outcomes:?}");
    }

    #[test]
    fn a_run_can_be_ended() {
        let mut taken = 0;
        let end = |_, _| {
            taken += 1;
            if taken == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        run(0.., NO_LIMIT, |i: usize| i, end).expect("threads start");
        assert_eq!(taken, 3);
    }
}
