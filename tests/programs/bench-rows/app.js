App({ globalData: { started: Date.now() } });
