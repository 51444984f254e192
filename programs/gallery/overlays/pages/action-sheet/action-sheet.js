const { demo } = require('../../../utils/demo');
const opened = require('../../utils/opened');

Page(demo({
  name: 'action-sheet',
  ...opened,
  data: { ...opened.data, items: ['A', 'B', 'C'] },
}));
