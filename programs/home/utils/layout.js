// Where the header goes when there is no navigation bar: in line with the capsule.
// All numbers are px of the screen; { top, height, side } with side the room that
// the capsule takes on the right.

const BAR = 44;
const USUAL = { top: 26, height: 32, left: 281, width: 87 };

function header(capsule, windowInfo) {
  const status = (windowInfo && windowInfo.statusBarHeight) || 0;
  const width = (windowInfo && windowInfo.windowWidth) || 375;
  const there = capsule && capsule.height > 0 ? capsule : null;
  if (!there) return { top: status, height: BAR, side: width - USUAL.left };
  const gap = Math.max(0, there.top - status);
  return { top: status, height: gap * 2 + there.height, side: Math.max(0, width - there.left) };
}

module.exports = { header: header };
