// Three slots, two of them named.
Component({ options: { multipleSlots: true } });
