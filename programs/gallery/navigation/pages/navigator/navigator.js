const { demo } = require('../../../utils/demo');

Page(demo({ name: 'navigator', data: { depth: 1 }, onLoad(query) { this.setData({ depth: getCurrentPages().length, query: JSON.stringify(query) }); } }));
