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
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::oneshot;

/// How many jobs wait: no more than there are connections, so that in truth none is refused.
const WAITING: usize = 512;

type Job = Box<dyn FnOnce(&mut Desk) + Send>;

/// The threads.
pub struct Pool {
    queue: Arc<Queue>,
    tell: Tell,
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
}

impl Desk {
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
        let pool = Pool { queue: Arc::default(), tell };
        for _ in 0..threads.max(1) {
            let (queue, open) = (pool.queue.clone(), open.clone());
            let body = move || {
                let mut desk = Desk { open, database: None };
                while let Some(job) = queue.next() {
                    job(&mut desk);
                }
            };
            engine::thread().spawn(body)?;
        }
        Ok(pool)
    }

    /// Does work in a thread of the pool. What nobody waits for any more when its turn comes is not begun.
    pub async fn run<T: Send + 'static>(
        &self,
        limit: Duration,
        work: impl FnOnce(&mut Desk) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let (answer, answered) = oneshot::channel();
        let tell = self.tell.clone();
        let job = Box::new(move |desk: &mut Desk| {
            if answer.is_closed() {
                return;
            }
            let result = engine::caught(|| work(desk)).unwrap_or_else(|panic| {
                desk.database = None;
                tell(&Said::new(format!("a fault of the program: {panic}; please report it"), format!("程序内部错误：{panic}，请报告")));
                Err(Problem::new(Code::Internal, "a fault of the program; the server goes on", "程序内部错误，服务继续运行"))
            });
            let _ = answer.send(result);
        });
        {
            let mut state = self.queue.state();
            if state.ended || state.jobs.len() >= WAITING {
                return Err(busy());
            }
            state.jobs.push_back(job);
        }
        self.queue.changed.notify_one();
        match tokio::time::timeout(limit, answered).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(busy()),
            Err(_) => {
                let seconds = limit.as_secs_f64();
                let english = format!("not answered within {seconds} s; expected less (--max-seconds)");
                Err(Problem::new(Code::Busy, english, format!("{seconds} 秒内未能答复（--max-seconds）")))
            }
        }
    }

    /// Lets threads end once they are done with what they have begun.
    pub fn end(&self) {
        self.queue.state().ended = true;
        self.queue.changed.notify_all();
    }
}

/// What is said where too much is asked at once.
pub fn busy() -> Problem {
    Problem::new(Code::Busy, "too much is being asked at once; expected a try later", "同时处理的请求过多，请稍后再试")
}
