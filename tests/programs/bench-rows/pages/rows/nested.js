Page(require('../../rows')('nested'));
