//! Which program is in front, and what becomes of those that are not: behind, asleep, ended. Pure: it is told what
//! happened and when, and answers with steps; the driver performs them, in order.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::ids::InstanceId;

/// Where an instance is on its way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Life {
    Front,
    Behind { since: Instant },
    Suspended { since: Instant },
}

#[derive(Debug)]
struct Entry {
    home: bool,
    life: Life,
}

/// What the driver has to do, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// This one is on the screen from now on, or nothing is.
    Front(Option<InstanceId>),
    /// `App.onShow`.
    Show(InstanceId),
    /// `App.onHide`.
    Hide(InstanceId),
    /// No code of it runs until it is shown, and its views stop what moves.
    Suspend(InstanceId),
    /// Its views go on.
    Resume(InstanceId),
    End(InstanceId),
    /// The app was away so long that the program in front ends; how it starts again is to be kept before.
    Retire(InstanceId),
    /// The person is back, and what was in front had ended.
    StartAgain,
    /// Nothing is in front, and no home runs that could be.
    OpenHome,
}

/// How long a program lives behind, and how many do.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules {
    pub suspend_after: Duration,
    /// Counted from the same moment as `suspend_after`.
    pub close_after: Duration,
    /// Programs that live at once, without the home.
    pub alive: usize,
}

#[derive(Debug)]
pub(crate) struct Fronts {
    rules: Rules,
    all: BTreeMap<InstanceId, Entry>,
    front: Option<InstanceId>,
    /// The app itself is on the device's screen.
    foreground: bool,
    /// What was in front ended while the app was away.
    retired: bool,
}

impl Fronts {
    pub(crate) fn new(rules: Rules) -> Fronts {
        Fronts {
            rules,
            all: BTreeMap::new(),
            front: None,
            foreground: true,
            retired: false,
        }
    }

    /// Whether a person looks at it: in front, and the app on the screen.
    pub(crate) fn is_shown(&self, id: InstanceId) -> bool {
        let entry = self.all.get(&id);
        entry.is_some_and(|entry| entry.life == Life::Front)
    }

    pub(crate) fn front(&self) -> Option<InstanceId> {
        self.front
    }

    /// Whether the app itself is on the device's screen.
    pub(crate) fn is_foreground(&self) -> bool {
        self.foreground
    }

    pub(crate) fn home(&self) -> Option<InstanceId> {
        let mut all = self.all.iter();
        all.find(|(_, entry)| entry.home).map(|(id, _)| *id)
    }

    /// An instance that was started: it launches, so it is in front from its first turn on.
    pub(crate) fn started(&mut self, id: InstanceId, home: bool, now: Instant) -> Vec<Step> {
        let life = Life::Front;
        self.all.insert(id, Entry { home, life });
        let mut steps = self.bring(id, false, now);
        steps.extend(self.end_surplus());
        steps
    }

    /// Brings an instance to the front. `again` if it was opened anew: it hears of it even if it was there already.
    pub(crate) fn bring(&mut self, id: InstanceId, again: bool, now: Instant) -> Vec<Step> {
        if !self.all.contains_key(&id) {
            return Vec::new();
        }
        self.retired = false;
        let mut steps = Vec::new();
        if let Some(before) = self.front.filter(|before| *before != id) {
            steps.extend(self.put_behind(before, now));
        }
        self.front = Some(id);
        steps.push(Step::Front(Some(id)));
        steps.extend(self.wake(id, again));
        steps
    }

    /// A person or a program opens something: what was retired does not come back by itself.
    pub(crate) fn forget_retired(&mut self) {
        self.retired = false;
    }

    /// The program leaves the front, for the one that opened it or for the home. One that crashed ends; others live on
    /// behind. The home does not leave.
    pub(crate) fn leave(
        &mut self,
        id: InstanceId,
        opener: Option<InstanceId>,
        crashed: bool,
        now: Instant,
    ) -> Vec<Step> {
        if self.all.get(&id).is_none_or(|entry| entry.home) {
            return Vec::new();
        }
        let mut steps = Vec::new();
        if self.front == Some(id) {
            let opener = opener.filter(|opener| self.all.contains_key(opener));
            match opener.or(self.home()) {
                Some(next) => steps.extend(self.bring(next, false, now)),
                None => {
                    steps.extend(self.put_behind(id, now));
                    self.front = None;
                    steps.push(Step::Front(None));
                    steps.push(Step::OpenHome);
                }
            }
        }
        if crashed {
            steps.extend(self.end(id));
        }
        steps.extend(self.end_surplus());
        steps
    }

    /// The instance ended by itself, or was ended for another reason than a step.
    pub(crate) fn ended(&mut self, id: InstanceId) {
        self.all.remove(&id);
        if self.front == Some(id) {
            self.front = None;
        }
    }

    /// The whole app goes behind, or comes back.
    pub(crate) fn visibility(&mut self, foreground: bool, now: Instant) -> Vec<Step> {
        if std::mem::replace(&mut self.foreground, foreground) == foreground {
            return Vec::new();
        }
        match (foreground, self.front) {
            (true, _) if std::mem::take(&mut self.retired) => vec![Step::StartAgain],
            (true, Some(id)) => self.wake(id, false),
            (false, Some(id)) => self.put_behind(id, now),
            (_, None) => Vec::new(),
        }
    }

    /// When the next clock rings.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        let rings = self.all.values().filter_map(|entry| match entry.life {
            Life::Front => None,
            Life::Behind { since } => Some(since + self.rules.suspend_after),
            Life::Suspended { since } => Some(since + self.rules.close_after),
        });
        rings.min()
    }

    /// What is due.
    pub(crate) fn tick(&mut self, now: Instant) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut over = Vec::new();
        for (id, entry) in &mut self.all {
            match entry.life {
                Life::Behind { since } if now >= since + self.rules.suspend_after => {
                    entry.life = Life::Suspended { since };
                    steps.push(Step::Suspend(*id));
                }
                Life::Suspended { since } if now >= since + self.rules.close_after => {
                    over.push(*id);
                }
                _ => {}
            }
        }
        for id in over {
            if self.front == Some(id) {
                self.retired = true;
                self.front = None;
                self.all.remove(&id);
                steps.extend([Step::Front(None), Step::Retire(id)]);
            } else {
                steps.extend(self.end(id));
            }
        }
        steps
    }

    /// Memory is short: all that is behind ends, but the home, which the person goes back to.
    pub(crate) fn end_behind(&mut self) -> Vec<Step> {
        let behind = self.all.iter().filter(|(_, entry)| !entry.home);
        let behind: Vec<InstanceId> = behind
            .map(|(id, _)| *id)
            .filter(|id| Some(*id) != self.front)
            .collect();
        behind.into_iter().flat_map(|id| self.end(id)).collect()
    }

    fn wake(&mut self, id: InstanceId, again: bool) -> Vec<Step> {
        let Some(entry) = self.all.get_mut(&id) else {
            return Vec::new();
        };
        let before = std::mem::replace(&mut entry.life, Life::Front);
        let mut steps = Vec::new();
        if matches!(before, Life::Suspended { .. }) {
            steps.push(Step::Resume(id));
        }
        if before != Life::Front || again {
            steps.push(Step::Show(id));
        }
        steps
    }

    fn put_behind(&mut self, id: InstanceId, since: Instant) -> Vec<Step> {
        match self.all.get_mut(&id) {
            Some(entry) if entry.life == Life::Front => {
                entry.life = Life::Behind { since };
                vec![Step::Hide(id)]
            }
            _ => Vec::new(),
        }
    }

    fn end(&mut self, id: InstanceId) -> Vec<Step> {
        self.ended(id);
        vec![Step::End(id)]
    }

    /// At most so many programs live; the one that was longest behind goes. The home and the one in front stay.
    fn end_surplus(&mut self) -> Vec<Step> {
        let mut steps = Vec::new();
        loop {
            let programs = self.all.iter().filter(|(_, entry)| !entry.home);
            if programs.clone().count() <= self.rules.alive.max(1) {
                return steps;
            }
            let behind = programs.filter_map(|(id, entry)| match entry.life {
                Life::Front => None,
                Life::Behind { since } | Life::Suspended { since } => Some((since, *id)),
            });
            match behind.filter(|(_, id)| Some(*id) != self.front).min() {
                Some((_, id)) => steps.extend(self.end(id)),
                None => return steps,
            }
        }
    }
}

#[cfg(test)]
mod tests;
