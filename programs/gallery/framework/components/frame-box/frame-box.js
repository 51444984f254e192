// One slot in a frame.
Component({});
