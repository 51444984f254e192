const { demo } = require('../../../utils/demo');

Page(demo({ name: 'label' }));
