//! stub
use crate::base::Tick; use crate::base::ids::SeatId; use crate::sim::Command; use crate::picture::Picture; use crate::scenario::Scenario;
/// x
#[derive(Debug, Clone)]
pub struct Script;
impl Script {
/// x
pub fn read(_: &str, _: &Scenario) -> Result<Self, Vec<String>> { Ok(Self) }
/// x
pub fn due(&self, _: Tick, _: &dyn Fn(SeatId)->Picture) -> Vec<(SeatId, Command)> { vec![] }
}
