//! The driver's clocks: when the next one rings, and what is due then.

use std::time::{Duration, Instant};

use super::state::State;
use crate::ids::InstanceId;

/// The driver looks at its clocks at least this often, in case the machine slept.
pub(super) const LONGEST_WAIT: Duration = Duration::from_secs(30);

impl State {
    /// When the next clock rings.
    pub(super) fn next_deadline(&self) -> Instant {
        let far = Instant::now() + LONGEST_WAIT;
        let toasts = self
            .instances
            .values()
            .filter_map(|instance| instance.overlays.toast.as_ref().map(|(_, at)| *at));
        toasts
            .chain(self.fronts.deadline())
            .chain(self.notices.values().copied())
            .chain(self.after_paint.values().map(|after_paint| after_paint.due))
            .chain(self.next_check)
            .chain(self.calm.deadline())
            .chain(
                self.openings
                    .deadline()
                    .filter(|_| self.fronts.is_foreground()),
            )
            .min()
            .unwrap_or(far)
    }

    /// Does what is due.
    pub(super) fn tick(&mut self, now: Instant) {
        for instance in self.instances.values_mut() {
            instance.overlays.expire(now);
        }
        let gone: Vec<InstanceId> = self
            .notices
            .iter()
            .filter(|(_, at)| **at <= now)
            .map(|(id, _)| *id)
            .collect();
        for id in gone {
            self.notices.remove(&id);
            if let Some(instance) = self.instances.get_mut(&id) {
                instance.notice = None;
            }
        }
        let due: Vec<InstanceId> = self
            .after_paint
            .iter()
            .filter(|(_, after_paint)| after_paint.due <= now)
            .map(|(id, _)| *id)
            .collect();
        for id in due {
            self.do_after_paint(id);
        }
        self.tick_fronts(now);
        self.check_periodically(now);
        self.try_again(now);
    }
}
