// When the campaign is, and how long a flight may be: all that a company changes for its own. Each date names its zone,
// so that the end comes at one moment everywhere. docs/guide/campaigns.md tells the whole life of a campaign.
module.exports = {
  // The first and the last evening: Lantern Festival 2027 is 20 February.
  opens: '2026-11-01T00:00:00+08:00',
  ends: '2027-02-21T00:00:00+08:00',
  // Results can be looked at until then; after it nothing of the campaign stays on a device.
  removed: '2027-03-21T00:00:00+08:00',
  flightSeconds: 45,
};
