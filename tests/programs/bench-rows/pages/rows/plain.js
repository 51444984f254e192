Page(require('../../rows')('plain'));
