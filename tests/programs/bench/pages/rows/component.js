Page(require('../../rows')('component'));
