//! One pool of threads for all reading and all of the database. Each thread has its own connection, which is opened when
//! it is needed and again after an error.

use super::problem::{Code, Problem};
use super::{Open, Tell};
use crate::batch::engine;
use crate::error::{Error, ErrorKind};
use crate::language::Said;
use crate::sink::Database;
use std::collections::VecDeque;
use std::io;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// How many jobs wait: no more than there are connections, so that in truth none is refused.
const WAITING: usize = 512;

/// How many threads may be at work that nobody waits for any more. No document that is read in linear time comes near
/// its limit; a server that has met so many answers that it is busy rather than fill the machine with threads.
const GIVEN_UP: usize = 16;

/// How long threads are waited for at the end.
const LEAVING: Duration = Duration::from_secs(2);

/// How long storing may take beyond the limit of an answer: a loader writes a batch first.
const STORING: Duration = Duration::from_secs(300);

/// What a thread does; whether it takes another job behind it.
type Job = Box<dyn FnOnce(&mut Desk) -> bool + Send>;

/// How far a job is.
const WAITS: u8 = 0;
const RUNS: u8 = 1;
/// It changes the database: from here on it is waited for.
const WRITES: u8 = 2;
/// It took too long, and another thread has taken its thread's place.
const LEFT: u8 = 3;
/// Nobody waits for it.
const GONE: u8 = 4;
const DONE: u8 = 5;

/// How far a job is, as those know who do it and who wait for it.
#[derive(Clone, Default)]
struct Stage(Arc<AtomicU8>);

impl Stage {
    /// Goes on from one stage to another; whether it was there.
    fn goes(&self, from: u8, to: u8) -> bool {
        self.0.compare_exchange(from, to, Ordering::SeqCst, Ordering::SeqCst).is_ok()
    }
}

/// Somebody who waits; who goes away waits no more.
struct Waiter(Stage);

impl Drop for Waiter {
    fn drop(&mut self) {
        let _ = self.0.goes(WAITS, GONE) || self.0.goes(RUNS, GONE);
    }
}

/// The threads.
pub struct Pool {
    queue: Arc<Queue>,
    open: Open,
    tell: Tell,
    threads: Mutex<Vec<JoinHandle<()>>>,
    /// How many threads were given up and have not ended.
    astray: Arc<AtomicUsize>,
}

#[derive(Default)]
struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<Job>,
    ended: bool,
}

impl Queue {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next job, once there is one; none at the end.
    fn next(&self) -> Option<Job> {
        let mut state = self.state();
        loop {
            if state.ended {
                return None;
            }
            match state.jobs.pop_front() {
                Some(job) => return Some(job),
                None => state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }
}

/// What a thread of the pool has.
pub struct Desk {
    open: Open,
    database: Option<Box<dyn Database>>,
    /// Of the job that is done.
    stage: Stage,
}

impl Desk {
    /// Goes over to changing the database. What nobody waits for any more changes nothing, and what does is waited for.
    ///
    /// # Errors
    /// Where nobody waits.
    pub fn writes(&mut self) -> Result<(), Problem> {
        if self.stage.goes(RUNS, WRITES) { Ok(()) } else { Err(busy()) }
    }

    /// Asks the database; where that fails, once more over a new connection: the server of the old one may have been
    /// started anew.
    pub fn ask<T>(&mut self, mut ask: impl FnMut(&mut dyn Database) -> Result<T, Error>) -> Result<T, Error> {
        for fresh in [false, true] {
            let known = self.database.is_some();
            let mut database = match self.database.take() {
                Some(database) => database,
                None => (self.open)()?,
            };
            match ask(&mut *database) {
                // Its connection is not used again.
                Err(error) if error.kind() == ErrorKind::Database => {
                    if fresh || !known {
                        return Err(error);
                    }
                }
                result => {
                    self.database = Some(database);
                    return result;
                }
            }
        }
        Err(Error::new(ErrorKind::Database, "the database cannot be used", "数据库无法使用"))
    }
}

impl Pool {
    /// Starts so many threads.
    pub fn start(threads: usize, open: Open, tell: Tell) -> io::Result<Pool> {
        let pool = Pool { queue: Arc::default(), open, tell, threads: Mutex::default(), astray: Arc::default() };
        (0..threads.max(1)).try_for_each(|_| pool.add())?;
        Ok(pool)
    }

    /// Starts a thread.
    fn add(&self) -> io::Result<()> {
        let (queue, open) = (self.queue.clone(), self.open.clone());
        let body = move || {
            let mut desk = Desk { open, database: None, stage: Stage::default() };
            while let Some(job) = queue.next() {
                if !job(&mut desk) {
                    return;
                }
            }
        };
        let thread = engine::thread().spawn(body)?;
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        threads.retain(|t| !t.is_finished());
        threads.push(thread);
        Ok(())
    }

    /// Puts another thread in the place of one that works on for nobody.
    fn replace(&self) {
        if self.astray.fetch_add(1, Ordering::SeqCst) < GIVEN_UP {
            // Without it the others go on.
            let _ = self.add();
        }
    }

    /// Does work in a thread of the pool. What nobody waits for any more when its turn comes is not begun.
    pub async fn run<T: Send + 'static>(
        &self,
        limit: Duration,
        work: impl FnOnce(&mut Desk) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let (answer, mut answered) = oneshot::channel();
        let (tell, astray) = (self.tell.clone(), self.astray.clone());
        let stage = Stage::default();
        let waiter = Waiter(stage.clone());
        let job = Box::new(move |desk: &mut Desk| {
            if !stage.goes(WAITS, RUNS) {
                return true;
            }
            desk.stage = stage.clone();
            let result = engine::caught(|| work(desk)).unwrap_or_else(|panic| {
                desk.database = None;
                tell(&Said::new(format!("a fault of the program: {panic}; please report it"), format!("程序内部错误：{panic}，请报告")));
                Err(Problem::new(Code::Internal, "a fault of the program; the server goes on", "程序内部错误，服务继续运行"))
            });
            let _ = answer.send(result);
            if stage.0.swap(DONE, Ordering::SeqCst) != LEFT {
                return true;
            }
            // The thread that took this one's place stays; beyond the bound none did.
            astray.fetch_sub(1, Ordering::SeqCst) > GIVEN_UP
        });
        {
            let mut state = self.queue.state();
            if state.ended || state.jobs.len() >= WAITING {
                return Err(busy());
            }
            state.jobs.push_back(job);
        }
        self.queue.changed.notify_one();
        let mut answer = tokio::time::timeout(limit, &mut answered).await;
        if answer.is_err() && waiter.0.0.load(Ordering::SeqCst) == WRITES {
            // What is stored is not told as failed. No database takes longer than it may.
            answer = tokio::time::timeout(STORING, &mut answered).await;
        }
        match answer {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(busy()),
            Err(_) => {
                if waiter.0.goes(RUNS, LEFT) || waiter.0.goes(WRITES, LEFT) {
                    self.replace();
                }
                let seconds = limit.as_secs_f64();
                let english = format!("not answered within {seconds} s; expected less (--max-seconds)");
                Err(Problem::new(Code::Busy, english, format!("{seconds} 秒内未能答复（--max-seconds）")))
            }
        }
    }

    /// Lets threads end once they are done with what they have begun, and waits a little for them: the last to leave an
    /// SQLite database puts it in order.
    pub fn end(&self) {
        self.queue.state().ended = true;
        self.queue.changed.notify_all();
        let begun = Instant::now();
        while begun.elapsed() < LEAVING && !self.are_gone() {
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Pool {
    fn are_gone(&self) -> bool {
        self.threads.lock().unwrap_or_else(PoisonError::into_inner).iter().all(JoinHandle::is_finished)
    }
}

/// What is said where too much is asked at once.
pub fn busy() -> Problem {
    Problem::new(Code::Busy, "too much is being asked at once; expected a try later", "同时处理的请求过多，请稍后再试")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    const LIMIT: Duration = Duration::from_secs(10);

    fn pool(told: &Arc<AtomicUsize>) -> Pool {
        let told = told.clone();
        let open: Open = Arc::new(|| Err(Error::new(ErrorKind::Database, "away", "不在")));
        let tell: Tell = Arc::new(move |_| {
            told.fetch_add(1, Ordering::SeqCst);
        });
        Pool::start(1, open, tell).expect("a thread")
    }

    fn block<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(future)
    }

    #[test]
    fn a_panic_is_a_problem_and_the_thread_lives_on() {
        let told = Arc::new(AtomicUsize::new(0));
        let pool = pool(&told);
        let panicked: Result<(), Problem> = block(pool.run(LIMIT, |_| panic!("on purpose")));
        assert_eq!(panicked.map_err(|p| p.code), Err(Code::Internal));
        assert_eq!(told.load(Ordering::SeqCst), 1);
        assert_eq!(block(pool.run(LIMIT, |_| Ok(7))).map_err(|p| p.code), Ok(7));
    }

    #[test]
    fn a_database_that_is_away_is_asked_for_each_time_anew() {
        let pool = pool(&Arc::default());
        for _ in 0..2 {
            let failed = block(pool.run(LIMIT, |desk| Ok(desk.ask(|d| d.organs(1))?)));
            assert_eq!(failed.map_err(|p| p.code), Err(Code::Database));
        }
    }

    #[test]
    fn what_nobody_waits_for_is_not_begun_and_what_takes_too_long_is_a_problem() {
        let pool = pool(&Arc::default());
        let (go, gate) = mpsc::channel::<()>();
        let begun = Arc::new(AtomicUsize::new(0));
        let count = begun.clone();
        block(async {
            let slow = pool.run(Duration::from_millis(50), move |_| Ok(gate.recv().is_ok()));
            assert_eq!(slow.await.map_err(|p| p.code), Err(Code::Busy));
            // The thread still waits at the gate; another does the rest.
            assert_eq!(pool.run(LIMIT, |_| Ok(1)).await.map_err(|p| p.code), Ok(1));
            let (open, closed) = mpsc::channel::<()>();
            let busy = pool.run(LIMIT, move |_| Ok(closed.recv().is_ok()));
            let left = pool.run(LIMIT, move |_| Ok(count.fetch_add(1, Ordering::SeqCst)));
            let both = async { tokio::join!(busy, left) };
            assert!(tokio::time::timeout(Duration::from_millis(50), both).await.is_err());
            let _ = (open.send(()), go.send(()));
            assert_eq!(pool.run(LIMIT, |_| Ok(1)).await.map_err(|p| p.code), Ok(1));
        });
        assert_eq!(begun.load(Ordering::SeqCst), 0);
    }

    #[test]
    fn what_nobody_waits_for_is_not_stored_and_what_is_stored_is_waited_for() {
        let pool = pool(&Arc::default());
        let short = Duration::from_millis(50);
        let ((go, gate), (tell, told)) = (mpsc::channel::<()>(), mpsc::channel());
        let slow = pool.run(short, move |desk| {
            let _ = gate.recv();
            let _ = tell.send(desk.writes().is_ok());
            Ok(())
        });
        assert_eq!(block(slow).map_err(|p| p.code), Err(Code::Busy));
        let _ = go.send(());
        assert_eq!(told.recv(), Ok(false));
        let storing = pool.run(short, move |desk| {
            desk.writes()?;
            thread::sleep(3 * short);
            Ok(1)
        });
        assert_eq!(block(storing).map_err(|p| p.code), Ok(1));
    }
}
