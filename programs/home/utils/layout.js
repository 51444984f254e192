// Where the header goes when there is no navigation bar. All numbers are px of the screen:
//   { top, height, start } top of the bar that appears on scrolling and its height, in line
// with the capsule; and where the page starts. The host draws no capsule over its own home,
// so there the page starts right below the status bar.

const BAR = 44;
const AIR = 12;

function header(capsule, windowInfo, bare) {
  const status = (windowInfo && windowInfo.statusBarHeight) || 0;
  const gap = capsule && capsule.height > 0 ? Math.max(0, capsule.top - status) : 0;
  const height = gap > 0 ? gap * 2 + capsule.height : BAR;
  return { top: status, height: height, start: bare ? status + AIR : status + height };
}

module.exports = { header: header };
