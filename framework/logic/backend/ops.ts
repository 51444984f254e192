// Operation codes of the logic-view protocol v1 (docs/formats/messages.md).

export const enum Op {
  create = 1,
  text = 2,
  append = 3,
  insert = 4,
  remove = 5,
  replace = 6,
  setText = 7,
  attr = 8,
  unattr = 9,
  addClass = 10,
  removeClass = 11,
  clearClasses = 12,
  style = 13,
  id = 14,
  scope = 15,
  data = 16,
  listen = 17,
  release = 18,
  owner = 19,
  wxs = 20,
  template = 21,
  classes = 22,
  clone = 23,
  clear = 24,
}

export const enum Flag {
  bind = 1,
  final = 2,
  mut = 4,
  capture = 8,
  wxs = 16,
}
