Page(require('../../rows')('rich'));
